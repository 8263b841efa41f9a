// How far the built-in judgement of a post is to be doubted: how near its answers come to the other side.
import type { Judged } from './judge.ts';
import type { HeadName } from './labels.ts';

/** What the day's order and the decision to speak hang on. */
const deciding: readonly HeadName[] = [
  'about',
  'help',
  'complaint',
  'question',
  'spam',
  'urgent2',
  'urgent3',
  'churn',
  'harassment',
  'silent',
];

/** By head, from which probability on its model says yes. */
export type Cuts = ReadonlyMap<string, number>;

/** 1 at the cut, 0 where the answer is certain. */
export function nearness(probability: number, cut: number): number {
  const part = probability < cut ? probability / cut : (1 - probability) / (1 - cut);
  return Number.isFinite(part) ? part : 0;
}

/**
 * 0 (certain) to 1 (nothing is known): the nearest that one of the deciding answers comes to the other side. Where a language has no
 * model, or one that was not taught a deciding question, that is 1.
 */
export function doubtOf(judged: Judged, cuts: Cuts | undefined): number {
  if (cuts === undefined || judged.about === null) return 1;
  let doubt = 0;
  for (const head of deciding) {
    const cut = cuts.get(head);
    const probability = judged.p[head];
    if (cut === undefined || probability === undefined) return 1;
    doubt = Math.max(doubt, nearness(probability, cut));
  }
  return doubt;
}

/** From here on a judgement counts as unsure: of our own posts 46 % in Japanese with 57 % of the mistakes, 62 % with 70 % in English. */
const unsureFrom = 0.8;

export function isUnsure(judged: Judged, cuts: Cuts | undefined): boolean {
  return doubtOf(judged, cuts) >= unsureFrom;
}
