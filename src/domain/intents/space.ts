// The features that the examples have, each with a number and how rare it is: texts become vectors in this space.
import type { SparseVector } from '../judgement/sparse.ts';
import { blocks, blockWeights, type Counted } from './features.ts';

export interface Placed {
  vector: SparseVector;
  /** What of the vector are words and neighbours, made one long; for comparing texts with each other. */
  words: SparseVector;
  /** How much of the text's weight is of known features, 0 to 1. */
  known: number;
}

export class Space {
  /** By number; the commonest first, so that what is used most lies together. */
  readonly hashes: Uint32Array;
  readonly rarities: Float32Array;
  /** What a feature weighs that no example has. */
  private readonly unknown: number;
  private readonly numbers: Map<number, number>;

  constructor(hashes: Uint32Array, rarities: Float32Array) {
    this.hashes = hashes;
    this.rarities = rarities;
    this.unknown = rarities.reduce((most, one) => Math.max(most, one), 1);
    this.numbers = new Map();
    for (let number = 0; number < hashes.length; number += 1) this.numbers.set(hashes[number] ?? 0, number);
  }

  get size(): number {
    return this.hashes.length;
  }

  numberOf(hash: number): number | undefined {
    return this.numbers.get(hash);
  }

  place(counted: Counted): Placed {
    const numbers: number[] = [];
    const values: number[] = [];
    let [known, all, from] = [0, 0, 0];
    let words: SparseVector = empty;
    for (const [block, counts] of counted.entries()) {
      let square = 0;
      for (const [hash, count] of counts) {
        const number = this.numbers.get(hash);
        const amount =
          (1 + Math.log(count)) * (number === undefined ? this.unknown : (this.rarities[number] ?? 1));
        all += amount;
        if (number === undefined) continue;
        known += amount;
        numbers.push(number);
        values.push(amount);
        square += amount * amount;
      }
      const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
      for (let at = from; at < values.length; at += 1) values[at] = (values[at] ?? 0) * scale;
      if (block === blocks.words)
        words = { buckets: Int32Array.from(numbers), values: Float32Array.from(values) };
      const weight = blockWeights[block] ?? 1;
      for (let at = from; at < values.length; at += 1) values[at] = (values[at] ?? 0) * weight;
      from = values.length;
    }
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    const vector = {
      buckets: Int32Array.from(numbers),
      values: Float32Array.from(values, (value) => (length === 0 ? 0 : value / length)),
    };
    return { vector, words, known: all === 0 ? 0 : known / all };
  }
}

const empty: SparseVector = { buckets: new Int32Array(0), values: new Float32Array(0) };

/**
 * The space of all features that enough texts have.
 *
 * @param mostFeatures how many there may be; the rarest are left out, those of equally many texts together
 */
export function makeSpace(texts: readonly Counted[], mostFeatures: number): Space {
  const counts = new Map<number, number>();
  for (const counted of texts) {
    for (const block of counted)
      for (const hash of block.keys()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  let least = 1;
  for (let kept = counts.size; kept > mostFeatures && least < texts.length;) {
    least += 1;
    kept = 0;
    for (const count of counts.values()) if (count >= least) kept += 1;
  }
  const kept = [...counts]
    .filter(([, count]) => count >= least)
    .toSorted(([hash, count], [otherHash, otherCount]) => otherCount - count || hash - otherHash);
  return new Space(
    Uint32Array.from(kept, ([hash]) => hash),
    Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  );
}

/** Vectors one after the other, for loops that must be fast: those of `n` are at [starts[n], starts[n + 1]). */
export interface Rows {
  count: number;
  starts: Int32Array;
  buckets: Int32Array;
  values: Float32Array;
}

export function stack(vectors: readonly SparseVector[]): Rows {
  const starts = new Int32Array(vectors.length + 1);
  for (const [n, { buckets }] of vectors.entries()) starts[n + 1] = (starts[n] ?? 0) + buckets.length;
  const total = starts[vectors.length] ?? 0;
  const rows: Rows = {
    count: vectors.length,
    starts,
    buckets: new Int32Array(total),
    values: new Float32Array(total),
  };
  for (const [n, { buckets, values }] of vectors.entries()) {
    rows.buckets.set(buckets, starts[n]);
    rows.values.set(values, starts[n]);
  }
  return rows;
}
