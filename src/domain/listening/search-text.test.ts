// Full-text search in miniature: what a question finds, and that its keys never lose a text it should find.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inCaseKey,
  keptTextOf,
  searchKeyBits,
  searchKeysOf,
  searchQuestionOf,
  searchTextOf,
} from './search-text.ts';

function finds(question: string, text: string): boolean {
  const asked = searchQuestionOf(question);
  const kept = keptTextOf(text);
  return asked !== null && asked.patterns.every((pattern) => kept.includes(pattern));
}

describe('what a question finds', () => {
  it.each([
    ['騒音', 'ファンの騒音がひどい'],
    ['音', '騒音'],
    ['ファン', 'ﾌｧﾝがうるさい'],
    ['ふぁん', 'ファンがうるさい'],
    ['返金 騒音', '騒音がひどいので返金して'],
    ['refund', 'I was never Refunded!'],
    ['REFUND', 'ｒｅｆｕｎｄ please'],
    ['wi-fi', 'the wi-fi is down'],
    ['iPhone', '新しいiPhone15を買った'],
    ['iPhoneを', '昨日iPhoneを買った'],
    ['3時間', 'もう3時間待った'],
    ['straße', 'STRASSE'],
    ['返품', '返품'],
    ['환불', '환불해주세요'],
    ['😡', 'まただ😡😡'],
    ['#acmehelp', 'why #AcmeHelp why'],
    ['100%', 'battery at 100 %'],
    ['خدمة', 'خدمة العملاء'],
  ])('%s finds %s', (question, text) => {
    expect(finds(question, text)).toBe(true);
  });

  it.each([
    ['app', 'happy'],
    ['phone', 'a smartphone'],
    ['iPhoneが', 'iPhoneを'],
    ['3時間', '13時間'],
    ['返金 騒音', '返金して'],
    ['騒音', '音が騒がしい'],
    ['ab', 'a b'],
  ])('%s does not find %s', (question, text) => {
    expect(finds(question, text)).toBe(false);
  });

  it('asks nothing where there is no word', () => {
    expect(searchQuestionOf(' … !? ')).toBeNull();
    expect(searchQuestionOf('\0')).toBeNull();
  });
});

// Few characters, so that texts and questions meet; of every kind the rules tell apart.
const character = fc.constantFrom(
  ...'騒音金アあん゛ｶﾞーaBé1３٣한ไ😡 .,#_%\\\0'.split(''),
  'か\u3099',
  '\ud800',
  '\u200d',
);
const anyText = fc.string({ unit: character, maxLength: 24 });

describe('keys', () => {
  it('stand in every text that a question finds', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, question) => {
        const asked = searchQuestionOf(question);
        const kept = keptTextOf(text);
        if (asked === null || !asked.patterns.every((pattern) => kept.includes(pattern))) return;
        const keys = new Set(searchKeysOf(kept));
        expect(asked.keys.length).toBeGreaterThan(0);
        for (const key of asked.keys) expect(keys).toContain(key);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stand in a text for every question cut out of it', () => {
    fc.assert(
      fc.property(anyText, fc.nat(24), fc.nat(24), (text, from, length) => {
        const kept = keptTextOf(text);
        const asked = searchQuestionOf(text.slice(from, from + length));
        const keys = new Set(searchKeysOf(kept));
        // Cut within a word of a spaced script, the rest is a word of its own.
        if (asked === null || !asked.patterns.every((pattern) => kept.includes(pattern))) return;
        for (const key of asked.keys) expect(keys).toContain(key);
      }),
      { numRuns: 2_000 },
    );
  });

  it('fit into their bits, and so does that of posts in cases', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const key of [...searchKeysOf(keptTextOf(text)), inCaseKey]) {
          expect(key).toBeGreaterThanOrEqual(0);
          expect(key).toBeLessThan(2 ** searchKeyBits);
        }
      }),
    );
  });

  it('put what few texts have first', () => {
    const asked = searchQuestionOf('です騒音');
    expect(asked?.keys[0]).toBe(searchKeysOf('騒音').at(-1));
  });
});

it('leaves nothing in patterns that LIKE would read as more than itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (question) => {
      for (const pattern of searchQuestionOf(question)?.patterns ?? []) {
        expect(pattern).not.toMatch(/[%_\\\0]/u);
        expect(pattern.isWellFormed()).toBe(true);
      }
    }),
  );
});

it('is what it was when the texts were stored: a change means to make all of them anew', () => {
  expect(searchTextOf('Straße İ ſ Ꭰꭰ ヷｶﾞ ①㍿ 👍🏽 か\u200D\u3099 ΟΔΟΣ')).toBe(
    '.strasse .i\u0307 .s .ꭰꭰ ヷが .1株式会社 👍 か.\u3099 .οδοσ',
  );
  expect(searchKeysOf(searchTextOf('Straße 返金'))).toEqual([
    4038731, 4089043, 3021422, 743001, 1747486, 3394657, 2241550, 1188881, 3303834, 1338136,
  ]);
});
