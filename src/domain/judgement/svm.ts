// A linear separator: L2-regularised squared-hinge loss by dual coordinate descent (Hsieh et al., ICML 2008, algorithm 1).
import { shuffle, type Random } from './random.ts';
import { addTo, dot, type SparseVector } from './sparse.ts';

export interface Example {
  vector: SparseVector;
  positive: boolean;
  /** How much it counts; 1 for the usual one. */
  weight: number;
}

export interface SvmOptions {
  /** The price of an error; larger fits closer. */
  cost: number;
  /** Buckets of the vectors. */
  size: number;
  random: Random;
  mostRounds?: number;
  /** Ends when no example is further than this from where it should be. */
  tolerance?: number;
}

export interface Separator {
  weights: Float64Array;
  bias: number;
}

/** How far on the positive side of the separator a vector lies. */
export function marginOf({ weights, bias }: Separator, vector: SparseVector): number {
  return dot(vector, weights) + bias;
}

/** Deterministic for the same examples and random numbers. Examples of one side alone give a separator without weights. */
export function trainSvm(examples: readonly Example[], options: SvmOptions): Separator {
  const { cost, size, random, mostRounds = 60, tolerance = 0.05 } = options;
  const weights = new Float64Array(size);
  let bias = 0;
  const alphas = new Float64Array(examples.length);
  const diagonals = Float64Array.from(examples, ({ weight }) => 1 / (2 * cost * weight));
  // The bias is one more feature of each, of value 1.
  const squares = Float64Array.from(
    examples,
    ({ vector }, n) => vector.values.reduce((sum, value) => sum + value * value, 1) + (diagonals[n] ?? 0),
  );
  const order = examples.map((_, n) => n);
  for (let round = 0; round < mostRounds; round += 1) {
    shuffle(order, random);
    let furthest = 0;
    for (const n of order) {
      const example = examples[n];
      if (example === undefined) continue;
      const sign = example.positive ? 1 : -1;
      const alpha = alphas[n] ?? 0;
      const gradient = sign * (dot(example.vector, weights) + bias) - 1 + alpha * (diagonals[n] ?? 0);
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      if (Math.abs(projected) > furthest) furthest = Math.abs(projected);
      if (Math.abs(projected) < 1e-10) continue;
      const next = Math.max(alpha - gradient / (squares[n] ?? 1), 0);
      const step = (next - alpha) * sign;
      alphas[n] = next;
      addTo(weights, example.vector, step);
      bias += step;
    }
    if (furthest < tolerance) break;
  }
  return { weights, bias };
}
