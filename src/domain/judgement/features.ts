// What a post has for the models to weigh: words, pairs of words, characters, words under a negation, cues and signs.
import type { Cue } from './cues.ts';
import { bucketOf, hashStart, hashText, hashUnit } from './hash.ts';
import { soundsOf } from './polarity.ts';
import { wordsOf, type Word } from './words.ts';

/** Kinds of features, told apart by the seed of their hash. */
const [WORD, PAIR, GRAM, NEGATED, CUE, SIGN] = [1, 2, 3, 4, 5, 6];

/** Where a feature stands in the normalised text, for who wants to know why. */
export interface Place {
  start: number;
  end: number;
}

export interface FeatureSink {
  add(bucket: number, amount: number, place: Place | null): void;
}

export interface Read {
  /** As `normalise` wrote it. */
  text: string;
  /** ISO 639-1. */
  lang: string;
  cues: readonly Cue[];
  /** The company's names that stand in the text, as `normalise` found them. */
  names: readonly string[];
}

/** Shortest and longest runs of characters. */
function gramSizes(lang: string): readonly [number, number] {
  return lang === 'ja' || lang === 'zh' || lang === 'ko' ? [1, 4] : [2, 5];
}

/** Words after a negation that it reaches. */
const negationReach = 3;

const negations: Record<string, ReadonlySet<string>> = {
  en: new Set([
    'not',
    'no',
    'never',
    'without',
    'cannot',
    'nothing',
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "wasn't",
    "can't",
    "won't",
    "couldn't",
    "wouldn't",
    "aren't",
    "haven't",
    "hasn't",
    'dont',
    'doesnt',
    'didnt',
    'isnt',
    'cant',
    'wont',
    'aint',
  ]),
  es: new Set(['no', 'ni', 'nunca', 'sin', 'tampoco', 'nada']),
  pt: new Set(['não', 'nao', 'nem', 'nunca', 'sem', 'nada', 'ñ']),
  fr: new Set(['pas', 'ne', 'ni', 'jamais', 'sans', 'rien', 'aucun', 'aucune']),
  de: new Set(['nicht', 'kein', 'keine', 'keinen', 'keiner', 'nie', 'ohne', 'nichts']),
};

/** Gives the sink every feature of a text, in buckets of 2^bits. */
export function readFeatures(read: Read, bits: number, sink: FeatureSink): void {
  const words = wordsOf(read.text, read.lang);
  readWords(words, read.lang, bits, sink);
  readGrams(read.text, gramSizes(read.lang), bits, sink);
  for (const { name, start, end } of read.cues) {
    sink.add(bucketOf(hashText(hashStart(CUE), name), bits), 2, { start, end });
  }
  readSigns(read.text, words, bits, sink);
  readSounds(read, bits, sink);
  const name = nameSign(read.names);
  if (name !== null) sink.add(bucketOf(hashText(hashStart(SIGN), name), bits), nameAmount, null);
}

function readWords(words: readonly Word[], lang: string, bits: number, sink: FeatureSink): void {
  const negating = negations[lang];
  let negated = 0;
  let before: Word | null = null;
  for (const word of words) {
    const place = { start: word.start, end: word.end };
    sink.add(bucketOf(hashText(hashStart(WORD), word.text), bits), 1, place);
    if (before !== null) {
      const pair = hashText(hashUnit(hashText(hashStart(PAIR), before.text), 0x20), word.text);
      sink.add(bucketOf(pair, bits), 1, { start: before.start, end: word.end });
    }
    if (negated > 0) sink.add(bucketOf(hashText(hashStart(NEGATED), word.text), bits), 1, place);
    negated = negating?.has(word.text) === true ? negationReach : negated - 1;
    before = word;
  }
}

/** Runs of characters, with one space at either end of the text. */
function readGrams(
  text: string,
  [least, most]: readonly [number, number],
  bits: number,
  sink: FeatureSink,
): void {
  const padded = ` ${text} `;
  for (let start = 0; start < padded.length; start += 1) {
    let hash = hashStart(GRAM);
    for (let size = 1; size <= most && start + size <= padded.length; size += 1) {
      hash = hashUnit(hash, padded.charCodeAt(start + size - 1));
      if (size < least) continue;
      sink.add(bucketOf(hash, bits), 1, { start: start - 1, end: start + size - 1 });
    }
  }
}

/** So that one sign is heard among hundreds of characters; higher did not help. */
const nameAmount = 3;

/** How much of a name there is: short ones are words in another sense more often. */
function nameSign(names: readonly string[]): string | null {
  const longest = names.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return null;
  if (/[^\p{sc=Latin}\p{N}\s'&.-]/u.test(longest)) return `us of ${Math.min(6, longest.length)}`;
  return longest.includes(' ') ? 'us of words' : `us of letters ${Math.min(8, longest.length)}`;
}

const emoji = /\p{Extended_Pictographic}/gu;
const signs: readonly (readonly [string, RegExp])[] = [
  ['question', /[?？]/gu],
  ['exclamation', /[!！]/gu],
  ['dots', /…|\.{2,}|。{2,}|・{2,}/gu],
  ['laughing', /w{2,}|笑|草$|lol|haha|jaja|kkk|ㅋㅋ|哈哈/gu],
];

function readSigns(text: string, words: readonly Word[], bits: number, sink: FeatureSink): void {
  const add = (name: string, amount: number, place: Place | null): void =>
    sink.add(bucketOf(hashText(hashStart(SIGN), name), bits), amount, place);
  for (const { 0: one, index } of text.matchAll(emoji))
    add(one, 1, { start: index, end: index + one.length });
  for (const [name, pattern] of signs) {
    for (const { 0: found, index } of text.matchAll(pattern))
      add(name, 1, { start: index, end: index + found.length });
  }
  // Very short and very long posts are of other kinds than the rest.
  add(`length ${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`, 1, null);
}

/** So that it is not drowned by what the posts at hand say in the same breath; found on posts of other hands. */
const soundAmount = 20;

/** Words that sound bad or good, and which of them are more. */
function readSounds({ text, lang }: Read, bits: number, sink: FeatureSink): void {
  const add = (name: string, place: Place | null): void =>
    sink.add(bucketOf(hashText(hashStart(SIGN), name), bits), soundAmount, place);
  const sounds = soundsOf(text, lang);
  for (const { kind, start, end } of sounds) add(`sounds ${kind}`, { start, end });
  const bad = sounds.filter(({ kind }) => kind === 'bad').length;
  add(`sounds ${Math.max(-2, Math.min(2, sounds.length - 2 * bad))}`, null);
}
