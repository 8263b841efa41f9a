// Proves the engine: it matches what the plain evaluator matches, whatever came and went before.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createPlainMatcher, type MonitorToMatch } from '../matcher.ts';
import type { Matchable } from '../prepared-post.ts';
import { parseQuery } from '../query.ts';
import { Engine } from './engine.ts';
import { Frequencies } from './frequencies.ts';

// Hundreds of random indexes: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

/** One for all, as in the program: what is rare changes from run to run. */
const frequencies = new Frequencies();

const words = [
  '返金',
  '返',
  '返金して',
  'ログインできない',
  'ろぐいん',
  'アプリ',
  'ｱﾌﾟﾘ',
  'がっこう',
  'か',
  '゛',
  'が',
  '々',
  'crash',
  'crashed',
  'cr',
  'not working',
  'not',
  'working',
  'FireTV',
  'fire tv',
  'tv',
  'ＦＩＲＥＴＶ',
  'straße',
  'STRASSE',
  'ss',
  'İstanbul',
  'istanbul',
  'i',
  'ı',
  'e\u0301',
  'é',
  '😭',
  '👍🏽',
  '👍',
  '❤️',
  '❤',
  '👨‍👩‍👧',
  'ภาษาไทย',
  'ไทย',
  '한국어',
  '한국',
  '한',
  '①',
  '1',
  '㍿',
  '株式会社',
  "don't",
  'don',
  't',
  'acme.com',
  'a\u200bb',
  'ab',
  '！！',
  '!',
  '(笑)',
  '笑',
  '𐐀',
  '𐐨x',
  '𝒳',
  'a',
  'b',
  'c',
  'ﷺ',
  'ー',
  'ラーメン',
  'らーめん',
  '\ud800',
  '\udc00',
  'x\udc00',
  '\ud83d',
];
const handles = ['acme', 'Acme.bsky.social', '@acme@m.example', 'did:plc:us', 'ｂｅｎ', '.x', '@'];
const links = [
  'https://acme.com/help/me',
  'http://www.ACME.com:8080/helpful?x#y',
  'shop.acme.com',
  'https://a.b/',
  'nonsense',
  'https://com.acme.',
];
const tags = ['Acme', 'アプリ', 'ｱﾌﾟﾘ', 'win10', 'straße'];

const word = fc.constantFrom(...words);
const separator = fc.constantFrom(
  ' ',
  '',
  '  ',
  '\n',
  '、',
  '. ',
  '\u3000',
  '\u200d',
  '#',
  '@',
  ' https://acme.com/',
  '\u0301',
  '゙',
);
const text = fc
  .array(fc.tuple(word, separator), { maxLength: 12 })
  .map((parts) => parts.map(([one, between]) => one + between).join(''));

const post: fc.Arbitrary<Matchable> = fc.record({
  network: fc.constantFrom('x', 'bluesky'),
  kind: fc.constantFrom('post', 'reply', 'repost', 'quote'),
  author: fc.record(
    {
      nativeId: fc.constantFrom('did:plc:us', 'B'),
      handle: fc.constantFrom('', ...handles),
      followers: fc.constantFrom(null, 0, 999, 1_000, 5e11),
    },
    { requiredKeys: ['handle'] },
  ),
  text: fc.oneof({ weight: 9, arbitrary: text }, fc.string({ unit: 'binary', maxLength: 20 })),
  lang: fc.constantFrom(null, 'ja', 'en-US', 'JA', 'de'),
  mentions: fc.array(
    fc.record(
      { handle: fc.constantFrom(...handles), nativeId: fc.constantFrom('did:plc:us', 'N') },
      { requiredKeys: [] },
    ),
    { maxLength: 2 },
  ),
  hashtags: fc.array(fc.constantFrom(...tags), { maxLength: 2 }),
  links: fc.array(fc.constantFrom(...links), { maxLength: 2 }),
  media: fc.array(
    fc.record({ kind: fc.constantFrom('image', 'video', 'other'), alt: fc.oneof(fc.constant(''), text) }),
    { maxLength: 2 },
  ),
});

