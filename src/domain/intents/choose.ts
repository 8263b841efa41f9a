// Chooses on unseen texts how methods are mixed, how certain the mixture may be, and from where on it answers.
import {
  certaintyOf,
  fitCertainty,
  readScores,
  thresholdFor,
  type Certainty,
  type Judged,
} from './certainty.ts';
import { costs, type Unseen } from './folds.ts';
import type { Measured } from './model.ts';

/** How much each method's scores count, in scores as they come. */
export interface Mix {
  /** Which of the prices. */
  price: number;
  separators: number;
  softmax: number;
  near: number;
}

export interface Chosen {
  mix: Mix;
  certainty: Certainty;
  threshold: number;
  measured: Measured;
}

/**
 * Shares of separators, softmax and similarity. The first is what is usual with few examples, the last two with many; another
 * must be better by more than chance.
 */
const shares = [
  [0.3, 1, 0.3],
  [0, 1, 0],
  [1, 1, 0.3],
  [1, 0.3, 0.3],
  [1, 0, 0],
] as const;
/** With fewer examples of a label than this, all labels at once are learnt better than each against all others. */
const fewPerLabel = 20;

/** With fewer texts out of scope than this, labels are taken for unknown in turn instead. */
const leastOutside = 20;

/** The scores of all labels together. */
export function mixScores({ price, separators, softmax, near }: Mix, unseen: Unseen): Float32Array {
  const linear = unseen.separators[price];
  return unseen.softmax.map(
    (score, label) =>
      softmax * score + separators * (linear?.[label] ?? 0) + near * (unseen.near[label] ?? 0),
  );
}

function spreadOf(rows: readonly Float32Array[], labels: number): number {
  let [count, sum, squares] = [0, 0, 0];
  for (const row of rows) {
    for (let label = 0; label < labels; label += 1) {
      const score = row[label] ?? 0;
      count += 1;
      sum += score;
      squares += score * score;
    }
  }
  if (count === 0) return 1;
  const spread = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  return spread < 1e-6 ? 1 : spread;
}

/** Whether one is better than the other by more than chance moves those texts that they differ in. */
function isBetter(right: readonly boolean[], than: readonly boolean[]): boolean {
  let [gained, lost] = [0, 0];
  for (const [n, one] of right.entries()) {
    if (one && than[n] === false) gained += 1;
    if (!one && than[n] === true) lost += 1;
  }
  return gained - lost > Math.sqrt(gained + lost);
}

function chooseMix(inScope: readonly Unseen[], labels: number): { mix: Mix; accuracy: number } {
  const softmax =
    1 /
    spreadOf(
      inScope.map((one) => one.softmax),
      labels,
    );
  const near =
    1 /
    spreadOf(
      inScope.map((one) => one.near),
      labels,
    );
  const perLabel = inScope.length / labels;
  const usual = perLabel < fewPerLabel ? shares : shares.toSorted((x, y) => y[0] - x[0]);
  let best: { mix: Mix; right: boolean[] } | null = null;
  for (const price of costs.keys()) {
    const separators =
      1 /
      spreadOf(
        inScope.map((one) => one.separators[price] ?? one.softmax),
        labels,
      );
    for (const [a, b, c] of usual) {
      const mix: Mix = { price, separators: a * separators, softmax: b * softmax, near: c * near };
      const right = inScope.map(
        (one) => readScores(mixScores(mix, one), one.near, one.known, labels).best === one.truth,
      );
      if (best === null || isBetter(right, best.right)) best = { mix, right };
    }
  }
  const rightCount = best?.right.filter(Boolean).length ?? 0;
  return {
    mix: best?.mix ?? { price: 0, separators: 1, softmax, near: 0.3 * near },
    accuracy: inScope.length === 0 ? 0 : rightCount / inScope.length,
  };
}

/**
 * @param labels how many are in scope
 * @param precision that answers are wanted to have
 * @param outsideShare how many of the texts that will be asked about are taken to be out of scope, 0 to 1
 */
export function choose(
  unseen: readonly Unseen[],
  labels: number,
  precision: number,
  outsideShare: number,
): Chosen {
  const inScope = unseen.filter(({ truth }) => truth < labels);
  const outside = unseen.filter(({ truth }) => truth >= labels);
  const { mix, accuracy } = chooseMix(inScope, labels);
  const judged: (Judged & { inScope: boolean })[] = [];
  const judge = (one: Unseen, isInScope: boolean, left: number, weight: number): void => {
    const { best, signs } = readScores(mixScores(mix, one), one.near, one.known, labels, left);
    judged.push({ signs, right: isInScope && best === one.truth, inScope: isInScope, weight });
  };
  for (const one of inScope) judge(one, true, -1, 1);
  const others = outside.length >= leastOutside ? outside : [...outside, ...inScope];
  const weight = (inScope.length * outsideShare) / (1 - outsideShare) / Math.max(1, others.length);
  if (labels > 1 && weight > 0) {
    for (const one of others) judge(one, false, one.truth < labels ? one.truth : -1, weight);
  }
  const certainty = fitCertainty(judged);
  const threshold = thresholdFor(
    judged.map((one) => ({ ...one, p: certaintyOf(certainty, one.signs) })),
    precision,
  );
  return {
    mix,
    certainty,
    threshold: threshold.at,
    measured: {
      asked: inScope.length,
      accuracy,
      wanted: precision,
      precision: threshold.precision,
      answered: threshold.answered,
      cost: costs[mix.price] ?? costs[0],
      mix: { separators: mix.separators, softmax: mix.softmax, near: mix.near },
    },
  };
}
