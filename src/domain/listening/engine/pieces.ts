// The pieces of a text by which literals are found: words of spaced scripts, and runs of one to three other characters.
import { classOf, WORD } from '../unicode.ts';
import { grownInt32 } from './growing.ts';

/** What a UTF-16 unit is to the scan. */
const [gram, word, gap, surrogate] = [0, 1, 2, 3];

/** NUL stands for what is not searched; the rest is what `\s` is. */
const gaps = [
  0,
  9,
  10,
  11,
  12,
  13,
  0x20,
  0xa0,
  0x1680,
  0x2028,
  0x2029,
  0x202f,
  0x205f,
  0x3000,
  0xfeff,
  ...Array.from({ length: 11 }, (_, n) => 0x2000 + n),
];

const kindOf = new Uint8Array(0x10000);
for (let unit = 0; unit < 0x10000; unit += 1) {
  if (unit >= 0xd800 && unit <= 0xdfff) kindOf[unit] = surrogate;
  else kindOf[unit] = ((classOf[unit] ?? 0) & WORD) === 0 ? gram : word;
}
for (const unit of gaps) kindOf[unit] = gap;

/** Whether a unit is white space. */
export function isSpace(unit: number): boolean {
  return kindOf[unit] === gap && unit !== 0;
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;
const pairOf = (high: number, low: number): number => ((high & 0x3ff) << 10) + (low & 0x3ff) + 0x10000;

/** Whether the character that begins at `at` makes words. */
export function isWordAt(units: Uint16Array, length: number, at: number): boolean {
  if (at >= length) return false;
  const unit = units[at] ?? 0;
  const kind = kindOf[unit];
  if (kind !== surrogate) return kind === word;
  const next = at + 1 < length ? (units[at + 1] ?? 0) : 0;
  const code = isHigh(unit) && isLow(next) ? pairOf(unit, next) : unit;
  return ((classOf[code] ?? 0) & WORD) !== 0;
}

/** Whether the character that ends before `at` makes words. */
export function isWordBefore(units: Uint16Array, at: number): boolean {
  if (at <= 0) return false;
  const last = units[at - 1] ?? 0;
  const kind = kindOf[last];
  if (kind !== surrogate) return kind === word;
  const first = at >= 2 ? (units[at - 2] ?? 0) : 0;
  return ((classOf[isHigh(first) && isLow(last) ? pairOf(first, last) : last] ?? 0) & WORD) !== 0;
}

const [prime, secondPrime] = [0x9e3779b1, 0x85ebca6b];
const [wordSeed, gramSeed, prefixSeed] = [0x2545f491, 0x1b873593, 0x52dce729];

/** The seed of pieces of the text as it was written, which `exact:` asks for. */
export const plainSeed = 0x3c6ef372;

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), secondPrime);
  return mixed ^ (mixed >>> 13);
}

/** The hash of a name in a field of the post; `seed` tells the fields apart. */
export function hashOf(units: Uint16Array, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (units[at] ?? 0), prime) ^ (hash >>> 15);
  return finish(hash);
}

/** The longest beginning of a word that `crash*` is looked up by, in UTF-16 units. */
export const longestPrefix = 8;

/** In `PieceScan.sizes`: the bit of runs of `size` other characters. */
export const gramBit = (size: number): number => 1 << size;
/** Always looked for, so that their frequencies are known before anybody asks for them. */
export const usualSizes = gramBit(2) | gramBit(3);
/** In `PieceScan.sizes`: the bit of beginnings of words of `size` units. */
export const prefixBit = (size: number): number => 1 << (8 + size);

/** All pieces of a text, one text after the other in the same memory. */
export class PieceScan {
  /** The first `count` are hashes of pieces, and where each begins in its text. */
  hashes = new Int32Array(1_024);
  places = new Int32Array(1_024);
  count = 0;
  /** Which pieces anybody asks for beside whole words: bits as above. */
  sizes = 0;

  clear(): void {
    this.count = 0;
    // One very long post must not hold its memory for ever.
    if (this.hashes.length > 1 << 18) {
      this.hashes = new Int32Array(1_024);
      this.places = new Int32Array(1_024);
    }
  }

  /** Adds one hash that somebody else made. */
  push(hash: number, place: number): void {
    this.reserve(1);
    this.hashes[this.count] = hash;
    this.places[this.count] = place;
    this.count += 1;
  }

  /** Adds the pieces of the first `length` units. */
  scan(units: Uint16Array, length: number, seed: number): void {
    this.reserve(length * 3);
    for (let at = 0; at < length;) {
      let kind = kindOf[units[at] ?? 0] ?? gram;
      if (kind === surrogate) kind = isWordAt(units, length, at) ? word : gram;
      if (kind === gap) at += 1;
      else if (kind === word) at = this.scanWord(units, length, at, wordSeed ^ seed);
      else at = this.scanGrams(units, length, at, gramSeed ^ seed);
    }
  }

  private scanWord(units: Uint16Array, length: number, start: number, seed: number): number {
    const prefixes = this.sizes >> 8;
    let hash = seed;
    let at = start;
    while (at < length) {
      const unit = units[at] ?? 0;
      const kind = kindOf[unit];
      if (kind !== word) {
        if (kind !== surrogate || !isWordAt(units, length, at)) break;
        if (isHigh(unit)) {
          hash = Math.imul(hash ^ unit, prime) ^ (hash >>> 15);
          at += 1;
        }
      }
      hash = Math.imul(hash ^ (units[at] ?? 0), prime) ^ (hash >>> 15);
      at += 1;
      const size = at - start;
      if (prefixes !== 0 && size <= longestPrefix && ((prefixes >> size) & 1) === 1) {
        this.put(finish(hash ^ prefixSeed), start);
      }
    }
    this.put(finish(hash), start);
    return at;
  }

  private scanGrams(units: Uint16Array, length: number, start: number, seed: number): number {
    let end = start;
    while (end < length) {
      const kind = kindOf[units[end] ?? 0];
      if (kind === gram) end += 1;
      else if (kind === surrogate && !isWordAt(units, length, end)) {
        end += isHigh(units[end] ?? 0) && end + 1 < length && isLow(units[end + 1] ?? 0) ? 2 : 1;
      } else break;
    }
    const { hashes, places, sizes } = this;
    let { count } = this;
    for (let at = start; at < end; at += 1) {
      let hash = Math.imul(seed ^ (units[at] ?? 0), prime);
      hash ^= hash >>> 15;
      if ((sizes & 2) !== 0) {
        hashes[count] = hash;
        places[count] = at;
        count += 1;
      }
      if (at + 1 >= end) break;
      hash = Math.imul(hash ^ (units[at + 1] ?? 0), secondPrime);
      hash ^= hash >>> 15;
      if ((sizes & 4) !== 0) {
        hashes[count] = hash;
        places[count] = at;
        count += 1;
      }
      if ((sizes & 8) === 0 || at + 2 >= end) continue;
      hash = Math.imul(hash ^ (units[at + 2] ?? 0), prime);
      hash ^= hash >>> 15;
      hashes[count] = hash;
      places[count] = at;
      count += 1;
    }
    this.count = count;
    return end;
  }

  private put(hash: number, place: number): void {
    this.hashes[this.count] = hash;
    this.places[this.count] = place;
    this.count += 1;
  }

  private reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.hashes.length) return;
    this.hashes = grownInt32(this.hashes, needed);
    this.places = grownInt32(this.places, needed);
  }
}
