// Telegram behind the port that every network implements.
import type { Network, NetworkDeps } from '../kit/network.ts';
import { SentMemory } from '../kit/sent-memory.ts';
import { connect, keepAlive, noOAuth } from './connect.ts';
import { listen } from './listen.ts';
import { manifest } from './manifest.ts';
import { createPublisher } from './publish.ts';
import { createReader } from './read.ts';

const cannotTell =
  'Telegram does not say whether a message went out. Look into the chat with the bot, and decide there whether to send it again.';

/** Makes the network; once per process. `pollSeconds`: how long Telegram holds a question open (tests). */
export function createTelegram(deps: NetworkDeps, pollSeconds?: number): Network {
  const memory = new SentMemory(cannotTell);
  return {
    manifest,
    limits: () => Promise.resolve(manifest.limits),
    listen: (input) => listen(deps, input, pollSeconds),
    // Telegram lets go of an update only when we have committed it, and lists none of those: there is nothing to hold against.
    listInbound: () => Promise.resolve({ items: [], isComplete: true }),
    reader: (account) => createReader(deps, account),
    publisher: (account) => createPublisher({ deps, account, memory }),
    connect: (fields) => connect(deps, fields),
    oauthStart: noOAuth,
    oauthFinish: noOAuth,
    keepAlive: (account) => keepAlive(deps, account),
  };
}
