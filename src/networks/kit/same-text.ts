// Compares a text that only few know with one that somebody sent.
import { timingSafeEqual } from 'node:crypto';

/** Takes as long for a wrong text as for a right one. */
export function isSameText(right: string, given: string): boolean {
  const [expected, told] = [Buffer.from(right), Buffer.from(given)];
  return told.length === expected.length && timingSafeEqual(told, expected);
}
