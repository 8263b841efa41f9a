// Where a literal stands in a text: words in their order, white space between them, boundaries at both ends.
import { isWordAt, isWordBefore } from './fold.ts';
import type { Literal } from './query-node.ts';
import { classOf, UNIT, WORD } from './unicode.ts';

/** [start, end) in UTF-16 units. */
export type Span = [number, number];

const space = /\s/u;

/** Where `literal`, which begins at `start`, ends; -1 when its further words do not follow. */
function endOfWords(text: string, literal: Literal, start: number): number {
  let end = start + (literal.words[0] ?? '').length;
  for (const word of literal.words.slice(1)) {
    let next = end;
    while (space.test(text.charAt(next))) next += 1;
    if (next === end || !text.startsWith(word, next)) return -1;
    end = next + word.length;
  }
  return end;
}

/** Where the word that goes on at `from` ends. */
function endOfWord(text: string, from: number): number {
  let end = from;
  while (isWordAt(text, end)) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return end;
}

/**
 * The places of a literal, in order and at most `most`; they may overlap. With `isPrefix` its last word is the beginning
 * of a word, and the place goes on to the end of that.
 */
export function findLiteral(text: string, literal: Literal, isPrefix: boolean, most: number): Span[] {
  const places: Span[] = [];
  const first = literal.words[0] ?? '';
  let start = text.indexOf(first);
  for (; start !== -1 && places.length < most; start = text.indexOf(first, start + 1)) {
    const end = endOfWords(text, literal, start);
    if (end === -1) continue;
    if (literal.wordAtStart && isWordBefore(text, start)) continue;
    if (isPrefix) places.push([start, endOfWord(text, end)]);
    else if (!literal.wordAtEnd || !isWordAt(text, end)) places.push([start, end]);
  }
  return places;
}

/**
 * How many units begin before each place in `text`: a word of a spaced script is one, and so is each letter or digit of
 * an unspaced one; white space, punctuation and symbols are none.
 */
export function countUnits(text: string): Int32Array {
  const counts = new Int32Array(text.length + 1);
  let count = 0;
  let inWord = false;
  let at = 0;
  for (const char of text) {
    const kind = classOf[char.codePointAt(0) ?? 0] ?? 0;
    const isWord = (kind & WORD) !== 0;
    if (isWord ? !inWord : (kind & UNIT) !== 0) count += 1;
    inWord = isWord;
    for (let n = 0; n < char.length; n += 1) counts[(at += 1)] = count;
  }
  return counts;
}

/**
 * Those of `left` and those of `right` that stand near one of the other: apart, with at most `distance` units between.
 * Takes about n log n for n places.
 */
export function findNear(
  text: string,
  left: readonly Span[],
  right: readonly Span[],
  distance: number,
): Span[] {
  if (left.length === 0 || right.length === 0) return [];
  const units = countUnits(text);
  const between = (from: number, to: number): number => (units[to] ?? 0) - (units[from] ?? 0);
  const withNeighbour = (some: readonly Span[], others: readonly Span[]): Span[] => {
    const starts = Int32Array.from(others, ([start]) => start).toSorted();
    const ends = Int32Array.from(others, ([, end]) => end).toSorted();
    // The nearest is enough: farther ones have no fewer units between.
    return some.filter(([start, end]) => {
      const next = starts[countBelow(starts, end)];
      const last = ends[countBelow(ends, start + 1) - 1];
      return (
        (next !== undefined && between(end, next) <= distance) ||
        (last !== undefined && between(last, start) <= distance)
      );
    });
  };
  return [...withNeighbour(left, right), ...withNeighbour(right, left)];
}

/** How many of the sorted numbers are below `limit`. */
function countBelow(sorted: Int32Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
