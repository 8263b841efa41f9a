// Other writings of what a query looks for, as they occur in the data: slips of the finger, kana, spaces, abbreviations.
import { slipsBetween } from '../../nearest.ts';
import { findLiteral } from '../find.ts';
import { originalSpan } from '../fold.ts';
import type { PreparedPost } from '../prepared-post.ts';
import type { Literal } from '../query-node.ts';
import { literalOf } from '../query-tokens.ts';
import type { Doc, Postings, WordIndex } from './corpus.ts';

export type VariantForm = 'misspelling' | 'kana' | 'spacing' | 'abbreviation';

export interface Variant {
  form: VariantForm;
  /** Folded. */
  text: string;
  of: Literal;
  postings: Postings;
}

const spacedWord = /^[\p{L}\p{M}\p{N}_]+$/u;
const kana = /[\u3041-\u3096]/u;

/** What a slip may change: nothing in short words, two letters in long ones. */
function slipsAllowed(length: number): number {
  return length < 5 ? 0 : length < 8 ? 1 : 2;
}

/** What makes no difference to how a word is heard: the long mark, small kana, the dot and the hyphen between words. */
const unheard = /[ーっ\s・･‐-]/u;
/** い after these and う after those only makes them long: ペイ, ペー. */
const eRow = /[えけせてねへめれげぜでべぺぇ]/u;
const oRow = /[おこそとのほもよろごぞどぼぽょぉ]/u;
const small = 'ぁぃぅぇぉゃゅょゎ';
const large = 'あいうえおやゆよわ';

/** Folded text as it is heard, and for each unit of it where it stands in `text`. */
export function heard(text: string): { text: string; places: number[] } {
  let out = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (unheard.test(char)) continue;
    const index = small.indexOf(char);
    const sound = index === -1 ? char : large.charAt(index);
    const before = text.charAt(at - 1);
    if ((sound === 'い' && eRow.test(before)) || (sound === 'う' && oRow.test(before))) continue;
    out += sound;
    places.push(at);
  }
  return { text: out, places };
}

/** Shorter words are heard like others too often: ビル, ビール. */
const leastHeard = 3;

/** Surfaces of one literal that are looked at. */
const mostSurfaces = 20;

function kanaVariants(literals: readonly Literal[], docs: readonly Doc[]): Variant[] {
  const asked = literals
    .map((literal) => {
      const written = literal.words.join(' ');
      return {
        literal,
        written,
        sound: heard(written).text,
        surfaces: new Set<string>(),
        sounding: [] as Doc[],
      };
    })
    .filter(({ written, sound }) => kana.test(written) && sound.length >= leastHeard);
  if (asked.length === 0) return [];
  const numbers = new Map(docs.map((doc, number) => [doc, number]));
  for (const doc of docs) {
    const { text } = doc.prepared.folded;
    if (!kana.test(text)) continue;
    const all = heard(text);
    for (const { written, sound, surfaces, sounding } of asked) {
      const at = all.text.indexOf(sound);
      if (at === -1) continue;
      sounding.push(doc);
      const surface = surfaceAt(doc.prepared, all.places, at, at + sound.length);
      if (surface !== null && !surface.includes(written) && surfaces.size < mostSurfaces)
        surfaces.add(surface);
    }
  }
  return asked.flatMap(({ literal, written, surfaces, sounding }) =>
    [...surfaces].map((text): Variant => {
      const having = sounding.filter(({ prepared }) => has(prepared.folded.text, text));
      const postings = having.map((doc) => numbers.get(doc) ?? 0);
      return { form: formOf(text, written), text, of: literal, postings };
    }),
  );
}

function has(folded: string, text: string): boolean {
  const literal = literalOf(text, text.split(' '), { start: 0, end: 0 });
  return findLiteral(folded, literal, false, 1).length > 0;
}

