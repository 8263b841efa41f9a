// The place in the notifications remembers what was delivered, within bounds, and never forgets ahead of its floor.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, readPlace, type Place } from './notifications.ts';

const start: Place = { since: 0, seen: [], chat: null };
const isDelivered = (place: Place, one: { atMs: number; name: string }): boolean =>
  one.atMs < place.since || place.seen.some((entry) => entry.endsWith(`.${one.name}`));

describe('the place in the notifications', () => {
  test('whatever order they come in, none that was delivered would be delivered again', () => {
    const times = fc.array(fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 300 }), { maxLength: 6 });
    fc.assert(
      fc.property(times, (parts) => {
        let place = start;
        const taken: { atMs: number; name: string }[] = [];
        for (const part of parts) {
          // What lies before the floor is not looked at any more, so it is never taken.
          const fresh = part
            .filter((atMs) => atMs >= place.since)
            .map((atMs, n) => ({ atMs, name: `${taken.length + n}` }));
          taken.push(...fresh);
          place = advance(place, fresh, 9999);
        }
        expect(taken.filter((one) => !isDelivered(place, one))).toEqual([]);
        expect(place.seen.length).toBeLessThanOrEqual(500);
      }),
    );
  });

  test('one that is newer than the floor and was not delivered is still new', () => {
    const many = Array.from({ length: 700 }, (_, n) => ({ atMs: 1000 + n, name: `n${n}` }));
    const place = advance(start, many, 9999);
    expect(place.since).toBeGreaterThan(1000);
    expect(isDelivered(place, { atMs: place.since + 5, name: 'late' })).toBe(false);
  });

  test('a saved place that cannot be read is none', () => {
    expect(readPlace(null)).toBeNull();
    expect(readPlace('12345')).toBeNull();
    expect(readPlace('{"since":')).toBeNull();
    expect(readPlace(JSON.stringify(start))).toEqual(start);
  });
});
