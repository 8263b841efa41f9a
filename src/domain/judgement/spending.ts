// What asking another model may cost: amounts, the limits of a day and a month, and whether one more question fits.

export const spendUnits = ['requests', 'tokens', 'usd'] as const;
export type SpendUnit = (typeof spendUnits)[number];
export const spendPeriods = ['day', 'month'] as const;
export type SpendPeriod = (typeof spendPeriods)[number];

/** Whole numbers only, so that sums are exact: dollars are counted in millionths. */
export interface Spent {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  microUsd: number;
}

/** At most so much of a unit in a period; dollars in dollars. Days and months are those of UTC. */
export interface SpendLimit {
  unit: SpendUnit;
  period: SpendPeriod;
  most: number;
}

/** In dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
}

/** What one request cost that used so many tokens; without a price, no dollars. */
export function spentBy({ inputTokens, outputTokens }: Usage, price: Price | null): Spent {
  const dollars = price === null ? 0 : inputTokens * price.input + outputTokens * price.output;
  return { requests: 1, inputTokens, outputTokens, microUsd: Math.ceil(dollars) };
}

export const nothingSpent: Spent = { requests: 0, inputTokens: 0, outputTokens: 0, microUsd: 0 };

export function plus(one: Spent, other: Spent): Spent {
  return {
    requests: one.requests + other.requests,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    microUsd: one.microUsd + other.microUsd,
  };
}

export function minus(one: Spent, other: Spent): Spent {
  return plus(one, {
    requests: -other.requests,
    inputTokens: -other.inputTokens,
    outputTokens: -other.outputTokens,
    microUsd: -other.microUsd,
  });
}

function amountOf(spent: Spent, unit: SpendUnit): number {
  if (unit === 'requests') return spent.requests;
  return unit === 'tokens' ? spent.inputTokens + spent.outputTokens : spent.microUsd;
}

/** The first limit that would be passed, or null where one more question fits. */
export function limitPassed(
  limits: readonly SpendLimit[],
  spent: Readonly<Record<SpendPeriod, Spent>>,
  next: Spent,
): SpendLimit | null {
  const isPassed = ({ unit, period, most }: SpendLimit): boolean =>
    amountOf(plus(spent[period], next), unit) > (unit === 'usd' ? most * 1e6 : most);
  return limits.find(isPassed) ?? null;
}

/** What each of several spent of one purse in the periods that run. */
export interface Purse {
  /** Whoever wants to spend. */
  mine: Readonly<Record<SpendPeriod, Spent>>;
  /** All others who spent lately. */
  others: readonly Readonly<Record<SpendPeriod, Spent>>[];
  /** How much of the period is still to come, from 1 to 0. */
  left: Readonly<Record<SpendPeriod, number>>;
}

/**
 * The first limit that keeps one more question of mine back, or null where it fits. Besides the limit of all, everybody has an equal
 * share: whoever passes their own takes only what the others leave, and as long as the period lasts their shares are kept for them, in
 * the end for nobody.
 */
export function limitOfShare(
  limits: readonly SpendLimit[],
  { mine, others, left }: Purse,
  next: Spent,
): SpendLimit | null {
  const isPassed = ({ unit, period, most }: SpendLimit): boolean => {
    const all = unit === 'usd' ? most * 1e6 : most;
    const share = all / (others.length + 1);
    const wanted = amountOf(plus(mine[period], next), unit);
    const spent = others.map((one) => amountOf(one[period], unit));
    const total = spent.reduce((sum, amount) => sum + amount, wanted);
    if (total > all) return true;
    if (wanted <= share) return false;
    const kept = spent.reduce((sum, amount) => sum + Math.max(0, share - amount), 0) * left[period];
    return total + kept > all;
  };
  return limits.find(isPassed) ?? null;
}

const dayMs = 86_400_000;

/** How much of the day and the month (UTC) is still to come at a time in milliseconds since the epoch. */
export function leftOf(nowMs: number): Record<SpendPeriod, number> {
  const now = new Date(nowMs);
  const monthMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
  const nextMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
  return { day: 1 - (nowMs % dayMs) / dayMs, month: (nextMs - nowMs) / (nextMs - monthMs) };
}
