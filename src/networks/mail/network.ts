// Mail behind the port that every network implements.
import { AppError } from '../../domain/errors.ts';
import type { Network, NetworkDeps } from '../kit/network.ts';
import { connect, keepAlive } from './connect.ts';
import { listInbound } from './inbound.ts';
import { listen } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

/** Makes the network; once per process. */
export function createMail(deps: NetworkDeps): Network {
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listen(deps, input),
    listInbound: (wanted) => listInbound(deps, wanted),
    reader: (account, sourceConfig) => createReader(deps, account, sourceConfig),
    publisher: (account) => createPublisher(deps, account),
    connect: (fields) => connect(deps, fields),
    oauthStart: () => Promise.reject(noOAuth()),
    oauthFinish: () => Promise.reject(noOAuth()),
    keepAlive: (account) => keepAlive(deps, account),
  };
}

function noOAuth(): AppError {
  return new AppError('network_rejected', 'A mailbox is connected with a password.', { where: 'kind' });
}
