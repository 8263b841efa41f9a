// Proves matching: what matches what, and where.
import { describe, expect, it } from 'vitest';
import { compileQuery, createPlainMatcher, mergeSpans } from './matcher.ts';
import { preparePost, type Matchable } from './prepared-post.ts';
import { productQuery } from './query.ts';

function post(text: string, more: Partial<Matchable> = {}): Matchable {
  const rest = { lang: null, mentions: [], hashtags: [], links: [], media: [] };
  return { network: 'x', kind: 'post', author: { handle: '' }, text, ...rest, ...more };
}

function found(query: string, on: Matchable): string[] | null {
  const compiled = compileQuery(query);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const spans = compiled.query.match(preparePost(on));
  return spans === null ? null : spans.map(([start, end]) => on.text.slice(start, end));
}

describe('matching', () => {
  it.each([
    ['返金', '全額返金して', ['返金']],
    ['firetv', 'FireTVが映らない', ['FireTV']],
    ['tv', 'two FireTVs', null],
    ['アプリ', 'ｱﾌﾟﾘが落ちる', ['ｱﾌﾟﾘ']],
    ['"not working"', 'It is not\n  working', ['not\n  working']],
    ['"not working"', 'It is nottworking', null],
    ['acme broken', 'my ACME is broken', ['ACME', 'broken']],
    ['acme OR zeta', 'zeta!', ['zeta']],
    ['acme -pie', 'acme pie', null],
    ['acme NOT (pie OR cake)', 'acme tart', ['acme']],
    ['acme', 'see https://acme.test/a', null],
    ['acme', 'thanks @acme', null],
    ['😭', 'だめだ😭', ['😭']],
  ])('%s on %s', (query, text, expected) => {
    expect(found(query, post(text))).toEqual(expected);
  });

  it('matches whole hashtags, handles by their first label, languages', () => {
    expect(found('#acme', post('go #acme', { hashtags: ['acme'] }))).toEqual(['#acme']);
    expect(found('#acm', post('go #acme', { hashtags: ['acme'] }))).toBeNull();
    expect(found('@acme', post('hi', { mentions: [{ handle: 'acme.bsky.social' }] }))).toEqual([]);
    expect(found('acme lang:ja', post('acme', { lang: 'en' }))).toBeNull();
  });

  it('searches the alt texts of pictures', () => {
    const media = [{ kind: 'image' as const, alt: 'a torn ACME glove' }];
    const compiled = compileQuery('acme');
    if (!compiled.ok) throw new Error('does not compile');
    expect(compiled.query.match(preparePost(post('look', { media })))).not.toBeNull();
  });

  it('listens for a product and not for its look-alikes', () => {
    const query = productQuery({ name: 'Fire TV', aliases: ['ファイアTV'], lookalikes: ['fire tv drama'] });
    expect(found(query, post('fire  tv broke'))).toEqual(['fire  tv']);
    expect(found(query, post('the fire tv drama'))).toBeNull();
  });

  it('leaves a broken monitor out and says which', () => {
    const matcher = createPlainMatcher();
    const { refused } = matcher.replaceAll([
      { id: 'a', version: 1, query: 'acme' },
      { id: 'b', version: 1, query: '(' },
    ]);
    expect(refused.map((one) => one.id)).toEqual(['b']);
    expect(matcher.match(post('acme'))).toEqual([{ monitorId: 'a', monitorVersion: 1, spans: [[0, 4]] }]);
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
