// What a paid network asks for reading and writing, as data in its manifest, and what an account may spend of it.
import { hasLinkOfX } from './length.ts';
import type { Prices } from './manifest.ts';

/** Millionths of a US dollar. */
export type MicroUsd = number;

/** What is counted: the names of the prices. */
export type Priced = Exclude<keyof Prices, 'asOf' | 'source'>;

/** Which price a post of ours has. Only who called on the account is answered through the API. */
export function priceOfSend(post: { text: string; isReply: boolean; isMessage?: boolean }): Priced {
  if (post.isMessage === true) return 'sendMessage';
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

/**
 * Up to which part of a budget each may spend: listening and chores leave the rest to people, and reading leaves the last of
 * it to what people send.
 */
export const SHARES = { listening: 0.8, reading: 0.9, sending: 1 } as const;
/** Who reads. */
export type Reads = Exclude<keyof typeof SHARES, 'sending'>;

/** What one more post may cost: it comes with its author. */
export const costOfPost = ({ readPost, readUser }: Pick<Prices, 'readPost' | 'readUser'>): MicroUsd =>
  readPost + readUser;

/** What one more direct message may cost, with who wrote it. */
export const costOfMessage = ({
  readMessage,
  readUser,
}: Pick<Prices, 'readMessage' | 'readUser'>): MicroUsd => readMessage + readUser;

export interface SpendState {
  spent: SpendBudget;
  budget: SpendBudget;
}

const periods = ['day', 'month'] as const;
export type SpendPeriod = (typeof periods)[number];

const leftOf = ({ spent, budget }: SpendState, period: SpendPeriod, share: number): MicroUsd =>
  Math.max(0, Math.floor(budget[period] * share) - spent[period]);

/** What may still be spent; with `share`, of that part of the budget. */
export function leftToSpend(state: SpendState, share: number = SHARES.sending): MicroUsd {
  return Math.min(...periods.map((period) => leftOf(state, period, share)));
}

/** Which budget has less left than `cost`, the longer one first, as it begins anew last; null: neither. */
export function shortFor(
  state: SpendState,
  { cost, share = SHARES.sending }: { cost: MicroUsd; share?: number },
): SpendPeriod | null {
  return periods.toReversed().find((period) => leftOf(state, period, share) < cost) ?? null;
}

/** When a period of UTC ends, epoch milliseconds. */
export function endOf(period: SpendPeriod, nowMs: number): number {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
}
