// Misskey behind the port that every network implements.
import { defaultPace } from '../kit/feed.ts';
import type { PollPace } from '../kit/feed.ts';
import type { AccountSession, Network, NetworkDeps } from '../kit/network.ts';
import { createClient, MetaCache, serverAddress } from './client.ts';
import type { Client } from './client.ts';
import { connectByToken, keepAlive, oauthFinish, oauthStart } from './connect.ts';
import type { Connecting } from './connect.ts';
import { listInbound } from './inbound.ts';
import { limitsOf } from './limits.ts';
import { listen } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

/** Makes the network; once per process. `pollPace` is for servers whose stream does not let us in. */
export function createMisskey(deps: NetworkDeps, pollPace: PollPace = defaultPace): Network {
  const metas = new MetaCache();

  /** A token is sent to its own server only. */
  function clientFor(server: string, account: AccountSession | null): Client {
    const isHome = account !== null && new URL(account.server).host === new URL(server).host;
    return createClient(deps, metas, server, isHome ? account : null);
  }

  const connecting: Connecting = {
    deps,
    clientFor(server, token) {
      if (token === undefined) return clientFor(server, null);
      const secrets = { accessToken: token };
      const saveSecrets = (): Promise<void> => Promise.resolve();
      return clientFor(server, { id: '', server, nativeId: '', handle: '', secrets, saveSecrets });
    },
  };

  return {
    manifest,
    async limits(account) {
      return limitsOf(await clientFor(account.server, account).meta());
    },
    listen: (input) => listen(deps, input, (server) => clientFor(server, input.account), pollPace),
    listInbound: (wanted) =>
      listInbound(clientFor(serverAddress(wanted.account.server), wanted.account), wanted),
    reader(account, sourceConfig) {
      const homes = [sourceConfig['server'], account?.server].flatMap((entered) =>
        entered === undefined || entered === '' ? [] : [serverAddress(entered)],
      );
      return createReader(homes, (server) => clientFor(server, account), account);
    },
    publisher: (account) => createPublisher(deps, clientFor(account.server, account), account),
    connect: (fields) => connectByToken(connecting, fields),
    oauthStart: (input) => oauthStart(connecting, input),
    oauthFinish: (input) => oauthFinish(connecting, input),
    keepAlive: (account) => keepAlive(clientFor(account.server, account), account),
  };
}
