// One of several answers: a separator for each against all others, and their margins as probabilities that sum to one.
import { seededRandom } from './random.ts';
import type { SparseVector } from './sparse.ts';
import { marginOf, trainSvm, type Separator } from './svm.ts';

export interface Classes {
  labels: string[];
  separators: Separator[];
  /** Margins are multiplied by this before the softmax. */
  sharpness: number;
}

export interface ClassExample {
  vector: SparseVector;
  label: string;
  weight: number;
  group: number;
}

export interface ClassOptions {
  bits: number;
  seed: number;
  cost?: number;
  /** One of so many is kept apart to find the sharpness; all are used to train. */
  folds?: number;
}

function separate(
  examples: readonly ClassExample[],
  labels: readonly string[],
  options: ClassOptions,
): Separator[] {
  const { bits, seed, cost = 1 } = options;
  return labels.map((label, n) =>
    trainSvm(
      examples.map((example) => ({
        vector: example.vector,
        positive: example.label === label,
        weight: example.weight,
      })),
      { cost, size: 1 << bits, random: seededRandom(seed + n) },
    ),
  );
}

export function trainClasses(examples: readonly ClassExample[], options: ClassOptions): Classes {
  const { folds = 10 } = options;
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted();
  const apart = examples.filter(({ group }) => group % folds === 0);
  const rest = examples.filter(({ group }) => group % folds !== 0);
  const trial = separate(rest, labels, options);
  const margins = apart.map(({ vector }) => trial.map((separator) => marginOf(separator, vector)));
  const truths = apart.map(({ label }) => labels.indexOf(label));
  return { labels, separators: separate(examples, labels, options), sharpness: sharpnessOf(margins, truths) };
}

/** The multiplier of margins under which what happened is likeliest, by golden section on its logarithm. */
function sharpnessOf(margins: readonly number[][], truths: readonly number[]): number {
  const lossOf = (power: number): number => {
    const sharpness = Math.exp(power);
    return margins.reduce(
      (sum, row, n) => sum - Math.log(Math.max(1e-12, softmax(row, sharpness)[truths[n] ?? 0] ?? 0)),
      0,
    );
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.1), Math.log(50)];
  for (let step = 0; step < 30; step += 1) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (lossOf(left) < lossOf(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

function softmax(margins: readonly number[], sharpness: number): number[] {
  const most = Math.max(...margins);
  const powers = margins.map((margin) => Math.exp(sharpness * (margin - most)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The probability of each label, in the order of `labels`. */
export function classProbabilities({ separators, sharpness }: Classes, vector: SparseVector): number[] {
  return softmax(
    separators.map((separator) => marginOf(separator, vector)),
    sharpness,
  );
}
