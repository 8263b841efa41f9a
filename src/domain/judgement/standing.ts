// How an entry stands in the lists because of its judgements: what it can be filtered by, and how soon it needs somebody.
import type { Origin } from '../ledger/ledger.ts';
import type { JudgementRow } from './rows.ts';

/** 4 comes first: danger, money or an outage. 3 cannot wait, 2 asks or complains, 1 is all else, 0 is noise. */
export const priorities = [0, 1, 2, 3, 4] as const;
export type Priority = (typeof priorities)[number];

export interface Standing {
  priority: Priority;
  /** Kinds that hold by their name, others as `kind value`; with `noise` or `worth`, and `priority N`. */
  judged: string[];
}

/** `help` where it holds, `urgency 3` where there are more values than yes. */
export function factOf({ kind, value }: Pick<JudgementRow, 'kind' | 'value'>): string {
  return value === 'yes' ? kind : `${kind} ${value}`;
}

/** What was sent to us is never noise: nothing that came in is left unanswered. */
export function standingOf(judgements: readonly JudgementRow[], origin: Origin): Standing {
  const facts = new Set(judgements.map(factOf));
  const priority = priorityOf(facts, origin);
  const isNoise = priority === 0;
  return { priority, judged: [...facts, `priority ${priority}`, isNoise ? 'noise' : 'worth'] };
}

function priorityOf(facts: ReadonlySet<string>, origin: Origin): Priority {
  const isAny = (...wanted: string[]): boolean => wanted.some((fact) => facts.has(fact));
  if (origin === 'found' && isAny('about no', 'spam')) return 0;
  if (isAny('urgency 3')) return 4;
  if (isAny('urgency 2', 'churn', 'abuse harassment')) return 3;
  return isAny('help', 'complaint', 'question') ? 2 : 1;
}
