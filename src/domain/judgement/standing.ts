// How an entry stands in the lists because of its judgements: what it can be filtered by, and how soon it needs somebody.
import type { Origin } from '../ledger/ledger.ts';
import type { JudgementRow } from './rows.ts';

/** 4 comes first: danger, money or an outage. 3 cannot wait, 2 asks or complains, 1 is all else, 0 is noise. */
export const priorities = [0, 1, 2, 3, 4] as const;
export type Priority = (typeof priorities)[number];

/** How candidates can be ordered: by priority, of equal ones the newest first, or the newest first. */
export const candidateOrders = ['priority', 'newest'] as const;
export type CandidateOrder = (typeof candidateOrders)[number];

export interface Standing {
  priority: Priority;
  /** Kinds that hold by their name, others as `kind value`; with `urgent`, `noise` or `worth`, and `priority N`. */
  judged: string[];
}

type Said = Pick<JudgementRow, 'kind' | 'value'>;

/** `help` where it holds, `urgency 3` where there are more values than yes. */
export function factOf({ kind, value }: Said): string {
  return value === 'yes' ? kind : `${kind} ${value}`;
}

/** What was sent to us is never noise: nothing that came in is left unanswered. */
export function standingOf(judgements: readonly JudgementRow[], origin: Origin): Standing {
  const isAside = origin === 'found' && judgements.some(isNoise);
  const priority = isAside ? 0 : priorityOf(new Set(judgements.map(factOf)));
  return { priority, judged: factsOf(judgements, priority) };
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

function priorityOf(facts: ReadonlySet<string>): Priority {
  const isAny = (...wanted: string[]): boolean => wanted.some((fact) => facts.has(fact));
  if (isAny('urgency 3')) return 4;
  if (isAny('urgency 2', 'churn', 'abuse harassment')) return 3;
  return isAny('help', 'complaint', 'question') ? 2 : 1;
}
