// What a paid network asks for reading and writing, as data in its manifest, and what an account may spend of it.
import { hasLinkOfX } from './length.ts';
import type { Prices } from './manifest.ts';

/** Millionths of a US dollar. */
export type MicroUsd = number;

/** What is counted: the names of the prices. */
export type Priced = Exclude<keyof Prices, 'asOf' | 'source'>;

/** Which price a post of ours has. Only who called on the account is answered through the API. */
export function priceOfSend(post: { text: string; isReply: boolean }): Priced {
  if (hasLinkOfX(post.text)) return 'createWithLink';
  return post.isReply ? 'summonedReply' : 'create';
}

/** What an account may spend on a day and in a month of UTC, millionths of a US dollar. */
export interface SpendBudget {
  day: MicroUsd;
  month: MicroUsd;
}

/** What holds until the team says otherwise. */
export const usualBudget: SpendBudget = { day: 10_000_000, month: 200_000_000 };

/** Part of a budget that listening leaves to people who read and answer. */
export const LEFT_TO_PEOPLE = 0.2;

export interface SpendState {
  spent: SpendBudget;
  budget: SpendBudget;
}

const periods = ['day', 'month'] as const;
export type SpendPeriod = (typeof periods)[number];

/** What may still be spent; with `share`, of that part of the budget. */
export function leftToSpend({ spent, budget }: SpendState, share = 1): MicroUsd {
  return Math.max(0, Math.min(...periods.map((period) => budget[period] * share - spent[period])));
}

/** Which budget is used up, the longer one first; null: neither. */
export function spentOut({ spent, budget }: SpendState, share = 1): SpendPeriod | null {
  return periods.toReversed().find((period) => spent[period] >= budget[period] * share) ?? null;
}

/** When a period of UTC ends, epoch milliseconds. */
export function endOf(period: SpendPeriod, nowMs: number): number {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
}
