// Proves the parser and the printer: what is read how, what is refused where and mended how, and that nothing breaks them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import en from '../../web/locales/en.json' with { type: 'json' };
import ja from '../../web/locales/ja.json' with { type: 'json' };
import type { NearOperand, QueryNode } from './query-node.ts';
import { printQuery } from './query-printer.ts';
import { queryProblemMessages, type ProblemCode } from './query-problems.ts';
import { parseQuery, productQuery } from './query.ts';
import { literalOf } from './query-tokens.ts';

/** A tree without places, and with words instead of how they were written. */
function shape(node: QueryNode): unknown {
  switch (node.type) {
    case 'not':
      return { not: shape(node.of) };
    case 'and':
    case 'or':
      return { [node.type]: node.of.map(shape) };
    case 'term':
    case 'phrase':
      return { words: node.words };
    case 'prefix':
    case 'exact':
      return { [node.type]: node.words };
    case 'near':
      return { near: node.distance, left: node.left.map(shape), right: node.right.map(shape) };
    default: {
      const { start: _start, end: _end, ...rest } = node;
      return rest;
    }
  }
}

function shapeOf(query: string): unknown {
  const parsed = parseQuery(query);
  if (!parsed.ok) throw new Error(`${query}: ${JSON.stringify(parsed.problems)}`);
  return shape(parsed.node);
}

function codesOf(query: string): ProblemCode[] {
  const parsed = parseQuery(query);
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
}

const w = (...words: string[]): unknown => ({ words });

describe('reading', () => {
  it.each<[string, unknown]>([
    ['a b', { and: [w('a'), w('b')] }],
    ['a AND b', { and: [w('a'), w('b')] }],
    ['a OR b c', { or: [w('a'), { and: [w('b'), w('c')] }] }],
    ['(a | b) c', { and: [{ or: [w('a'), w('b')] }, w('c')] }],
    ['a -b', { and: [w('a'), { not: w('b') }] }],
    ['a NOT (b OR c)', { and: [w('a'), { not: { or: [w('b'), w('c')] } }] }],
    ['"not  working"', w('not', 'working')],
    ['crash*', { prefix: ['crash'] }],
    ['"will crash"*', { prefix: ['will', 'crash'] }],
    ['exact:"Fire TV"', { exact: ['Fire', 'TV'] }],
    ['exact:FireTV', { exact: ['FireTV'] }],
    ['a NEAR/5 b', { near: 5, left: [w('a')], right: [w('b')] }],
    ['a NEAR/0 "b c" d', { and: [{ near: 0, left: [w('a')], right: [w('b', 'c')] }, w('d')] }],
    ['(a OR b*) NEAR/12 c', { near: 12, left: [w('a'), { prefix: ['b'] }], right: [w('c')] }],
    ['x -a NEAR/5 b', { and: [w('x'), { not: { near: 5, left: [w('a')], right: [w('b')] } }] }],
    ['#Tag', { type: 'hashtag', tag: 'tag' }],
    ['@Acme.bsky.social', { type: 'mention', handle: 'acme.bsky.social' }],
    ['from:@acme', { type: 'from', handle: 'acme' }],
    ['to:acme@mastodon.example', { type: 'to', handle: 'acme@mastodon.example' }],
    ['a lang:en-US', { and: [w('a'), { type: 'lang', lang: 'en' }] }],
    ['a network:Bluesky', { and: [w('a'), { type: 'network', network: 'bluesky' }] }],
    ['url:https://Acme.com/Help/?q=1', { type: 'url', host: 'acme.com', path: '/help' }],
    ['url:"acme.com/a (b)"', { type: 'url', host: 'acme.com', path: '/a' }],
    ['a is:repost', { and: [w('a'), { type: 'is', kind: 'repost' }] }],
    ['a has:link', { and: [w('a'), { type: 'has', what: 'link' }] }],
    ['a min_followers:1,000', { and: [w('a'), { type: 'min_followers', count: 1000 }] }],
    ['a max_followers:20', { and: [w('a'), { type: 'max_followers', count: 20 }] }],
    ['😭', w('😭')],
    ['NEARBY ANDROID', { and: [w('nearby'), w('android')] }],
    ['wi-fi 12:30 C++', { and: [w('wi-fi'), w('12:30'), w('c++')] }],
    ['NOT NOT a', { not: { not: w('a') } }],
  ])('%s', (query, expected) => {
    expect(shapeOf(query)).toEqual(expected);
  });

  it.each([
    ['（ａ　OR　b）－c', '(a OR b) -c'],
    ['a｜b', 'a|b'],
    ['「画面 真っ暗」', '"画面 真っ暗"'],
    ['『画面』“割れ”＂a＂', '"画面" "割れ" "a"'],
    ['＃タグ ＠acme', '#タグ @acme'],
    ['返金 lang：ja ｉｓ：ｒｅｐｌｙ', '返金 lang:ja is:reply'],
    ['ａ ＯＲ b ＮＥＡＲ／５ c', 'a OR b NEAR/5 c'],
    ['crash＊ ＮＯＴ x', 'crash* NOT x'],
    ['exact：「FireTV」', 'exact:"FireTV"'],
    ['a min_followers：１０００', 'a min_followers:1000'],
    ['url：acme.com', 'url:acme.com'],
  ])('%s as %s', (wide, narrow) => {
    expect(shapeOf(wide)).toEqual(shapeOf(narrow));
  });

  it('gives every leaf its place', () => {
    const query = 'aa  (「b」 NEAR/3 c) -@dd';
    const parsed = parseQuery(query);
    const places: string[] = [];
    const walk = (node: QueryNode): void => {
      if (node.type === 'not') walk(node.of);
      else if (node.type === 'and' || node.type === 'or') for (const child of node.of) walk(child);
      else {
        places.push(query.slice(node.start, node.end));
        if (node.type === 'near') for (const one of [...node.left, ...node.right]) walk(one);
      }
    };
    if (parsed.ok) walk(parsed.node);
    expect(places).toEqual(['aa', 'NEAR/3', '「b」', 'c', '@dd']);
  });
});

