// Dates as feeds in the wild write them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDate } from './dates.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

test.each([
  ['Fri, 20 Nov 2026 10:30:00 GMT', '2026-11-20T10:30:00.000Z'],
  ['Fri, 20 Nov 2026 19:30:00 +0900', '2026-11-20T10:30:00.000Z'],
  ['Fri, 20 Nov 2026 19:30:00 +09:00', '2026-11-20T10:30:00.000Z'],
  ['20 Nov 26 05:30 EST', '2026-11-20T10:30:00.000Z'],
  ['Thu, 20 Nov 2026 10:30:00 Z', '2026-11-20T10:30:00.000Z'],
  ['fri, 20 nov 2026 10:30:00 gmt', '2026-11-20T10:30:00.000Z'],
  ['Friday, 20 November 2026 19:30:00 JST', '2026-11-20T10:30:00.000Z'],
  ['Fri, 20 Nov 2026 10:30:00 GMT+0000 (Coordinated Universal Time)', '2026-11-20T10:30:00.000Z'],
  ['Fri, 20-Nov-2026 10:30:00 UTC', '2026-11-20T10:30:00.000Z'],
  ['  Fri,  20 Nov\n 2026 10:30:00 GMT ', '2026-11-20T10:30:00.000Z'],
  ['Nov 20, 2026 10:30 AM', '2026-11-20T10:30:00.000Z'],
  ['November 20, 2026 2:30 pm PST', '2026-11-20T22:30:00.000Z'],
  ['2026-11-20T10:30:00Z', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20T19:30:00+09:00', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20T19:30:00+0900', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20T10:30:00.123456Z', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20T10:30Z', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20 10:30:00', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20 10:30:00 UTC', '2026-11-20T10:30:00.000Z'],
  ['2026/11/20 19:30 JST', '2026-11-20T10:30:00.000Z'],
  ['20261120T103000Z', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026年11月20日 19時30分', '2026-11-20T10:30:00.000Z'],
  ['２０２６年１１月２０日 19:30', '2026-11-20T10:30:00.000Z'],
  ['1795170600', '2026-11-20T10:30:00.000Z'],
  ['1795170600000', '2026-11-20T10:30:00.000Z'],
  // Beyond tomorrow: a clock or a form was wrong.
  ['Fri, 20 Nov 2099 10:30:00 GMT', '2026-11-23T12:00:00.000Z'],
])('%s', (written, read) => {
  expect(readDate(written, NOW)).toBe(read);
});

test.each([
  '',
  'yesterday',
  '0000-00-00 00:00:00',
  '2026-13-01',
  '2026-02-30',
  'Wed, 32 Nov 2026 10:00:00 GMT',
  '{}',
])('is no date: %s', (written) => {
  expect(readDate(written, NOW)).toBeNull();
});

test('whatever is written is a date or none, and quickly', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d :+,/.TZ年月日-]{0,60}$/)),
      (written) => {
        const read = readDate(written, NOW);
        if (read !== null) expect(new Date(read).toISOString()).toBe(read);
      },
    ),
    { numRuns: 500 },
  );
});
