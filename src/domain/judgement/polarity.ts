// Words that sound bad or good: what a model of few posts has not met, and what carries over to how others speak.
import { dePolarity } from './polarity/de.ts';
import { enPolarity } from './polarity/en.ts';
import { esPolarity } from './polarity/es.ts';
import { frPolarity } from './polarity/fr.ts';
import { jaPolarity } from './polarity/ja.ts';
import { koPolarity } from './polarity/ko.ts';
import { ptPolarity } from './polarity/pt.ts';
import { zhPolarity } from './polarity/zh.ts';

/** Words, divided by white space; `*` at the end of one stands for any ending, `_` for a space that may be there. */
export interface Polarity {
  bad: string;
  good: string;
}

/** A word that sounds so where it stands; one that is denied ("not good") is of the other kind. */
export interface Sound {
  kind: keyof Polarity;
  /** [start, end) in the normalised text. */
  start: number;
  end: number;
}

/** Finds the words, and says what denies one. */
interface Reader {
  words: Record<keyof Polarity, RegExp>;
  /** Ends right before the word. */
  deniedBefore?: RegExp;
  /** Begins right after it. */
  deniedAfter?: RegExp;
}

const kana = '[\\p{sc=Katakana}ー]';
/** Words of katakana are divided from others by what is not katakana: タイヤ has no イヤ in it. */
const katakana = new RegExp(`^${kana}+$`, 'u');

function anyOf(words: string, isSpaced: boolean): RegExp {
  const all = words
    .split(/\s+/u)
    .filter((word) => word !== '')
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((word) => word.replace('*', '\\p{L}*').replaceAll('_', ' ?'))
    .map((word) => (katakana.test(word) ? `(?<!${kana})${word}(?!${kana})` : word));
  const any = [...new Set(all)].join('|');
  return new RegExp(isSpaced ? `(?<!\\p{L})(?:${any})(?!\\p{L})` : any, 'gu');
}

function readerOf({ bad, good }: Polarity, isSpaced: boolean, denial: Omit<Reader, 'words'>): Reader {
  return { words: { bad: anyOf(bad, isSpaced), good: anyOf(good, isSpaced) }, ...denial };
}

const readers: Readonly<Record<string, Reader>> = {
  en: readerOf(enPolarity, true, {
    deniedBefore: /(?<!\p{L})(?:not|never|no|without|hardly|cannot|\p{L}+n['’]?t)(?: \p{L}+){0,2} $/u,
  }),
  de: readerOf(dePolarity, true, {
    deniedBefore: /(?<!\p{L})(?:nicht|kein\p{L}*|nie|niemals|ohne|kaum)(?: \p{L}+){0,2} $/u,
  }),
  es: readerOf(esPolarity, true, {
    deniedBefore: /(?<!\p{L})(?:no|nunca|sin|nada|ni|tampoco)(?: \p{L}+){0,2} $/u,
  }),
  pt: readerOf(ptPolarity, true, {
    deniedBefore: /(?<!\p{L})(?:não|nao|nunca|sem|nada|nem)(?: \p{L}+){0,2} $/u,
  }),
  fr: readerOf(frPolarity, true, {
    deniedBefore:
      /(?<!\p{L})(?:pas|jamais|sans|rien|aucune?|plus)(?: (?:de|d['’]|très|si|du tout|aussi))* ?$/u,
  }),
  ja: readerOf(jaPolarity, false, {
    deniedAfter:
      /^(?:[いくで]?(?:は|も)?(?:ない|なかっ|なく|ありませ)|じゃ(?:ない|なかっ)|ではな|とは(?:言え|思え)な|せん)/u,
  }),
  zh: readerOf(zhPolarity, false, { deniedBefore: /(?:不|没|沒|没有|沒有|别|並不|并不|不太|不是很)$/u }),
  ko: readerOf(koPolarity, false, {
    deniedBefore: /(?:^|\s)(?:안|못) ?$/u,
    deniedAfter: /^하?(?:지는|지도|지|진) ?(?:않|못|안)/u,
  }),
};

/** Further than this nothing denies a word, in UTF-16 units. */
const denialReach = 24;

/** What sounds bad and then what sounds good in a normalised text, each by place; nothing in a language without words. */
export function soundsOf(text: string, lang: string): Sound[] {
  const reader = readers[lang];
  if (reader === undefined) return [];
  const sounds: Sound[] = [];
  for (const kind of ['bad', 'good'] as const) {
    for (const { 0: word, index: start } of text.matchAll(reader.words[kind])) {
      const end = start + word.length;
      const isDenied =
        reader.deniedBefore?.test(text.slice(Math.max(0, start - denialReach), start)) === true ||
        reader.deniedAfter?.test(text.slice(end, end + denialReach)) === true;
      sounds.push({ kind: isDenied ? (kind === 'bad' ? 'good' : 'bad') : kind, start, end });
    }
  }
  return sounds;
}
