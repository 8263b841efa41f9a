// Limits who asks without a good session or token: by address, before anything is looked up for them.
import { AppError } from '../../domain/errors.ts';

const windowMs = 60_000;
const mostAddresses = 20_000;

export interface Strangers {
  /** Refuses an address that was turned away too often in the last minute. Errors: `too_many_requests`. */
  refuse(address: string): void;
  /** Notes that a request of this address was turned away. */
  turnedAway(address: string): void;
}

/** `most` is how many requests of one address may be turned away in a minute. */
export function createStrangers(most: number, now: () => number): Strangers {
  const counts = new Map<string, { untilMs: number; count: number }>();
  return {
    refuse(address) {
      const known = counts.get(networkOf(address));
      if (known === undefined || known.count < most) return;
      const retryAfterMs = known.untilMs - now();
      if (retryAfterMs <= 0) return;
      throw new AppError(
        'too_many_requests',
        'Too many requests from this address were not signed in. Slow down.',
        { retryAfterMs },
      );
    },
    turnedAway(address) {
      const key = networkOf(address);
      const known = counts.get(key);
      if (known !== undefined && known.untilMs > now()) {
        known.count += 1;
        return;
      }
      counts.delete(key);
      // Oldest first out: the map keeps the order of insertion, which is that of running out.
      const oldest = counts.size >= mostAddresses ? counts.keys().next() : { done: true as const };
      if (oldest.done !== true) counts.delete(oldest.value);
      counts.set(key, { untilMs: now() + windowMs, count: 1 });
    },
  };
}

/** One customer of a provider has 2⁶⁴ addresses of IPv6: they count as one. */
export function networkOf(address: string): string {
  if (!address.includes(':') || /^::ffff:\d+\./i.test(address)) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...gap, ...last]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
