// Our own contact form, behind the port that every network implements. Its pages are served by src/server/webform.
import type { WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type { FormStore } from '../../domain/webform/words.ts';
import { listenToInbox, listInbox } from '../kit/inbox.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import { connect, noOAuth } from './connect.ts';
import { expectWorkspace, type FormContext } from './context.ts';
import { readDeliveries } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

export interface WebFormOptions {
  store: FormStore;
  inbox: WebhookInbox;
  /** Kizuki's own address. */
  publicUrl: string;
  /** How often the inbox is looked into (tests). */
  everyMs?: number;
}

/** Makes the network; once per process. */
export function createWebForm(deps: NetworkDeps, options: WebFormOptions): Network {
  const { store, inbox, publicUrl, everyMs } = options;
  const context: FormContext = { deps, store };
  const reading = { inbox, read: readDeliveries, everyMs };
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listenToInbox(deps, reading, input),
    listInbound: (wanted) => listInbox(reading, wanted),
    reader: (account, config) =>
      createReader(context, expectWorkspace(config['workspaceId'] ?? account?.workspaceId)),
    publisher: (account) => createPublisher(context, account),
    connect: async (fields) => connect(deps, new URL(publicUrl).origin, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    // Nothing of it can run out: its pages are our own.
    keepAlive: () => Promise.resolve(),
    keepsSecrets: ['key'],
  };
}
