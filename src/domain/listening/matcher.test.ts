// Proves matching, one operator after the other: what matches what, and where in the original text.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { countUnits } from './find.ts';
import { foldText } from './fold.ts';
import { compileQuery, createPlainMatcher, mergeSpans } from './matcher.ts';
import { preparePost, type Matchable } from './prepared-post.ts';
import { printQuery } from './query-printer.ts';
import { parseQuery, productQuery } from './query.ts';

// Monstrous posts take seconds where much else is running.
vi.setConfig({ testTimeout: 30_000 });

function post(text: string, more: Partial<Matchable> = {}): Matchable {
  const rest = { lang: null, mentions: [], hashtags: [], links: [], media: [] };
  return { network: 'x', kind: 'post', author: { handle: '' }, text, ...rest, ...more };
}

function compile(query: string) {
  const compiled = compileQuery(query);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.query;
}

/** The words of the text where the query was found; null for no match. */
function found(query: string, on: Matchable): string[] | null {
  const spans = compile(query).match(preparePost(on));
  return spans === null ? null : spans.map(([start, end]) => on.text.slice(start, end));
}

describe('words and phrases', () => {
  it.each([
    ['返金', '全額返金して', ['返金']],
    ['firetv', 'FireTVが映らない', ['FireTV']],
    ['firetv', 'ＦｉｒｅＴＶが映らない', ['ＦｉｒｅＴＶ']],
    ['tv', 'two FireTVs', null],
    ['tv', 'a TV, twice: tv', ['TV', 'tv']],
    ['アプリ', 'ｱﾌﾟﾘが落ちる', ['ｱﾌﾟﾘ']],
    ['ァ', 'ファイル', ['ァ']],
    ['株式会社', '㍿アクメ', ['㍿']],
    ['strasse', 'in der Straße.', ['Straße']],
    ['が', 'か\u3099!', ['か\u3099']],
    ['か', 'か\u3099!', null],
    ['caf\u00e9', 'a cafe\u0301!', ['cafe\u0301']],
    ['cafe', 'a cafe\u0301!', null],
    ['kizuki', 'ki\u200Bzu\u00ADki', ['ki\u200Bzu\u00ADki']],
    ['"not working"', 'It is not\n  working', ['not\n  working']],
    ['"not working"', 'It is notworking', null],
    ['"not working"', 'It is not-working', null],
    ['"not working"', 'It is cannot working', null],
    ['"画面 真っ暗"', '画面　真っ暗だ', ['画面　真っ暗']],
    ['"画面真っ暗"', '画面 真っ暗だ', null],
    ['すごーい', 'すごい', null],
    ['acme broken', 'my ACME is broken', ['ACME', 'broken']],
    ['acme OR zeta', 'zeta!', ['zeta']],
    ['acme OR zeta', 'zeta acme', ['zeta', 'acme']],
    ['acme -pie', 'acme pie', null],
    ['acme NOT (pie OR cake)', 'acme tart', ['acme']],
    ['c++', 'I like C++!', ['C++']],
    ['c', 'I like C++!', ['C']],
    ['サ', 'สวัสดี', null],
    ['ดี', 'สวัสดีครับ', ['ดี']],
    ['결제', '결제가 안돼요', ['결제']],
    ['выход', 'Нет ВЫХОДА и выход', ['выход']],
    ['ー', 'すごーい', ['ー']],
  ])('%s on %s', (query, text, expected) => {
    expect(found(query, post(text))).toEqual(expected);
  });

  it.each([
    ['😭', 'だめだ😭😭', ['😭', '😭']],
    ['👍', 'nice 👍🏽', ['👍🏽']],
    ['👍🏽', 'nice 👍🏿 and 👍', ['👍🏿', '👍']],
    ['❤', 'I ❤\uFE0F it', ['❤\uFE0F']],
    ['❤\uFE0F', 'I ❤ it', ['❤']],
    ['👩\u200D💻', 'ask 👩🏽\u200D💻', ['👩🏽\u200D💻']],
  ])('the emoji %s in %s', (query, text, expected) => {
    expect(found(query, post(text))).toEqual(expected);
  });

  it.each([
    ['crash*', 'It crashed. Crash! Crashing', ['crashed', 'Crash', 'Crashing']],
    ['crash*', 'carcrash, carcrashes', null],
    ['crash*', 'クラッシュcrashするcrashes', ['crash', 'crashes']],
    ['東京tow*', '東京towersへ', ['東京towers']],
    ['"will cra*"', 'it will cra', null],
    ['"will cra"*', 'it will crash', ['will crash']],
    ['exact:"FireTV"', 'FireTV firetv FIRETV ＦｉｒｅＴＶ', ['FireTV']],
    ['exact:"FireTV"', 'myFireTV FireTVs', null],
    ['exact:アプリ', 'あぷりとアプリ', ['アプリ']],
    ['exact:"Fire TV"', 'Fire  TV', ['Fire  TV']],
  ])('%s on %s', (query, text, expected) => {
    const parsed = compileQuery(query);
    expect(parsed.ok ? found(query, post(text)) : null).toEqual(expected);
  });

  it('stand in the alt texts of pictures as well', () => {
    const media = [{ kind: 'image' as const, alt: 'a torn ACME glove' }];
    expect(compile('acme').match(preparePost(post('look', { media })))).toEqual([[12, 16]]);
  });

  it('show 500 places at most', () => {
    expect(found('a', post('a '.repeat(10_000)))).toHaveLength(500);
  });
});

