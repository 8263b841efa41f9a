// The write budget refuses before the server would, says how long to wait, and frees points as time passes.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { COST, createBudget } from './budget.ts';

function refusalOf(act: () => void): AppError | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

describe('budget', () => {
  test('5,000 points an hour: 1,666 posts pass, the next waits until the hour is over', () => {
    let nowMs = Date.UTC(2026, 0, 1);
    const budget = createBudget(() => nowMs);
    for (let n = 0; n < 1666; n += 1) budget.spend(COST.create);
    const refusal = refusalOf(() => budget.spend(COST.create));
    expect(refusal?.code).toBe('network_rate_limited');
    expect(refusal?.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(refusal?.retryAfterMs).toBeLessThanOrEqual(3_660_000);
    nowMs += (refusal?.retryAfterMs ?? 0) + 1;
    expect(refusalOf(() => budget.spend(COST.create))).toBeNull();
  });

  test('35,000 points a day', () => {
    let nowMs = Date.UTC(2026, 0, 1);
    const budget = createBudget(() => nowMs);
    let spent = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      for (let n = 0; n < 1666; n += 1) {
        if (refusalOf(() => budget.spend(COST.create)) === null) spent += COST.create;
      }
      nowMs += 3_661_000;
    }
    expect(spent).toBeGreaterThan(34_900);
    expect(spent).toBeLessThanOrEqual(35_000);
  });

  test('believes the server when it says that nothing is left, until its reset', () => {
    let nowMs = 1_800_000_000_000;
    const budget = createBudget(() => nowMs);
    budget.learn(new Headers({ 'ratelimit-remaining': '2', 'ratelimit-reset': String(nowMs / 1000 + 90) }));
    expect(refusalOf(() => budget.spend(COST.create))?.retryAfterMs).toBe(90_000);
    expect(refusalOf(() => budget.spend(COST.update))).toBeNull();
    nowMs += 90_000;
    expect(refusalOf(() => budget.spend(COST.create))).toBeNull();
  });
});