describe('refusing', () => {
  it.each<[string, ProblemCode, string, string | null]>([
    ['', 'query_empty', '', null],
    ['-a', 'query_only_absence', '-a', null],
    ['lang:ja', 'query_only_absence', 'lang:ja', null],
    ['network:x is:reply has:image', 'query_only_absence', 'network:x is:reply has:image', null],
    ['a OR -b', 'query_only_absence', 'a OR -b', 'a NOT b'],
    ['(a', 'query_unclosed_group', '(a', '(a)'],
    ['a)', 'query_unexpected_close', 'a)', 'a'],
    [')', 'query_unexpected_close', ')', null],
    ['b "a', 'query_unclosed_quote', '"a', '"a"'],
    ['「返金', 'query_unclosed_quote', '「返金', '「返金」'],
    ['a OR', 'query_missing_operand', 'a OR', 'a'],
    ['OR a', 'query_missing_operand', 'OR a', 'a'],
    ['OR', 'query_missing_operand', 'OR', '"OR"'],
    ['a AND', 'query_missing_operand', 'a AND', 'a'],
    ['a NOT', 'query_missing_operand', 'a NOT', 'a'],
    ['a - b', 'query_missing_operand', '- b', '-b'],
    ['a NEAR/5', 'query_missing_operand', 'a NEAR/5', 'a'],
    ['NEAR/5 a', 'query_missing_operand', 'NEAR/5 a', 'a'],
    ['b OR NEAR/5 a', 'query_missing_operand', 'b OR', 'b'],
    ['a ()', 'query_empty_operand', 'a ()', 'a'],
    ['a ""', 'query_empty_operand', 'a ""', 'a'],
    ['""', 'query_empty_operand', '""', null],
    ['\0', 'query_empty_operand', '\0', null],
    ['a \u200B', 'query_empty_operand', 'a \u200B', 'a'],
    ['a form:x', 'query_unknown_field', 'form:x', 'from:x'],
    ['a site:acme.com', 'query_unknown_field', 'site:acme.com', 'url:acme.com'],
    ['Re:ゼロ', 'query_unknown_field', 'Re:ゼロ', '"Re:ゼロ"'],
    ['a from:', 'query_missing_value', 'from:', 'from:acme'],
    ['a lang:', 'query_missing_value', 'lang:', 'lang:ja'],
    ['a lang:japanese', 'query_bad_lang', 'lang:japanese', 'lang:ja'],
    ['a lang:jp', 'query_bad_lang', 'lang:jp', 'lang:ja'],
    ['a network:あ', 'query_bad_network', 'network:あ', 'network:bluesky'],
    ['a is:retweet', 'query_bad_kind', 'is:retweet', 'is:repost'],
    ['a has:photo', 'query_bad_has', 'has:photo', 'has:image'],
    ['a min_followers:1.5万', 'query_bad_count', 'min_followers:1.5万', 'min_followers:15000'],
    ['url:acme', 'query_bad_url', 'url:acme', 'url:acme.com'],
    ['@(a)', 'query_bad_account', '@', null],
    ['#', 'query_bad_tag', '#', null],
    ['返金*', 'query_bad_prefix', '返金*', '返金'],
    ['*crash', 'query_bad_prefix', '*crash', 'crash'],
    ['f*ck', 'query_bad_prefix', 'f*ck', '"f*ck"'],
    ['https://acme.com/help', 'query_address', 'https://acme.com/help', 'url:acme.com/help'],
    ['acme.com/help', 'query_address', 'acme.com/help', 'url:acme.com/help'],
    ['a NEAR b', 'query_bad_near', 'NEAR', 'NEAR/5'],
    ['a NEAR/1000 b', 'query_bad_near', 'NEAR/1000', 'NEAR/5'],
    ['a NEAR/5 #b', 'query_near_operand', 'NEAR/5', 'AND'],
    ['a NEAR/5 b NEAR/6 c', 'query_near_chain', 'NEAR/5 b NEAR/6', 'NEAR/5 b b NEAR/6'],
  ])('%s: %s', (query, code, place, suggestion) => {
    const parsed = parseQuery(query);
    const found = parsed.ok ? undefined : parsed.problems.find((problem) => problem.code === code);
    expect(found && [query.slice(found.start, found.end), found.suggestion]).toEqual([place, suggestion]);
    if (suggestion === null || found === undefined) return;
    const mended = query.slice(0, found.start) + suggestion + query.slice(found.end);
    expect(codesOf(mended)).not.toContain(code);
  });

  it.each([
    'NOT (a OR NOT b)',
    'lang:ja c',
    'from:a -b',
    '#a',
    '@a',
    'to:a',
    'url:a.b',
    'exact:a',
    'NOT (NOT a OR b)',
  ])('not %s, which needs something to be there', (query) => {
    expect(codesOf(query)).toEqual([]);
  });

  it.each([
    'NOT (NOT a b)',
    'NOT (NOT a OR b) OR lang:ja',
    '-from:a',
    'NOT (a b)',
    'a OR has:link',
    'NOT NOT -a',
  ])('%s, which absence alone could satisfy', (query) => {
    expect(codesOf(query)).toEqual(['query_only_absence']);
  });

  it('what goes beyond the bounds, each for its own reason', () => {
    const deep = (levels: number): string => `${'('.repeat(levels)}a${')'.repeat(levels)}`;
    expect(codesOf('a'.repeat(65_536))).toEqual([]);
    expect(codesOf('a'.repeat(65_537))).toEqual(['query_too_long']);
    expect(codesOf(Array.from({ length: 10_000 }, () => 'a').join(' '))).toEqual([]);
    expect(codesOf(Array.from({ length: 10_001 }, () => 'a').join(' '))).toEqual(['query_too_many_leaves']);
    expect(codesOf(deep(64))).toEqual([]);
    expect(codesOf(deep(65))).toEqual(['query_too_deep']);
    expect(codesOf(`a ${'-'.repeat(65)}b`)).toEqual(['query_too_deep']);
  });

  it('with a sentence in each language of the interface, in English the same as here', () => {
    for (const [code, message] of Object.entries(queryProblemMessages)) {
      const key = `monitors.problem.${code}`;
      expect([code, (en as Record<string, string>)[key]]).toEqual([code, message]);
      expect([code, (ja as Record<string, string>)[key]]).toEqual([
        code,
        expect.stringMatching(/\p{Script=Hira}/u),
      ]);
    }
  });
});

