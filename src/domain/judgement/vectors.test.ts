// What becomes of a text before models read it: names, numbers and addresses masked, nothing that breaks it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { masks, namesPattern, normalise } from './normalise.ts';
import type { SparseVector } from './sparse.ts';
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

test('reads any text, and a vector is as long as one, or shorter where little is said', () => {
  const reader = new Vectoriser(10, null);
  const weighing = new Vectoriser(10, new Float32Array(1 << 10).fill(3));
  const lengthOf = ({ values }: SparseVector): number => Math.hypot(...values);
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('ja', 'en', 'zh', 'de', 'xx', null),
      fc.array(text, { maxLength: 3 }),
      (...given) => {
        const [written, lang, brand] = given;
        const post = { text: written, lang, brand };
        expect(Math.abs(lengthOf(reader.read(post).vector) - 1)).toBeLessThan(1e-4);
        expect(lengthOf(weighing.read(post).vector)).toBeLessThan(1 + 1e-4);
      },
    ),
  );
});

test('two words say less than a post', () => {
  const reader = new Vectoriser(16, new Float32Array(1 << 16).fill(5));
  const [short = 0, usual = 0] = [
    'you too',
    'my kettle has been leaking all over the counter since I brought it home on Sunday, what should I do?',
  ].map((text) => Math.hypot(...reader.read({ text, lang: 'en', brand: [] }).vector.values));
  expect(short).toBeLessThan(0.7);
  expect(usual).toBeCloseTo(1, 4);
});

test('a very long text takes no longer than its first part', () => {
  const reader = new Vectoriser(10, null);
  const long = reader.read({ text: '返金してください。'.repeat(20_000), lang: 'ja', brand: [] });
  expect(long.text.length).toBeLessThanOrEqual(4_000);
});
