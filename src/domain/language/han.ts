// Chinese or Japanese, where a text has Chinese characters and nothing else that would tell: by its characters and their pairs.
import { probabilityOf } from '../judgement/calibrate.ts';
import { bucketOf, hashStart, hashText } from '../judgement/hash.ts';
import { marginsOf, type Model } from '../judgement/model.ts';
import { Gatherer, type SparseVector } from '../judgement/sparse.ts';

/** The only head of the model: whether it is Chinese and not Japanese. */
export const hanHead = 'chinese';

const CHARACTER = 1;
const PAIR = 2;
const FIRST = 3;
const LAST = 4;
const han = /\p{Script=Han}/gu;
/** Longer texts have said it by then. */
const mostCharacters = 200;
/** Nearer to even than this nothing is said: 学校 is written alike in both. */
const sureFrom = 0.75;

/** A text's characters and their pairs, in 2^bits buckets; what is no Chinese character is passed over. */
export class HanVectors {
  private readonly bits: number;
  private readonly gatherer: Gatherer;

  constructor(bits: number) {
    this.bits = bits;
    this.gatherer = new Gatherer(bits);
  }

  read(text: string): SparseVector {
    const characters = (text.normalize('NFKC').match(han) ?? []).slice(0, mostCharacters);
    for (const [at, character] of characters.entries()) {
      this.add(CHARACTER, character);
      if (at > 0) this.add(PAIR, `${characters[at - 1]}${character}`);
    }
    const [first] = characters;
    const last = characters.at(-1);
    if (first !== undefined) this.add(FIRST, first);
    if (last !== undefined) this.add(LAST, last);
    return this.gatherer.take((amount) => amount);
  }

  private add(kind: number, name: string): void {
    this.gatherer.add(bucketOf(hashText(hashStart(kind), name), this.bits));
  }
}

/** Tells the two apart by a trained model. */
export class HanReader {
  private readonly model: Model;
  private readonly vectors: HanVectors;

  constructor(model: Model) {
    this.model = model;
    this.vectors = new HanVectors(model.header.bits);
  }

  /** How likely it is that a text is Chinese and not Japanese; .5 of a text without Chinese characters. */
  probability(text: string): number {
    const vector = this.vectors.read(text);
    const [head] = this.model.header.heads;
    if (head === undefined || vector.buckets.length === 0) return 0.5;
    return probabilityOf(head.sigmoid, marginsOf(this.model, vector)[0] ?? 0);
  }

  /** Null where it could be either. */
  tell(text: string): 'zh' | 'ja' | null {
    const probability = this.probability(text);
    if (probability >= sureFrom) return 'zh';
    return probability <= 1 - sureFrom ? 'ja' : null;
  }
}
