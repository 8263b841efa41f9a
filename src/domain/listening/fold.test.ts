// Proves folding over all of Unicode: against Unicode's own definitions, cluster by cluster, and back to the original.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { addressPlaces } from './addresses.ts';
import { fold, Folder, foldText, isWordAt, isWordBefore, originalSpan } from './fold.ts';

// Looks at more than a million characters, many times.
vi.setConfig({ testTimeout: 60_000 });

const LAST = 0x10ffff;
const everyCharacter: string[] = [];
for (let code = 0; code <= LAST; code += 1) {
  if (code < 0xd800 || code > 0xdfff) everyCharacter.push(String.fromCodePoint(code));
}

const invisible = /[\p{Default_Ignorable_Code_Point}\u{1F3FB}-\u{1F3FF}]/u;
const keptInvisible = /[\u{E0020}-\u{E007F}\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/u;
const isDropped = (char: string): boolean => invisible.test(char) && !keptInvisible.test(char);

/** Unicode's CaseFolding (C and F), as that of upper case; its two exceptions by name. */
function caseFold(char: string): string {
  if (char === 'ı') return char;
  if (/\p{Script=Cherokee}/u.test(char)) return char.toUpperCase();
  return char.toLowerCase().toUpperCase().toLowerCase();
}

function hiragana(text: string): string {
  return text
    .replace(/[ヷ-ヺ]/gu, (char) => char.normalize('NFD'))
    .replace(/[ァ-ヶヽヾ]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60))
    .replace(/[\u{1B164}-\u{1B166}]/gu, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) - 0x14))
    .replaceAll('\u{1B155}', '\u{1B132}');
}

const visible = (text: string): string => [...text].filter((char) => !isDropped(char)).join('');
const caseFoldAll = (text: string): string => [...text].map(caseFold).join('');

/** The definition, slow and in the order in which it is written. */
function reference(text: string): string {
  return hiragana(caseFoldAll(visible(text).normalize('NFKC')));
}

/** The same for texts in which marks stand that folding would bring into another order. */
function orderedReference(text: string): string {
  const apart = hiragana(caseFoldAll(visible(text).normalize('NFKD')));
  return hiragana(caseFoldAll(apart.normalize('NFKC')));
}

const assigned = everyCharacter.filter((char) => !/[\p{Cn}\p{Co}]/u.test(char));

function differences(differs: (char: string) => boolean, among = assigned): string[] {
  return among.filter(differs).map((char) => (char.codePointAt(0) ?? 0).toString(16));
}

describe('every code point', () => {
  it('folds as the definition says', () => {
    expect(differences((char) => foldText(char) !== reference(char), everyCharacter)).toEqual([]);
  });

  it('folds so after a letter and before one, and after kana', () => {
    expect(differences((char) => foldText(`x${char}x`) !== reference(`x${char}x`))).toEqual([]);
    expect(differences((char) => foldText(`か${char}`) !== reference(`か${char}`))).toEqual([]);
  });

  it('folds to what folds to itself', () => {
    expect(differences((char) => foldText(foldText(char)) !== foldText(char))).toEqual([]);
  });

  it('folds as its other cases and its other forms do', () => {
    // Regular expressions know simple case folding by themselves.
    expect(
      differences((char) => {
        const lower = char.toLowerCase();
        if (lower === char) return false;
        const code = (char.codePointAt(0) ?? 0).toString(16);
        return new RegExp(`^\\u{${code}}$`, 'iu').test(lower) && foldText(char) !== foldText(lower);
      }),
    ).toEqual([]);
    for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) {
      expect(differences((char) => foldText(char.normalize(form)) !== foldText(char))).toEqual([]);
    }
  });

  it('is a word character exactly as a letter, number or mark of a spaced script', () => {
    const wordLike = /^[\p{L}\p{N}\p{M}_]$/u;
    const named = 'Han Hiragana Katakana Thai Lao Khmer Myanmar Hangul'.split(' ');
    const unspaced = new RegExp(`^[${named.map((name) => `\\p{Script=${name}}`).join('')}]$`, 'u');
    const rest =
      /^[\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Tangut}\p{Script=Nushu}\p{Script=Khitan_Small_Script}\p{Script=Tai_Le}\p{Script=New_Tai_Lue}\p{Script=Tai_Tham}\p{Script=Tai_Viet}\p{Script=Ahom}\p{Script=Javanese}\p{Script=Balinese}]$/u;
    const common = /^[\p{Script=Common}\p{Script=Inherited}]$/u;
    expect(
      differences((char) => {
        if (common.test(char) || isDropped(char)) return false;
        const expected = wordLike.test(char) && !unspaced.test(char) && !rest.test(char);
        return isWordAt(char, 0) !== expected;
      }),
    ).toEqual([]);
  });
});

