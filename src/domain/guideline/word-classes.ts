// Words by what they speak of, in eight languages: what lets a model that has read few sentences take in words that none of them has.
import { normalise } from '../judgement/normalise.ts';
import { deWords } from './words/de.ts';
import { enWords } from './words/en.ts';
import { esWords } from './words/es.ts';
import { frWords } from './words/fr.ts';
import { jaWords } from './words/ja.ts';
import { koWords } from './words/ko.ts';
import { ptWords } from './words/pt.ts';
import { zhWords } from './words/zh.ts';

export const wordClassNames = [
  // Of selling, and of what costs somebody something.
  'offer',
  'buy',
  'fresh',
  'scarce',
  'lure',
  'tier',
  'price',
  'fee',
  'errand',
  'need',
  'free',
  // Of listening, and of blame.
  'sorry',
  'feel',
  'thank',
  'echo',
  'you',
  'misuse',
  'others',
  'deny',
  'rulebook',
  'normal',
  'excuse',
  // Of promises, law, secrets and what says who somebody is.
  'sure',
  'outcome',
  'when',
  'law',
  'secret',
  'id',
  'tell',
  'private',
  // Of how it is said.
  'slang',
  'pet',
  'laugh',
  'polite',
  // Of posts: what has become of it, and what was done to whoever writes.
  'done',
  'nomore',
  'away',
  'mine',
  'unsolved',
  'damage',
  'body',
  'taken',
  'treated',
  'waited',
] as const;
export type WordClass = (typeof wordClassNames)[number];

/**
 * Alternatives of a regular expression over normalised text (lower case, NFKC, numbers masked as U+E003). In languages with
 * spaces each stands as words of its own, and `~` is the rest of a word.
 */
export type WordClasses = Readonly<Record<WordClass, string>>;

/** Languages that are written without spaces, or join endings to words. */
const joined: ReadonlySet<string> = new Set(['ja', 'zh', 'ko']);
const byLanguage: Readonly<Record<string, WordClasses>> = {
  ja: jaWords,
  en: enWords,
  zh: zhWords,
  ko: koWords,
  es: esWords,
  pt: ptWords,
  fr: frWords,
  de: deWords,
};
/** Of these languages; all letters there are would take long to compile, hundreds of times over. */
const letter = '[a-zß-öø-ÿœ]';
const compiled = new Map<string, readonly (readonly [WordClass, RegExp])[]>();

function patternsOf(lang: string): readonly (readonly [WordClass, RegExp])[] {
  const known = compiled.get(lang);
  if (known !== undefined) return known;
  const words = byLanguage[lang];
  const made =
    words === undefined ? [] : wordClassNames.map((name) => [name, patternOf(words[name], lang)] as const);
  compiled.set(lang, made);
  return made;
}

function patternOf(alternatives: string, lang: string): RegExp {
  if (joined.has(lang)) return new RegExp(alternatives, 'gu');
  const pattern = alternatives.replaceAll('~', `${letter}*`).replaceAll('\\p{L}', letter);
  return new RegExp(`(?<!${letter})(?:${pattern})(?!${letter})`, 'gu');
}

export function hasWordClasses(lang: string): boolean {
  return byLanguage[lang] !== undefined;
}

export interface ClassedWord {
  name: WordClass;
  /** [start, end) in the normalised text. */
  start: number;
  end: number;
}

/** In a text as `normalise` wrote it. */
export function classedWords(normal: string, lang: string): ClassedWord[] {
  const text = normal.replaceAll('’', "'");
  return patternsOf(lang).flatMap(([name, pattern]) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      name,
      start: index,
      end: index + found.length,
    })),
  );
}

/** Whether a text, as it was written, has a word of one of the classes. */
export function hasWordOf(names: readonly WordClass[], text: string, lang: string): boolean {
  const plain = normalise(text).replaceAll('’', "'");
  return patternsOf(lang).some(([name, pattern]) => names.includes(name) && plain.search(pattern) !== -1);
}
