// How often the pieces of texts occur: a guess by their form, a table of our own texts, and what was seen since.
import { commonPieces } from './frequency-table.ts';

const slotBits = 20;
/** How many posts the guess weighs as much as. */
const guessWeight = 2_000;
/** Every post counts up to here; then one of so many, which is enough to follow what people talk about. */
const everyPostUntil = 8_192;
const oneOf = 16;
/** What a count holds; one more would make the commonest piece the rarest. */
const mostCounted = 0xffff;

/**
 * Pairs of the commonest pieces' hashes, and the share of texts that have them as so many halvings and 1; 0 in empty
 * places. A Map would make an object of nearly every hash that is asked for.
 */
const common = readTable();

function readTable(): Int32Array {
  const entries = commonPieces.split(' ').filter((entry) => entry !== '');
  const table = new Int32Array(2 << (33 - Math.clz32(entries.length)));
  let hash = -0x80000000;
  for (const entry of entries) {
    const [gap = '', level = ''] = entry.split('.');
    hash += Number.parseInt(gap, 36);
    const at = placeOf(table, hash);
    table[at] = hash;
    table[at + 1] = Number.parseInt(level, 36) + 1;
  }
  return table;
}

function placeOf(table: Int32Array, hash: number): number {
  const mask = table.length - 2;
  let at = (hash << 1) & mask;
  while (table[at + 1] !== 0 && table[at] !== hash) at = (at + 2) & mask;
  return at;
}

/** The share of texts that have a piece which is among the commonest; 0 for others. */
function commonShare(hash: number): number {
  const level = common[placeOf(common, hash) + 1] ?? 0;
  return level === 0 ? 0 : 2 ** ((1 - level) / 2);
}

/** The forms a piece may have; each has its guess. */
export type PieceForm = 'word' | 'prefix' | 'gram' | 'tag' | 'mention' | 'from' | 'host';

/** The share of posts that have a word of so many units which is not in the table. */
const wordShares = [1, 0.02, 0.006, 0.002, 0.001, 0.0006, 0.0004, 0.0003, 0.0002, 0.0001];
/** The same for a run of one to three other characters. */
const gramShares = [1, 0.01, 0.001, 0.0002];
const fieldShares = { tag: 1e-4, mention: 3e-4, from: 5e-5, host: 1e-3 } as const;

function guess(hash: number, form: PieceForm, size: number): number {
  if (form === 'word' || form === 'gram') {
    const shares = form === 'word' ? wordShares : gramShares;
    return commonShare(hash) || (shares[Math.min(size, shares.length - 1)] ?? 1e-4);
  }
  // Several words begin so.
  if (form === 'prefix') return Math.min(0.5, 8 * (wordShares[Math.min(size, wordShares.length - 1)] ?? 1));
  return fieldShares[form];
}

/** Shared by all engines of a process: people talk of the same things in all workspaces. */
export class Frequencies {
  private counts: Uint16Array | null = null;
  private posts = 0;
  private skipped = 0;
  /** Posts counted, without halving. */
  seen = 0;

  /** Counts the pieces of a post, or leaves it out of the sample. */
  count(hashes: Int32Array, count: number): void {
    if (this.posts >= everyPostUntil && (this.skipped += 1) < oneOf) return;
    this.skipped = 0;
    this.seen += 1;
    const counts = (this.counts ??= new Uint16Array(1 << slotBits));
    for (let n = 0; n < count; n += 1) {
      const slot = (hashes[n] ?? 0) >>> (32 - slotBits);
      const counted = counts[slot] ?? 0;
      if (counted < mostCounted) counts[slot] = counted + 1;
    }
    this.posts += 1;
    if (this.posts >= 1 << 15) this.halve(counts);
  }

  /** The share of posts that have the piece, above 0; above 1 where posts say it several times. */
  share(hash: number, form: PieceForm, size: number): number {
    const counted = this.counts?.[hash >>> (32 - slotBits)] ?? 0;
    return (counted + guessWeight * guess(hash, form, size)) / (this.posts + guessWeight);
  }

  /** So that what was talked about long ago is forgotten. */
  private halve(counts: Uint16Array): void {
    for (let slot = 0; slot < counts.length; slot += 1) counts[slot] = (counts[slot] ?? 0) >> 1;
    this.posts >>= 1;
  }
}