const signs = '()（）|｜"“”「」『』＂-－*＊#＃@＠:：/\\ \u3000\n\0\u200B\u0301\ud83d\ude2d漢あア한aZß1'
  .split('')
  .concat('OR~AND~NOT~NEAR/5~NEAR~NEAR/~exact:~lang:~url:~from:~is:~ﷺ~a.b/c~://'.split('~'));
const hostile =
  '(a ~-(~- ~"a" ~“a” ~「~『a~a NEAR/5 ~NEAR/5 ~(a OR b) NEAR/5 ~OR AND ~a:"~#a#~@a@~url:a.b/~https://~a/~.a.~****a~' +
  '------~1,1~x\u0301~from:"a" ~) ';

describe('any text', () => {
  const anyQuery = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...signs), { maxLength: 40 }).map((all) => all.join('')),
    fc.array(fc.constantFrom(...signs), { maxLength: 30 }).map((all) => all.join(' ')),
  );

  it('is read or refused, with every problem inside it', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const parsed = parseQuery(query);
        if (parsed.ok) {
          expect(shapeOf(printQuery(parsed.node))).toEqual(shape(parsed.node));
          return;
        }
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { start, end } of parsed.problems) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(query.length);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  const full = (piece: string): string => piece.repeat(Math.floor(65_536 / piece.length));
  const pieces = signs.filter((sign) => sign.trim() !== '').concat(hostile.split('~'));
  it.each(pieces)('as long as may be is read quickly: %s', (piece) => {
    for (const query of [full(piece), `a ${full(piece).slice(2)}`, `a ${full(`${piece} `).slice(2)}`]) {
      const started = performance.now();
      const parsed = parseQuery(query);
      // A few milliseconds, were it not for all that else may be running.
      expect(performance.now() - started).toBeLessThan(2_000);
      if (!parsed.ok) expect(parsed.problems.length).toBeLessThanOrEqual(100);
    }
  });
});

