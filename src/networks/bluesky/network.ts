// Bluesky as one of the networks: its parts put together.
import type { Network, NetworkDeps } from '../kit/network.ts';
import { createClients, type BlueskyOptions } from './client.ts';
import { connectByOAuth, connectByPassword, oauthSubject } from './connect.ts';
import { listen } from './listen.ts';
import { manifest } from './manifest.ts';
import { listInbound } from './notifications.ts';
import { picturesFrom } from './pictures.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

/** Makes the network; `options` are for other networks than the public one, and for lasting OAuth sessions. */
export function createBluesky(deps: NetworkDeps, options: BlueskyOptions = {}): Network {
  const clients = createClients(deps, options);
  const hearing: Pick<Network, 'listen' | 'listInbound'> = {
    listen: async (input) => await listen(clients, input),
    listInbound: async (wanted) => await listInbound(clients, wanted),
  };
  const { picturesUrl } = options;
  return {
    manifest,
    limits: async () => manifest.limits,
    ...(picturesUrl === undefined ? hearing : picturesFrom(picturesUrl, hearing)),
    reader: (account, sourceConfig) => createReader(clients, account, sourceConfig),
    publisher: (account) => createPublisher(clients, account),
    connect: async (fields) => await connectByPassword(clients, fields),
    oauthStart: async ({ fields, redirectUri, state }) =>
      await clients.oauth.start({ subject: oauthSubject(fields), redirectUri, state }),
    oauthFinish: async (input) => await connectByOAuth(clients, input),
    keepAlive: async (account) => await clients.sessions.keepAlive(account),
  };
}
