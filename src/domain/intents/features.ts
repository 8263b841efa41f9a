// What a text has for telling intents apart: its words, pairs of words, and runs of characters within words.
import { bucketOf, hashStart, hashText, hashUnit } from '../judgement/hash.ts';
import { normalise } from '../judgement/normalise.ts';
import { wordsOf, type Word } from '../judgement/words.ts';

/** Kinds of features, told apart by the seed of their hash. */
const [WORD, NEIGHBOURS, DISTANT, RUN] = [11, 12, 13, 14];

/** Blocks of features, each made as long as its weight, so that many runs of characters do not drown few words. */
export const blocks = { words: 0, pairs: 1, runs: 2 } as const;
export const blockWeights: readonly number[] = [1, 0.5, 1];
export type Block = (typeof blocks)[keyof typeof blocks];

/** Words further apart say nothing together, and there would be too many pairs. */
const mostApart = 20;
/** Scripts that put much into few characters: shorter runs, and no pairs at a distance. */
const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** Called with each feature: its hash, and the first and the last word that it is of. */
export type FeatureSink = (block: Block, hash: number, from: number, to: number) => void;

/**
 * The words of a text, after every feature was given to the sink. No language is asked for: scripts without spaces are
 * divided alike in examples and in questions, which is all that matters here.
 */
export function readIntentFeatures(text: string, sink: FeatureSink): Word[] {
  const words = wordsOf(normalise(text), 'ja');
  const isDense = words.map((word) => dense.test(word.text));
  for (let at = 0; at <= words.length; at += 1) {
    const word = words[at];
    const before = words[at - 1];
    const pair = hashText(
      hashUnit(hashText(hashStart(NEIGHBOURS), before?.text ?? ''), 0x20),
      word?.text ?? '',
    );
    sink(blocks.words, bucketOf(pair, 32), Math.max(0, at - 1), Math.min(at, words.length - 1));
    if (word === undefined) break;
    sink(blocks.words, bucketOf(hashText(hashStart(WORD), word.text), 32), at, at);
    readRuns(word.text, isDense[at] === true ? [1, 4] : [2, 6], (hash) => sink(blocks.runs, hash, at, at));
    if (isDense[at] === true) continue;
    for (let next = at + 2; next < words.length && next <= at + mostApart; next += 1) {
      const other = words[next];
      if (other === undefined || isDense[next] === true) continue;
      const [low, high] = word.text < other.text ? [word.text, other.text] : [other.text, word.text];
      const distant = hashText(hashUnit(hashText(hashStart(DISTANT), low), 0x20), high);
      sink(blocks.pairs, bucketOf(distant, 32), at, next);
    }
  }
  return words;
}

/** Runs of a word's characters, with a space at either end of it. */
function readRuns(word: string, [least, most]: readonly [number, number], add: (hash: number) => void): void {
  const padded = ` ${word} `;
  for (let start = 0; start < padded.length; start += 1) {
    let hash = hashStart(RUN);
    for (let size = 1; size <= most && start + size <= padded.length; size += 1) {
      hash = hashUnit(hash, padded.charCodeAt(start + size - 1));
      if (size >= least) add(bucketOf(hash, 32));
    }
  }
}

/** How often a text has each feature, by block. */
export type Counted = readonly ReadonlyMap<number, number>[];

export function countFeatures(text: string): Counted {
  const counted = blockWeights.map(() => new Map<number, number>());
  const words = readIntentFeatures(text, (block, hash) => {
    const counts = counted[block];
    counts?.set(hash, (counts.get(hash) ?? 0) + 1);
  });
  // That a text has neither beginning nor end is no feature of it.
  if (words.length === 0) for (const counts of counted) counts.clear();
  return counted;
}