const text = fc.constantFrom(
  'a',
  'Fire TV',
  '返金',
  'ｱﾌﾟﾘ',
  'OR',
  'say "x"',
  '-x',
  'lang:ja',
  '「q」',
  '😭',
  'ﷺ',
  'a*',
  '*',
);
const place = { start: 0, end: 0 };
const literal = text.map((one) => literalOf(one, one.normalize('NFKC').toLowerCase().split(' '), place));
const stem = fc.constantFrom('crash', 'Will Crash', 'NOT', '"q" x');
const operand: fc.Arbitrary<NearOperand> = fc.oneof(
  fc.constantFrom('a', 'Fire TV').map((one) => ({
    type: 'phrase' as const,
    ...literalOf(one, one.toLowerCase().split(' '), place),
  })),
  stem.map((one) => ({ type: 'prefix' as const, ...literalOf(one, one.toLowerCase().split(' '), place) })),
);
const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
  fc
    .constantFrom('a', '返金', '😭', 'c++')
    .map((one) => ({ type: 'term' as const, ...literalOf(one, [one], place) })),
  operand,
  literal.map((one) => ({ type: 'exact' as const, ...one, words: one.text.split(' ') })),
  fc.record({
    type: fc.constant('near' as const),
    distance: fc.nat(999),
    left: fc.array(operand, { minLength: 1, maxLength: 3 }),
    right: fc.array(operand, { minLength: 1, maxLength: 3 }),
    start: fc.constant(0),
    end: fc.constant(0),
  }),
  fc.constantFrom<QueryNode[]>(
    { type: 'hashtag', tag: 'たぐ', ...place },
    { type: 'mention', handle: 'acme@mastodon.example', ...place },
    { type: 'from', handle: 'did:plc:x', ...place },
    { type: 'to', handle: 'acme', ...place },
    { type: 'lang', lang: 'ja', ...place },
    { type: 'network', network: 'x', ...place },
    { type: 'url', host: 'acme.com', path: '/a', ...place },
    { type: 'url', host: 'acme.com', path: '/a(b)', ...place },
    { type: 'is', kind: 'reply', ...place },
    { type: 'has', what: 'video', ...place },
    { type: 'min_followers', count: 10, ...place },
    { type: 'max_followers', count: 0, ...place },
  ),
);
const { tree } = fc.letrec<{ tree: QueryNode }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map((of) => ({ type: 'and' as const, of })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map((of) => ({ type: 'or' as const, of })),
    tie('tree').map((of) => ({ type: 'not' as const, of })),
  ),
}));

describe('printing', () => {
  it('gives for any tree a query that is read as that tree', () => {
    const present: QueryNode = { type: 'term', ...literalOf('present', ['present'], place) };
    fc.assert(
      fc.property(tree, (node) => {
        const whole: QueryNode = { type: 'and', of: [node, present] };
        expect(shapeOf(printQuery(whole))).toEqual(shape(whole));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the query of a product', () => {
  it('asks for its names and not for its look-alikes', () => {
    const product = { name: 'Fire TV', aliases: ['ファイア「TV」', ' '], lookalikes: ['fire tv drama'] };
    expect(shapeOf(productQuery(product))).toEqual({
      and: [
        { or: [w('fire', 'tv'), w('firetv'), w('ふぁいあ', 'tv')] },
        { not: w('fire', 'tv', 'drama') },
        { not: w('firetvdrama') },
      ],
    });
  });
});

it.each([
  ['acme lang:jpn', 'lang:ja'],
  ['acme lang:eng', 'lang:en'],
  ['acme lang:constructor', 'lang:ja'],
  ['acme is:constructor', 'is:reply'],
  ['acme has:constructor', 'has:image'],
])('%s is refused, with %s instead', (query, suggestion) => {
  const parsed = parseQuery(query);
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.suggestion)).toEqual([suggestion]);
});

it('takes languages that have three letters only', () => {
  expect(parseQuery('acme lang:fil')).toMatchObject({ ok: true });
});
