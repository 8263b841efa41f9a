// How an entry stands in the lists because of its judgements: what it can be filtered by, and how soon it needs somebody.
import type { Origin } from '../ledger/ledger.ts';
import type { JudgementRow } from './rows.ts';
import { confidenceOf, peopleReached, usualWeight, weightOf, type Reach, type Weight } from './weight.ts';

/** 4 comes first: danger, money or an outage. 3 cannot wait, 2 asks or complains, 1 is all else, 0 is noise. */
export const priorities = [0, 1, 2, 3, 4] as const;
export type Priority = (typeof priorities)[number];

/** How candidates can be ordered: by priority, of equal ones by weight, of equal ones the newest first; or the newest first. */
export const candidateOrders = ['priority', 'newest'] as const;
export type CandidateOrder = (typeof candidateOrders)[number];

export interface Standing {
  priority: Priority;
  weight: Weight;
  /** Kinds that hold by their name, others as `kind value`; with `urgent`, `noise` or `worth`, and `priority N`. */
  judged: string[];
}

type Said = Pick<JudgementRow, 'kind' | 'value'>;

/** `help` where it holds, `urgency 3` where there are more values than yes. */
export function factOf({ kind, value }: Said): string {
  return value === 'yes' ? kind : `${kind} ${value}`;
}

/** What was sent to us is never noise: nothing that came in is left unanswered. */
export function standingOf(
  judgements: readonly JudgementRow[],
  origin: Origin,
  reach: Reach = { followers: null, reposts: 0 },
): Standing {
  const isAside = origin === 'found' && judgements.some(isNoise);
  const priority = isAside ? 0 : priorityOf(new Set(judgements.map(factOf)));
  const weight =
    priority === 0 ? usualWeight : weightOf(confidenceIn(judgements, priority, origin), peopleReached(reach));
  return { priority, weight, judged: factsOf(judgements, priority) };
}

/** From 0 to 1, how sure it is that an entry needs somebody as its priority says. */
export function confidenceIn(judgements: readonly JudgementRow[], priority: number, origin: Origin): number {
  const giving = givenBy.find(([level]) => level === priority)?.[1] ?? [];
  return confidenceOf(judgements, (row) => giving.includes(factOf(row)), origin);
}

/** All that an entry of this priority can be filtered by. */
export function factsOf(judgements: readonly Said[], priority: number): string[] {
  const facts = new Set(judgements.map(factOf));
  // Whoever looks for what is urgent wants what is most urgent too.
  if (facts.has('urgency 2') || facts.has('urgency 3')) facts.add('urgent');
  return [...facts, `priority ${priority}`, priority === 0 ? 'noise' : 'worth'];
}

/** A model's doubt whether a post is about us puts nothing aside: of its noes only these are as good as sure. */
const surelyNotAboutUs = 0.15;

function isNoise({ kind, value, probability, method }: JudgementRow): boolean {
  if (kind === 'about') {
    return (
      value === 'no' && (method === 'person' || (probability !== null && probability <= surelyNotAboutUs))
    );
  }
  return kind === 'spam' && value === 'yes';
}

/** Which facts give which priority; the first that any of them gives it is. */
const givenBy: readonly (readonly [Priority, readonly string[]])[] = [
  [4, ['urgency 3']],
  [3, ['urgency 2', 'churn', 'abuse harassment']],
  [2, ['help', 'complaint', 'question']],
];

/** Of what came into a conversation, whether it needs support: somebody is stuck, complains, or cannot wait. */
export function needsSupport(judgements: readonly Said[]): boolean {
  const facts = new Set(judgements.map(factOf));
  return facts.has('help') || facts.has('complaint') || priorityOf(facts) >= 3;
}

function priorityOf(facts: ReadonlySet<string>): Priority {
  return givenBy.find(([, giving]) => giving.some((fact) => facts.has(fact)))?.[0] ?? 1;
}
