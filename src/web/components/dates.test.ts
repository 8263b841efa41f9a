// Proves that days are read as people write them, and nothing else is taken for a day.
import { expect, test } from 'vitest';
import { readDate, writeDate } from './dates.ts';

test.each([
  ['2026-11-24', '2026-11-24'],
  ['2026/1/4', '2026-01-04'],
  ['2026年11月24日', '2026-11-24'],
  ['２０２６／１１／２４', '2026-11-24'],
  [' 2026. 2. 28 ', '2026-02-28'],
  ['', ''],
])('%s is %s', (typed, date) => {
  expect(readDate(typed)).toBe(date);
});

test.each(['2026-02-30', '2026/13/1', '11/24/2026', '24 November', '2026-11', '2026/11/2x'])(
  '%s is no day',
  (typed) => {
    expect(readDate(typed)).toBeNull();
  },
);

test('a day is written as the language of the page writes it', () => {
  expect([writeDate('2026-11-24', 'ja'), writeDate('2026-11-24', 'en'), writeDate('', 'ja')]).toEqual([
    '2026/11/24',
    '2026-11-24',
    '',
  ]);
});
