// Markup becomes the text its author meant; what is no markup stays.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mfmToText } from './mfm-text.ts';

test.each([
  ['**太字** と ~~取消~~ と <small>小さく</small>', '太字 と 取消 と 小さく'],
  ['$[shake.speed=1s 助けて] $[tada $[x2 起動しない]]', '助けて 起動しない'],
  ['[公式](https://acme.example/a) と ?[黙って](https://b.example)', '公式 と 黙って'],
  ['<https://acme.example/日本> を見た', 'https://acme.example/日本 を見た'],
  ['`npm **run**` と <plain>**そのまま**</plain>', 'npm **run** と **そのまま**'],
  ['```js\nconst a = 1; // @taro\n```\n動かない', 'const a = 1; // @taro\n動かない'],
  [':acme_ok: 5 * 3 ** 2 ~ [メモ] $[ x', ':acme_ok: 5 * 3 ** 2 ~ [メモ] $[ x'],
  ['$[閉じない 困った', '$[閉じない 困った'],
  ['<center>中央</center>\n> 引用', '中央\n> 引用'],
])('%s', (mfm, text) => {
  expect(mfmToText(mfm).text).toBe(text);
});

test('names, tags and addresses are found where they are meant', () => {
  const found = mfmToText(
    '@acme @taro@m.example. mail@x.example #困った#二つ目 #123 (https://a.example/x_(y)). `@code #code` https://a.example/x_(y)',
  );
  expect(found.mentions).toEqual([
    { user: 'acme', host: null },
    { user: 'taro', host: 'm.example' },
  ]);
  expect(found.hashtags).toEqual(['困った', '二つ目']);
  expect(found.links).toEqual(['https://a.example/x_(y)']);
});

test('no input breaks it, or takes it long', () => {
  const piece = fc.constantFrom(
    '$[x ',
    ']',
    '[',
    '](https://a',
    ')',
    '**',
    '~~',
    '`',
    '```\n',
    '<plain>',
    '@a',
    '#',
    'あ',
    'h',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece).map((all) => all.join('')),
      ),
      (mfm) => {
        expect(mfmToText(mfm).text.length).toBeLessThanOrEqual(mfm.length);
      },
    ),
    { numRuns: 1000 },
  );
  for (const part of ['[', '$[x ', '<plain>', '```a\n', '**', '@a', '#', 'https://', '](']) {
    const started = performance.now();
    mfmToText(part.repeat(100_000 / part.length));
    expect(performance.now() - started, part).toBeLessThan(2000);
  }
}, 60_000);
