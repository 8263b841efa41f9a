// What two texts about the same thing share: words, neighbouring words, and runs of characters within them, hashed.
import { bucketOf, hashStart, hashText, hashUnit } from '../judgement/hash.ts';
import { normalise } from '../judgement/normalise.ts';
import { wordsOf } from '../judgement/words.ts';

/** Of a feature's hash: few enough for two to fall together now and then, which only makes a rare one look less rare. */
export const featureBits = 24;

const [WORD, PAIR, RUN] = [21, 22, 23];
const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
/** What only glues: particles and endings that every sentence has say nothing, and so do masks of names and numbers. */
const glue = /^[\p{sc=Hiragana}\p{Co}]$/u;
const spacedRun = 4;
const denseRun = 2;
/** A text says what it is about in its beginning. In words. */
const mostWords = 120;

/** The features of a text, each once; none where it has no words. No language is asked for. */
export function featuresOf(text: string): Uint32Array {
  const words = wordsOf(normalise(text), 'ja').slice(0, mostWords);
  const found = new Set<number>();
  const add = (hash: number): void => void found.add(bucketOf(hash, featureBits));
  let before = '';
  for (const { text: word } of words) {
    if (glue.test(word)) continue;
    add(hashText(hashStart(WORD), word));
    add(hashText(hashUnit(hashText(hashStart(PAIR), before), 0x20), word));
    before = word;
    runsOf(word, add);
  }
  return Uint32Array.from(found);
}

/** Runs within a word, so that its other forms are near to it. */
function runsOf(word: string, add: (hash: number) => void): void {
  const size = dense.test(word) ? denseRun : spacedRun;
  if (word.length <= size) return;
  for (let start = 0; start + size <= word.length; start += 1) {
    let hash = hashStart(RUN);
    for (let at = start; at < start + size; at += 1) hash = hashUnit(hash, word.charCodeAt(at));
    add(hash);
  }
}
