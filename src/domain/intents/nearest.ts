// How like a text the examples of each label are: the words they share, weighed by rarity, as a search engine compares.
import type { SparseVector } from '../judgement/sparse.ts';

/** Of a label the examples that are nearest; their mean is its similarity. */
const best = 4;

export class Nearest {
  /** By example: the number of its label, and its words as of `Space.place`. */
  readonly truths: Int32Array;
  readonly examples: readonly SparseVector[];
  private readonly lists: (readonly [Int32Array, Float32Array] | undefined)[];
  private readonly similarities: Float32Array;
  /** Of each label the best so far, and how many count. */
  private readonly tops: Float32Array;
  private readonly counted: Int32Array;

  constructor(examples: readonly SparseVector[], truths: Int32Array, labels: number, features: number) {
    this.examples = examples;
    this.truths = truths;
    this.similarities = new Float32Array(examples.length);
    this.tops = new Float32Array(labels * best);
    this.counted = new Int32Array(labels);
    const lists = Array.from({ length: features }, (): [number[], number[]] | undefined => undefined);
    for (const [n, { buckets, values }] of examples.entries()) {
      const label = truths[n] ?? 0;
      this.counted[label] = Math.min(best, (this.counted[label] ?? 0) + 1);
      for (const [at, bucket] of buckets.entries()) {
        const list = (lists[bucket] ??= [[], []]);
        list[0].push(n);
        list[1].push(values[at] ?? 0);
      }
    }
    this.lists = lists.map(
      (list) => list && ([Int32Array.from(list[0]), Float32Array.from(list[1])] as const),
    );
  }

  /** By label, 0 to 1. */
  similaritiesTo(words: SparseVector): Float32Array {
    const { similarities, tops, truths, counted } = this;
    similarities.fill(0);
    tops.fill(0);
    for (let at = 0; at < words.buckets.length; at += 1) {
      const list = this.lists[words.buckets[at] ?? 0];
      if (list === undefined) continue;
      const [who, much] = list;
      const value = words.values[at] ?? 0;
      for (let k = 0; k < who.length; k += 1) {
        const n = who[k] ?? 0;
        similarities[n] = (similarities[n] ?? 0) + value * (much[k] ?? 0);
      }
    }
    for (let n = 0; n < similarities.length; n += 1) {
      let held = similarities[n] ?? 0;
      if (held === 0) continue;
      const from = (truths[n] ?? 0) * best;
      for (let place = from; place < from + best; place += 1) {
        const there = tops[place] ?? 0;
        if (held <= there) continue;
        tops[place] = held;
        held = there;
      }
    }
    return Float32Array.from(counted, (count, label) => {
      let sum = 0;
      for (let place = label * best; place < label * best + best; place += 1) sum += tops[place] ?? 0;
      return count === 0 ? 0 : sum / count;
    });
  }
}
