// News and blogs by their feeds, behind the port that every network implements.
import type { Network, NetworkDeps } from '../kit/network.ts';
import { noAccounts } from './connect.ts';
import { listen } from './listen.ts';
import { manifest } from './manifest.ts';
import { publisher } from './publish.ts';
import { createReader } from './read.ts';

/** Makes the network; once per process. `everyMs`: how often feeds are read, in place of what their sources say (tests). */
export function createRss(deps: NetworkDeps, everyMs?: number): Network {
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listen(deps, input, everyMs),
    listInbound: () => Promise.resolve({ items: [], isComplete: true }),
    reader: (_account, sourceConfig) => createReader(deps, sourceConfig),
    publisher: () => publisher,
    connect: noAccounts,
    oauthStart: noAccounts,
    oauthFinish: noAccounts,
    keepAlive: () => Promise.resolve(),
  };
}
