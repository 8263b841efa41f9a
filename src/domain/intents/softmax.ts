// All labels at once: multinomial logistic regression by stochastic gradient, ended early, with features left out at random.
import { seededRandom, shuffle } from '../judgement/random.ts';
import type { Labelled, Weights } from './separators.ts';

export interface SoftmaxOptions {
  seed: number;
  epochs: number;
  rate: number;
  /** The share of a text's features that a step does not see, so that no single one decides. */
  dropped: number;
}

/** Few examples are learnt gently and whole; with many, leaving features out keeps from learning by heart. */
export function softmaxOptions(examples: number, seed: number): SoftmaxOptions {
  return examples < 2_000
    ? { seed, epochs: 15, rate: 2, dropped: 0 }
    : { seed, epochs: 8, rate: 3, dropped: 0.5 };
}

/** A gradient below this moves nothing that counts. */
const leastGradient = 0.002;
const biasRate = 0.1;

/** Deterministic. Weights as of `trainSeparators`. */
export function trainSoftmax(labelled: Labelled, { seed, epochs, rate, dropped }: SoftmaxOptions): Weights {
  const { rows, truths, weights: counts, labels, features } = labelled;
  const { starts, buckets, values } = rows;
  const weights = new Float32Array((features + 1) * labels);
  const random = seededRandom(seed);
  const order = Int32Array.from({ length: rows.count }, (_, n) => n);
  const scores = new Float64Array(labels);
  let longest = 0;
  for (let n = 0; n < rows.count; n += 1)
    longest = Math.max(longest, (starts[n + 1] ?? 0) - (starts[n] ?? 0));
  // The bias is one more feature of each, of value 1.
  const at = new Int32Array(longest + 1);
  const amounts = new Float32Array(longest + 1);
  const steps = epochs * rows.count;
  for (let step = 0; step < steps; step += 1) {
    if (step % rows.count === 0) shuffle(order, random);
    const n = order[step % rows.count] ?? 0;
    let kept = 0;
    for (let k = starts[n] ?? 0; k < (starts[n + 1] ?? 0); k += 1) {
      if (dropped > 0 && random() < dropped) continue;
      at[kept] = (buckets[k] ?? 0) * labels;
      amounts[kept] = (values[k] ?? 0) / (1 - dropped);
      kept += 1;
    }
    probabilities(scores, weights, { at, amounts, kept });
    const reach = rate * (counts[n] ?? 1) * (1 - step / steps);
    for (let label = 0; label < labels; label += 1) {
      const gradient = (truths[n] === label ? 1 : 0) - (scores[label] ?? 0);
      if (gradient < leastGradient && gradient > -leastGradient) continue;
      const move = reach * gradient;
      const bias = features * labels + label;
      weights[bias] = (weights[bias] ?? 0) + move * biasRate;
      for (let k = 0; k < kept; k += 1) {
        const one = (at[k] ?? 0) + label;
        weights[one] = (weights[one] ?? 0) + move * (amounts[k] ?? 0);
      }
    }
  }
  return weights;
}

/** What a step sees of a text: where each feature's weights begin, and how much there is of it. */
interface Seen {
  at: Int32Array;
  amounts: Float32Array;
  kept: number;
}

function probabilities(scores: Float64Array, weights: Weights, { at, amounts, kept }: Seen): void {
  const labels = scores.length;
  const biases = weights.length - labels;
  for (let label = 0; label < labels; label += 1) scores[label] = weights[biases + label] ?? 0;
  for (let k = 0; k < kept; k += 1) {
    const [from, amount] = [at[k] ?? 0, amounts[k] ?? 0];
    for (let label = 0; label < labels; label += 1) {
      scores[label] = (scores[label] ?? 0) + amount * (weights[from + label] ?? 0);
    }
  }
  let most = -Infinity;
  for (let label = 0; label < labels; label += 1) most = Math.max(most, scores[label] ?? 0);
  let sum = 0;
  for (let label = 0; label < labels; label += 1) {
    const power = Math.exp((scores[label] ?? 0) - most);
    scores[label] = power;
    sum += power;
  }
  for (let label = 0; label < labels; label += 1) scores[label] = (scores[label] ?? 0) / sum;
}
