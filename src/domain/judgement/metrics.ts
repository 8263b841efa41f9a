// How good answers are: counts of right and wrong ones, and what is made of them.

export interface Answer {
  probability: number;
  positive: boolean;
}

export interface Quality {
  /** Answers, and how many of them should be yes. */
  of: number;
  positives: number;
  precision: number;
  recall: number;
  f1: number;
  accuracy: number;
  /** The chance that a yes has a higher probability than a no; 0.5 says nothing. */
  auc: number;
}

/** At a cut; precision, recall and F1 are 0 where there is nothing to count. */
export function qualityOf(answers: readonly Answer[], cut: number): Quality {
  let [right, wrong, missed] = [0, 0, 0];
  for (const { probability, positive } of answers) {
    const isSaid = probability >= cut;
    if (isSaid && positive) right += 1;
    else if (isSaid) wrong += 1;
    else if (positive) missed += 1;
  }
  const positives = right + missed;
  return {
    of: answers.length,
    positives,
    precision: right === 0 ? 0 : right / (right + wrong),
    recall: right === 0 ? 0 : right / positives,
    f1: right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed),
    accuracy: answers.length === 0 ? 0 : (answers.length - wrong - missed) / answers.length,
    auc: aucOf(answers),
  };
}

/** By ranks; equal probabilities share theirs. 0.5 where all are of one side. */
export function aucOf(answers: readonly Answer[]): number {
  const sorted = answers.toSorted((a, b) => a.probability - b.probability);
  const positives = answers.filter(({ positive }) => positive).length;
  const negatives = answers.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  let sum = 0;
  for (let at = 0; at < sorted.length;) {
    let end = at;
    while (end < sorted.length && sorted[end]?.probability === sorted[at]?.probability) end += 1;
    const rank = (at + 1 + end) / 2;
    for (; at < end; at += 1) if (sorted[at]?.positive === true) sum += rank;
  }
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * The cut with the best F; of equal ones the lowest.
 *
 * @param beta how many times recall counts as much as precision
 */
export function bestCut(answers: readonly Answer[], beta = 1): number {
  const sorted = answers.toSorted((a, b) => b.probability - a.probability);
  const positives = answers.filter(({ positive }) => positive).length;
  let [best, cut, right] = [0, 0.5, 0];
  for (const [at, { probability, positive }] of sorted.entries()) {
    if (positive) right += 1;
    if (sorted[at + 1]?.probability === probability) continue;
    const f = ((1 + beta ** 2) * right) / (at + 1 + beta ** 2 * positives);
    if (f < best) continue;
    best = f;
    // Between this one and the next, so that neither decides by a hair.
    cut = (probability + (sorted[at + 1]?.probability ?? 0)) / 2;
  }
  return cut;
}

/** How far two annotators agree beyond chance (Cohen, 1960); 1 where both always say the same one thing. */
export function kappaOf(pairs: readonly (readonly [string, string])[]): number {
  const counts = [new Map<string, number>(), new Map<string, number>()] as const;
  let same = 0;
  for (const [one, other] of pairs) {
    if (one === other) same += 1;
    counts[0].set(one, (counts[0].get(one) ?? 0) + 1);
    counts[1].set(other, (counts[1].get(other) ?? 0) + 1);
  }
  const observed = same / pairs.length;
  let chance = 0;
  for (const [value, count] of counts[0]) chance += (count * (counts[1].get(value) ?? 0)) / pairs.length ** 2;
  return chance === 1 ? 1 : (observed - chance) / (1 - chance);
}
