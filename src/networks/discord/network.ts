// Discord behind the port that every network implements.
import type { AccountSession, Network, NetworkDeps } from '../kit/network.ts';
import { createClient } from './client.ts';
import type { DiscordClient, DiscordOptions } from './client.ts';
import { connect, keepAlive, noOAuth } from './connect.ts';
import { listInbound } from './inbound.ts';
import { listen } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

/** Makes the network; once per process. */
export function createDiscord(deps: NetworkDeps, options: DiscordOptions = {}): Network {
  const clientFor = (account: AccountSession | null): DiscordClient =>
    createClient(deps, options, account ?? { secrets: {} });
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listen(deps, options, input),
    listInbound: (wanted) => listInbound(deps, clientFor(wanted.account), wanted),
    reader: (account) => createReader(clientFor(account), account),
    publisher: (account) => createPublisher({ deps, client: clientFor(account), account }),
    connect: (fields) => connect(deps, options, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, options, account),
  };
}
