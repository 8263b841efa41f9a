// What becomes of a text before models read it: names, numbers and addresses masked, nothing that breaks it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { masks, namesPattern, normalise } from './normalise.ts';
import { Vectoriser } from './vectors.ts';
import { wordsOf } from './words.ts';

test('names, addresses, numbers and accounts are masked, whatever their width and case', () => {
  const names = namesPattern(['Aoba Router', 'アオバ', 'C++']);
  const text = normalise(
    'ＡＯＢＡ  router v2.10 https://acme.example/x?y @acme_help ｱｵﾊﾞ #aoba C++ Aobas',
    names,
  );
  expect(text).toBe(
    `${masks.us} v${masks.digits} ${masks.url} ${masks.at} ${masks.us} ${masks.tag}aoba ${masks.us} aobas`,
  );
});

test('words of both kinds of scripts', () => {
  const words = (text: string): string[] => wordsOf(text, 'ja').map((word) => word.text);
  expect(words("can't log in")).toEqual(["can't", 'log', 'in']);
  expect(words('返金はいつ？')).toEqual(['返金', 'は', 'いつ']);
});

test('reads any text, and a vector is as long as one or empty', () => {
  const reader = new Vectoriser(10, null);
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('ja', 'en', 'zh', 'de', 'xx', null),
      fc.array(text, { maxLength: 3 }),
      (...given) => {
        const [written, lang, brand] = given;
        const { vector } = reader.read({ text: written, lang, brand });
        const length = Math.sqrt(vector.values.reduce((sum, value) => sum + value * value, 0));
        expect(Math.abs(length - 1)).toBeLessThan(1e-4);
      },
    ),
  );
});

test('a very long text takes no longer than its first part', () => {
  const reader = new Vectoriser(10, null);
  const long = reader.read({ text: '返金してください。'.repeat(20_000), lang: 'ja', brand: [] });
  expect(long.text.length).toBeLessThanOrEqual(4_000);
});
