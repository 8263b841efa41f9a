// What an entry weighs among those of its priority: how many people its post may come to, and how sure it is what was said of it.
import type { Origin } from '../ledger/ledger.ts';
import type { JudgementRow } from './rows.ts';

/** 0 is doubtful, 1 usual, 2 reaches many and is likely so, 3 reaches very many and is as good as sure. */
export const weights = [0, 1, 2, 3] as const;
export type Weight = (typeof weights)[number];

/** Of noise, and of what nothing is known of: neither before the others nor behind them. */
export const usualWeight = 1;

/** As far as it is known. */
export interface Reach {
  /** The author's; null where the network has not said. */
  followers: number | null;
  /** How often the post was passed on, as far as that was heard. */
  reposts: number;
}

/** Whom one repost brings a post to, about: whose followers they are, no stream says. */
const peopleByRepost = 200;

/** How many people a post may come to; null where nothing is known of that. */
export function peopleReached({ followers, reposts }: Reach): number | null {
  if (followers === null && reposts === 0) return null;
  return Math.max(0, followers ?? 0) + Math.max(0, reposts) * peopleByRepost;
}

/** Up to so many nobody stands before or behind others: who writes to few is not worth less. */
const usualPeople = 1_000;
/** What each ten times as many people add to what counts once. */
const addedByTenfold = 0.5;

/** From which product of reach and confidence on an entry weighs so much. */
const leastOf: readonly (readonly [Weight, number])[] = [
  [3, 1.9],
  [2, 1.3],
  [1, 0.6],
];

/**
 * `confidence` from 0 to 1. A post that is surely what it was judged to be weighs 1 up to about 4,000 people, 2 up to about 63,000, and 3
 * beyond; one that is so with a probability of 0.7 weighs 1 up to 52,000, 2 up to 2.7 million.
 */
export function weightOf(confidence: number, people: number | null): Weight {
  const tenfolds = Math.max(0, Math.log10((people ?? 0) / usualPeople));
  const product = confidence * (1 + tenfolds * addedByTenfold);
  return leastOf.find(([, least]) => product >= least)?.[0] ?? 0;
}

/**
 * From 0 to 1, how sure it is that an entry needs somebody as its priority says: that the surest of the judgements that `gave` it holds,
 * that a post nobody sent us is about us, and that it is no spam. A person's word is certain, as is what rules decide.
 */
export function confidenceOf(
  judgements: readonly JudgementRow[],
  gave: (row: JudgementRow) => boolean,
  origin: Origin,
): number {
  const deciding = judgements.filter(gave).map(holds);
  const about = judgements.find(({ kind }) => kind === 'about');
  const spam = judgements.find(({ kind, value }) => kind === 'spam' && value === 'yes');
  return (
    (deciding.length === 0 ? 1 : Math.max(...deciding)) *
    (about === undefined || origin !== 'found' ? 1 : isAboutUs(about)) *
    (spam === undefined ? 1 : 1 - holds(spam))
  );
}

/** The probability that what a row says is so. */
function holds({ probability, method }: JudgementRow): number {
  return method === 'person' || probability === null ? 1 : within(probability);
}

/** Rows keep how likely it is that a post is about us, also where the answer is no. */
function isAboutUs({ value, probability, method }: JudgementRow): number {
  if (method === 'person' || probability === null) return value === 'yes' ? 1 : 0;
  return within(probability);
}

const within = (probability: number): number => Math.min(1, Math.max(0, probability));
