// A channel of a team's own, behind the port that every network implements.
import type { WebhookInbox } from '../../domain/webhooks/inbox.ts';
import { listenToInbox, listInbox } from '../kit/inbox.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import { connect, noOAuth } from './connect.ts';
import { readDeliveries } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher, keepAlive } from './publish.ts';
import { reader } from './read.ts';
import { receive } from './webhook.ts';

/** Makes the network; once per process. `everyMs`: how often the inbox is looked into (tests). */
export function createChannel(deps: NetworkDeps, inbox: WebhookInbox, everyMs?: number): Network {
  const reading = { inbox, read: readDeliveries, everyMs };
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listenToInbox(deps, reading, input),
    listInbound: (wanted) => listInbox(reading, wanted),
    reader: () => reader,
    publisher: (account) => createPublisher(deps, account),
    connect,
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, account),
    signedWithOurKey: true,
    keepsSecrets: ['key', 'previousKey', 'previousKeyUntil'],
    receive: (account, call) => receive(account, call, deps.now()),
  };
}
