// Proves that a difference leaves nothing out: what stayed and went is the old text, what stayed and came the new one.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textDifference } from './text-difference.ts';

const side = (before: string, after: string, kinds: readonly string[]): string =>
  textDifference(before, after)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('');

it('names the words that changed, in Japanese too', () => {
  expect(textDifference('We are sorry.', 'We are very sorry.')).toEqual([
    { kind: 'same', text: 'We are ' },
    { kind: 'new', text: 'very ' },
    { kind: 'same', text: 'sorry.' },
  ]);
  expect(
    textDifference('ご不便をおかけしました。', 'ご不便をおかけし申し訳ありません。').map(({ kind }) => kind),
  ).toContain('new');
  expect(textDifference('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
});

it('gives both texts back whole', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'の', ' ', '。', '\n'), { maxLength: 40 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(side(before, after, ['same', 'gone'])).toBe(before);
      expect(side(before, after, ['same', 'new'])).toBe(after);
    }),
  );
});
