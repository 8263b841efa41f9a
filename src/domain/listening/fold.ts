// Folding: when two texts are the same to a reader (width, case, kana), with a map back to the original offsets.
import { placeEnd, placeStart } from './addresses.ts';
import { classOf, COMPLEX, DROPPED, foldedOther, foldedUnit, JOINS, WORD } from './unicode.ts';

/*
 * NFKC, full default case folding, katakana to hiragana; what is invisible is dropped, before as well, so that it keeps no
 * two characters apart that belong together. A text folds as its clusters do one by one: a character and all that
 * combines with it. Most characters fold by themselves to one UTF-16 unit, by a table.
 */

export interface Folded {
  text: string;
  /** Where `text` is not as long as its original; null when it is throughout. See `Folder.moves`. */
  moves: Int32Array | null;
}

/** A cluster longer than this is cut, so that a text of nothing but marks is folded in linear time (UAX #15 has 30). */
const mostJoined = 31;

/** Clusters of several characters, folded before. Bounded, so that no stream can fill the memory. */
const mostRemembered = 5_000;
const remembered = new Map<string, string>();

const codePoints = (text: string): number[] => Array.from(text, (char) => char.codePointAt(0) ?? 0);

function isInvisible(code: number): boolean {
  return ((classOf[code] ?? 0) & DROPPED) !== 0;
}

function foldCode(code: number): string {
  const other = foldedOther.get(code);
  if (other !== undefined) return other;
  const unit = code <= 0xffff ? (foldedUnit[code] ?? COMPLEX) : COMPLEX;
  return unit === COMPLEX ? String.fromCodePoint(code) : String.fromCharCode(unit);
}

/** Folds a character with what combines with it. */
function foldCluster(cluster: string): string {
  const known = remembered.get(cluster);
  if (known !== undefined) return known;
  const visible = codePoints(cluster).filter((code) => !isInvisible(code));
  // Folded before what combines is put in order, and again after it was put together (Unicode's definition D146): what
  // folds to several, as İ and the iota below do, would leave the rest in another order than its other forms.
  const apart = String.fromCodePoint(...visible).normalize('NFKD');
  const together = codePoints(apart).map(foldCode).join('').normalize('NFKC');
  const folded = codePoints(together).map(foldCode).join('');
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(cluster, folded);
  return folded;
}

/** More memory than this is not kept for the next text: one monstrous post is no reason. */
const mostKept = 2 ** 18;

/**
 * Folds the simple characters from `from` on, the one at n to `units[n + shift]`; answers where another one stands, or `to`.
 * It is a function of its own because the compiler makes code of it that is three to six times as fast as within `run`.
 */
export function foldSimple(
  text: string,
  from: number,
  to: number,
  units: Uint16Array,
  shift: number,
): number {
  let at = from;
  for (; at < to; at += 1) {
    const unit = foldedUnit[text.charCodeAt(at)] ?? COMPLEX;
    if (unit === COMPLEX) break;
    units[at + shift] = unit;
  }
  return at;
}

/** Folds one text after the other into the same memory. */
export class Folder {
  /** The folded text: its first `length` units. */
  units = new Uint16Array(1_024);
  length = 0;
  /**
   * The first `moveCount` of them are clusters that did not stay where they were, each as four numbers: [start, end) in
   * the folded text, [start, end) in the original, all in UTF-16 units, in order.
   */
  moves = new Int32Array(256);
  moveCount = 0;
  /** Where the cluster ends that was last looked at closely. */
  private clusterEnd = -1;

  /**
   * Folds `text`, as if there were NUL in the places [start, end) whose starts and ends `hidden` has in turn: in order,
   * apart, none empty.
   */
  fold(text: string, hidden: readonly number[] | null = null): void {
    this.begin();
    let at = 0;
    if (hidden !== null) {
      for (let n = 0; n < hidden.length; n += 2) {
        const [start = at, end = at] = [hidden[n], hidden[n + 1]];
        this.run(text, at, start, false);
        this.putZeros(end - start);
        at = end;
      }
    }
    this.run(text, at, text.length, false);
  }

  /** The same as `fold` with the text's addressPlaces, which are found on the way. */
  foldPost(text: string): void {
    this.begin();
    for (let at = 0; at < text.length;) at = this.run(text, at, text.length, true);
  }

  private begin(): void {
    this.length = 0;
    this.moveCount = 0;
    this.clusterEnd = -1;
    if (this.units.length > mostKept) this.units = new Uint16Array(1_024);
    if (this.moves.length > mostKept) this.moves = new Int32Array(256);
  }

