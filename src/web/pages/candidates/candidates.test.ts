// Proves what waits behind its number, and which times one may put a decision off to.
import { describe, expect, test } from 'vitest';
import { entry, uuid } from '../../live/samples.ts';
import { laterTimes } from './later-times.ts';
import { splitAt } from './use-candidates.ts';

describe('new candidates', () => {
  const rows = [9, 7, 5].map(entry);

  test('wait while somebody reads', () => {
    const [shown, waiting] = splitAt(rows, uuid(7));
    expect(shown.map((row) => row.post.id)).toEqual([uuid(7), uuid(5)]);
    expect(waiting).toBe(1);
  });

  test('all wait when what was shown is gone, and none without a mark', () => {
    expect(splitAt(rows, uuid(1))).toEqual([[], 3]);
    expect(splitAt(rows, null)[1]).toBe(0);
    expect(splitAt(rows, uuid(8))[0]).toHaveLength(2);
  });
});

describe('later', () => {
  const names = (at: string): string[] => laterTimes(new Date(at).getTime()).map((time) => time.name);

  test('is always in the future, in order', () => {
    for (let hour = 0; hour < 24 * 7; hour += 1) {
      const now = new Date(2026, 10, 16, hour).getTime();
      const times = laterTimes(now).map((time) => time.at.getTime());
      expect(times.every((time) => time > now)).toBe(true);
    }
  });

  test('offers the evening only before it, and Monday only when it is not tomorrow', () => {
    expect(names('2026-11-18T10:00')).toEqual(['hour', 'threeHours', 'evening', 'tomorrow', 'monday']);
    expect(names('2026-11-18T17:30')).not.toContain('evening');
    expect(names('2026-11-22T10:00')).not.toContain('monday');
  });
});
