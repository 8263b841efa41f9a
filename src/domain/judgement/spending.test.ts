// A budget is never passed by what is set aside, and dollars are counted exactly.
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { limitPassed, minus, nothingSpent, plus, spentBy, type SpendLimit } from './spending.ts';

it('counts dollars in millionths, rounded up', () => {
  const price = { input: 0.15, output: 0.6 };
  expect(spentBy({ inputTokens: 900, outputTokens: 60 }, price).microUsd).toBe(171);
  expect(spentBy({ inputTokens: 1, outputTokens: 0 }, price).microUsd).toBe(1);
  expect(spentBy({ inputTokens: 900, outputTokens: 60 }, null).microUsd).toBe(0);
});

it('names the limit that would be passed', () => {
  const limits: SpendLimit[] = [
    { unit: 'requests', period: 'day', most: 2 },
    { unit: 'tokens', period: 'month', most: 1_000 },
    { unit: 'usd', period: 'month', most: 0.5 },
  ];
  const next = { requests: 1, inputTokens: 90, outputTokens: 10, microUsd: 100_000 };
  const spent = (day: number, month: typeof next) => ({ day: { ...nothingSpent, requests: day }, month });
  expect(limitPassed(limits, spent(1, nothingSpent), next)).toBeNull();
  expect(limitPassed(limits, spent(2, nothingSpent), next)).toBe(limits[0]);
  expect(limitPassed(limits, spent(0, { ...nothingSpent, outputTokens: 901 }), next)).toBe(limits[1]);
  expect(limitPassed(limits, spent(0, { ...nothingSpent, microUsd: 400_001 }), next)).toBe(limits[2]);
  expect(limitPassed([], spent(1e9, nothingSpent), next)).toBeNull();
});

test('what is given back after what was set aside leaves what was used', () => {
  const usage = fc.record({ inputTokens: fc.nat(1e6), outputTokens: fc.nat(1e6) });
  fc.assert(
    fc.property(usage, usage, (most, used) => {
      const price = { input: 3, output: 15 };
      const aside = spentBy(most, price);
      expect(plus(aside, minus(spentBy(used, price), aside))).toEqual(spentBy(used, price));
    }),
  );
});