  private putZeros(count: number): void {
    this.reserve(count);
    for (let n = 0; n < count; n += 1) this.units[this.length + n] = 0;
    this.length += count;
  }

  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.units.length) return;
    const grown = new Uint16Array(Math.max(needed, this.units.length * 2));
    grown.set(this.units.subarray(0, this.length));
    this.units = grown;
  }

  /** Folds [from, to), or where addresses are to be hidden until the end of the first; answers how far it came. */
  private run(text: string, from: number, to: number, hides: boolean): number {
    this.reserve(to - from);
    for (let at = from; at < to;) {
      const shift = this.length - at;
      at = foldSimple(text, at, to, this.units, shift);
      this.length = at + shift;
      if (at === to) break;
      if (hides) {
        const start = placeStart(text, at, from);
        if (start !== -1) {
          const end = placeEnd(text, at);
          // What an address begins with are simple characters, one unit for each.
          this.length -= at - start;
          this.putZeros(end - start);
          return end;
        }
      }
      at = this.complex(text, at, from, to);
      this.reserve(to - at);
    }
    return to;
  }

  /** Folds the cluster that the character at `at` is of, whose first may be done already; answers where it ends. */
  private complex(text: string, at: number, from: number, to: number): number {
    const code = text.codePointAt(at) ?? 0;
    let end = at + (code > 0xffff && at + 1 < to ? 2 : 1);
    // What joins comes here only after a simple character, or where a cluster was full.
    const isTaken = joins(code) && at > from && at !== this.clusterEnd;
    const start = isTaken ? at - 1 : at;
    let joined = isTaken ? 1 : 0;
    for (; end < to && joined < mostJoined; joined += 1) {
      const next = text.codePointAt(end) ?? 0;
      if (!joins(next)) break;
      end += next > 0xffff ? 2 : 1;
    }
    this.clusterEnd = end;
    if (isTaken) this.length -= 1;
    if (joined > 0) this.put(foldCluster(text.slice(start, end)), start, end, false);
    else if (isInvisible(code)) this.put('', start, end, false);
    else if (foldedOther.has(code)) this.put(foldCode(code), start, end, true);
    else {
      for (let from = start; from < end; from += 1) this.units[this.length++] = text.charCodeAt(from);
    }
    return end;
  }

  private put(folded: string, start: number, end: number, isSingle: boolean): void {
    const out = this.length;
    this.reserve(folded.length);
    for (let n = 0; n < folded.length; n += 1) this.units[out + n] = folded.charCodeAt(n);
    this.length = out + folded.length;
    const isWhole = folded.length === 1 || (folded.codePointAt(0) ?? 0) > 0xffff;
    if (isSingle && folded.length === end - start && isWhole) return;
    if (this.moves.length < this.moveCount * 4 + 4) {
      const grown = new Int32Array(this.moves.length * 2);
      grown.set(this.moves);
      this.moves = grown;
    }
    const at = this.moveCount * 4;
    this.moves[at] = out;
    this.moves[at + 1] = this.length;
    this.moves[at + 2] = start;
    this.moves[at + 3] = end;
    this.moveCount += 1;
  }
}

/** Whether a character belongs to the one before. */
function joins(code: number): boolean {
  return ((classOf[code] ?? 0) & (JOINS | DROPPED)) !== 0;
}

const folder = new Folder();

/** `String.fromCharCode` takes no more arguments than this everywhere. */
const mostArguments = 4_096;

function foldedText({ units, length }: Folder): string {
  if (length <= mostArguments)
    return String.fromCharCode.apply(null, units.subarray(0, length) as unknown as number[]);
  let text = '';
  for (let at = 0; at < length; at += mostArguments) {
    const part = units.subarray(at, Math.min(length, at + mostArguments));
    text += String.fromCharCode.apply(null, part as unknown as number[]);
  }
  return text;
}

/** Folds `text` and keeps where each unit came from. `hidden` as in Folder.fold. */
export function fold(text: string, hidden: readonly number[] | null = null): Folded {
  folder.fold(text, hidden);
  const { moves, moveCount } = folder;
  return { text: foldedText(folder), moves: moveCount === 0 ? null : moves.slice(0, moveCount * 4) };
}

/** Folds without the map. */
export function foldText(text: string): string {
  folder.fold(text);
  return isFolded(text, folder) ? text : foldedText(folder);
}

/** Whether folding has left the text as it was, as it does most words. */
function isFolded(text: string, { units, length }: Folder): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (units[at] !== text.charCodeAt(at)) return false;
  return true;
}

/**
 * Where the units [start, end) of a folded text, at least one, come from in the original: whole clusters.
 * `moves` as a Folder has them, null for none.
 */
export function originalSpan(moves: Int32Array | null, start: number, end: number): [number, number] {
  if (moves === null) return [start, end];
  return [originalOf(moves, start, 2), originalOf(moves, end - 1, 3)];
}

/** The original's start (side 2) or end (side 3) of the unit at `at` in the folded text. */
function originalOf(moves: Int32Array, at: number, side: 2 | 3): number {
  let low = 0;
  let high = moves.length / 4;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moves[middle * 4] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const move = (low - 1) * 4;
  if (move < 0) return side === 2 ? at : at + 1;
  const foldedEnd = moves[move + 1] ?? 0;
  if (at < foldedEnd) return moves[move + side] ?? 0;
  return (moves[move + 3] ?? 0) + (at - foldedEnd) + (side === 2 ? 0 : 1);
}

/**
 * Whether a word character begins at `index`: a letter, number, mark or `_` of a script that writes spaces. Only these
 * make word boundaries.
 */
export function isWordAt(text: string, index: number): boolean {
  return ((classOf[text.codePointAt(index) ?? 0] ?? 0) & WORD) !== 0;
}

/** Whether a word character ends right before `index`. */
export function isWordBefore(text: string, index: number): boolean {
  if (index <= 0) return false;
  const isPair = index >= 2 && (text.codePointAt(index - 2) ?? 0) > 0xffff;
  return isWordAt(text, isPair ? index - 2 : index - 1);
}
