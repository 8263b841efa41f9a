// What is to be added to given log-odds so that they fit answers: logistic regression around what was believed before, by dual
// coordinate ascent (Yu, Huang and Lin, Machine Learning 2011; Shalev-Shwartz and Zhang, JMLR 2013).
import { shuffle, type Random } from '../random.ts';
import { addTo, dot, type SparseVector } from '../sparse.ts';

export interface NudgeExample {
  vector: SparseVector;
  /** Log-odds of a yes before anything is learnt. */
  before: number;
  positive: boolean;
  /** How much it counts; 1 for the usual one. */
  weight: number;
}

export interface NudgeOptions {
  /** Buckets of the vectors. */
  size: number;
  /** How far weights are expected to go, as their variance. */
  spread: number;
  random: Random;
  mostRounds: number;
}

/** Log-odds are `before × factor + bias + weights · vector`. */
export interface Nudge {
  weights: Float64Array;
  bias: number;
  factor: number;
}

/** The bias and the factor stay closer to where they were than the weights do: by these parts of `spread`. */
const biasPart = 0.1;
const factorPart = 0.01;
/** Steps are of Newton's method, with a curvature that is not taken to be flatter than this. */
const leastCurve = 0.1;
const tolerance = 0.01;

export function nudgedOdds(
  { weights, bias, factor }: Nudge,
  { vector, before }: Pick<NudgeExample, 'vector' | 'before'>,
): number {
  return before * factor + bias + dot(vector, weights);
}

/** Deterministic for the same examples and random numbers; without examples nothing is added. */
export function trainNudge(examples: readonly NudgeExample[], options: NudgeOptions): Nudge {
  const { size, spread, random, mostRounds } = options;
  const nudge: Nudge = { weights: new Float64Array(size), bias: 0, factor: 1 };
  const { weights } = nudge;
  const alphas = new Float64Array(examples.length);
  const squares = Float64Array.from(examples, ({ vector, before }) =>
    vector.values.reduce((sum, value) => sum + value * value, biasPart + factorPart * before * before),
  );
  const order = examples.map((_, n) => n);
  for (let round = 0; round < mostRounds; round += 1) {
    shuffle(order, random);
    let furthest = 0;
    for (const n of order) {
      const example = examples[n];
      if (example === undefined) continue;
      const { vector, before, positive, weight } = example;
      const p = 1 / (1 + Math.exp(-nudgedOdds(nudge, example)));
      const alpha = alphas[n] ?? 0;
      const pull = spread * weight;
      const curve = Math.max(leastCurve, p * (1 - p)) * pull * (squares[n] ?? 1);
      const change = ((positive ? 1 : 0) - p - alpha) / (1 + curve);
      furthest = Math.max(furthest, Math.abs(change));
      alphas[n] = alpha + change;
      const step = pull * change;
      addTo(weights, vector, step);
      nudge.bias += step * biasPart;
      nudge.factor += step * factorPart * before;
    }
    if (furthest < tolerance) break;
  }
  return nudge;
}
