// Proves business time against plain counting, across midnights, holidays and daylight saving.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { businessMsBetween, isOpenAt, nextOpening, officeHours } from './business-hours.ts';

const at = (iso: string): number => Date.parse(iso);

it.each([
  // Tokyo is UTC+9: 00:00Z is 09:00 there.
  ['2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z', 'Asia/Tokyo', 3_600_000],
  ['2026-11-20T08:30:00Z', '2026-11-20T10:00:00Z', 'Asia/Tokyo', 1_800_000],
  ['2026-11-20T08:30:00Z', '2026-11-23T00:30:00Z', 'Asia/Tokyo', 3_600_000], // Friday evening to Monday morning
  ['2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z', 'Asia/Tokyo', 0],
  // The night New York sets its clocks back has 25 hours; the office still opens at nine.
  ['2026-10-30T21:00:00Z', '2026-11-02T14:30:00Z', 'America/New_York', 1_800_000 + 3_600_000],
])('%s to %s in %s', (from, to, zone, expected) => {
  expect(businessMsBetween(at(from), at(to), officeHours, zone)).toBe(expected);
});

it('does not count a holiday, and counts the other hours of a day that has some', () => {
  const [from, to] = [at('2026-11-20T00:00:00Z'), at('2026-11-20T05:00:00Z')];
  const closed = { ...officeHours, otherDays: [{ date: '2026-11-20', name: '', spans: [] }] };
  expect(businessMsBetween(from, to, closed, 'Asia/Tokyo')).toBe(0);
  const short = {
    ...officeHours,
    otherDays: [{ date: '2026-11-20', name: 'Inventory', spans: [[660, 720]] }],
  };
  expect(businessMsBetween(from, to, short as typeof officeHours, 'Asia/Tokyo')).toBe(3_600_000);
});

it('knows the next opening, over holidays and through the night in which clocks change', () => {
  const withHoliday = {
    ...officeHours,
    otherDays: [{ date: '2026-11-23', name: '勤労感謝の日', spans: [] }],
  };
  const fridayEvening = at('2026-11-20T12:00:00Z');
  expect(nextOpening(fridayEvening, officeHours, 'Asia/Tokyo')).toBe(at('2026-11-23T00:00:00Z'));
  expect(nextOpening(fridayEvening, withHoliday, 'Asia/Tokyo')).toBe(at('2026-11-24T00:00:00Z'));
  const noon = at('2026-11-24T03:00:00Z');
  expect(nextOpening(noon, officeHours, 'Asia/Tokyo')).toBe(noon);
  // New York sets its clocks back on the first of November: nine o'clock is an hour later in UTC.
  expect(nextOpening(at('2026-10-30T22:00:00Z'), officeHours, 'America/New_York')).toBe(
    at('2026-11-02T14:00:00Z'),
  );
  const never = { week: Array.from({ length: 7 }, () => []), otherDays: [] };
  expect(nextOpening(noon, never, 'Asia/Tokyo')).toBeNull();
});

it('is what counting minute by minute gives, and adds up', () => {
  const start = at('2026-03-26T00:00:00Z');
  const minute = fc.integer({ min: 0, max: 6 * 24 * 60 });
  fc.assert(
    fc.property(
      minute,
      minute,
      minute,
      fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'UTC'),
      (x, y, z, zone) => {
        const [a, b, c] = [x, y, z].toSorted((p, q) => p - q).map((m) => start + m * 60_000) as [
          number,
          number,
          number,
        ];
        const whole = businessMsBetween(a, c, officeHours, zone);
        expect(businessMsBetween(a, b, officeHours, zone) + businessMsBetween(b, c, officeHours, zone)).toBe(
          whole,
        );
        let counted = 0;
        for (let ms = a; ms < Math.min(c, a + 600 * 60_000); ms += 60_000) {
          if (isOpenAt(ms, officeHours, zone)) counted += 60_000;
        }
        expect(businessMsBetween(a, Math.min(c, a + 600 * 60_000), officeHours, zone)).toBe(counted);
      },
    ),
    { numRuns: 30 },
  );
});
