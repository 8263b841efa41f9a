// LINE behind the port that every network implements.
import { idsKeptForMs, type WebhookInbox } from '../../domain/webhooks/inbox.ts';
import { listenToInbox, listInbox } from '../kit/inbox.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import type { LineOptions } from './client.ts';
import { connect, keepAlive, noOAuth } from './connect.ts';
import { createReading } from './listen.ts';
import { manifest } from './manifest.ts';
import { People } from './people.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';
import { SentMemory } from './look-up.ts';
import { standing } from './standing.ts';
import { receive } from './webhook.ts';

/** Makes the network; once per process. */
export function createLine(deps: NetworkDeps, inbox: WebhookInbox, options: LineOptions = {}): Network {
  const people = new People(deps, options);
  const memory = new SentMemory();
  const { everyMs } = options;
  const reading = (config: Record<string, string>) => ({
    inbox,
    read: createReading(people, config),
    idsForMs: idsKeptForMs,
    everyMs,
  });
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listenToInbox(deps, reading(input.source.config), input),
    listInbound: (wanted) => listInbox(reading(wanted.source.config), wanted),
    reader: (account) => createReader(people, account),
    publisher: (account) => createPublisher({ deps, options, account, memory }),
    connect: (fields) => connect(deps, options, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, options, account),
    receive,
    standing: (account) => standing(deps, options, account),
  };
}