/** What is written where something is heard; null within a katakana word. */
function surfaceAt(
  prepared: PreparedPost,
  places: readonly number[],
  from: number,
  to: number,
): string | null {
  const { text } = prepared.folded;
  const start = places[from] ?? 0;
  let end = (places[to - 1] ?? 0) + 1;
  // A long mark at the end belongs to the word.
  while (text.charAt(end) === 'ー') end += 1;
  return isWithinKatakana(prepared, start, end) ? null : text.slice(start, end).replaceAll(/\s+/gu, ' ');
}

const katakana = /[\p{sc=Kana}ー]/u;

/** Whether the katakana word goes on: ペン of ペンギン. */
function isWithinKatakana({ folded, plain }: PreparedPost, from: number, to: number): boolean {
  const [start, end] = originalSpan(folded.moves, from, to);
  const { text } = plain;
  const joins = (a: string, b: string): boolean => katakana.test(a) && katakana.test(b);
  return joins(text.charAt(start - 1), text.charAt(start)) || joins(text.charAt(end - 1), text.charAt(end));
}

function formOf(surface: string, written: string): VariantForm {
  const bare = (text: string): string => text.replaceAll(/[\s・‐-]/gu, '');
  return bare(surface) === bare(written) ? 'spacing' : 'kana';
}

/** The words that the index must look for in two pieces. */
export function joinedWordsOf(literals: readonly Literal[]): Set<string> {
  const joined = literals.map(({ words }) => words.join('')).filter((word) => word.length >= 5);
  return new Set(joined.filter((word) => spacedWord.test(word)));
}

function spacingVariants(literals: readonly Literal[], index: WordIndex): Variant[] {
  return literals.flatMap((literal) => {
    const written = literal.words.join(' ');
    const joined = literal.words.join('');
    const split = [...(index.split.get(joined) ?? [])];
    const all =
      literal.words.length > 1 ? [...split, [joined, index.words.get(joined) ?? []] as const] : split;
    return all
      .filter(([text, postings]) => text !== written && postings.length > 0)
      .map(([text, postings]): Variant => ({ form: 'spacing', text, of: literal, postings }));
  });
}

function misspellings(literals: readonly Literal[], index: WordIndex): Variant[] {
  return literals.flatMap((literal) => {
    const [word = '', ...more] = literal.words;
    const most = slipsAllowed(word.length);
    if (more.length > 0 || most === 0 || !spacedWord.test(word)) return [];
    const usual = index.words.get(word)?.length ?? 0;
    const found: Variant[] = [];
    for (const [text, postings] of index.words) {
      // Hardly anybody misses the first letter, and numbers that differ are other numbers.
      if (text === word || text.charAt(0) !== word.charAt(0) || postings.length > Math.max(3, usual))
        continue;
      if (/\d/u.test(text) || slipsBetween(word, text, most) > most) continue;
      if (text === `${word}s` || `${text}s` === word) continue;
      found.push({ form: 'misspelling', text, of: literal, postings });
    }
    return found;
  });
}

/** All variants of literals that occur in the docs but for abbreviations. */
export function variantsIn(literals: readonly Literal[], docs: readonly Doc[], index: WordIndex): Variant[] {
  const seen = new Set<string>();
  const all = [
    ...spacingVariants(literals, index),
    ...kanaVariants(literals, docs),
    ...misspellings(literals, index),
  ];
  return all.filter(
    ({ text, postings }) => postings.length > 0 && !seen.has(text) && seen.add(text).has(text),
  );
}

/** The literal that `text` is short for: its letters in their order from the first on, or the first letters of its words. */
export function shortFor(text: string, literals: readonly Literal[]): Literal | null {
  if (text.length < 3 || text.includes(' ')) return null;
  return (
    literals.find(({ words }) => {
      if (words.length >= 3 && words.map((word) => word.charAt(0)).join('') === text) return true;
      const whole = words.join('');
      if (text.length > whole.length * 0.7 || text.charAt(0) !== whole.charAt(0)) return false;
      let at = 0;
      for (const char of whole) if (char === text.charAt(at)) at += 1;
      return at === text.length;
    }) ?? null
  );
}
