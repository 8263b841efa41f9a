// Chooses the piece of a literal by which it is found in a text: the one that the fewest posts have.
import type { Frequencies } from './frequencies.ts';
import { gramBit, isWordAt, longestPrefix, PieceScan, prefixBit } from './pieces.ts';

export interface Piece {
  hash: number;
  /** Where it begins in the literal. */
  place: number;
  /** Its bit in `PieceScan.sizes`; 0 for a whole word. */
  sizeBit: number;
  /** The share of posts that have it. */
  share: number;
}

const all = new PieceScan();
all.sizes = gramBit(1) | gramBit(2) | gramBit(3);
const beginning = new PieceScan();

/** How many of the first `length` units from `place` on make one word. */
function wordLength(units: Uint16Array, place: number): number {
  let end = place;
  while (isWordAt(units, units.length, end)) end += ((units[end] ?? 0) & 0xfc00) === 0xd800 ? 2 : 1;
  return end - place;
}

/** The beginning of the open word at `place`, as long as words are looked up by. */
function openPiece(units: Uint16Array, place: number, frequencies: Frequencies): Piece {
  const rest = units.length - place;
  const isCut = rest > longestPrefix && ((units[place + longestPrefix - 1] ?? 0) & 0xfc00) === 0xd800;
  const size = Math.min(rest, isCut ? longestPrefix - 1 : longestPrefix);
  const sizeBit = prefixBit(size);
  beginning.clear();
  beginning.sizes = sizeBit;
  beginning.scan(units.subarray(place), rest, 0);
  const hash = beginning.hashes[0] ?? 0;
  return { hash, place, sizeBit, share: frequencies.share(hash, 'prefix', size) };
}

/**
 * The rarest piece of a literal; null when no piece of it is sure to be a piece of every text that has it.
 *
 * @param units  the literal, one space for each run of white space
 * @param isOpen whether its last word may go on
 * @param seed   of the pieces (0, or plainSeed)
 */
export function rarestPiece(
  units: Uint16Array,
  isOpen: boolean,
  seed: number,
  frequencies: Frequencies,
): Piece | null {
  const [first = 0, last = 0] = [units[0], units[units.length - 1]];
  // Half a character at an end may be the half of another one in a text.
  if ((first & 0xfc00) === 0xdc00 || (last & 0xfc00) === 0xd800 || units.includes(0)) return null;
  all.clear();
  all.scan(units, units.length, seed);
  let best: Piece | null = null;
  let single: Piece | null = null;
  let least = Infinity;
  let [size, word] = [0, 0];
  for (let n = 0; n < all.count; n += 1) {
    const place = all.places[n] ?? 0;
    const hash = all.hashes[n] ?? 0;
    // Runs that begin at one place come one after the other, the shortest first.
    if (n > 0 && all.places[n - 1] === place) size += 1;
    else [size, word] = [1, wordLength(units, place)];
    if (word === 0 && size === 1) {
      single ??= { hash, place, sizeBit: gramBit(1), share: frequencies.share(hash, 'gram', 1) };
    } else if (word > 0 && isOpen && place + word === units.length) {
      const piece = openPiece(units, place, frequencies);
      if (piece.share >= least) continue;
      least = piece.share;
      best = piece;
    } else {
      const share =
        word === 0 ? frequencies.share(hash, 'gram', size) : frequencies.share(hash, 'word', word);
      if (share >= least) continue;
      least = share;
      best = { hash, place, sizeBit: word === 0 ? gramBit(size) : 0, share };
    }
  }
  // A single character is looked for only where there is nothing else: in most texts nobody asks for any.
  return best ?? single;
}
