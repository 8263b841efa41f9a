// Proves keyword advice on written posts of a payment app: what is suggested, with which figures, and what is not; and its speed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slipsBetween } from '../../nearest.ts';
import { compileQuery } from '../matcher.ts';
import { foldText } from '../fold.ts';
import { preparePost } from '../prepared-post.ts';
import { parseQuery } from '../query.ts';
import { adviseKeywords } from './advise.ts';
import { contrast } from './contrast.ts';
import type { AdvicePost } from './corpus.ts';
import { precisionOf, wilson, type Label } from './precision.ts';
import { literalsOf } from './query-places.ts';
import type { Suggestion } from './suggestion.ts';
import { heard, shortFor } from './variants.ts';

/** Numbers that look random and are the same every time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const places = ['駅前', 'コンビニ', '会社', '自宅', 'カフェ', '空港', '病院', '学校'];
const things = [
  'ラーメン',
  '映画',
  '新しい靴',
  '天気',
  '電車',
  '猫',
  '仕事',
  '野球',
  'アイス',
  'コーヒー',
  '請求書',
  'パソコン',
];
const says = [
  'が最高だった',
  'の話をしていた',
  'が気になる',
  'で一日終わった',
  'に並んだ',
  'を待っている',
  'がない',
  'はもういいかな',
];
const english = [
  'train',
  'coffee',
  'movie',
  'weather',
  'meeting',
  'cat',
  'phone',
  'project',
  'lunch',
  'match',
];
const saysEnglish = [
  'was great today',
  'is late again',
  'makes me happy',
  'took all day',
  'is over',
  'at last',
];

class Posts {
  readonly all: AdvicePost[] = [];
  private readonly random = createRandom(7);

  pick(from: readonly string[]): string {
    return from[this.random(from.length)] ?? '';
  }

  add(text: string, label: Label | null = null, author = `u${String(this.random(5_000))}`): void {
    const hashtags = [...text.matchAll(/#([\p{L}\p{N}]+)/gu)].map((match) => match[1] ?? '');
    const post = { network: 'practice', kind: 'post' as const, author: { handle: author }, text, lang: null };
    const lists = { mentions: [], hashtags, links: [], media: [] };
    this.all.push({ id: `p${String(this.all.length)}`, post: { ...post, ...lists }, label });
  }

  stream(count: number): void {
    for (let n = 0; n < count; n += 1) {
      if (this.random(2) === 0) this.add(`${this.pick(places)}で${this.pick(things)}${this.pick(says)}。`);
      else this.add(`My ${this.pick(english)} ${this.pick(saysEnglish)}, the ${this.pick(english)} too`);
    }
  }

  /** `text` may have `{}`, where something else stands each time. */
  repeat(count: number, text: string, label: Label | null = null): void {
    for (let n = 0; n < count; n += 1) this.add(text.replace('{}', this.pick(places)), label);
  }
}

const query = '(ピカペイ OR PikaPay) (返金 OR 使えない OR "not working") -求人';

function listen(streamed: number): AdvicePost[] {
  const posts = new Posts();
  posts.stream(streamed);
  posts.repeat(20, '{}でピカペイが使えない、困った', 'relevant');
  posts.repeat(10, 'ピカペイの返金まだですか {}', 'relevant');
  posts.repeat(8, 'PikaPay is not working at the store again {}', 'relevant');
  posts.repeat(12, '【PR】ピカペイ返金キャンペーン実施中 {}', 'not_relevant');
  posts.repeat(1, 'ピカペイのキャンペーン、返金されない {}', 'relevant');
  posts.repeat(30, '{}でピカペイが使えないんだけど');
  // Said otherwise: what is missed.
  posts.repeat(9, 'ピカペイにチャージできない {}', 'relevant');
  posts.repeat(1, 'ピカペイにチャージできない人は設定を確認 {}', 'not_relevant');
  posts.repeat(40, '{}なのにピカペイへチャージできない');
  posts.repeat(6, 'ピカペイのカスタマーセンター、{}からつながらない', 'relevant');
  posts.repeat(12, 'ピカペイカスタマーセンターに{}から電話');
  // Written otherwise.
  posts.repeat(4, 'ピカペーが使えない、{}です', 'relevant');
  posts.repeat(6, 'ピカペーが使えない {}');
  posts.repeat(5, 'pikpay not working at {}');
  posts.repeat(3, 'pikpay is not working for me {}', 'relevant');
  posts.repeat(7, 'pika pay not working since noon {}');
  // Another word that looks alike, and a word that one author repeats.
  posts.repeat(6, 'pikaday is not working in my form {}', 'not_relevant');
  for (let n = 0; n < 8; n += 1) posts.add(`ピカペイが使えない 呪文ホゲラ${String(n)}`, 'relevant', 'bot');
  posts.repeat(10, '#ピカペイ障害 {}でずっと待っている');
  posts.repeat(5, '#ピカペイ障害 ピカペイが使えない {}', 'relevant');
  return posts.all;
}

