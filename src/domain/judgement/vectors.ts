// Posts as vectors: features gathered in buckets, damped, weighed by how rare they are, and made one long, or shorter if they say little.
import type { Cue } from './cues.ts';
import { cuesOf } from './cues.ts';
import { readFeatures, type Place, type Read } from './features.ts';
import { namesPattern, normalise } from './normalise.ts';
import { Gatherer, type SparseVector } from './sparse.ts';

export interface PostToJudge {
  text: string;
  /** ISO 639-1; null where nobody knows. */
  lang: string | null;
  /** The names of whom it is for; empty where that is not known. */
  brand: readonly string[];
}

export interface VectorisedPost {
  /** As the models read it: places are of this text. */
  text: string;
  cues: readonly Cue[];
  vector: SparseVector;
}

/**
 * A post is taken to be at least so long before it is made one long: two words say little, however rare they are. Half of all
 * posts are 80 to 110 long before that, one in fifty is shorter than this.
 */
const leastLength = 50;

/** How much a feature says by itself, by bucket; 1 where nothing is known. */
export type Rarity = Float32Array;

/** Turns posts into vectors of 2^bits buckets; used again for every post. */
export class Vectoriser {
  private readonly bits: number;
  private readonly rarity: Rarity | null;
  private readonly gatherer: Gatherer;
  private readonly patterns = new Map<string, RegExp | null>();

  constructor(bits: number, rarity: Rarity | null) {
    this.bits = bits;
    this.rarity = rarity;
    this.gatherer = new Gatherer(bits);
  }

  read(post: PostToJudge): VectorisedPost {
    const prepared = this.prepare(post);
    const { text, cues } = prepared;
    const { gatherer, rarity } = this;
    readFeatures(prepared, this.bits, {
      add: (bucket, amount) => gatherer.add(bucket, amount),
    });
    const vector = gatherer.take(
      (amount, bucket) => (1 + Math.log(Math.max(1, amount))) * (rarity?.[bucket] ?? 1),
      rarity === null ? 0 : leastLength,
    );
    return { text, cues, vector };
  }

  /** Every place where a bucket's features stand; for reasons, not for speed. */
  placesOf(post: PostToJudge): { text: string; places: Map<number, Place[]> } {
    const prepared = this.prepare(post);
    const places = new Map<number, Place[]>();
    readFeatures(prepared, this.bits, {
      add: (bucket, _amount, place) => {
        if (place === null) return;
        const known = places.get(bucket);
        if (known === undefined) places.set(bucket, [place]);
        else known.push(place);
      },
    });
    return { text: prepared.text, places };
  }

  private prepare({ text, lang, brand }: PostToJudge): Read {
    const names: string[] = [];
    const normal = normalise(text, this.patternOf(brand), (name) => names.push(name));
    return { text: normal, lang: lang ?? '', cues: cuesOf(normal, lang ?? ''), names };
  }

  private patternOf(names: readonly string[]): RegExp | null {
    const key = names.join('\n');
    const known = this.patterns.get(key);
    if (known !== undefined) return known;
    // Brands of a workspace are few; a caller with very many must not fill the memory.
    if (this.patterns.size > 1_000) this.patterns.clear();
    const made = namesPattern(names);
    this.patterns.set(key, made);
    return made;
  }
}

/** Of posts that were vectorised without it: the smoothed inverse document frequency of each bucket. */
export function rarityOf(vectors: readonly SparseVector[], bits: number): Rarity {
  const counts = new Float32Array(1 << bits);
  for (const { buckets } of vectors) for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
  return counts.map((count) => Math.log((1 + vectors.length) / (1 + count)) + 1);
}

/** The same vector as if it had been read with `rarity`, and made one long whatever it says. It must have been read without. */
export function weighed({ buckets, values }: SparseVector, rarity: Rarity): SparseVector {
  const scaled = values.map((value, at) => value * (rarity[buckets[at] ?? 0] ?? 1));
  const length = Math.sqrt(scaled.reduce((sum, value) => sum + value * value, 0));
  return { buckets, values: length === 0 ? scaled : scaled.map((value) => value / length) };
}
