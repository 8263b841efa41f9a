// A language's model as it is kept: weights of all heads side by side in one byte each, and how rare each bucket is.
import type { Sigmoid } from './calibrate.ts';
import { checkFrame, frame, unframe } from './framed.ts';
import type { Head } from './head.ts';
import { probabilityOf } from './calibrate.ts';
import type { SparseVector } from './sparse.ts';
import type { Rarity } from './vectors.ts';

export interface ModelHead {
  name: string;
  /** What one step of its weights' bytes is worth. */
  step: number;
  bias: number;
  sigmoid: Sigmoid;
  /** From which probability on the answer is yes. */
  cut: number;
  /** No probability is lower: how often what the model thought least likely came true where it had not learnt. */
  least?: number;
}

/** What of a model is text; the bytes follow it. */
export interface ModelHeader {
  format: 1;
  lang: string;
  bits: number;
  /** What one step of the rarities' bytes is worth, above 1. */
  rarityStep: number;
  heads: ModelHead[];
}

export interface Model {
  header: ModelHeader;
  /** By bucket, then by head. */
  weights: Int8Array;
  rarity: Rarity;
}

/** Packs heads that share buckets and rarities. */
export function packModel(
  lang: string,
  bits: number,
  rarity: Rarity,
  heads: ReadonlyMap<string, Head & Pick<ModelHead, 'cut' | 'least'>>,
): Model {
  const size = 1 << bits;
  const weights = new Int8Array(size * heads.size);
  const packed: ModelHead[] = [];
  for (const [name, { separator, sigmoid, cut, least = 0 }] of heads) {
    const most = separator.weights.reduce((sum, weight) => Math.max(sum, Math.abs(weight)), 0);
    const step = most === 0 ? 1 : most / 127;
    for (let bucket = 0; bucket < size; bucket += 1) {
      weights[bucket * heads.size + packed.length] = Math.round((separator.weights[bucket] ?? 0) / step);
    }
    packed.push({ name, step, bias: separator.bias, sigmoid, cut, ...(least > 0 && { least }) });
  }
  const mostRarity = rarity.reduce((sum, one) => Math.max(sum, one), 1);
  const rarityStep = mostRarity === 1 ? 1 : (mostRarity - 1) / 255;
  const header: ModelHeader = { format: 1, lang, bits, rarityStep, heads: packed };
  // As it will be read, so that packed and read models say the same.
  return {
    header,
    weights,
    rarity: rarity.map((one) => 1 + Math.round((one - 1) / rarityStep) * rarityStep),
  };
}

/** The margins of all heads for a vector, in their order. */
export function marginsOf({ header, weights }: Model, { buckets, values }: SparseVector): Float64Array {
  const { heads } = header;
  const count = heads.length;
  const sums = new Float64Array(count);
  for (let at = 0; at < buckets.length; at += 1) {
    const from = (buckets[at] ?? 0) * count;
    const value = values[at] ?? 0;
    for (let head = 0; head < count; head += 1) {
      sums[head] = (sums[head] ?? 0) + value * (weights[from + head] ?? 0);
    }
  }
  return sums.map((sum, head) => sum * (heads[head]?.step ?? 0) + (heads[head]?.bias ?? 0));
}

/** The probabilities of all heads, by name. */
export function probabilitiesOf(model: Model, vector: SparseVector): Map<string, number> {
  const margins = marginsOf(model, vector);
  return new Map(
    model.header.heads.map(({ name, sigmoid, least = 0 }, head) => [
      name,
      Math.max(least, probabilityOf(sigmoid, margins[head] ?? 0)),
    ]),
  );
}

/** Header, rarities, weights, as `framed.ts` has it. */
export function writeModel({ header, weights, rarity }: Model): Uint8Array {
  const rarities = Uint8Array.from(rarity, (one) => Math.round((one - 1) / header.rarityStep));
  return frame(header, rarities, weights);
}

/** Errors: an Error that says what is wrong with the bytes. */
export function readModel(bytes: Uint8Array): Model {
  const { header: read, from } = unframe(bytes);
  const header = read as ModelHeader;
  const size = 1 << header.bits;
  checkFrame(bytes, header.format, from + size + size * header.heads.length);
  const rarity = Float32Array.from(bytes.subarray(from, from + size), (one) => 1 + one * header.rarityStep);
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset + from + size, size * header.heads.length);
  return { header, weights, rarity };
}
