// When two wishes are the same to a reader: what they are compared by, and which slips of the pen still mean the same thing.
import { foldText } from '../listening/fold.ts';
import { slipsBetween } from '../nearest.ts';

const numerals: ReadonlyMap<string, string> = new Map(
  Array.from('一二三四五六七八九十', (sign, at): [string, string] => [sign, String(at + 1)]),
);
const arabic = (digits: string): string => numerals.get(digits) ?? String(Number.parseInt(digits, 10));
const count = '(?<n>[0-9]{1,3}|[一二三四五六七八九十])';
/** At the end of a name: which of its parts is meant. The word for it is one word in every way of writing. */
const parts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['season', new RegExp(`の?第?${count}(?:期|しーずん)$`, 'u')],
  ['season', /(?:の?しーずん|\bseason|(?<=\s)s)\s*(?<n>[0-9]{1,3})$/u],
  ['season', /\b(?<n>[0-9]{1,2})(?:st|nd|rd|th) season$/u],
  ['part', new RegExp(`の?第?${count}(?:部|章)$`, 'u')],
  ['part', /(?:\bpart|ぱーと)\s*(?<n>[0-9]{1,3})$/u],
];

/**
 * What a wish is compared by: width, case, kana, accents, blanks and marks make no difference, nor does the English article; the number
 * of a season is said in one way. Empty where no letter or digit is in it.
 */
export function wishKey(written: string): string {
  let text = foldText(written)
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .trim();
  let behind = '';
  for (const [name, pattern] of parts) {
    const found = pattern.exec(text);
    const n = found?.groups?.['n'];
    if (found === null || n === undefined || found.index === 0) continue;
    text = text.slice(0, found.index);
    behind = `#${name}${arabic(n)}`;
    break;
  }
  const plain = text.replace(/^the\s+(?=\S)/u, '').replaceAll(/[^\p{L}\p{N}\p{M}ー+&]+/gu, '');
  return plain === '' ? '' : plain + behind;
}

/** From so many characters on one slip is taken for a slip, and two from twice as many on. */
const oneSlipFrom = 6;
/** Shorter, a long vowel makes another word: ビル and ビール. */
const longVowelFrom = 4;

/** What a slip cannot change: digits, kanji and what stands behind `#`. Who writes another of these means another thing. */
const telling = (key: string): string => key.replaceAll(/[^\p{N}\p{sc=Han}#]/gu, '');
const partOf = (key: string): string => key.slice(key.indexOf('#') + 1 || key.length);
const withoutLong = (key: string): string => key.replaceAll(/ー/gu, '');

/** The characters that near spellings share, so that only wishes with equal ones need be compared. */
export const nearBlock = (key: string): string =>
  `${Array.from(key)[0] ?? ''} ${telling(key)} ${partOf(key)}`;

/**
 * Whether one key is a slip of the other: a long vowel written or not, a letter too many, too few, another or exchanged. The same both
 * ways round. Not to be asked of keys with different `nearBlock`: those never are.
 */
export function isNear(one: string, other: string): boolean {
  if (nearBlock(one) !== nearBlock(other)) return false;
  const [a, b] = [one.split('#')[0] ?? '', other.split('#')[0] ?? ''];
  const [short, shorter] = [withoutLong(a), withoutLong(b)];
  if (short === shorter) return short.length >= longVowelFrom;
  const length = Math.min(short.length, shorter.length);
  const most = Math.min(2, Math.floor(length / oneSlipFrom));
  return most > 0 && slipsBetween(short, shorter, most) <= most;
}
