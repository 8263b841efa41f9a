// What models that did not see a text say of it: the ground on which everything about a model is chosen.
import { countFeatures, type Counted } from './features.ts';
import { Nearest } from './nearest.ts';
import { trainSeparators, type Labelled, type Weights } from './separators.ts';
import { softmaxOptions, trainSoftmax } from './softmax.ts';
import { makeSpace, stack, type Placed, type Space } from './space.ts';

export interface Text {
  counted: Counted;
  /** The number of its label. */
  truth: number;
  /** How much it counts for learning. */
  weight: number;
  /** Texts of one group are never on both sides of a fold; null for what is always learnt from and never asked about. */
  group: number | null;
}

/** Prices of an error that are tried, rising. */
export const costs = [0.5, 2] as const;

/** Weights of more than this many numbers would make slow and heavy models. */
const mostWeights = 8_000_000;

export interface Learnt {
  space: Space;
  placed: Placed[];
  separators: Weights[];
  softmax: Weights;
  nearest: Nearest;
}

/** Learns from texts by every method. */
export function learn(
  texts: readonly Text[],
  labels: number,
  prices: readonly number[],
  seed: number,
): Learnt {
  const space = makeSpace(
    texts.map(({ counted }) => counted),
    Math.floor(mostWeights / labels),
  );
  const placed = texts.map(({ counted }) => space.place(counted));
  const truths = Int32Array.from(texts, ({ truth }) => truth);
  const labelled: Labelled = {
    rows: stack(placed.map(({ vector }) => vector)),
    truths,
    weights: Float32Array.from(texts, ({ weight }) => weight),
    labels,
    features: space.size,
  };
  const words = placed.map((one) => one.words);
  return {
    space,
    placed,
    separators: trainSeparators(labelled, prices, seed),
    softmax: trainSoftmax(labelled, softmaxOptions(texts.length, seed)),
    nearest: new Nearest(words, truths, labels, space.size),
  };
}

/** The scores of a text by one method. */
export function scoresBy(weights: Weights, { vector }: Placed, labels: number): Float32Array {
  const { buckets, values } = vector;
  const biases = weights.length - labels;
  const scores = new Float64Array(weights.subarray(biases));
  for (let at = 0; at < buckets.length; at += 1) {
    const from = (buckets[at] ?? 0) * labels;
    const value = values[at] ?? 0;
    for (let label = 0; label < labels; label += 1) {
      scores[label] = (scores[label] ?? 0) + value * (weights[from + label] ?? 0);
    }
  }
  return Float32Array.from(scores);
}

export interface Unseen {
  truth: number;
  /** By price. */
  separators: Float32Array[];
  softmax: Float32Array;
  near: Float32Array;
  known: number;
}

const folds = 5;
/** With so many unseen texts, further folds change nothing any more. */
const enough = 2_000;

/** Texts asked about by models that did not see them; as many folds as it takes. */
export function askUnseen(texts: readonly Text[], labels: number, seed: number): Unseen[] {
  const unseen: Unseen[] = [];
  for (let fold = 0; fold < folds && unseen.length < enough; fold += 1) {
    const isLeftOut = ({ group }: Text): boolean => group !== null && group % folds === fold;
    const { space, separators, softmax, nearest } = learn(
      texts.filter((text) => !isLeftOut(text)),
      labels,
      costs,
      seed + 1 + fold,
    );
    for (const text of texts) {
      if (!isLeftOut(text)) continue;
      const placed = space.place(text.counted);
      unseen.push({
        truth: text.truth,
        separators: separators.map((weights) => scoresBy(weights, placed, labels)),
        softmax: scoresBy(softmax, placed, labels),
        near: nearest.similaritiesTo(placed.words),
        known: placed.known,
      });
    }
  }
  return unseen;
}

export function textOf(text: string, truth: number, group: number | null, weight = 1): Text {
  return { counted: countFeatures(text), truth, weight, group };
}
