// Proves what networks are asked for, to the letter: operators, limits, sharing, what is said of the rest, and its cost.
import { describe, expect, it } from 'vitest';
import { preparePost, type Matchable } from '../prepared-post.ts';
import { compileMastodonTags } from './mastodon-tags.ts';
import { compileMisskeyAntennas } from './misskey-antennas.ts';
import { monitorToPush, type MonitorToPush } from './monitor.ts';
import { compileSearches, networkQueries } from './network-search.ts';
import type { PushDownCode } from './notes.ts';
import { compileXRules, type XOptions } from './x-rules.ts';

const monitors = (...queries: string[]): MonitorToPush[] =>
  queries.map((query, n) => monitorToPush(`m${String(n)}`, query));

function xRulesOf(query: string, options?: XOptions): string[] {
  return compileXRules(monitors(query), options).rules.map(({ value }) => value);
}

function xCodesOf(query: string, options?: XOptions): PushDownCode[] {
  return compileXRules(monitors(query), options).monitors[0]?.notes.map(({ code }) => code) ?? [];
}

describe('X', () => {
  it.each([
    ['#help from:acme', '(#help OR #ｈｅｌｐ) from:acme'],
    ['返金 is:repost', '"返金" is:retweet'],
    ['返金 has:image has:link', '"返金" has:images has:links'],
    ['返金 min_followers:1000 max_followers:5000', '"返金" followers_count:1000 followers_count:0..5000'],
    ['to:acme', '@acme is:reply'],
    ['url:acme.com/help', 'url:"acme.com" url:"/help"'],
    ['返金 NEAR/3 映画', '"返金" "映画"'],
    ['exact:"返金"', '"返金"'],
    ['"画面の「設定"', '"画面の「設定"'],
    ['りそにゃ', '"りそにゃ" OR "リソニャ"'],
    ['返金 (network:x OR network:bluesky)', '"返金"'],
    ['返金 OR (映画 network:bluesky)', '"返金"'],
  ])('%s', (query, rule) => {
    expect(xRulesOf(query)).toEqual([rule]);
  });

  it.each<[string, PushDownCode]>([
    ['crash*', 'nothing_to_ask'],
    ['返金 OR crash*', 'nothing_to_ask'],
    ['the to:acme OR the', 'nothing_to_ask'],
    ['"..."', 'nothing_to_ask'],
    ['from:acme.bsky.social', 'never_here'],
    ['返金 network:misskey', 'never_here'],
    ['(', 'query_invalid'],
  ])('cannot be asked for %s', (query, code) => {
    expect(xRulesOf(query)).toEqual([]);
    expect(xCodesOf(query)).toContain(code);
  });

  it('leaves NOT and the language to X only where that is chosen, and says what that may cost', () => {
    const query = '返金 -映画 -(中古 OR 転売) lang:he';
    expect(xRulesOf(query)).toEqual(['"返金"']);
    expect(xCodesOf(query)).toEqual(expect.arrayContaining(['exclusion', 'lang']));
    const choices = { lang: true, exclusions: true };
    expect(xRulesOf(query, { choices })).toEqual(['"返金" -"映画" -"中古" -"転売" lang:iw']);
    expect(xCodesOf(query, { choices })).toEqual(expect.arrayContaining(['excluded_there', 'lang_judged']));
    // No NOT among alternatives, whatever was chosen.
    expect(xRulesOf('返金 (映画 OR -中古)', { choices })).toEqual(['"返金"']);
  });

  it('splits a list of 2,000 words, and keeps the other conditions with each piece', () => {
    const words = Array.from({ length: 2_000 }, (_, n) => `語${String(n)}番`);
    const rules = xRulesOf(`(${words.join(' OR ')}) from:acme -is:repost`);
    // The author alone is narrow enough: the words are left to the matcher.
    expect(rules).toEqual(['from:acme -is:retweet']);
    const split = xRulesOf(`(${words.join(' OR ')}) -is:repost`);
    for (const rule of split) expect(rule).toMatch(/^\(.{1,1008}\) -is:retweet$/u);
    expect(words.every((word) => split.some((rule) => rule.includes(`"${word}"`)))).toBe(true);
  });

  it('shares equal rules', () => {
    const { rules } = compileXRules(monitors('返金 OR 映画', '返金 | 映画', '解約'));
    expect(rules).toEqual([
      { value: '"返金" OR "映画"', monitors: ['m0', 'm1'] },
      { value: '"解約"', monitors: ['m2'] },
    ]);
  });

  it('joins 5,000 monitors into 1,000 rules, and says for whom there is no room', () => {
    const many = monitors(...Array.from({ length: 5_000 }, (_, n) => `製品${String(n)} (返金 OR 解約)`));
    const joined = compileXRules(many);
    expect(joined.rules.length).toBeLessThanOrEqual(1_000);
    expect(joined.rules.every(({ value }) => value.length <= 1_024)).toBe(true);
    expect(new Set(joined.rules.flatMap((rule) => rule.monitors)).size).toBe(5_000);

    const tight = compileXRules(many, { maxRules: 10 });
    const heard = new Set(tight.rules.flatMap((rule) => rule.monitors));
    const refused = tight.monitors.filter(({ notes }) => notes.some(({ code }) => code === 'no_room'));
    expect(tight.rules).toHaveLength(10);
    expect(heard.size).toBeGreaterThan(100);
    expect(heard.size + refused.length).toBe(5_000);
    expect(refused.every(({ wider, id }) => wider === null && !heard.has(id))).toBe(true);
  });

  it('measures how much wider its answer is', () => {
    const post = (text: string, kind: Matchable['kind'] = 'post'): Matchable => {
      const lists = { mentions: [], hashtags: [], links: [], media: [] };
      return { network: 'x', kind, author: { handle: 'taro' }, text, lang: 'ja', ...lists };
    };
    const texts = [
      'Acme が映らない',
      'Acme の広告',
      'Acme の新製品',
      'Acme の感想',
      'ほかの話',
      'Acme が映らない、広告',
    ];
    const sample = texts.map((text) => preparePost(post(text)));
    const { monitors: reports } = compileXRules(monitors('acme 映ら* -広告', 'acme 映らない -広告'), {
      sample,
    });
    expect(reports.map(({ cost }) => cost)).toEqual([null, { posts: 6, matched: 1, sent: 2, ratio: 2 }]);
  });
});