describe('folding', () => {
  it.each([
    ['ＦＩＲＥＴＶ', 'firetv'],
    ['ｱﾌﾟﾘ', 'アプリ'],
    ['アプリ', 'あぷり'],
    ['ヴァイオリン', 'ゔぁいおりん'],
    ['㍿', '株式会社'],
    ['①', '1'],
    ['が', 'か\u3099'],
    ['ガ', 'ｶﾞ'],
    ['ヷ', 'わ\u3099'],
    ['か\u200D\u3099', 'が'],
    ['Straße', 'STRASSE'],
    ['Straẞe', 'strasse'],
    ['İ', 'i\u0307'],
    ['ſ', 's'],
    ['ﬃ', 'FFI'],
    ['ΟΔΟΣ', 'οδος'],
    ['Ꮳ', 'ꮳ'],
    ['ᾼ\u0308', 'α\u0308ι'],
    ['\u1112\u1161\u11ab', '한'],
    ['ㅎㅏ', '하'],
    ['❤\uFE0F', '❤'],
    ['👍🏽', '👍'],
    ['👩🏽\u200D💻', '👩💻'],
    ['so\u00ADft', 'soft'],
    ['葛\u{E0100}', '葛'],
    ['𝐊𝐢𝐳𝐮𝐤𝐢', 'kizuki'],
  ])('%s is %s', (a, b) => {
    expect(foldText(a)).toBe(foldText(b));
  });

  it.each([
    ['ı', 'i'],
    ['🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', '🏴'],
    ['すごーい', 'すごい'],
    ['!!', '!'],
    ['は', 'ば'],
  ])('%s is not %s', (a, b) => {
    expect(foldText(a)).not.toBe(foldText(b));
  });
});

const unit = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.integer({ min: 0, max: everyCharacter.length - 1 }).map((n) => everyCharacter[n] ?? ''),
  fc.constantFrom(
    ...'か~\u3099~ｶ~ﾞ~ー~İ~👩\u200D👧~\uFE0F~ß~e\u0301~한~漢~\u1161~\u11a8~ᄒ~α~\u0345~\u0308~\u0323~\u200D'.split(
      '~',
    ),
    ...'👍🏽~🄀~㍿~ﷺ~K~\ud83d~\ude2d~\u17d2~ﾊ~ヷ'.split('~'),
  ),
);
const anyText = fc.array(unit, { maxLength: 30 }).map((parts) => parts.join(''));

describe('any text', () => {
  it('folds as the definition says, as a whole', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(text)).toBe(orderedReference(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('folds to what folds to itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is mapped back whole: what a place came from folds to at least that place', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
        const folded = fold(text);
        if (folded.text === '') return;
        const chars = [...folded.text];
        const first = a % chars.length;
        const start = chars.slice(0, first).join('').length;
        const end = start + chars.slice(first, first + 1 + (b % (chars.length - first))).join('').length;
        const [from, to] = originalSpan(folded.moves, start, end);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(foldText(text.slice(from, to))).toContain(folded.text.slice(start, end));
        const [before] = originalSpan(folded.moves, 0, end);
        const [, after] = originalSpan(folded.moves, start, folded.text.length);
        expect(foldText(text.slice(before, from)).length).toBeLessThanOrEqual(start);
        expect(foldText(text.slice(to, after)).length).toBeLessThanOrEqual(folded.text.length - end);
      }),
      { numRuns: 5_000 },
    );
  });

  it('folds with hidden places as with NUL in them', () => {
    const folder = new Folder();
    const plain = fc
      .array(fc.constantFrom('a', 'ß', 'か', '\u3099', 'ﾞ', '漢', '👍🏽', '\uFE0F', '@'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(plain, plain, plain, (before, address, after) => {
        const hidden = `@${address}`;
        const text = before + hidden + after;
        folder.fold(text, [before.length, before.length + hidden.length]);
        const have = String.fromCharCode(...folder.units.subarray(0, folder.length));
        expect(have).toBe(foldText(before + '\0'.repeat(hidden.length) + after));
      }),
    );
  });

  it('folds a post as with its addresses and handles hidden, and maps it so', () => {
    const folder = new Folder();
    const signs = fc.constantFrom('@', '＠', '/', '//', 'https://', 'HTTP://', '.', 'a.bc', ':', 'é', ' ');
    const text = fc.array(fc.oneof(signs, unit), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (post) => {
        folder.foldPost(post);
        const { units, length, moves, moveCount } = folder;
        const have = [String.fromCharCode(...units.subarray(0, length)), moves.slice(0, moveCount * 4)];
        const { text: folded, moves: expected } = fold(post, addressPlaces(post));
        expect(have).toEqual([folded, expected ?? new Int32Array(0)]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('has word characters of two units as well', () => {
    expect([isWordBefore('x\ude2d', 2), isWordBefore('x\ude2d', 1), isWordBefore('x', 0)]).toEqual([
      false,
      true,
      false,
    ]);
    expect([isWordBefore('𐐨', 2), isWordAt('𐐨', 0), isWordAt('𐐨', 2)]).toEqual([true, true, false]);
    expect([isWordBefore('😭', 2), isWordAt('😭', 0)]).toEqual([false, false]);
  });
});

it.each([
  '\u0301',
  '\u0301\u0323',
  'a',
  'ﷺ',
  '😭',
  '\u200D',
  'か\u3099',
  '\ud83d',
  '\u1161',
  '👩\u200D',
  'ß',
])('half a million units of %j take no more than linear time', (piece) => {
  const text = `a${piece.repeat(1_000_000 / piece.length)}`;
  const started = performance.now();
  fold(text);
  expect(performance.now() - started).toBeLessThan(5_000);
});
