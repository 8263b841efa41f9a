// Phrases by language, and where they stand in a draft: what the rules about words are made of.
import type { DraftSpan } from './finding.ts';

/** Case and width are taken as they come, so patterns have the `i` flag; each has `g`. */
export type Phrases = Readonly<Record<string, RegExp>>;

/** Where phrases of the language stand in `text`; of a language without any, none. Linear in the text. */
export function placesOf(phrases: Phrases, lang: string, text: string): DraftSpan[] {
  const pattern = phrases[lang];
  if (pattern === undefined) return [];
  return Array.from(text.matchAll(pattern), ({ 0: phrase, index }): DraftSpan => [
    index,
    index + phrase.length,
  ]);
}

export function says(phrases: Phrases, lang: string, text: string): boolean {
  // Not `test`: a pattern with `g` remembers where it stopped.
  return phrases[lang] !== undefined && text.search(phrases[lang]) !== -1;
}
