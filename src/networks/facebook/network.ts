// A Facebook Page behind the port that every network implements.
import { idsKeptForMs, type WebhookInbox } from '../../domain/webhooks/inbox.ts';
import { listenToInbox, listInbox } from '../kit/inbox.ts';
import { verifyTokenOf } from '../kit/meta-keep.ts';
import { createPace } from '../kit/meta-pace.ts';
import { Readable } from '../kit/meta-readable.ts';
import { isGranted } from '../kit/meta-send.ts';
import { answerMeta, mostMetaCallBytes } from '../kit/meta-webhook.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import { SentMemory } from '../kit/sent-memory.ts';
import type { FacebookOptions } from './client.ts';
import { connect, keepAlive, noOAuth } from './connect.ts';
import { createCatchUp, createReading } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';
import { standing } from './standing.ts';
import { receive } from './webhook.ts';

/** Makes the network; once per process. */
export function createFacebook(deps: NetworkDeps, inbox: WebhookInbox, given: FacebookOptions = {}): Network {
  const options = { ...given, pace: createPace(deps, given.paceMs) };
  // Only what this process sent: the rest is looked up on Facebook.
  const memory = new SentMemory('');
  const readable = new Readable();
  const reading = {
    inbox,
    read: createReading(deps, options),
    idsForMs: idsKeptForMs,
    everyMs: options.everyMs,
    catchUp: createCatchUp(deps, options),
  };
  return {
    manifest,
    limits: ({ secrets }) =>
      Promise.resolve({ ...manifest.limits, ...(isGranted(secrets) ? { longWindow: true as const } : {}) }),
    listen: (input) => listenToInbox(deps, reading, input),
    listInbound: (wanted) => listInbox(reading, wanted),
    reader: (account) => createReader({ deps, options, readable }, account),
    publisher: (account) => createPublisher({ deps, options, account, memory, readable }),
    connect: (fields) => connect(deps, options, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, options, account),
    mostCallBytes: mostMetaCallBytes,
    receive,
    question: {
      token: verifyTokenOf,
      answer: (account, query) => answerMeta(verifyTokenOf(account), query),
    },
    standing: (account) => standing(deps, options, account),
  };
}
