// A sentence as a vector: what judging reads of a post, and the classes of its words, which are the same in every language.
import { cuesOf } from '../judgement/cues.ts';
import { readFeatures } from '../judgement/features.ts';
import { bucketOf, hashStart, hashText, hashUnit } from '../judgement/hash.ts';
import { normalise } from '../judgement/normalise.ts';
import { Gatherer, type SparseVector } from '../judgement/sparse.ts';
import type { Rarity } from '../judgement/vectors.ts';
import { classedWords } from './word-classes.ts';

/** Kinds of features beside those of judging, told apart by the seed of their hash. */
const [CLASS, PAIR] = [17, 18];
/** So that one class is heard among a hundred runs of characters. */
const classAmount = 12;
const pairAmount = 4;

/** Turns sentences into vectors of 2^bits buckets; used again for every sentence. */
export class SaidReader {
  private readonly bits: number;
  private readonly rarity: Rarity | null;
  private readonly gatherer: Gatherer;

  constructor(bits: number, rarity: Rarity | null) {
    this.bits = bits;
    this.rarity = rarity;
    this.gatherer = new Gatherer(bits);
  }

  read(said: string, lang: string): SparseVector {
    const { bits, gatherer, rarity } = this;
    const text = normalise(said);
    const add = (bucket: number, amount: number): void => gatherer.add(bucket, amount);
    readFeatures({ text, lang, cues: cuesOf(text, lang), names: [] }, bits, { add });
    const classes = [...new Set(classedWords(text, lang).map(({ name }) => name))];
    for (const [at, name] of classes.entries()) {
      add(bucketOf(hashText(hashStart(CLASS), name), bits), classAmount);
      for (const other of classes.slice(at + 1)) {
        const pair = hashText(hashUnit(hashText(hashStart(PAIR), name), 0x20), other);
        add(bucketOf(pair, bits), pairAmount);
      }
    }
    return gatherer.take((amount, bucket) => (1 + Math.log(Math.max(1, amount))) * (rarity?.[bucket] ?? 1));
  }
}
