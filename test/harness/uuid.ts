// UUIDv7 for tests: ordered by when they were made, also within one millisecond.
import { randomBytes } from 'node:crypto';

let lastMs = 0;
let sequence = 0;

/** A new id, greater than every one made before by this process. */
export function newId(nowMs = Date.now()): string {
  const ms = Math.max(nowMs, lastMs);
  sequence = ms === lastMs ? sequence + 1 : 0;
  lastMs = ms;
  const time = ms.toString(16).padStart(12, '0');
  // The twelve bits after the version count within a millisecond; thirty more below carry what does not fit.
  const count = sequence.toString(16).padStart(6, '0');
  const random = randomBytes(6).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.slice(0, 3)}-8${count.slice(3)}-${random}`;
}