describe('nearness', () => {
  it.each([
    ['a NEAR/0 b', 'a b', ['a', 'b']],
    ['a NEAR/0 b', 'b, a', ['b', 'a']],
    ['a NEAR/0 b', 'a x b', null],
    ['a NEAR/1 b', 'a x b', ['a', 'b']],
    ['a NEAR/1 b', 'a - " x ... b', ['a', 'b']],
    ['a NEAR/1 b', 'a x y b', null],
    ['a NEAR/2 b', 'a x y z b x y a', ['b', 'a']],
    ['返金 NEAR/2 不可', '返金は全不可', ['返金', '不可']],
    ['返金 NEAR/2 不可', '返金は全く不可', null],
    ['返金 NEAR/3 不可', '返金は、全く不可', ['返金', '不可']],
    ['返金 NEAR/1 不可', '返金policy不可', ['返金', '不可']],
    ['a NEAR/2 a', 'a x', null],
    ['a NEAR/2 a', 'a x a', ['a', 'a']],
    ['画面 NEAR/5 面白', '画面白', null],
    ['(slow OR laggy) NEAR/2 aoba', 'aoba is laggy', ['aoba', 'laggy']],
    ['"very slow" NEAR/1 cra*', 'very slow, it crashes', ['very slow', 'crashes']],
    ['cra* NEAR/0 b', 'crash b', ['crash', 'b']],
    ['x -a NEAR/1 b', 'x a b', null],
    ['x -a NEAR/1 b', 'x a c c b', ['x']],
  ])('%s on %s', (query, text, expected) => {
    expect(found(query, post(text))).toEqual(expected);
  });

  it('counts words, and characters where there are no words', () => {
    const text = 'The end, は1日 ครั๊บ 😭!';
    expect(countUnits(text).at(-1)).toBe(2 + 3 + 3);
  });

  it('is the same as trying all pairs', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'x', 'yy', '返金', '不可', '、', ' '), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(words, fc.nat(3), fc.constantFrom('a', '返金', '金'), (parts, distance, left) => {
        const text = parts.join(' ');
        const right = 'b';
        const units = (part: string): number => part.match(/[a-z]+|[\u3041-\u9fff]/gu)?.length ?? 0;
        const places = (word: string): number[] =>
          [...text.matchAll(new RegExp(/[a-z]/u.test(word) ? `(?<![a-z])${word}(?![a-z])` : word, 'gu'))].map(
            ({ index }) => index,
          );
        const isNear = places(left).some((one) =>
          places(right).some((other) => {
            const [first, second, length] =
              one < other ? [one, other, left.length] : [other, one, right.length];
            return first + length <= second && units(text.slice(first + length, second)) <= distance;
          }),
        );
        expect(found(`${left} NEAR/${String(distance)} ${right}`, post(text)) !== null).toBe(isNear);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('fields', () => {
  const media = [{ kind: 'image' as const, alt: '' }];
  it.each<[string, string, Partial<Matchable>, string[] | null]>([
    ['#acme', 'go #ACME now', { hashtags: ['ACME'] }, ['#ACME']],
    ['#acme', 'go ＃acme, #acmes', { hashtags: ['acme', 'acmes'] }, ['＃acme']],
    ['#acm', 'go #acme', { hashtags: ['acme'] }, null],
    ['#返金', '#返金祭 #返金', { hashtags: ['返金祭', '返金'] }, ['#返金']],
    ['#返金', '#返金祭', { hashtags: ['返金祭'] }, null],
    ['#acme', 'no tag is written', { hashtags: ['acme'] }, []],
    ['acme', 'go #acme', { hashtags: ['acme'] }, ['acme']],
    ['acme', 'go #acmehelp', { hashtags: ['acmehelp'] }, null],
    ['返金', '#返金祭', { hashtags: ['返金祭'] }, ['返金']],
    ['@acme', 'hi', { mentions: [{ handle: 'acme.bsky.social' }] }, []],
    ['@acme', 'hi @Acme.bsky.social.', { mentions: [{ handle: 'acme.bsky.social' }] }, ['@Acme.bsky.social']],
    ['@acme', 'hi ＠acme', { mentions: [{ handle: 'acme@mastodon.example' }] }, ['＠acme']],
    ['@acme.bsky.social', 'hi', { mentions: [{ handle: 'acme.bsky.social' }] }, []],
    ['@acme.bsky', 'hi', { mentions: [{ handle: 'acme.bsky.social' }] }, null],
    ['@social', 'hi', { mentions: [{ handle: 'acme.bsky.social' }] }, null],
    ['@did:plc:abc', 'hi', { mentions: [{ nativeId: 'did:plc:abc' }] }, []],
    ['from:acme', 'hi', { author: { handle: 'Acme.example' } }, []],
    ['from:acme', 'hi', { author: { handle: 'acmes.example' } }, null],
    ['from:did:plc:abc', 'hi', { author: { handle: '', nativeId: 'did:plc:abc' } }, []],
    ['to:acme', '@acme hi', { kind: 'reply', mentions: [{ handle: 'acme' }] }, ['@acme']],
    ['to:acme', '@acme hi', { kind: 'post', mentions: [{ handle: 'acme' }] }, null],
    ['hi lang:pt', 'hi', { lang: 'pt-BR' }, ['hi']],
    ['hi lang:pt', 'hi', { lang: 'en' }, null],
    ['hi lang:pt', 'hi', { lang: null }, null],
    ['hi network:x', 'hi', { network: 'x' }, ['hi']],
    ['hi network:x', 'hi', { network: 'bluesky' }, null],
    [
      'url:acme.com',
      'a https://www.Acme.com/x, b',
      { links: ['https://www.Acme.com/x'] },
      ['https://www.Acme.com/x'],
    ],
    ['url:acme.com', 'a', { links: ['https://notacme.com/'] }, null],
    ['url:acme.com/help', 'a', { links: ['https://acme.com/Help/me?x#y'] }, []],
    ['url:acme.com/help', 'a', { links: ['https://acme.com/helpful'] }, null],
    ['url:acme.com', 'a', { links: ['https://user@acme.com:8080'] }, []],
    ['url:acme.com', 'a', { links: ['https://evil.com/acme.com', 'https://acme.com@evil.com'] }, null],
    ['hi is:reply', 'hi', { kind: 'reply' }, ['hi']],
    ['hi is:quote', 'hi', { kind: 'reply' }, null],
    ['hi has:image', 'hi', { media }, ['hi']],
    ['hi has:video', 'hi', { media }, null],
    ['hi has:link', 'hi', { links: ['https://a.b'] }, ['hi']],
    ['hi min_followers:10', 'hi', { author: { handle: '', followers: 10 } }, ['hi']],
    ['hi min_followers:10', 'hi', { author: { handle: '', followers: 9 } }, null],
    ['hi max_followers:10', 'hi', { author: { handle: '', followers: 10 } }, ['hi']],
    ['hi max_followers:10', 'hi', { author: { handle: '', followers: 11 } }, null],
    ['hi (min_followers:0 OR max_followers:9)', 'hi', { author: { handle: '', followers: null } }, null],
  ])('%s on %s %o', (query, text, more, expected) => {
    expect(found(query, post(text, more))).toEqual(expected);
    // Every operator can be negated, and then is true of exactly the other posts.
    const marked = { ...more, media: [...(more.media ?? []), { kind: 'other' as const, alt: 'present' }] };
    expect(found(`present -(${query})`, post(text, marked)) !== null).toBe(expected === null);
  });
});

describe('addresses and handles', () => {
  it.each([
    ['acme', 'see https://acme.test/a', null],
    ['a', 'see https://acme.test/a', null],
    ['返金', '詳細はhttps://acme.test/aで返金', ['返金']],
    ['acme', 'see acme.test/help', null],
    ['acme', 'I like acme.Really', ['acme']],
    ['acme', 'http://acme.test', null],
    ['acme', 'thanks @acme', null],
    ['acme', 'thanks ＠acme', null],
    ['返金', '@acme返金して', ['返金']],
    ['acme', 'mail help@acme.test', ['acme']],
    ['test', '@acme@mastodon.test', null],
    ['and', 'this and/or that', ['and']],
    ['hours', '24/7 hours', ['hours']],
    ['a', 'ftp://a/', ['a']],
    ['b', 'https://a <b>', ['b']],
  ])('%s on %s', (query, text, expected) => {
    expect(found(query, post(text))).toEqual(expected);
  });
});

describe('explaining', () => {
  it('says which leaf stands where', () => {
    const query = '(返金 OR crash*) -x NEAR/1 "b c" @acme';
    const text = '＠acme ﾍﾝｷﾝ Crashes 返金';
    const spans = compile(query).explain(preparePost(post(text, { mentions: [{ handle: 'acme' }] })));
    const named = spans?.map(({ start, end, leaf }) => [
      query.slice(leaf.start, leaf.end),
      text.slice(start, end),
    ]);
    expect(named).toEqual([
      ['返金', '返金'],
      ['crash*', 'Crashes'],
      ['@acme', '＠acme'],
    ]);
  });

  it('marks what folds to what was asked for, in any text', () => {
    const anyText = fc.array(
      fc.constantFrom(
        ...'か~\u3099~ｶ~ﾞ~İ~\uFE0F~ß~e~\u0301~漢~ㅏ~ᄒ~👍🏽~🄀~ﷺ~ ~a~#~@~/~.~返金~ＲＥ~fund'.split('~'),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom('が', 'か', 'ss', 'e', '漢', '返金', 'refund', '👍', '0.', 'a*'),
        (parts, query) => {
          const text = parts.join('');
          const asked = foldText(query.replace('*', ''));
          for (const place of found(query, post(text)) ?? []) expect(foldText(place)).toContain(asked);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('any query on any post', () => {
  const words =
    'a~b*~返金~"a b"~exact:A~アプリ~😭~#a~@a~from:a~to:a~lang:ja~is:reply~has:link~url:a.b~min_followers:1'.split(
      '~',
    );
  const signs = 'OR~|~AND~NOT~-~(~)~NEAR/1~NEAR/9'.split('~');
  const query = fc
    .array(fc.constantFrom(...words, ...words, ...signs), { maxLength: 12 })
    .map((all) => all.join(' '));
  const piece = fc.constantFrom(
    ...'a~b~A~bb~返金~ｱﾌﾟﾘ~ ~ ~#a~@a~http://a.b/c~😭\uFE0F~、~\ud83d~\u3099~\0'.split('~'),
  );
  const anyPost = fc.record({
    text: fc.array(piece, { maxLength: 16 }).map((all) => all.join('')),
    lang: fc.constantFrom('ja', 'en', null),
    kind: fc.constantFrom('post' as const, 'reply' as const),
    author: fc.record({ handle: fc.constantFrom('', 'a', 'a.b'), followers: fc.constantFrom(0, 1, null) }),
    mentions: fc.constantFrom([], [{ handle: 'a.b.c' }]),
    hashtags: fc.constantFrom([], ['A']),
    links: fc.constantFrom([], ['http://a.b/c']),
  });

  it('answers places in order, inside the text, and the same once printed', () => {
    fc.assert(
      fc.property(query, anyPost, (text, parts) => {
        const compiled = compileQuery(text);
        const parsed = parseQuery(text);
        expect(compiled.ok).toBe(parsed.ok);
        if (!compiled.ok || !parsed.ok) return;
        const on = preparePost(post('', parts));
        const spans = compiled.query.match(on);
        let last = 0;
        for (const [start, end] of spans ?? []) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(parts.text.length);
        expect(compile(printQuery(parsed.node)).match(on)).toEqual(spans);
        const without = compile(`present NOT (${text})`).match(preparePost(post('', withMark(parts))));
        expect(without === null).toBe(compiled.query.match(preparePost(post('', withMark(parts)))) !== null);
      }),
      { numRuns: 3_000 },
    );
  });

  function withMark(parts: Partial<Matchable>): Partial<Matchable> {
    return { ...parts, media: [{ kind: 'other', alt: 'present' }] };
  }
});

describe('a set of monitors', () => {
  it('leaves a broken monitor out and says which', () => {
    const matcher = createPlainMatcher();
    const { refused } = matcher.replaceAll([
      { id: 'a', version: 1, query: 'acme' },
      { id: 'b', version: 1, query: '(' },
    ]);
    expect(refused.map((one) => one.id)).toEqual(['b']);
    expect(matcher.match(post('acme'))).toEqual([{ monitorId: 'a', monitorVersion: 1, spans: [[0, 4]] }]);
  });

  it('listens for a product and not for its look-alikes', () => {
    const query = productQuery({ name: 'Fire TV', aliases: ['ファイアTV'], lookalikes: ['fire tv drama'] });
    expect(found(query, post('fire  tv broke'))).toEqual(['fire  tv']);
    expect(found(query, post('the fire tv drama'))).toBeNull();
    // Written together, as in hashtags.
    expect(found(query, post('again #FIRETV', { hashtags: ['FIRETV'] }))).toEqual(['FIRETV']);
    expect(found(query, post('#FireTVお願い 小さいのを', { hashtags: ['FireTVお願い'] }))).toEqual([
      'FireTV',
    ]);
    expect(found(query, post('#FireTVWish', { hashtags: ['FireTVWish'] }))).toBeNull();
    // A look-alike that is the product where it is written together takes only itself away.
    const day = productQuery({ name: 'Workday', aliases: [], lookalikes: ['work day'] });
    expect(found(day, post('Workday is down'))).toEqual(['Workday']);
    expect(found(day, post('a long work day'))).toBeNull();
  });

  it.each([
    ['a megabyte', 'a '.repeat(500_000)],
    ['a megabyte of slashes', '/'.repeat(1_000_000)],
    ['a hundred thousand handles', '@a.'.repeat(100_000)],
    ['ten thousand marks', `a${'\u0301'.repeat(10_000)}`],
    ['halves of pairs', '\ud83d'.repeat(100_000)],
    ['an address without end', `https://a.b/${'/'.repeat(1_000_000)}`],
    ['nothing', ''],
  ])('reads a post of %s', (_name, text) => {
    const on = post(text, { links: [text], hashtags: [text], mentions: [{ handle: text }] });
    const started = performance.now();
    for (const query of ['zz', 'a NEAR/5 a', '#a @a', '(a b c) OR url:a.b', 'a*', 'exact:a', '"a a"']) {
      compile(query).match(preparePost(on));
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

it('joins overlapping spans', () => {
  expect(
    mergeSpans([
      [4, 6],
      [0, 2],
      [1, 3],
    ]),
  ).toEqual([
    [0, 3],
    [4, 6],
  ]);
});
