// One yes-or-no question about posts: a separator with a sigmoid, and how it is trained from labelled vectors.
import { fitSigmoid, type Seen, type Sigmoid } from './calibrate.ts';
import { seededRandom } from './random.ts';
import type { SparseVector } from './sparse.ts';
import { marginOf, trainSvm, type Example, type Separator } from './svm.ts';

export interface Head {
  separator: Separator;
  sigmoid: Sigmoid;
}

export interface LabelledVector {
  vector: SparseVector;
  positive: boolean;
  /** How much it counts; 1 for the usual one. */
  weight: number;
  /** Those of one group are never on both sides of a fold: near-duplicates, posts of one source. */
  group: number;
}

export interface HeadOptions {
  bits: number;
  seed: number;
  cost?: number;
  folds?: number;
  /** Rare answers count more, up to this many times. */
  mostBalance?: number;
}

export interface TrainedHead {
  head: Head;
  /** By example: its margin from a separator that did not see its fold. */
  unseen: Float64Array;
}

/** Trains on all examples; the sigmoid is fitted to margins of folds left out. */
export function trainHead(examples: readonly LabelledVector[], options: HeadOptions): TrainedHead {
  const { bits, seed, cost = 1, folds = 5, mostBalance = 4 } = options;
  const positives = examples.filter(({ positive }) => positive).length;
  const balance = Math.min(
    mostBalance,
    Math.max(1, Math.sqrt((examples.length - positives) / Math.max(1, positives))),
  );
  const weighted = examples.map(({ vector, positive, weight }): Example => ({
    vector,
    positive,
    weight: positive ? weight * balance : weight,
  }));
  const train = (some: readonly Example[], salt: number): Separator =>
    trainSvm(some, { cost, size: 1 << bits, random: seededRandom(seed + salt) });
  const unseen = new Float64Array(examples.length);
  const seen: Seen[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const isLeftOut = (n: number): boolean => (examples[n]?.group ?? n) % folds === fold;
    const separator = train(
      weighted.filter((_, n) => !isLeftOut(n)),
      fold + 1,
    );
    for (const [n, { vector, positive }] of examples.entries()) {
      if (!isLeftOut(n)) continue;
      const margin = marginOf(separator, vector);
      unseen[n] = margin;
      seen.push({ margin, positive });
    }
  }
  return { head: { separator: train(weighted, 0), sigmoid: fitSigmoid(seen) }, unseen };
}
