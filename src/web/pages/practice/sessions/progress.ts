// How each member gets on: their scores in the order of time, and the rules that they broke most.
import type { PracticeSessionRow } from '../../../../contract/practice-session-view.ts';
import type { RuleId } from '../../../../domain/guideline/finding.ts';

export interface Progress {
  user: { id: string; name: string };
  sessions: number;
  lastAt: string;
  /** Of sessions that are over, oldest first. */
  scores: number[];
  /** In how many of their replies; the most often first. */
  weakest: { rule: RuleId; replies: number; of: number }[];
}

/** `rows`: newest first. Whoever practised last stands first. */
export function progressOf(rows: readonly PracticeSessionRow[]): Progress[] {
  const byUser = new Map<string, PracticeSessionRow[]>();
  for (const row of rows) byUser.set(row.user.id, [...(byUser.get(row.user.id) ?? []), row]);
  return [...byUser.values()].flatMap((own): Progress[] => {
    const [newest] = own;
    if (newest === undefined) return [];
    const of = own.reduce((sum, { replies }) => sum + replies, 0);
    const counts = new Map<RuleId, number>();
    for (const { rule, replies } of own.flatMap(({ broken }) => broken)) {
      counts.set(rule, (counts.get(rule) ?? 0) + replies);
    }
    const over = own.filter(({ endedAt }) => endedAt !== null).toReversed();
    return [
      {
        user: newest.user,
        sessions: own.length,
        lastAt: newest.startedAt,
        scores: over.flatMap(({ score }) => (score === null ? [] : [score])),
        weakest: [...counts]
          .map(([rule, replies]) => ({ rule, replies, of }))
          .toSorted((a, b) => b.replies - a.replies || (a.rule < b.rule ? -1 : 1)),
      },
    ];
  });
}
