// The usual spellings of what a literal is, for networks that do not fold kana and width as the matcher does.
import { wordsOf } from '../query-tokens.ts';
import type { HashtagNode, Literal } from '../query-node.ts';

const katakana = /[\u30A1-\u30F6]/u;
const onlyHiragana = /^[\u3041-\u3096ー]+$/u;
const asciiWord = /[a-z0-9]/u;

/** More would fill the network's rules with what hardly anybody writes. */
const mostSpellings = 12;

export type Folding = 'none' | 'width';

/** Skin tones, and the sign that asks for the coloured form. */
const emojiForms = ['', '\uFE0F', '🏻', '🏼', '🏽', '🏾', '🏿'];
const soleEmoji = /^\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?$/u;

function toHiragana(text: string): string {
  return text.replaceAll(/[\u30A1-\u30F6]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
}

function toKatakana(text: string): string {
  return text.replaceAll(/[\u3041-\u3096]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));
}

/** Half-width katakana by what they are compatible with, with their voicing marks. */
const halfWidth = readHalfWidth();

function readHalfWidth(): Map<string, string> {
  const known = new Map<string, string>();
  for (let code = 0xff66; code <= 0xff9d; code += 1) {
    const half = String.fromCharCode(code);
    for (const mark of ['', 'ﾞ', 'ﾟ']) {
      const full = (half + mark).normalize('NFKC');
      if (full.length === 1) known.set(full, half + mark);
    }
  }
  return known;
}

function toHalfWidth(text: string): string {
  return Array.from(text, (char) => halfWidth.get(char) ?? char).join('');
}

function toFullWidth(text: string): string {
  return text.replaceAll(/[!-~]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

/** One word as it is usually written; `written` in half-width Latin and full-width kana, lower case, kana as they were. */
function formsOfWord(written: string, folded: string, folding: Folding): string[] {
  const bare = written.replaceAll(/\p{Emoji_Modifier}|\uFE0F/gu, '');
  if (soleEmoji.test(written) && bare !== '') {
    const takesTone = /\p{Emoji_Modifier_Base}/u.test(bare);
    return emojiForms.filter((form) => takesTone || form.length < 2).map((form) => bare + form);
  }
  let forms = [written];
  if (katakana.test(written)) {
    forms.push(toHiragana(written));
    if (folding === 'none') forms.push(toHalfWidth(toKatakana(written)));
  } else if (onlyHiragana.test(written)) forms.push(toKatakana(written));
  if (folding === 'none' && asciiWord.test(written)) forms = [...forms, ...forms.map(toFullWidth)];
  // What folds to something else altogether: ß to ss.
  if (toHiragana(written) !== folded) forms.push(folded);
  return forms;
}

/**
 * A literal's usual spellings, its words joined by one space, lower case, the first as it was written; at most 12.
 * `folding: 'width'` for a network that itself takes full and half width for the same.
 */
export function spellingsOf(literal: Literal, folding: Folding): string[] {
  const written = wordsOf(literal.text.normalize('NFKC').toLowerCase());
  if (written.length !== literal.words.length) return [literal.words.join(' ')];
  let spellings = [''];
  for (const [n, word] of literal.words.entries()) {
    const forms = [...new Set(formsOfWord(written[n] ?? word, word, folding))];
    const room = spellings.length * forms.length <= mostSpellings;
    const next = room ? forms : forms.slice(0, 1);
    spellings = spellings.flatMap((before) =>
      next.map((form) => (before === '' ? form : `${before} ${form}`)),
    );
  }
  return spellings;
}

/** A hashtag's usual spellings, without `#`; a tag is kept folded, so `query` says how it was written. */
export function tagSpellings(leaf: HashtagNode, query: string, folding: Folding): string[] {
  const { tag, start, end } = leaf;
  const text = query.slice(start + 1, end);
  return spellingsOf({ text, words: [tag], wordAtStart: false, wordAtEnd: false, start, end }, folding);
}
