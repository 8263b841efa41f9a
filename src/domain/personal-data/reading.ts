// A text as the detectors read it: one width, one kind of dash and space, nothing invisible, with the way back to its offsets.

export interface Reading {
  /** The folded text. Every view below has its length, so that an offset means the same in all of them. */
  text: string;
  lower: string;
  /** `text` without addresses of the web, whose digits mean nothing to us. */
  plain: string;
  /** `plain` with Japanese digits (〇九〇) written as ours where they stand in a long row. */
  digits: string;
  /** Offset in the original, in UTF-16 units, of what stands at `at` in the folded text. */
  startOf: (at: number) => number;
  /** Offset in the original behind what stands before `at` in the folded text. */
  endOf: (at: number) => number;
}

/** Stands for what is blanked out: neither a letter nor a digit, a space or punctuation. */
const BLANK = '\uE000';

const foldable =
  /[^\x20-\x7E\n\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}、。「」\u00C0-\u024F]|[ー\uFF70]/u;
const webAddress =
  /(?:https?:\/\/|www\.)[^\s\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFFEF<>"']+|(?<![A-Za-z0-9.@-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}\/[^\s\u3000-\u30FF\u4E00-\u9FFF<>"']+/gu;
const japaneseRow =
  /[〇零一二三四五六七八九]{2,5}(?:[-ー ・のノ][〇零一二三四五六七八九]{1,5}){1,3}|[〇零一二三四五六七八九]{9,12}/gu;

/** “&#128514;”: a character, written as web pages write it. */
const characterCode = /&#x?[0-9a-f]{2,6};/giu;
const blank = (found: string): string => BLANK.repeat(found.length);

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    code === 0x34f ||
    code === 0x61c ||
    code === 0x180e ||
    code === 0x20e3 ||
    code === 0xfeff ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    (code >= 0xfe00 && code <= 0xfe0f)
  );
}

/** What one code point is read as; -1 for what is dropped. */
function foldCode(code: number): number {
  if (code < 0x80) return code === 9 ? 32 : code;
  if (isInvisible(code)) return -1;
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (code === 0xa0 || code === 0x3000 || code === 0x202f || code === 0x205f) return 32;
  if (code >= 0x2000 && code <= 0x200a) return 32;
  if (code >= 0x2010 && code <= 0x2015) return 45;
  if (code === 0x2212 || code === 0xfe63 || code === 0x2500 || code === 0x2043) return 45;
  if (code >= 0x660 && code <= 0x669) return code - 0x660 + 48;
  if (code >= 0x6f0 && code <= 0x6f9) return code - 0x6f0 + 48;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return ((code - 0x1d7ce) % 10) + 48;
  return code;
}

/** The long vowel mark is a dash to whoever types a number with it. */
function withVowelMarksAsDashes(text: string): string {
  return text.replaceAll(/(?<=\d ?)[ー\uFF70](?= ?\d)/gu, '-');
}

function lowered(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  let same = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    const small = unit.toLowerCase();
    same += small.length === 1 ? small : unit;
  }
  return same;
}

function japaneseDigits(row: string): string {
  let digits = '';
  for (const char of row) {
    const value = '〇一二三四五六七八九'.indexOf(char === '零' ? '〇' : char);
    digits += value >= 0 ? String(value) : '-';
  }
  return digits;
}

function fold(text: string): { folded: string; starts: Int32Array | null } {
  if (!foldable.test(text)) return { folded: text, starts: null };
  const starts = new Int32Array(text.length + 1);
  let folded = '';
  let length = 0;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const width = code > 0xffff ? 2 : 1;
    const read = foldCode(code);
    if (read >= 0) {
      const char = read === code ? text.slice(at, at + width) : String.fromCodePoint(read);
      folded += char;
      starts[length] = at;
      if (char.length === 2) starts[length + 1] = at + 1;
      length += char.length;
    }
    at += width;
  }
  starts[length] = text.length;
  return { folded: withVowelMarksAsDashes(folded), starts };
}

/** Reads a text. Linear in its length; any string will do. */
export function read(original: string): Reading {
  const { folded, starts } = fold(original);
  const plain = folded.replaceAll(webAddress, blank).replaceAll(characterCode, blank);
  // A digit of two units ends behind the second, a key's picture (1️⃣) behind the marks that draw it.
  const endOfUnit = (at: number): number => {
    if (starts === null) return at + 1;
    let end = (starts[at] ?? at) + 1;
    if (isDigit(folded.charCodeAt(at)) && /[\uDC00-\uDFFF]/u.test(original.charAt(end))) end += 1;
    while (/[\uFE00-\uFE0F\u20E3]/u.test(original.charAt(end))) end += 1;
    return end;
  };
  return {
    text: folded,
    lower: lowered(folded),
    plain,
    digits: plain.replaceAll(japaneseRow, japaneseDigits),
    startOf: (at) => starts?.[at] ?? at,
    endOf: (at) => (at === 0 ? 0 : endOfUnit(at - 1)),
  };
}
