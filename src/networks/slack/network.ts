// Slack behind the port that every network implements.
import { idsKeptForMs, type WebhookInbox } from '../../domain/webhooks/inbox.ts';
import { listenToInbox } from '../kit/inbox.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import { createClient, type SlackOptions } from './client.ts';
import { connect, keepAlive, noOAuth } from './connect.ts';
import { Ears } from './ears.ts';
import { createCatchUp, createReading, listInbound, noticingTheEnd } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';
import { mostSlackCallBytes, receive } from './webhook.ts';

/** Makes the network; once per process. */
export function createSlack(deps: NetworkDeps, inbox: WebhookInbox, options: SlackOptions = {}): Network {
  const ears = new Ears(deps, options);
  const reading = {
    inbox,
    read: createReading(ears),
    idsForMs: idsKeptForMs,
    everyMs: options.everyMs,
    catchUp: createCatchUp(deps, options, ears),
  };
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listenToInbox(deps, reading, noticingTheEnd(deps, options, input)),
    listInbound: (wanted) => listInbound({ deps, options, ears }, wanted),
    reader: (account) => createReader({ deps, options, ears }, account),
    publisher: (account) => createPublisher({ deps, client: createClient(deps, options, account), account }),
    connect: (fields) => connect(deps, options, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, options, account),
    mostCallBytes: mostSlackCallBytes,
    receive: (account, call) => receive(account, call, deps.now()),
  };
}