const literal = fc.oneof(
  word.filter((one) => !one.includes(' ')),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((some) => `"${some.join(' ')}"`),
  fc.constantFrom('crash*', 'cr*', 'c*', '"not work"*', 'strass*', '𐐨*', 'i*', '"アプリ cr"*'),
);
const leaf = fc.oneof(
  { weight: 6, arbitrary: literal },
  word.map((one) => `exact:"${one}"`),
  fc
    .tuple(literal, fc.integer({ min: 0, max: 4 }), literal, literal)
    .map(([a, n, b, c]) => `(${a} NEAR/${n} (${b} OR ${c}))`),
  fc.constantFrom(
    '#acme',
    '#アプリ',
    '#WIN10',
    '#strasse',
    '@acme',
    '@did:plc:us',
    '@ben',
    '@.x',
    'from:acme',
    'from:b',
    'to:acme',
    'lang:ja',
    'lang:en',
    'network:x',
    'url:acme.com',
    'url:acme.com/help',
    'url:com.acme',
    'url:a.b',
    'is:reply',
    'is:repost',
    'is:quote',
    'has:image',
    'has:video',
    'has:link',
    'min_followers:1000',
    'max_followers:999',
    'min_followers:500000000000',
  ),
);
const query: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((of) => `(${of.join(' ')})`),
    fc.array(tie('node'), { minLength: 2, maxLength: 24 }).map((of) => `(${of.join(' OR ')})`),
    tie('node').map((of) => `-${of}`),
  ),
})).node;
/** Few of the random ones may be saved as they are; with a word beside them, more. */
const good = fc
  .tuple(query, literal)
  .map(([any, must]) => (parseQuery(any).ok ? any : `${any} ${must}`))
  .filter((any) => parseQuery(any).ok);

const monitorsOf = (queries: readonly string[]): MonitorToMatch[] =>
  queries.map((one, n) => ({ id: `m${n}`, version: n, query: one }));

function expectSame(engine: Engine, monitors: readonly MonitorToMatch[], posts: readonly Matchable[]): void {
  const plain = createPlainMatcher();
  plain.replaceAll(monitors);
  const byId = <T extends { monitorId: string }>(all: T[]): T[] =>
    all.toSorted((a, b) => (a.monitorId < b.monitorId ? -1 : 1));
  for (const one of posts) {
    const expected = byId(plain.match(one));
    expect(byId(engine.match(one))).toEqual(expected);
    expect(engine.matchingIds(one).toSorted()).toEqual(expected.map(({ monitorId }) => monitorId).toSorted());
  }
}

describe('the engine agrees with the plain evaluator', () => {
  it('on any queries and posts', () => {
    fc.assert(
      fc.property(
        fc.array(good, { minLength: 1, maxLength: 12 }),
        fc.array(post, { minLength: 1, maxLength: 8 }),
        (queries, posts) => {
          const monitors = monitorsOf(queries);
          const engine = new Engine(frequencies);
          expect(engine.replaceAll(monitors).refused).toEqual([]);
          expectSame(engine, monitors, posts);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('after any changes, also while the index is made anew', () => {
    const change = fc.oneof(
      fc.record({ do: fc.constant('set' as const), id: fc.integer({ min: 0, max: 9 }), query: good }),
      fc.record({ do: fc.constant('remove' as const), id: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ do: fc.constant('refresh' as const) }),
      fc.record({ do: fc.constant('tend' as const), most: fc.integer({ min: 0, max: 5 }) }),
      fc.record({ do: fc.constant('match' as const), post }),
    );
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 40 }),
        fc.array(post, { minLength: 1, maxLength: 4 }),
        (changes, posts) => {
          const engine = new Engine(frequencies);
          const held = new Map<string, MonitorToMatch>();
          for (const [n, one] of changes.entries()) {
            if (one.do === 'set') {
              const monitor = { id: `m${one.id}`, version: n, query: one.query };
              expect(engine.set(monitor)).toBeNull();
              held.set(monitor.id, monitor);
            } else if (one.do === 'remove')
              expect(engine.remove(`m${one.id}`)).toBe(held.delete(`m${one.id}`));
            else if (one.do === 'refresh') engine.refresh();
            else if (one.do === 'tend') engine.tend(one.most);
            else expectSame(engine, [...held.values()], [one.post]);
          }
          expect(engine.size).toBe(held.size);
          expectSame(engine, [...held.values()], posts);
        },
      ),
      { numRuns: 100 },
    );
  });
});
