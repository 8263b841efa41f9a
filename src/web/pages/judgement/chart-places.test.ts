// Proves where marks of charts stand, and how a confusion table is counted.
import { expect, test } from 'vitest';
import { across, along, radiusOf, tableOf, up } from './chart-places.ts';

const plot = { width: 100, height: 60, pad: 10 };

test('shares stand between the edges, whatever they are', () => {
  expect([0, 0.5, 1, 1.2, -1].map((share) => up(plot, share))).toEqual([50, 30, 10, 10, 50]);
  expect([0, 0.5, 1, 2].map((share) => along(plot, share))).toEqual([10, 50, 90, 90]);
  const span = { first: '2026-11-02', last: '2026-11-30' };
  // A week without any leaves its place free.
  expect(['02', '09', '16', '30'].map((day) => across(plot, `2026-11-${day}`, span))).toEqual([
    10, 30, 50, 90,
  ]);
  expect(across(plot, span.first, { first: span.first, last: span.first })).toBe(50);
});

test('four times as many make a dot twice as wide, and few stay visible', () => {
  expect(radiusOf(100, 100)).toBe(2 * radiusOf(25, 100));
  expect(radiusOf(1, 10_000)).toBe(2);
  expect(radiusOf(0, 0)).toBe(2);
});

test('a confusion table has the values that occur, in their order', () => {
  const cells = [
    { said: '2', is: '1', count: 3 },
    { said: '1', is: '1', count: 5 },
    { said: '2', is: '2', count: 1 },
  ];
  expect(tableOf(cells, ['0', '1', '2', '3'])).toEqual({
    values: ['1', '2'],
    rows: [
      { said: '1', counts: [5, 0] },
      { said: '2', counts: [3, 1] },
    ],
  });
  expect(tableOf([], ['yes', 'no'])).toEqual({ values: [], rows: [] });
});
