// The words that say what the number beside them is, found in one pass over a text.
import { clueWords, type Clue } from './clue-words.ts';

export interface Clues {
  /** Whether such a word ends at most `before` units before `start`, or begins at most `after` units behind `end`. */
  near: (clue: Clue, start: number, end: number, reach: { before: number; after?: number }) => boolean;
  /** Where such words begin and end, in order. */
  places: (clue: Clue) => readonly { start: number; end: number }[];
}

interface Word {
  word: string;
  clues: Clue[];
}

const isLatin = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7);

const byBeginning = new Map<number, Word[]>();
const keyOf = (text: string, at: number): number => text.charCodeAt(at) * 0x1_0000 + text.charCodeAt(at + 1);
for (const [clue, words] of Object.entries(clueWords) as [Clue, string][]) {
  for (const word of words.split(/\s*\|\s*/u)) {
    const key = keyOf(word, 0);
    const bucket = byBeginning.get(key) ?? [];
    byBeginning.set(key, bucket);
    const known = bucket.find((it) => it.word === word);
    if (known === undefined) bucket.push({ word, clues: [clue] });
    else if (!known.clues.includes(clue)) known.clues.push(clue);
  }
}

function stands(lower: string, word: string, at: number): boolean {
  if (!lower.startsWith(word, at)) return false;
  if (isLatin(word.charCodeAt(0)) && at > 0 && isLatin(lower.charCodeAt(at - 1))) return false;
  const end = at + word.length;
  return !(isLatin(word.charCodeAt(word.length - 1)) && isLatin(lower.charCodeAt(end)));
}

/** The first index of a sorted list whose value is at least `least`. */
function firstFrom(values: readonly number[], least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finds the clues in a lower-cased text. Linear in its length. */
export function findClues(lower: string): Clues {
  const found = new Map<Clue, { start: number; end: number }[]>();
  for (let at = 0; at + 1 < lower.length; at += 1) {
    const bucket = byBeginning.get(keyOf(lower, at));
    if (bucket === undefined) continue;
    for (const { word, clues } of bucket) {
      if (!stands(lower, word, at)) continue;
      for (const clue of clues) {
        const places = found.get(clue) ?? [];
        found.set(clue, places);
        places.push({ start: at, end: at + word.length });
      }
    }
  }
  const starts = new Map<Clue, number[]>();
  const ends = new Map<Clue, number[]>();
  for (const [clue, places] of found) {
    starts.set(
      clue,
      places.map(({ start }) => start),
    );
    ends.set(
      clue,
      places.map(({ end }) => end).toSorted((a, b) => a - b),
    );
  }
  return {
    places: (clue) => found.get(clue) ?? [],
    near: (clue, start, end, { before, after = 0 }) => {
      const endsOf = ends.get(clue);
      const startsOf = starts.get(clue);
      if (endsOf === undefined || startsOf === undefined) return false;
      const lastEnd = endsOf[firstFrom(endsOf, start - before)];
      if (lastEnd !== undefined && lastEnd <= start) return true;
      const nextStart = startsOf[firstFrom(startsOf, end)];
      return nextStart !== undefined && nextStart <= end + after && after > 0;
    },
  };
}
