// The words of a normalised text: what spaces divide, and what the platform's segmenter finds where no spaces are written.
import { masks } from './normalise.ts';

export interface Word {
  text: string;
  /** [start, end) in the normalised text, UTF-16 units. */
  start: number;
  end: number;
}

/** Scripts that write no spaces between words. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]/u;
const run = new RegExp(
  `[${Object.values(masks).join('')}]|(?:${unspaced.source})+|[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}]+)*`,
  'gu',
);
const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(lang: string): Intl.Segmenter {
  const known = segmenters.get(lang);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(lang, { granularity: 'word' });
  segmenters.set(lang, made);
  return made;
}

/** Words in their order. `lang` is ISO 639-1; it decides how Chinese characters are divided. */
export function wordsOf(text: string, lang: string): Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(run)) {
    if (!unspaced.test(found)) {
      words.push({ text: found, start: index, end: index + found.length });
      continue;
    }
    for (const { segment, index: at } of segmenterOf(lang === 'zh' ? 'zh' : 'ja').segment(found)) {
      const start = index + at;
      words.push({ text: segment, start, end: start + segment.length });
    }
  }
  return words;
}
