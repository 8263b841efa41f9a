// What a query needs is asked of the search index: no post that the query finds may lack it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../domain/listening/evaluate.ts';
import { preparePost } from '../../domain/listening/prepared-post.ts';
import { parseQuery } from '../../domain/listening/query.ts';
import type { QueryNode } from '../../domain/listening/query-node.ts';
import { keptTextOf, searchKeysOf } from '../../domain/listening/search-text.ts';
import { necessaryQuestions, necessaryWords } from './necessary.ts';
import { WordFinder } from './word-finder.ts';

function parsed(query: string): QueryNode {
  const result = parseQuery(query);
  if (!result.ok) throw new Error(`${query} does not parse`);
  return result.node;
}

function isFound(node: QueryNode, text: string): boolean {
  const post = preparePost({
    network: 'practice',
    kind: 'post',
    author: { handle: 'kei' },
    text,
    lang: null,
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
  });
  return evaluate(node, post) !== null;
}

/** As the database asks: every pattern in the text, every key among its keys. */
function isLeft(node: QueryNode, text: string): boolean {
  const questions = necessaryQuestions(node);
  if (questions === null) return true;
  const kept = keptTextOf(text);
  const keys = new Set(searchKeysOf(kept));
  return questions.some(
    (asked) => asked.patterns.every((one) => kept.includes(one)) && asked.keys.every((key) => keys.has(key)),
  );
}

test.each([
  ['battery', '@acmeｂattery is flat'],
  ['battery', 'https://acme.example/helpｂａｔｔｅｒｙ'],
  ['battery', 'see acme.example/a𝐛attery'],
  ['電池', 'acme.example/aの電池'],
  ['refund', '\u0E01refund'],
  ['refund', '\u1950refund'],
  ['iphoneの', '@acmeｉＰｈｏｎｅの電池'],
])('%s is asked for so that it is found in %s', (query, text) => {
  const node = parsed(query);
  expect(necessaryQuestions(node)).not.toBeNull();
  expect(isFound(node, text)).toBe(true);
  expect(isLeft(node, text)).toBe(true);
});

test('still rules out what lacks the words', () => {
  expect(isLeft(parsed('battery 電池'), '@acmeｂattery の電')).toBe(false);
  expect(isLeft(parsed('battery'), 'https://acme.example/ｂatter')).toBe(false);
});

/** Where the two ways of reading could part: forms of the same letters, addresses, and scripts of every kind. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'ab ba a b ａ ｂ 𝐛 ª é e\u0301 \u0301 İ ı ſ ß ẞ Ⅷ ① 1 ３ か が か\u3099 ｶﾞ カ ヷ ㌔ ー 電 金 환 \u1112\u116A\u11AB ไ \u0F40 \u1950 \u1980 \u1782'.split(
      ' ',
    ),
    '@',
    '＠',
    '@a',
    '@ab.b',
    '@a@b.cc',
    'a@b',
    'https://',
    'http://a',
    'HTTPS://a.bc/',
    'bc.ab/',
    '/',
    '//',
    ' ',
    ' ',
    '　',
    '\n',
    '.',
    '-',
    '_',
    '#',
    '！',
    '。',
    '・',
    '😭',
    '\u200D',
    '\uFE0F',
    '\u00AD',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 2 }),
);
const post = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
const word = fc
  .array(
    fc.constantFrom('a', 'b', 'e', 's', '1', '3', 'か', 'が', 'カ', 'ー', '電', '金', '환', 'ａ', 'わ'),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((chars) => chars.join(''));
const leaf = fc.oneof(
  word,
  word.map((one) => `${one}*`).filter((one) => parseQuery(one).ok),
  fc.tuple(word, word).map(([one, two]) => `"${one} ${two}"`),
  fc.tuple(word, word).map(([one, two]) => `${one} NEAR/3 ${two}`),
);
const query = fc.oneof(
  leaf,
  fc.tuple(leaf, leaf).map(([one, two]) => `${one} ${two}`),
  fc.tuple(leaf, leaf, leaf).map(([one, two, three]) => `${one} (${two} OR ${three})`),
  fc.tuple(leaf, word).map(([one, two]) => `${one} -${two}`),
);

/** The texts that are left when all of them are gone through at once. */
function leftOf(node: QueryNode, texts: readonly string[]): Set<string> {
  const words = necessaryWords(node);
  const places = words === null ? texts.keys() : new WordFinder(words).find(texts);
  return new Set([...places].map((place) => texts[place] ?? ''));
}

test('texts gone through at once are told apart by their words, wherever these stand', () => {
  const texts = [
    '',
    'ＢＡＴＴＥＲＹ',
    'refund',
    'no refund for a battery',
    '',
    'a refund@battery.example',
    'ｶﾞ電池',
    '電',
    '池',
    '',
  ];
  const placesOf = (query: string) => new WordFinder(necessaryWords(parsed(query)) ?? [[]]).find(texts);
  expect(placesOf('battery')).toEqual([1, 3, 5]);
  expect(placesOf('battery refund')).toEqual([3, 5]);
  expect(placesOf('ガ OR 電池 OR refund')).toEqual([2, 3, 5, 6]);
  expect(placesOf('電池')).toEqual([6]);
  expect(placesOf('absent')).toEqual([]);
  expect(new WordFinder([[]]).find(texts)).toHaveLength(texts.length);
  expect(new WordFinder([['battery']]).find([])).toEqual([]);
});

test('leaves every post that a query finds', () => {
  let found = 0;
  fc.assert(
    fc.property(query, fc.array(post, { minLength: 20, maxLength: 20 }), (text, posts) => {
      const node = parsed(text);
      // No database holds a NUL.
      const kept = posts.filter((one) => !one.includes('\0'));
      const left = leftOf(node, kept);
      for (const one of posts) {
        if (!isFound(node, one)) continue;
        found += 1;
        expect({ text, one, left: isLeft(node, one) }).toEqual({ text, one, left: true });
        if (kept.includes(one)) expect({ text, one, left: left.has(one) }).toEqual({ text, one, left: true });
      }
    }),
    { numRuns: 3_000 },
  );
  expect(found).toBeGreaterThan(200);
});