const posts = listen(4_000);
const advice = adviseKeywords(query, posts);
const suggestions = advice?.suggestions ?? [];
const find = (text: string): Suggestion | undefined => suggestions.find((one) => one.text === text);

function hitsOf(text: string, among = posts): Set<string> {
  const compiled = compileQuery(text);
  if (!compiled.ok) throw new Error(text);
  return new Set(
    among.filter(({ post }) => compiled.query.match(preparePost(post)) !== null).map(({ id }) => id),
  );
}

const pieces = [
  'acme',
  'ACMEカード',
  'カード',
  '返金',
  'が',
  '来ない',
  ' ',
  ' ',
  '、',
  'card',
  'refund',
  'late',
  "isn't",
  '#help ',
  '😭',
];

it('counts right and proves nothing new to be there, whatever people write and say', () => {
  let seen = 0;
  const post = fc.tuple(
    fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((of) => of.join('')),
    fc.constantFrom<Label | null>('relevant', 'not_relevant', null),
  );
  const asked = fc.constantFrom(
    'acme',
    'acme (返金 OR refund) -late',
    '返金 lang:ja OR card*',
    '"acme カード" OR #help',
  );
  fc.assert(
    fc.property(asked, fc.array(post, { minLength: 30, maxLength: 120 }), (text, written) => {
      const some = new Posts();
      for (const [words, label] of written) some.add(words, label);
      const before = hitsOf(text, some.all);
      const { suggestions: made = [], hits } = adviseKeywords(text, some.all) ?? {};
      expect(hits).toBe(before.size);
      for (const { kind, query: changed, posts: counted } of made) {
        seen += 1;
        const after = hitsOf(changed, some.all);
        expect([changed, Math.abs(after.size - before.size)]).toEqual([changed, counted.all]);
        expect(after.size > before.size).toBe(kind !== 'exclusion');
      }
    }),
    { numRuns: 400, seed: 20_261_122 },
  );
  expect(seen).toBeGreaterThan(20);
});

it('finds names of both scripts', () => {
  const some = new Posts();
  some.stream(500);
  some.repeat(6, '{}で買ったソラマメTVが映らない', 'relevant');
  some.repeat(6, 'ソラマメの映りが悪い {}', 'not_relevant');
  some.repeat(9, 'ソラマメTVの画面が暗い {}');
  const texts = adviseKeywords('映らない', some.all)?.suggestions.map(({ text }) => text);
  expect(texts).toContain('ソラマメTV');
});

