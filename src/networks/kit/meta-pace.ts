// Keeps to how often Meta answers questions about conversations: two a second of one account, whoever asks them.
import type { NetworkDeps } from './network.ts';

const PACE_MS = 600;

/** Resolves when it is the turn of this account's next question. */
export type Pace = (account: string, signal?: AbortSignal) => Promise<void>;

/** One for all that asks: what is caught up with, threads that people look at, look-ups. `paceMs`: for tests. */
export function createPace({ sleep }: Pick<NetworkDeps, 'sleep'>, paceMs = PACE_MS): Pace {
  /** Until when each account's last question keeps the next from its turn; of accounts that were asked lately. */
  const held = new Map<string, Promise<void>>();
  return async (account, signal) => {
    const turn = held.get(account) ?? Promise.resolve();
    // Who gives up leaves their turn to the next.
    const mine = turn.then(() => sleep(paceMs, signal)).catch(() => undefined);
    held.set(account, mine);
    void mine.then(() => held.get(account) === mine && held.delete(account));
    await turn;
    signal?.throwIfAborted();
  };
}
