// A budget is never passed by what is set aside, and dollars are counted exactly.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  leftOf,
  limitOfShare,
  limitPassed,
  minus,
  nothingSpent,
  plus,
  spentBy,
  type SpendLimit,
  type Spent,
} from './spending.ts';

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

const requests = (day: number): Readonly<Record<'day' | 'month', Spent>> => ({
  day: { ...nothingSpent, requests: day },
  month: { ...nothingSpent, requests: day },
});
const one: Spent = { ...nothingSpent, requests: 1 };
const limits: SpendLimit[] = [{ unit: 'requests', period: 'day', most: 90 }];

describe('a purse of several', () => {
  const mayAsk = (mine: number, others: number[], left: number): boolean =>
    limitOfShare(
      limits,
      { mine: requests(mine), others: others.map(requests), left: { day: left, month: left } },
      one,
    ) === null;

  it('is all of one who is alone', () => {
    expect([mayAsk(89, [], 1), mayAsk(90, [], 1)]).toEqual([true, false]);
  });

  it('keeps a share for each as long as the day lasts, and what is left for whoever asks', () => {
    expect([mayAsk(29, [0, 0], 1), mayAsk(30, [0, 0], 1)]).toEqual([true, false]);
    // Half of the day is over: half of what the others did not take is free.
    expect([mayAsk(59, [0, 0], 0.5), mayAsk(60, [0, 0], 0.5)]).toEqual([true, false]);
    expect([mayAsk(89, [0, 0], 0), mayAsk(90, [0, 0], 0)]).toEqual([true, false]);
    // One's own share is there whatever one of the others took.
    expect([mayAsk(0, [30, 30], 1), mayAsk(29, [30, 30], 1)]).toEqual([true, true]);
  });

  test('is never passed, and nobody who stays within a share is refused while others keep to what is free', () => {
    const steps = fc.array(fc.record({ who: fc.nat(2), left: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(steps, (asked) => {
        const spent = [0, 0, 0];
        // A day goes on.
        for (const { who, left } of asked.toSorted((a, b) => b.left - a.left)) {
          const others = spent.filter((_, n) => n !== who);
          const may = mayAsk(spent[who] ?? 0, others, left);
          const mine = spent[who] ?? 0;
          if (may) spent[who] = mine + 1;
          const shareLeft = spent.reduce((sum, n) => sum + n, 0) < 90 && left === 1;
          if (mine < 30 && shareLeft) expect(may).toBe(true);
        }
        expect(spent.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(90);
      }),
    );
  });
});

it('knows how much of a day and a month is still to come', () => {
  expect(leftOf(Date.parse('2030-02-15T00:00:00Z'))).toEqual({ day: 1, month: 0.5 });
  expect(leftOf(Date.parse('2030-02-28T18:00:00Z')).day).toBe(0.25);
});