describe('Misskey', () => {
  it('asks for words in one antenna for all, and for files or authors apart while there is room', () => {
    const queries = [
      '返金 "not working"',
      '返金 has:image',
      '解約 from:taro@misskey.example',
      '返金 "not working"',
    ];
    const { antennas } = compileMisskeyAntennas(monitors(...queries));
    expect(antennas.map(({ src, users, withFile, monitors: of }) => ({ src, users, withFile, of }))).toEqual([
      { src: 'all', users: [], withFile: false, of: ['m0', 'm3'] },
      { src: 'all', users: [], withFile: true, of: ['m1'] },
      { src: 'users', users: ['taro@misskey.example'], withFile: false, of: ['m2'] },
    ]);
    expect(antennas[0]?.keywords).toContainEqual(['返金', 'not', 'working']);
    expect(antennas[0]?.keywords).toHaveLength(4);
    const one = compileMisskeyAntennas(monitors(...queries), { maxAntennas: 1 });
    expect(one.antennas.map(({ src, withFile, monitors: of }) => [src, withFile, of.length])).toEqual([
      ['all', false, 4],
    ]);
  });

  it('divides a long list among antennas, and hears a monitor wholly or not at all', () => {
    const words = Array.from({ length: 2_500 }, (_, n) => `語${String(n)}番`).join(' OR ');
    const { antennas, monitors: reports } = compileMisskeyAntennas(monitors(words, '返金'), {
      maxAntennas: 6,
    });
    // Each word in two widths.
    expect(antennas.map(({ keywords }) => keywords.length)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1]);
    expect(reports.every(({ wider }) => wider !== null)).toBe(true);
    const few = compileMisskeyAntennas(monitors('返金', words), { maxAntennas: 2 });
    expect(few.antennas.map((antenna) => antenna.monitors)).toEqual([['m0']]);
    expect(few.monitors[1]?.notes.map(({ code }) => code)).toContain('no_room');
  });

  it('cannot be asked for an author alone', () => {
    const { antennas, monitors: reports } = compileMisskeyAntennas(monitors('from:taro@misskey.example'));
    expect(antennas).toEqual([]);
    expect(reports[0]?.notes.map(({ code }) => code)).toContain('nothing_to_ask');
  });
});

