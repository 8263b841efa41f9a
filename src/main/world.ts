// The real clock, ids and randomness; everything else is given these.
import { randomBytes, randomFillSync } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** UUIDv7 (RFC 9562): ordered by time to the millisecond, and within one by a counter. */
export function createIds(now: () => number): () => string {
  let lastMs = 0;
  let counter = 0;
  const bytes = Buffer.alloc(16);
  return () => {
    const ms = now();
    if (ms > lastMs) {
      lastMs = ms;
      // A random start leaves room to count and says nothing about how many were made before.
      counter = randomBytes(2).readUInt16BE() & 0x7ff;
    } else {
      counter += 1;
      if (counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
    }
    randomFillSync(bytes, 8);
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

/** A timer for longer than this ends at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Waits; rejects when the signal is aborted. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  for (let left = ms; ; left -= longestTimerMs) {
    await wait(Math.min(left, longestTimerMs), undefined, signal === undefined ? {} : { signal });
    if (left <= longestTimerMs) return;
  }
}
