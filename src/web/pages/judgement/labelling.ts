// The way through the posts to be labelled: one question after the other, what is skipped, and the way back.
import { judgementValues, type JudgementKind } from '../../../domain/judgement/correction.ts';
import { isOnlyAboutUs } from '../../../domain/judgement/labels.ts';
import type { Reply } from '../../api/client.ts';

export type Uncertain = Reply<'listUncertain'>['rows'][number];

/** Which post, and which of its questions. */
export interface Place {
  post: number;
  doubt: number;
}

/** The values to choose from, in the order of their keys. */
export function choicesFor(kind: JudgementKind): readonly string[] {
  return judgementValues[kind];
}

/** The next question after an answer; what a post is for us is not asked where it is not about us. */
export function placeAfter(
  rows: readonly Uncertain[],
  place: Place,
  answer: { kind: JudgementKind; value: string },
): Place {
  const isNotOurs = answer.kind === 'about' && answer.value === 'no';
  const doubts = rows[place.post]?.doubts ?? [];
  const next = doubts.findIndex(({ kind }, at) => at > place.doubt && !(isNotOurs && isOnlyAboutUs(kind)));
  return next === -1 ? { post: place.post + 1, doubt: 0 } : { post: place.post, doubt: next };
}