describe('advice', () => {
  it('measures the precision of the query as it is', () => {
    expect(advice?.hits).toBe(hitsOf(query).size);
    expect(advice?.precision).toMatchObject({ count: 52, of: 64 });
  });

  it('suggests a word that relevant posts have, where it belongs, with what it would bring', () => {
    const word = suggestions.find(({ kind, text }) => kind === 'word' && text.startsWith('チャージ'));
    expect(word).toMatchObject({ posts: { all: 50, relevant: 9, notRelevant: 1, unlabelled: 40 } });
    expect(word?.precision?.low).toBeCloseTo(0.596, 2);
    expect(word?.query).toMatch(
      /^\(ピカペイ OR PikaPay\) \(返金 OR 使えない OR "not working" OR チャージ.*\) NOT 求人$/u,
    );
    expect(word?.evidence.g2).toBeGreaterThan(15.1);
    const [example] = word?.evidence.examples ?? [];
    const post = posts.find(({ id }) => id === example?.postId)?.post;
    expect(post?.text.slice(...(example?.spans[0] ?? [0, 0]))).toBe(word?.text);
  });

  it('finds a name that segmentation cuts', () => {
    expect(find('カスタマーセンター')).toMatchObject({ kind: 'word', posts: { all: 18, relevant: 6 } });
  });

  it('finds what is written otherwise', () => {
    expect(find('ピカペー')).toMatchObject({
      kind: 'variant',
      form: 'kana',
      of: 'ピカペイ',
      posts: { all: 10, relevant: 4 },
    });
    expect(find('pikpay')).toMatchObject({
      form: 'misspelling',
      of: 'PikaPay',
      posts: { all: 8, relevant: 3 },
    });
    expect(find('pika pay')).toMatchObject({ form: 'spacing', of: 'PikaPay', posts: { all: 7 } });
    expect(find('pikaday')).toBeUndefined();
  });

  it('finds the hashtag that goes with it', () => {
    const tag = find('#ピカペイ障害');
    expect(tag).toMatchObject({ kind: 'hashtag', posts: { all: 10 } });
    expect(tag?.query).toContain('OR #ピカペイ障害)');
  });

  it('suggests to exclude what is mostly wrong, and says what that would wrongly spare', () => {
    const [exclusion] = suggestions.filter(({ kind }) => kind === 'exclusion');
    expect(exclusion?.posts.notRelevant).toBe(12);
    expect(exclusion?.precision?.low).toBeGreaterThan(0.6);
    expect(suggestions.filter(({ kind }) => kind === 'exclusion').map(({ text }) => text)).toEqual([
      exclusion?.text,
    ]);
    expect(exclusion?.query.endsWith(`NOT ${exclusion.text}`)).toBe(true);
  });

  it('suggests nothing that one author repeats, that the query has, or that nobody would gain by', () => {
    const texts = suggestions.map(({ text }) => text);
    expect(texts.filter((text) => /呪文|ホゲラ/u.test(text))).toEqual([]);
    for (const known of ['ピカペイ', 'pikapay', '返金', '使えない', 'not working', '求人'])
      expect(texts).not.toContain(known);
    for (const noise of ['駅前', 'コンビニ', 'です', 'my', 'the', '電車']) expect(texts).not.toContain(noise);
    for (const { posts: changed } of suggestions) expect(changed.all).toBeGreaterThan(0);
  });

  it('counts what the changed query really changes', () => {
    const before = hitsOf(query);
    expect(suggestions.length).toBeGreaterThan(5);
    for (const { kind, text, query: changed, posts: counted } of suggestions) {
      expect(parseQuery(changed).ok).toBe(true);
      const after = hitsOf(changed);
      const [larger, smaller] = kind === 'exclusion' ? [before, after] : [after, before];
      expect([text, [...larger].filter((id) => !smaller.has(id)).length]).toEqual([text, counted.all]);
      expect([...smaller].filter((id) => !larger.has(id))).toEqual([]);
    }
  });

  it('is the same every time', () => {
    expect(adviseKeywords(query, posts)).toEqual(advice);
  });

  it('has nothing to say of nothing, and of a query with an error', () => {
    expect(adviseKeywords('ピカペイ', [])).toEqual({ precision: null, hits: 0, suggestions: [] });
    expect(adviseKeywords('(', posts)).toBeNull();
  });
});

it('takes 20,000 posts in well under a second on a quiet core', () => {
  const many = listen(20_000);
  adviseKeywords(query, many);
  const begin = performance.now();
  expect(adviseKeywords(query, many)?.suggestions.length).toBeGreaterThan(5);
  // Ten times what it takes, for a busy machine.
  expect(performance.now() - begin).toBeLessThan(3_000);
});

