// Hears the reviews of an app: the list of those written or changed in the last week, read again and again.
import { AppError } from '../../domain/errors.ts';
import { listenToReviews, type ReviewPages } from '../kit/review-listen.ts';
import type { AccountSession, ListenInput, NetworkDeps } from '../kit/network.ts';
import type { Ask } from './ask.ts';
import { NETWORK } from './manifest.ts';
import { readReview } from './normalise.ts';

/** Google lets an app’s reviews be asked for 200 times an hour; more than half is left for those who act. */
export const EVERY_MS = 60_000;
/** The list goes back so far. */
export const SHOWN_MS = 7 * 24 * 60 * 60_000;

export const pagesOf = (
  ask: Ask,
  { nativeId, handle }: Pick<AccountSession, 'nativeId' | 'handle'>,
  everyMs = EVERY_MS,
): ReviewPages => ({
  store: { network: NETWORK, self: { nativeId, handle } },
  page: (after, signal) => ask.page(after, signal),
  read: (raw) => readReview(raw, nativeId),
  everyMs,
  showsForMs: SHOWN_MS,
});

export function expectAccount(account: AccountSession | null): AccountSession {
  if (account !== null) return account;
  throw new AppError('network_rejected', 'Google Play shows reviews to a connected account only.');
}

/** Returns when the signal aborts; throws AppError when the list cannot be read. */
export const listen = (
  deps: NetworkDeps,
  input: ListenInput,
  { ask, everyMs }: { ask: Ask; everyMs?: number | undefined },
): Promise<void> => listenToReviews(deps, pagesOf(ask, expectAccount(input.account), everyMs), input);
