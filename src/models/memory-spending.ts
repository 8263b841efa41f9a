// What was spent, remembered by this process alone: for a measurement, which needs no database.
import {
  limitPassed,
  nothingSpent,
  plus,
  type SpendLimit,
  type Spent,
} from '../domain/judgement/spending.ts';

/** It lasts shorter than a day, so that day and month are one. */
export function createMemorySpending(limits: readonly SpendLimit[]) {
  let spent = nothingSpent;
  const counted = new Map<string, number>();
  return {
    // No other step can come between the look and the sum.
    async reserve(amount: Spent): Promise<boolean> {
      if (limitPassed(limits, { day: spent, month: spent }, amount) !== null) return false;
      spent = plus(spent, amount);
      return true;
    },
    async correct(amount: Spent): Promise<void> {
      spent = plus(spent, amount);
    },
    async count(outcomes: ReadonlyMap<string, number>): Promise<void> {
      for (const [outcome, number] of outcomes) counted.set(outcome, (counted.get(outcome) ?? 0) + number);
    },
    spent: (): Spent => spent,
    counted: (): ReadonlyMap<string, number> => counted,
  };
}
