// Proves that marks stand where something matched, and that lengths of time read as people say them.
import { describe, expect, test } from 'vitest';
import { createFormats, regionalOf } from '../i18n/format.ts';
import { browserLocale, createTranslator, type Catalog } from '../i18n/translator.ts';
import en from '../locales/en.json';
import ja from '../locales/ja.json';
import { heardIn } from '../pages/welcome/product-draft.ts';
import { tidySpans } from './highlighted.tsx';

describe('marks', () => {
  test('are joined, put in order and kept inside the text', () => {
    expect(
      tidySpans(
        [
          [4, 6],
          [0, 2],
          [2, 3],
          [5, 9],
        ],
        8,
      ),
    ).toEqual([
      [0, 3],
      [4, 8],
    ]);
    expect(
      tidySpans(
        [
          [3, 3],
          [9, 12],
          [-2, 1],
        ],
        8,
      ),
    ).toEqual([[0, 1]]);
  });

  test('of the examples are those of the real engine', () => {
    const product = { id: '1', name: 'Fire TV', aliases: ['ファイヤー'], lookalikes: ['fire tv series'] };
    expect(heardIn('my FIRE TV is stuck', [product])).toEqual([[3, 10]]);
    expect(heardIn('the Fire TV series is fun', [product])).toBeNull();
    expect(heardIn('ファイヤーが動かない', [product])).not.toBeNull();
    expect(heardIn('anything', [{ ...product, name: ' ' }])).toBeNull();
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const ago = (locale: 'ja' | 'en', ms: number): string =>
    createFormats(locale).ago(new Date(now - ms).toISOString(), now);

  test('are told in the unit one would say', () => {
    expect(ago('en', 5000)).toBe('just now');
    expect(ago('ja', 5 * 60_000)).toBe('5 分前');
    expect(ago('en', 3 * 3_600_000)).toMatch(/3\s?h/);
    expect(ago('ja', 26 * 3_600_000)).toBe('昨日');
  });

  test('that last are told in two units at most', () => {
    const { duration } = createFormats('ja');
    expect(duration(0)).toBe('0 秒');
    expect(duration(65_000)).toBe('1 分 5 秒');
    expect(duration(7_200_000)).toBe('2 時間');
    expect(duration(90_061_000)).toBe('1 日 1 時間');
  });
});

describe('dates', () => {
  const day = (locale: 'ja' | 'en', preferred: string[]): string =>
    createFormats(locale, regionalOf(locale, preferred)).day('2026-11-18T12:00:00Z');

  test('are written as where the reader is, in the language of the interface', () => {
    expect(day('en', ['fr-FR', 'en-GB', 'en'])).toBe('18 Nov 2026');
    expect(day('en', ['en-US'])).toBe('Nov 18, 2026');
    expect(day('en', ['ja-JP', 'eno'])).toBe('Nov 18, 2026');
    expect(day('ja', ['en-GB'])).toBe('2026年11月18日');
  });
});

describe('words', () => {
  const say = (locale: 'ja' | 'en', catalog: Catalog) => createTranslator(locale, catalog);

  test('follow the number', () => {
    expect(say('en', en).t('candidates.new', { count: 1 })).toBe('1 new post');
    expect(say('en', en).t('candidates.new', { count: 12 })).toBe('12 new posts');
    expect(say('ja', ja).t('candidates.new', { count: 12 })).toBe('新しい投稿が 12 件あります');
  });

  test('begin in the first language of the browser that there is', () => {
    expect(browserLocale(['fr-FR', 'ja-JP', 'en'])).toBe('ja');
    expect(browserLocale(['fr-FR'])).toBe('en');
  });
});
