// Hashed bigrams of folded text: what the full-text search of posts and cases is indexed and asked by.
import { foldText } from './fold.ts';

/** FNV-1a over two code points, to a signed 32-bit integer (PostgreSQL int4). */
function hashPair(first: number, second: number): number {
  let hash = 0x811c9dc5;
  for (let value of [first, second]) {
    for (let byte = 0; byte < 3; byte += 1) {
      hash = Math.imul(hash ^ (value & 0xff), 0x01000193);
      value >>>= 8;
    }
  }
  return hash | 0;
}

const gap = /[\s\p{P}\p{S}]+/u;

/** The folded words of a text: runs without white space, punctuation or symbols. */
export function searchWords(text: string): string[] {
  return foldText(text)
    .split(gap)
    .filter((word) => word !== '');
}

/** Distinct bigrams of a text, each run's single characters included as (char, 0) so that one-character words are found too. */
export function bigramsOf(text: string): number[] {
  const grams = new Set<number>();
  for (const word of searchWords(text)) {
    const points = [...word].map((char) => char.codePointAt(0) ?? 0);
    for (let at = 0; at < points.length; at += 1) {
      const here = points[at] ?? 0;
      grams.add(hashPair(here, 0));
      const next = points[at + 1];
      if (next !== undefined) grams.add(hashPair(here, next));
    }
  }
  return [...grams];
}

/** The bigrams every match of `word` must have: of one character itself, of more all its pairs. */
export function requiredBigrams(word: string): number[] {
  const points = [...foldText(word)].map((char) => char.codePointAt(0) ?? 0);
  const only = points[0];
  if (only === undefined) return [];
  if (points.length === 1) return [hashPair(only, 0)];
  const grams = new Set<number>();
  for (let at = 0; at + 1 < points.length; at += 1) grams.add(hashPair(points[at] ?? 0, points[at + 1] ?? 0));
  return [...grams];
}
