// What queries look for, each thing once however many ask for it: words, phrases, hashtags, accounts, hosts.
import type { Frequencies, PieceForm } from './frequencies.ts';
import { grownInt32, grownUint16 } from './growing.ts';
import { HashIndex } from './hash-index.ts';
import type { ListPool } from './lists.ts';
import { hashOf, plainSeed, usualSizes } from './pieces.ts';
import { rarestPiece } from './rarest-piece.ts';

/** What kind of thing a literal is; those from TAG on are names in fields of the post. */
export const [TEXT, PREFIX, EXACT, TAG, MENTION, FROM, HOST] = [0, 1, 2, 3, 4, 5, 6] as const;
export type LiteralKind = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** The seeds of the hashes of names, by kind. */
export const nameSeeds = [0, 0, 0, 0x68bc21eb, 0x02e5be93, 0x77f1d9a3, 0x4be98134] as const;
const nameForms: Partial<Record<LiteralKind, PieceForm>> = {
  [TAG]: 'tag',
  [MENTION]: 'mention',
  [FROM]: 'from',
  [HOST]: 'host',
};

/** The numbers of one literal, side by side so that a line of cache holds them: places in `LiteralTable.meta`. */
export const [START, INFO, PIECE, HASH, POSTINGS, MEMO, literalWidth] = [0, 1, 2, 3, 4, 5, 6];
/** INFO: the length in units, and above it flags and the kind. */
export const lengthMask = 0x3ffff;
export const kindShift = 24;
export const [wordStart, wordEnd, indexed, pieceless] = [1 << 20, 1 << 21, 1 << 22, 1 << 23];
const identity = lengthMask | wordStart | wordEnd | (7 << kindShift);

/** A literal as a query has it. */
export interface LiteralSource {
  kind: LiteralKind;
  /** Folded, with one space for each run of white space; a host's path follows it. */
  text: string;
  /** How much of `text` is the host; 0 for other kinds. */
  hostLength: number;
  wordAtStart: boolean;
  wordAtEnd: boolean;
}

export class LiteralTable {
  /**
   * For each literal: START and length in `pool`; PIECE, where in it the piece stands that it is found by (of a host: how
   * long it is), and HASH, that piece's; POSTINGS, the list of what asks for it; MEMO, twice the number of the post that
   * it was looked for in last, and 1 more when it was there.
   */
  meta = new Int32Array(literalWidth * 64);
  pool = new Uint16Array(256);
  count = 0;
  /** Which pieces a text must be scanned for (PieceScan.sizes). */
  sizes = usualSizes;
  /** How many there are of each kind. */
  readonly kinds = new Int32Array(7);
  private poolUsed = 0;
  private readonly byText = new HashIndex();
  private readonly lists: ListPool;
  private readonly frequencies: Frequencies;
  private shares = new Float32Array(64);

  constructor(lists: ListPool, frequencies: Frequencies) {
    this.lists = lists;
    this.frequencies = frequencies;
  }

  get bytes(): number {
    return this.meta.byteLength + this.pool.byteLength + this.shares.byteLength + this.byText.bytes;
  }

  /** The number of a literal, new or known. */
  intern({ text, kind, hostLength, wordAtStart, wordAtEnd }: LiteralSource): number {
    this.pool = grownUint16(this.pool, this.poolUsed + text.length);
    for (let at = 0; at < text.length; at += 1) this.pool[this.poolUsed + at] = text.charCodeAt(at);
    const flags = (wordAtStart ? wordStart : 0) | (wordAtEnd ? wordEnd : 0);
    return this.internLast(text.length | flags | (kind << kindShift), hostLength);
  }

  /** The number here of the literal `id` of another table. */
  internFrom(other: LiteralTable, id: number): number {
    const at = id * literalWidth;
    const start = other.meta[at + START] ?? 0;
    const info = (other.meta[at + INFO] ?? 0) & identity;
    const length = info & lengthMask;
    this.pool = grownUint16(this.pool, this.poolUsed + length);
    this.pool.set(other.pool.subarray(start, start + length), this.poolUsed);
    return this.internLast(info, info >> kindShift === HOST ? (other.meta[at + PIECE] ?? 0) : 0);
  }

  kindOf(id: number): LiteralKind {
    return (((this.meta[id * literalWidth + INFO] ?? 0) >> kindShift) & 7) as LiteralKind;
  }

