// Calendar days of a time zone, found for millions of instants.

import { quarterMs } from '../../storage/heard-tally.ts';

/** From when on posts are looked at: full quarter hours, as they are counted by. Epoch milliseconds. */
export function heardSince(nowMs: number, maxAgeMs: number): number {
  return Math.floor((nowMs - maxAgeMs) / quarterMs) * quarterMs;
}

/**
 * Finds the day (`2026-03-02`) in an IANA time zone of an instant in epoch milliseconds. By quarter hour: no zone's day
 * begins in between, and formatting each post would take longer than matching it.
 */
export function dayFinder(timeZone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const known = new Map<number, string>();
  return (atMs) => {
    const quarter = Math.floor(atMs / quarterMs);
    const found = known.get(quarter) ?? format.format(quarter * quarterMs);
    known.set(quarter, found);
    return found;
  };
}
