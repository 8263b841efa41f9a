// Hears a Page: what Facebook's calls told, with who wrote messages, which they leave out; and what they did not bring.
import type { ReadDeliveries } from '../kit/inbox.ts';
import type { CatchUp } from '../kit/inbox-catch-up.ts';
import { missedMessages } from '../kit/meta-conversations.ts';
import { inner } from '../kit/meta-messages.ts';
import { Profiles, readingBy } from '../kit/meta-reading.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { createAsk } from './ask.ts';
import { createClient, type FacebookOptions } from './client.ts';
import { NETWORK } from './manifest.ts';
import { missedPosts } from './missed.ts';
import { hear } from './normalise.ts';
import { messagingOf } from './posts.ts';

const CATCH_UP_EVERY_MS = 60 * 60_000;

/** Makes what reads deliveries. */
export function createReading(deps: NetworkDeps, options: FacebookOptions): ReadDeliveries {
  const profiles = new Profiles(deps, NETWORK);
  return readingBy((account, signal) => {
    const ask = createAsk(createClient(deps, options, account));
    const self = { nativeId: account.nativeId, handle: account.handle };
    return async ({ raw, receivedAt }) => {
      const writer = fieldOf(inner(inner(raw, 'messaging'), 'sender'), 'id');
      return hear(raw, { self, receivedAt, profile: await profiles.of(account, ask, writer, signal) });
    };
  });
}

/** What was written on the Page and elsewhere of it, then messages: what was not told since then. */
export function createCatchUp(deps: NetworkDeps, options: FacebookOptions): CatchUp {
  const { catchUpEveryMs: everyMs = CATCH_UP_EVERY_MS } = options;
  return {
    everyMs,
    async *since(account, sinceMs, signal) {
      const ask = createAsk(createClient(deps, options, account));
      const self = { nativeId: account.nativeId, handle: account.handle };
      yield* missedPosts(ask, { self, sinceMs, signal });
      yield* missedMessages(ask, messagingOf(self), { sinceMs, signal });
    },
  };
}
