// A record key is a valid TID, the same for the same idempotency key, and different for different ones.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordKey } from './record-key.ts';

const TID = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/u;

describe('recordKey', () => {
  test('is a valid TID for any key and never changes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uuid()), (key) => {
        expect(recordKey(key)).toMatch(TID);
        expect(recordKey(key)).toBe(recordKey(key));
      }),
    );
  });

  test('a UUIDv7 keeps its time, so keys sort as their posts were made', () => {
    const keys = [
      '019a8f00-0000-7abc-8def-0123456789ab',
      '019a8f00-0001-7abc-8def-0123456789ab',
      '019a9000-0000-7abc-8def-0123456789ab',
    ];
    const made = keys.map(recordKey);
    expect(made.toSorted()).toEqual(made);
    // 0x019a8f000000 ms is 2025-11-17: the first 11 digits hold it in microseconds.
    expect(recordKey('019a8f00-0000-7abc-8def-0123456789ab').slice(0, 5)).toBe(
      recordKey('019a8f00-0000-7fff-8fff-ffffffffffff').slice(0, 5),
    );
  });

  test('does not repeat itself: 50,000 keys of one millisecond and 50,000 arbitrary ones', () => {
    const arbitrary = new Set(Array.from({ length: 50_000 }, (_, n) => recordKey(`send-${n}`)));
    expect(arbitrary.size).toBe(50_000);
    const sameMs = new Set(
      Array.from({ length: 200 }, (_, n) =>
        recordKey(`019a8f00-0000-7abc-8def-${n.toString(16).padStart(12, '0')}`),
      ),
    );
    expect(sameMs.size).toBeGreaterThanOrEqual(199);
  });
});
