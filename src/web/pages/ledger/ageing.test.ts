// Proves that what waits is counted once, by the hour and the day that are promised.
import { expect, test } from 'vitest';
import { ageingOf } from './ageing.ts';

test('an hour and a day are within the promise to the millisecond', () => {
  const now = Date.parse('2026-11-02T00:00:00.000Z');
  const before = (ms: number): string => new Date(now - ms).toISOString();
  const since = [0, 3_600_000, 3_600_001, 86_400_000, 86_400_001].map(before);
  expect(ageingOf(since, now)).toEqual({ withinHour: 2, withinDay: 2, overDay: 1 });
  expect(ageingOf([], now)).toEqual({ withinHour: 0, withinDay: 0, overDay: 0 });
});