it('asks Bluesky by parameters', () => {
  const ask = (query: string): unknown =>
    compileSearches(monitorToPush('m', query), { network: 'bluesky', lang: true }).searches;
  expect(ask('返金 lang:ja @acme.bsky.social #help')).toEqual([
    { q: '返金', lang: 'ja', mentions: 'acme.bsky.social', tag: ['help'] },
  ]);
  expect(ask('from:did:plc:abc 返金')).toEqual([{ q: '返金', author: 'did:plc:abc' }]);
  expect(ask('url:acme.com')).toEqual([
    { q: '', domain: 'acme.com' },
    { q: '', domain: 'www.acme.com' },
  ]);
  expect(ask('lang:ja (crash* OR acme)')).toEqual([]);
});

it('counts what is sent for a link by its host, where the path is not asked for', () => {
  const lists = { mentions: [], hashtags: [], media: [] };
  const sample = ['help', 'news'].map((path) => {
    const links = [`https://acme.com/${path}`];
    const post = { network: 'bluesky', kind: 'post' as const, author: { handle: 'taro' }, lang: 'ja' };
    return preparePost({ ...post, ...lists, links, text: `見て ${links.join(' ')}` });
  });
  const query = monitorToPush('m', 'url:acme.com/help');
  const sent = { posts: 2, matched: 1, sent: 2, ratio: 2 };
  expect(compileSearches(query, { sample })).toMatchObject({ wider: 'url:acme.com', cost: sent });
  expect(compileMisskeyAntennas([query], { sample }).monitors).toMatchObject([
    { wider: 'url:acme.com', cost: sent },
  ]);
});

it.each([
  ['acme', ['acme']],
  ['"Fire TV" OR ファイアTV', ['"fire tv"', 'ファイアtv', 'ふぁいあtv']],
  ['(acme OR zeta) 返金', ['返金 acme', '返金 zeta']],
  ['acme -pie lang:ja', ['acme']],
  ['#help @acme', ['#help']],
  ['@acme', ['@acme']],
  ['from:acme', null],
  ['from:acme.bsky.social', null],
  ['(', null],
  [Array.from({ length: 21 }, (_, n) => `w${String(n)}`).join(' OR '), null],
])('fills gaps by searching for %s', (query, expected) => {
  expect(networkQueries(query)).toEqual(expected);
});

it('asks Mastodon for hashtags, and says where that is not enough', () => {
  const { timelines, monitors: reports } = compileMastodonTags(
    monitors('(#acme OR #zeta) 返金 #help', '#acme #help', '返金', '#acme network:x'),
  );
  expect(timelines).toEqual([
    { tag: 'help', all: ['acme'], monitors: ['m0'] },
    { tag: 'help', all: ['zeta'], monitors: ['m0'] },
    { tag: 'acme', all: ['help'], monitors: ['m1'] },
  ]);
  expect(reports.map(({ notes }) => notes.find(({ effect }) => effect === 'unpushed')?.code)).toEqual([
    undefined,
    undefined,
    'only_hashtags',
    'never_here',
  ]);
});
