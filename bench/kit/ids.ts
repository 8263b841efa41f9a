// Ids of past moments, for rows that were not written when they happened.
import { randomBytes } from 'node:crypto';

/** How far back made-up data goes: what a dry run looks at, two days less. */
export const monthMs = 28 * 86_400_000;

/** UUIDv7 of a moment, random below the millisecond. */
export function idAt(ms: number): string {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  const rest = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}
