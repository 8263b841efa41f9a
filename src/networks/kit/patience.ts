// Asks a network again where it says to come back later, as long as that is soon.
import { AppError } from '../../domain/errors.ts';
import type { NetworkDeps } from './network.ts';

/** Waits for the request limit in a row at most, and the longest of them. */
const MOST_WAITS = 20;
export const LONGEST_WAIT_MS = 120_000;

export interface Patience {
  deps: Pick<NetworkDeps, 'sleep'>;
  signal: AbortSignal;
}

/** Does `act`, waiting as often as the network asks to. Errors: those of `act`. */
export async function patiently<T>({ deps, signal }: Patience, act: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await act();
    } catch (error) {
      const isLimit = error instanceof AppError && error.code === 'network_rate_limited';
      const waitMs = isLimit ? (error.retryAfterMs ?? 1_000) : null;
      if (waitMs === null || waitMs > LONGEST_WAIT_MS || waits === MOST_WAITS || signal.aborted) throw error;
      await deps.sleep(waitMs, signal).catch(() => {});
      if (signal.aborted) throw error;
    }
  }
}
