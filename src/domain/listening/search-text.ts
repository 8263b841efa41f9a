// Full-text search: the text kept of a post to be searched, the keys it is indexed by, and what a question asks of both.
import { addressPlaces } from './addresses.ts';
import { fold, isWordAt, isWordBefore } from './fold.ts';

/**
 * What a word of a question finds. Scripts without spaces between words (and Korean, whose particles stick to them) are
 * found anywhere: 騒音 in 騒音問題. Scripts that write spaces are found from the beginning of a word: "refund" in "refunded",
 * not in "nonrefundable"; whoever looks for "app" does not want every "happy". Letter case, width, kana and
 * compatibility forms make no difference; white space, punctuation and symbols part words; pictographs are
 * characters like any other.
 *
 * A search text is the folded text with one space for each run of what parts words, and a full stop before each word
 * of a script with spaces. So "begins with" is plain containing: `.refund` stands in ` .refunded`, and mixed words
 * (iPhoneの) need no further rule.
 */
export function searchTextOf(text: string): string {
  return foldStored(text).replace(gaps, ' ').trim().replace(spacedRuns, '.$&');
}

/** No character of such a text is read otherwise by matching than by searching. */
const ascii = /^[\0-\x7F]*$/u;
const gap = /[[\s\p{P}\p{S}\p{Cc}\p{Cs}]--\p{Extended_Pictographic}]/v;

/**
 * The search text of a post, and after it what matching reads otherwise: it sees nothing of addresses and handles, so
 * that a word begins right after them (@acmeｒｅｆｕｎｄ), and has a folding and word boundaries of its own. So whatever words
 * of common characters a query finds (server/dry-run/necessary.ts), a question for them finds in this. Who makes other
 * words match by changing fold.ts has to make all stored search texts anew.
 */
export function keptTextOf(text: string): string {
  const kept = searchTextOf(text);
  if (ascii.test(text)) return kept;
  const lacking = new Set(matchedPieces(text).filter((piece) => !kept.includes(piece)));
  return [kept, ...lacking].filter((piece) => piece !== '').join(' ');
}

/** What matching reads of a text, in the form of search texts, in pieces without a gap. */
function matchedPieces(text: string): string[] {
  const folded = fold(text, addressPlaces(text)).text;
  let out = '';
  let at = 0;
  for (const char of folded) {
    if (gap.test(char)) out += ' ';
    else if (oneSpaced.test(char) && isWordAt(folded, at) && !isWordBefore(folded, at)) out += `.${char}`;
    else out += char;
    at += char.length;
  }
  return out.split(' ').filter((piece) => piece !== '');
}

const dropped = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u200B-\u200D\u2060\uFEFF\u00AD\u180E]/gu;
const katakana = /[\u30A1-\u30F6\u30FD\u30FE]/g;

/**
 * The folding that stored search texts and their keys were made with. It is nearly that of matching (fold.ts), but must
 * not follow it: whoever changes what this answers has to make all stored search texts anew.
 */
function foldStored(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
    .replace(dropped, '')
    .replace(katakana, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
}

/** Controls and halves of surrogate pairs, which no database could keep, part words too. */
const gaps = /[[\s\p{P}\p{S}\p{Cc}\p{Cs}]--\p{Extended_Pictographic}]+/gv;
/** Letters, digits and marks of scripts that write spaces. */
const spaced =
  '[[\\p{L}\\p{N}\\p{M}]--[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}' +
  '\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Hangul}\\u30FC]]+';
const spacedRuns = new RegExp(spaced, 'gv');
const oneSpaced = new RegExp(`^${spaced}$`, 'v');
const parts = new RegExp(`\\.(?<word>${spaced})|(?<run>[^ .]+)`, 'gv');

/** Keys are this many bits wide; the index puts the number of a block of posts before them. */
export const searchKeyBits = 22;

/** Characters of a word's beginning that keys tell apart; what follows is left to the recheck. */
const longestPrefix = 8;

/** What tells the kinds of keys apart. */
const kinds = { fact: 0, prefix: 1, character: 2, pair: 3 } as const;

/** FNV-1a over 24 bits of a value. */
function mix(hash: number, value: number): number {
  let mixed = hash;
  for (let shift = 0; shift < 24; shift += 8) {
    mixed = Math.imul(mixed ^ ((value >>> shift) & 0xff), 0x01000193);
  }
  return mixed;
}

function begin(kind: number): number {
  return mix(0x811c9dc5, kind);
}

function finish(hash: number): number {
  return ((hash >>> searchKeyBits) ^ hash) & (2 ** searchKeyBits - 1);
}

/** The keys of all beginnings of a word, the longest last. */
function prefixKeys(word: string): number[] {
  const keys: number[] = [];
  let hash = begin(kinds.prefix);
  for (const char of word) {
    if (keys.length === longestPrefix) break;
    hash = mix(hash, char.codePointAt(0) ?? 0);
    keys.push(finish(hash));
  }
  return keys;
}

function characterKey(char: string): number {
  return finish(mix(begin(kinds.character), char.codePointAt(0) ?? 0));
}

function pairKey(first: string, second: string): number {
  const hash = mix(begin(kinds.pair), first.codePointAt(0) ?? 0);
  return finish(mix(hash, second.codePointAt(0) ?? 0));
}

/** A key for what is known of a post beside its words. A word has the same one only by accident. */
function factKey(fact: number): number {
  return finish(mix(begin(kinds.fact), fact));
}

/** The distinct keys of a search text: of words all beginnings, of the rest each character and each pair. */
export function searchKeysOf(searchText: string): number[] {
  const keys = new Set<number>();
  for (const { groups } of searchText.matchAll(parts)) {
    if (groups?.['word'] !== undefined) for (const key of prefixKeys(groups['word'])) keys.add(key);
    let before = '';
    for (const char of groups?.['run'] ?? '') {
      keys.add(characterKey(char));
      if (before !== '') keys.add(pairKey(before, char));
      before = char;
    }
  }
  return [...keys];
}

/** The key of posts that stand in a case. */
export const inCaseKey = factKey(1);

export interface SearchQuestion {
  /** Each has to stand in the search text. Free of `%`, `_` and `\`. */
  patterns: string[];
  /** Keys that every such text has, those that few texts have first. */
  keys: number[];
}

/** What a question asks for; null when it has no word. */
export function searchQuestionOf(question: string): SearchQuestion | null {
  const patterns = [...new Set(searchTextOf(question).split(' '))].filter((pattern) => pattern !== '');
  if (patterns.length === 0) return null;
  const weights = new Map<number, number>();
  for (const { groups } of patterns.join(' ').matchAll(parts)) {
    const prefixes = groups?.['word'] === undefined ? [] : prefixKeys(groups['word']);
    const longest = prefixes.at(-1);
    if (longest !== undefined) weights.set(longest, prefixes.length);
    const chars = [...(groups?.['run'] ?? '')];
    const [only] = chars;
    if (only !== undefined && chars.length === 1) weights.set(characterKey(only), weightOf(only));
    for (const [at, char] of chars.entries()) {
      const next = chars[at + 1];
      if (next !== undefined) weights.set(pairKey(char, next), weightOf(char) + weightOf(next));
    }
  }
  const keys = [...weights].toSorted((a, b) => b[1] - a[1]).map(([key]) => key);
  return { patterns, keys };
}

/** Katakana was folded to hiragana: what is hiragana may be grammar, which stands everywhere. */
const hiragana = /^\p{Script=Hiragana}$/u;

/** About how much it says that a text has this character. */
function weightOf(char: string): number {
  return hiragana.test(char) ? 1 : 3;
}
