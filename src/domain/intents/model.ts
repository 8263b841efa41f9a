// A trained intents model: what it answers to a text, how certain it is, and which words weighed.
import type { Reason } from '../judgement/explain.ts';
import { masks } from '../judgement/normalise.ts';
import { certaintyOf, readScores, type Certainty } from './certainty.ts';
import { countFeatures, readIntentFeatures } from './features.ts';
import type { Nearest } from './nearest.ts';
import type { Placed, Space } from './space.ts';

/** What of a model is text. */
export interface IntentHeader {
  /** In scope, sorted. */
  labels: string[];
  /** Whether a label after them stands for what is out of scope. */
  hasOutside: boolean;
  /** What one step of a label's weights is worth, and its bias. */
  steps: number[];
  biases: number[];
  /** How much similarity adds to a score. */
  nearWeight: number;
  certainty: Certainty;
  /** From this probability on a label is answered; above 1 where the wanted precision was never reached. */
  threshold: number;
  measured: Measured;
}

/** What training measured on folds that were left out. */
export interface Measured {
  /** Texts in scope that were asked about unseen, and how many of their labels were likeliest. */
  asked: number;
  accuracy: number;
  /** At the threshold: the wanted precision, the one that was reached, and the share of texts in scope that are answered. */
  wanted: number;
  precision: number;
  answered: number;
  /** What was chosen on the folds. */
  cost: number;
  mix: { separators: number; softmax: number; near: number };
}

export interface IntentAnswer {
  /** Null where the text is taken to be out of scope. */
  label: string | null;
  /** How likely it is that `best` is right, when as many texts are out of scope as training assumed. */
  p: number;
  /** The likeliest label all the same. */
  best: string;
}

export interface IntentParts {
  header: IntentHeader;
  space: Space;
  /** By feature, then by label. */
  weights: Int8Array;
  nearest: Nearest;
}

export class IntentModel {
  readonly parts: IntentParts;

  constructor(parts: IntentParts) {
    this.parts = parts;
  }

  get labels(): readonly string[] {
    return this.parts.header.labels;
  }

  get threshold(): number {
    return this.parts.header.threshold;
  }

  get measured(): Measured {
    return this.parts.header.measured;
  }

  /** Answers for any text; one of which nothing is known is out of scope. */
  ask(text: string): IntentAnswer {
    const { header, space, nearest } = this.parts;
    const placed = space.place(countFeatures(text));
    const near = nearest.similaritiesTo(placed.words);
    const scores = this.scoresOf(placed, near);
    const { best, signs } = readScores(scores, near, placed.known, header.labels.length);
    const name = header.labels[best] ?? '';
    if (placed.vector.buckets.length === 0) return { label: null, p: 0, best: name };
    const p = certaintyOf(header.certainty, signs);
    return { label: p >= header.threshold ? name : null, p, best: name };
  }

  /** The words that spoke most for the likeliest label, at most `most`, the heaviest first. */
  why(text: string, most = 3): Reason[] {
    const { header, space, weights, nearest } = this.parts;
    const placed = space.place(countFeatures(text));
    const near = nearest.similaritiesTo(placed.words);
    const { best } = readScores(this.scoresOf(placed, near), near, placed.known, header.labels.length);
    const count = header.steps.length;
    const values = new Map<number, number>();
    for (const [at, bucket] of placed.vector.buckets.entries()) {
      const weight = (weights[bucket * count + best] ?? 0) * (header.steps[best] ?? 0);
      values.set(bucket, weight * (placed.vector.values[at] ?? 0));
    }
    const places = new Map<number, [number, number][]>();
    const words = readIntentFeatures(text, (_block, hash, from, to) => {
      const number = space.numberOf(hash);
      if (number === undefined) return;
      const list = places.get(number);
      if (list === undefined) places.set(number, [[from, to]]);
      else list.push([from, to]);
    });
    const given = new Map<string, number>();
    for (const [number, where] of places) {
      const share = (values.get(number) ?? 0) / where.length;
      for (const [from, to] of where) {
        // A pair's weight is shared by its two words.
        for (const at of from === to ? [from] : [from, to]) {
          const word = words[at]?.text ?? '';
          given.set(word, (given.get(word) ?? 0) + share / (from === to ? 1 : 2));
        }
      }
    }
    return [...given]
      .filter(([, weight]) => weight > 0)
      .map(([word, weight]): Reason => ({ word: maskNames.get(word) ?? word, weight }))
      .toSorted((a, b) => b.weight - a.weight)
      .slice(0, most);
  }

  private scoresOf({ vector }: Placed, near: Float32Array): Float32Array {
    const { header, weights } = this.parts;
    const { steps, biases, nearWeight } = header;
    const count = steps.length;
    const sums = new Float64Array(count);
    for (let at = 0; at < vector.buckets.length; at += 1) {
      const from = (vector.buckets[at] ?? 0) * count;
      const value = vector.values[at] ?? 0;
      for (let label = 0; label < count; label += 1) {
        sums[label] = (sums[label] ?? 0) + value * (weights[from + label] ?? 0);
      }
    }
    return Float32Array.from(
      sums,
      (sum, label) => sum * (steps[label] ?? 0) + (biases[label] ?? 0) + nearWeight * (near[label] ?? 0),
    );
  }
}

const maskNames: ReadonlyMap<string, string> = new Map(
  Object.entries(masks).map(([name, mask]) => [mask, `(${name})`]),
);