it('is not held up by a post of a megabyte', () => {
  const some = new Posts();
  some.repeat(12, 'ピカペイが使えない {}', 'relevant');
  some.add('ア'.repeat(500_000) + ' x'.repeat(250_000), 'relevant');
  some.add('\ud800 \u0301'.repeat(5_000), 'relevant');
  const begin = performance.now();
  expect(adviseKeywords('ピカペイ OR アア OR アップ', some.all)?.hits).toBe(12);
  expect(performance.now() - begin).toBeLessThan(3_000);
});

it('advises without a label by the hits themselves', () => {
  const unlabelled = posts.map((post) => ({ ...post, label: null }));
  const texts = adviseKeywords('ピカペイ チャージ', unlabelled)?.suggestions.map(({ text }) => text);
  expect(adviseKeywords('ピカペイ チャージ', unlabelled)?.precision).toBeNull();
  expect(texts).not.toContain('チャージ');
});

it('measures the precision of a labelled sample', () => {
  const labels = (relevant: number, not: number): Label[] => [
    ...Array<Label>(relevant).fill('relevant'),
    ...Array<Label>(not).fill('not_relevant'),
  ];
  expect(precisionOf([null, ...labels(8, 2)])).toMatchObject({ count: 8, of: 10, share: 0.8 });
  // Wilson's interval of 8 in 10, as tables have it.
  expect(wilson(8, 10)?.low).toBeCloseTo(0.4902, 4);
  expect(wilson(8, 10)?.high).toBeCloseTo(0.9433, 4);
  expect(wilson(0, 10)).toMatchObject({ low: 0 });
  expect(wilson(0, 10)?.high).toBeCloseTo(0.2775, 4);
  expect(wilson(10, 10)).toMatchObject({ high: 1 });
  expect(wilson(0, 0)).toBeNull();
  expect(precisionOf([null])).toBeNull();
});

it('holds rare words for chance and telling ones for telling', () => {
  expect(contrast(20, 100, 20, 20_000).z).toBeGreaterThan(5);
  expect(contrast(1, 100, 0, 20_000).g2).toBeLessThan(15.1);
  expect(Math.abs(contrast(5, 100, 1_000, 20_000).z)).toBeLessThan(1);
  expect(contrast(5, 100, 1_000, 20_000).g2).toBeCloseTo(0, 5);
});

it.each([
  ['pikapay', 'pikpay', 1],
  ['pikapay', 'pikapya', 1],
  ['pikapay', 'pikaday', 1],
  ['pikapay', 'pkiapya', 2],
  ['pikapay', 'payment', 3],
])('%s and %s are %i slips apart', (a, b, slips) => {
  expect(slipsBetween(a, b, 2)).toBe(slips);
});

it.each([
  ['ahr', '"Acme Home Router"', true],
  ['ファスティ', 'ファイアスティック', true],
  ['ファイアスティッ', 'ファイアスティック', false],
  ['router', '"Acme Home Router"', false],
])('%s is short for %s: %s', (text, literal, isShort) => {
  const parsed = parseQuery(literal);
  const positive = parsed.ok ? literalsOf(parsed.node).positive : [];
  expect(shortFor(foldText(text), positive) !== null).toBe(isShort);
});

it('hears long marks, small kana and dots alike', () => {
  expect(heard('ゆーざー').text).toBe('ゆざ');
  expect(heard('ふぁいあ・すてぃっく').text).toBe(heard('ふあいあすていく').text);
});

it('suggests a word that has one of the query within', () => {
  const some = new Posts();
  some.stream(500);
  some.repeat(4, 'my beanstv shows nothing but stripes {}', 'relevant');
  some.repeat(4, 'stripes on my beanstv in {}', 'relevant');
  some.repeat(12, 'beanstv is dark again {}');
  some.repeat(8, 'the tv is dark {}');
  const texts = adviseKeywords('tv dark', some.all)?.suggestions.map(({ text }) => text);
  expect(texts).toContain('beanstv');
});
