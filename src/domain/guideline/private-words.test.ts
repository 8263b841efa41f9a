// Proves that a public draft does not repeat what was said in DMs, and may say what everybody says or could read anyway.
import { describe, expect, test } from 'vitest';
import { repeatsOf, type SaidInPrivate } from './private-words.ts';

const said = (more: Partial<SaidInPrivate>): SaidInPrivate => ({
  theirs: [],
  ours: [],
  inPublic: [],
  ...more,
});
const wordsOf = (draft: string, more: Partial<SaidInPrivate>): string[] =>
  repeatsOf(draft, said(more)).map(([start, end]) => draft.slice(start, end));

describe('what was said in a DM is found in a public draft', () => {
  test.each<[string, Partial<SaidInPrivate>, string, string[]]>([
    ['a booking number', { theirs: ['my booking is HMX4711, please look'] }, 'HMX4711 is done.', ['HMX4711']],
    [
      'the same with other signs',
      { theirs: ['予約番号はHMX-4711です'] },
      'ＨＭＸ４７１１の件',
      ['ＨＭＸ４７１１'],
    ],
    [
      'the end of a card number',
      { theirs: ['4111-1111-1111-4242'] },
      'The card that ends in 4242 is fine.',
      ['4242'],
    ],
    ['an amount', { theirs: ['it shows 180 euros twice'] }, 'We sent the 180 euros back.', ['180']],
    ['an amount with its sign', { theirs: ['請求が1,800円でした'] }, '1800円をお返ししました。', ['1800']],
    ['what we wrote there', { ours: ['Your ticket is RT-20931.'] }, 'See RT20931.', ['RT20931']],
    [
      'a name that they gave there',
      { theirs: ['My name is Mina Tanaka, and I live elsewhere.'] },
      'Thank you, Mina Tanaka!',
      ['Mina Tanaka'],
    ],
    ['a Japanese name', { theirs: ['氏名：田中美奈'] }, '田中美奈さま、ありがとうございます。', ['田中美奈']],
    [
      'a long run of their words',
      { theirs: ['the doctor told me to stay in bed until my leg is better'] },
      'Sorry that the doctor told me to stay in bed.',
      ['the doctor told me to stay in bed'],
    ],
    [
      'a long run in Japanese',
      { theirs: ['入院していて受け取りに行けませんでした'] },
      '入院していて受け取りに行けなかったとのこと、承知しました。',
      ['入院していて受け取りに行け'],
    ],
  ])('%s', (_, more, draft, expected) => {
    expect(wordsOf(draft, more)).toEqual(expected);
  });
});

describe('what is nobody’s secret is not', () => {
  test.each<[string, Partial<SaidInPrivate>, string]>([
    [
      'what they said in public too',
      { theirs: ['order A1234 again'], inPublic: ['where is A1234?'] },
      'A1234 is there.',
    ],
    ['the year, and a hundred percent', { theirs: ['since 2026 at 100 %'] }, 'In 2026 we are 100 % there.'],
    ['short numbers', { theirs: ['I called 3 times at 10:30'] }, 'Open from 10:30 to 18:00, 3 days a week.'],
    [
      'courtesies',
      { theirs: ['ご対応ありがとうございました。よろしくお願いいたします。'] },
      'ご連絡ありがとうございました。よろしくお願いいたします。',
    ],
    [
      'our usual sentences',
      { ours: ['この度はご不便をおかけして申し訳ございませんでした。お荷物は明日届きます。'] },
      'この度はご不便をおかけして申し訳ございませんでした。',
    ],
    [
      'their name where it stands on their profile',
      { theirs: ['my name is Mina'], inPublic: ['Mina'] },
      'Thank you, Mina!',
    ],
    ['thanks in English', { theirs: ['thank you very much for your quick help'] }, 'Thank you very much!'],
    ['nothing at all', {}, 'Order A1234 is there.'],
  ])('%s', (_, more, draft) => {
    expect(wordsOf(draft, more)).toEqual([]);
  });
});

test('places are of the draft as it was written, each told once', () => {
  const draft = '😀 Ｈ４７１１ and H4711!';
  expect(repeatsOf(draft, said({ theirs: ['H4711'], ours: ['H-4711'] }))).toEqual([
    [3, 8],
    [13, 18],
  ]);
});