  textOf(id: number): string {
    const start = this.meta[id * literalWidth + START] ?? 0;
    const length = (this.meta[id * literalWidth + INFO] ?? 0) & lengthMask;
    let text = '';
    for (let at = start; at < start + length; at += 1) text += String.fromCharCode(this.pool[at] ?? 0);
    return text;
  }

  has(id: number, flag: number): boolean {
    return ((this.meta[id * literalWidth + INFO] ?? 0) & flag) !== 0;
  }

  mark(id: number, flag: number): void {
    const at = id * literalWidth + INFO;
    this.meta[at] = (this.meta[at] ?? 0) | flag;
  }

  hashOf(id: number): number {
    return this.meta[id * literalWidth + HASH] ?? 0;
  }

  /** The share of posts that have the literal's piece, as it was estimated when the literal came. */
  shareOf(id: number): number {
    return this.shares[id] ?? 1;
  }

  addPosting(id: number, posting: number): void {
    const at = id * literalWidth + POSTINGS;
    this.meta[at] = this.lists.push(this.meta[at] ?? 0, posting);
  }

  /** Forgets in which posts literals were looked for. */
  clearMemos(): void {
    for (let at = MEMO; at < this.meta.length; at += literalWidth) this.meta[at] = 0;
  }

  /** The number of the literal whose units stand at the end of the pool. */
  private internLast(info: number, hostLength: number): number {
    const start = this.poolUsed;
    const length = info & lengthMask;
    const hash = hashOf(this.pool, start, start + length, (info + Math.imul(hostLength, 0x9e3779b1)) | 0);
    const same = this.findSame(hash, start, info, hostLength);
    if (same !== -1) return same;
    const id = this.count;
    this.count += 1;
    this.poolUsed += length;
    this.meta = grownInt32(this.meta, this.count * literalWidth);
    this.meta.set([start, info, hostLength, 0, 0, 0], id * literalWidth);
    this.byText.add(hash, id, this.lists);
    const kind = (info >> kindShift) as LiteralKind;
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1;
    this.setPiece(id, kind);
    return id;
  }

  private setPiece(id: number, kind: LiteralKind): void {
    const { meta } = this;
    const at = id * literalWidth;
    const start = meta[at + START] ?? 0;
    const length = (meta[at + INFO] ?? 0) & lengthMask;
    if (id >= this.shares.length) {
      const grown = new Float32Array(id + (id >> 2) + 64);
      grown.set(this.shares);
      this.shares = grown;
    }
    const form = nameForms[kind];
    if (form !== undefined) {
      const end = start + (kind === HOST ? (meta[at + PIECE] ?? 0) : length);
      meta[at + HASH] = hashOf(this.pool, start, end, nameSeeds[kind]);
      this.shares[id] = this.frequencies.share(meta[at + HASH] ?? 0, form, length);
      return;
    }
    const units = this.pool.subarray(start, start + length);
    const piece = rarestPiece(units, kind === PREFIX, kind === EXACT ? plainSeed : 0, this.frequencies);
    if (piece === null) this.mark(id, pieceless);
    else {
      meta[at + PIECE] = piece.place;
      meta[at + HASH] = piece.hash;
      this.sizes |= piece.sizeBit;
    }
    this.shares[id] = piece?.share ?? 1;
  }

  private findSame(hash: number, start: number, info: number, hostLength: number): number {
    const ref = this.byText.find(hash);
    if (ref === 0) return -1;
    if (ref > 0) return this.isSame(ref - 1, start, info, hostLength) ? ref - 1 : -1;
    const count = this.lists.data[-ref] ?? 0;
    for (let n = 1; n <= count; n += 1) {
      const id = this.lists.data[n - ref] ?? 0;
      if (this.isSame(id, start, info, hostLength)) return id;
    }
    return -1;
  }

  private isSame(id: number, start: number, info: number, hostLength: number): boolean {
    const { meta, pool } = this;
    const at = id * literalWidth;
    if (((meta[at + INFO] ?? 0) & identity) !== info) return false;
    if (info >> kindShift === HOST && meta[at + PIECE] !== hostLength) return false;
    const from = meta[at + START] ?? 0;
    for (let n = (info & lengthMask) - 1; n >= 0; n -= 1)
      if (pool[from + n] !== pool[start + n]) return false;
    return true;
  }
}
