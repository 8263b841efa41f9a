// Makes src/domain/listening/unicode-tables.ts out of what this runtime knows of Unicode: how characters fold, and which
// of them make words. Run it after a new version of Unicode: `node scripts/unicode.ts`. Searches see the difference.
import { writeFileSync } from 'node:fs';

/** Scripts that are written without spaces between words, and Hangul, whose particles stick to the word. */
const UNSPACED =
  'Han Hiragana Katakana Bopomofo Hangul Yi Tangut Nushu Khitan_Small_Script Thai Lao Khmer Myanmar Tai_Le New_Tai_Lue ' +
  'Tai_Tham Tai_Viet Ahom Javanese Balinese';
const scripts = UNSPACED.split(' ').map((name) => `\\p{Script=${name}}`);
const shared = UNSPACED.split(' ').map((name) => `\\p{Script_Extensions=${name}}`);
/** Of a script, or (like ー and the voiced marks of kana) common to such scripts and not to Latin as well. */
const unspaced = new RegExp(
  `^(?:[${scripts.join('')}]|(?!\\p{Script_Extensions=Latin})(?=[\\p{Script=Common}\\p{Script=Inherited}])[${shared.join('')}])$`,
  'u',
);
const wordLike = /^[\p{L}\p{N}\p{M}_]$/u;
const mark = /^\p{M}$/u;
/**
 * Invisible: variation selectors, characters without width, marks of direction; and the skin tones, which make no other
 * emoji. Not the tags that tell flags apart, and not the fillers that stand for a letter.
 */
const dropped =
  /^[[\p{Default_Ignorable_Code_Point}\u{1F3FB}-\u{1F3FF}]--[\u{E0020}-\u{E007F}\u115F\u1160\u17B4\u17B5\u3164\uFFA0]]$/v;

const WORD = 1;
const UNIT = 2;
const JOINS = 4;
const DROPPED = 8;

const LAST = 0x10ffff;
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
const codes = (text: string): number[] => [...text].map((char) => char.codePointAt(0) ?? 0);

/** Default case folding, full: what upper case makes equal; Cherokee folds to upper case, and ı stays apart from i. */
function caseFold(char: string): string {
  if (char === 'ı') return char;
  if (/\p{Script=Cherokee}/u.test(char)) return char.toUpperCase();
  return char.toLowerCase().toUpperCase().toLowerCase();
}

/** Hiragana for katakana; ヷ to ヺ have no hiragana of their own and become わ to を with the voiced mark. */
function toHiragana(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if ((code >= 0x30a1 && code <= 0x30f6) || code === 0x30fd || code === 0x30fe) {
    return String.fromCodePoint(code - 0x60);
  }
  if (code >= 0x30f7 && code <= 0x30fa) return `${'わゐゑを'.charAt(code - 0x30f7)}\u3099`;
  if (code >= 0x1b164 && code <= 0x1b166) return String.fromCodePoint(code - 0x14);
  return code === 0x1b155 ? '\u{1b132}' : char;
}

function foldOne(char: string): string {
  const folded = [...char.normalize('NFKC')].map(caseFold).join('');
  return [...folded].map(toHiragana).join('');
}

/** What NFC puts together with the character before: everything but the first of a canonical decomposition. */
function findComposing(): Set<number> {
  const composing = new Set<number>();
  for (let code = 0; code <= LAST; code += 1) {
    if (isSurrogate(code)) continue;
    for (const part of codes(String.fromCodePoint(code).normalize('NFD')).slice(1)) composing.add(part);
  }
  return composing;
}

function classify(char: string, composing: ReadonlySet<number>): number {
  if (dropped.test(char)) return DROPPED;
  const [first = 0] = codes(char.normalize('NFKD'));
  const joins = mark.test(char) || mark.test(String.fromCodePoint(first)) || composing.has(first) ? JOINS : 0;
  if (!wordLike.test(char)) return joins;
  if (!unspaced.test(char)) return joins | WORD;
  return joins | (mark.test(char) ? 0 : UNIT);
}

const digits = (value: number): string => value.toString(36);

/** Runs of one class: `length.class`, a class of 0 left out. */
function classRuns(): string {
  const composing = findComposing();
  const runs: string[] = [];
  let [length, current] = [0, 0];
  for (let code = 0; code <= LAST + 1; code += 1) {
    const next = code > LAST ? -1 : isSurrogate(code) ? 0 : classify(String.fromCodePoint(code), composing);
    if (next === current) length += 1;
    else {
      runs.push(current === 0 ? digits(length) : `${digits(length)}.${digits(current)}`);
      [length, current] = [1, next];
    }
  }
  return runs.join(' ');
}

/** Characters that fold to one other: `gap.to`, `gap.to.count` or `gap.to.count.2` when every second one does. */
function singleRuns(folds: ReadonlyMap<number, number[]>): string {
  const runs: string[] = [];
  const singles = new Map(
    [...folds].flatMap(([code, [to, ...more]]) =>
      to !== undefined && more.length === 0 ? [[code, to]] : [],
    ),
  );
  let last = 0;
  for (const [code, to] of singles) {
    if (code < last) continue;
    const follows = (step: number): number => {
      let count = 1;
      while (singles.get(code + count * step) === to + count * step) {
        if (step === 2 && singles.has(code + count * step - 1)) break;
        count += 1;
      }
      return count;
    };
    const step = follows(1) > 1 ? 1 : 2;
    const count = follows(step);
    const parts = [code - last, to, ...(count > 1 ? [count] : []), ...(count > 1 && step === 2 ? [2] : [])];
    runs.push(parts.map(digits).join('.'));
    last = code + (count - 1) * step + 1;
  }
  return runs.join(' ');
}

/** Characters that fold to several: `gap.to.to`. */
function expansions(folds: ReadonlyMap<number, number[]>): string {
  let last = 0;
  const entries: string[] = [];
  for (const [code, to] of folds) {
    if (to.length === 1) continue;
    entries.push([code - last, ...to].map(digits).join('.'));
    last = code;
  }
  return entries.join(' ');
}

function findFolds(): Map<number, number[]> {
  const folds = new Map<number, number[]>();
  for (let code = 0; code <= LAST; code += 1) {
    if (isSurrogate(code)) continue;
    const char = String.fromCodePoint(code);
    const folded = foldOne(char);
    if (folded !== char && !dropped.test(char)) folds.set(code, codes(folded));
  }
  return folds;
}

const folds = findFolds();
const file = `// Tables of Unicode ${process.versions['unicode'] ?? ''}, made by scripts/unicode.ts (which says how to read them) and not by hand.

export const classRuns =
  '${classRuns()}';

export const singleRuns =
  '${singleRuns(folds)}';

export const expansions =
  '${expansions(folds)}';
`;
writeFileSync(new URL('../src/domain/listening/unicode-tables.ts', import.meta.url), file);
console.log(`${String(folds.size)} characters fold; ${String(file.length)} bytes`);
