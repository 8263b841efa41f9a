// What a model thinks unlikely puts posts aside only where that came true as seldom among posts it had not learnt from.
import { expect, test } from 'vitest';
import { leastOf } from './train.ts';

const answers = (count: number, positives: number, probability: number) =>
  Array.from({ length: count }, (_, n) => ({ probability, positive: n < positives }));

test('what came true seldom is believed', () => {
  expect(leastOf(answers(20, 2, 0.1))).toBe(0);
});

test('what came true half of the time is never said to be less likely than that', () => {
  expect(leastOf([...answers(20, 10, 0.1), ...answers(50, 50, 0.6)])).toBe(0.5);
});

test('a handful says nothing', () => {
  expect(leastOf(answers(9, 9, 0.1))).toBe(0);
});
