// Waiting for what comes by itself, outside of assertions: in hooks, and for what another server does in its own time.
import { setTimeout as wait } from 'node:timers/promises';

/** Looks until something is there. Throws with what was waited for when it does not come. */
export async function until<T>(
  look: () => Promise<T | undefined>,
  what: string,
  timeoutMs = 30_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await wait(100);
  }
}
