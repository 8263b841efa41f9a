// WhatsApp behind the port that every network implements.
import { idsKeptForMs, type WebhookInbox } from '../../domain/webhooks/inbox.ts';
import { listenToInbox, listInbox } from '../kit/inbox.ts';
import { answerMeta, mostMetaCallBytes } from '../kit/meta-webhook.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import { SentMemory } from '../kit/sent-memory.ts';
import type { WhatsAppOptions } from './client.ts';
import { connect, keepAlive, noOAuth } from './connect.ts';
import { read } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { reader } from './read.ts';
import { standing } from './standing.ts';
import { receive, verifyTokenOf } from './webhook.ts';

const cannotTell =
  'WhatsApp does not say whether a message went out. Ask the person, or wait for their answer, and decide then whether to send it again.';

/** Makes the network; once per process. */
export function createWhatsApp(
  deps: NetworkDeps,
  inbox: WebhookInbox,
  options: WhatsAppOptions = {},
): Network {
  const memory = new SentMemory(cannotTell);
  const reading = { inbox, read, idsForMs: idsKeptForMs, everyMs: options.everyMs };
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listenToInbox(deps, reading, input),
    listInbound: (wanted) => listInbox(reading, wanted),
    reader: () => reader,
    publisher: (account) => createPublisher({ deps, options, account, memory }),
    connect: (fields) => connect(deps, options, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, options, account),
    mostCallBytes: mostMetaCallBytes,
    receive,
    standing: (account) => standing(deps, options, account),
    question: {
      token: verifyTokenOf,
      answer: (account, query) => answerMeta(verifyTokenOf(account), query),
    },
  };
}
