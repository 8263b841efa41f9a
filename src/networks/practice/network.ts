// The practice network behind the port that every network implements.
import { AppError } from '../../domain/errors.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import { connect } from './connect.ts';
import { signedIn, throughFaults, workspaceOf, type PracticeContext } from './context.ts';
import { listen, listInbound } from './listen.ts';
import { manifest } from './manifest.ts';
import { placesAt } from './places.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

/**
 * The practice network. It lives in Kizuki's own store, one for each workspace, so every call must carry its workspace
 * as `workspaceId`: in the fields given to `connect` (which puts it into the account's secrets) and in the config of a
 * source. The server writes it there over whatever a user sent; no form shows it.
 *
 * `baseUrl`: Kizuki's own address for links to posts and pictures; without it they are relative to it.
 */
export function createPractice(
  deps: NetworkDeps,
  store: PracticeStore,
  options: { baseUrl?: string } = {},
): Network {
  const context: PracticeContext = { store, deps, places: placesAt(options.baseUrl ?? '') };
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listen(context, input),
    listInbound: (wanted) => listInbound(context, wanted),
    reader: (account, sourceConfig) => createReader(context, account, sourceConfig),
    publisher: (account) => createPublisher(context, account),
    connect: (fields) => connect(context, fields),
    oauthStart: () => Promise.reject(noOAuth()),
    oauthFinish: () => Promise.reject(noOAuth()),
    keepAlive: async (account) => {
      const workspaceId = workspaceOf(account, {});
      await throughFaults(context, workspaceId, 'read', () => signedIn(context, workspaceId, account));
    },
  };
}

function noOAuth(): AppError {
  return new AppError('network_rejected', 'The practice network knows no OAuth: connect with a handle.', {
    where: 'kind',
  });
}
