// Proves that a text comes whole, in few enough messages, none of which LINE refuses.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messagesOf } from './divide.ts';
import { manifest, mostMessages, mostOfMessage } from './manifest.ts';

const most = 'max' in manifest.limits.dm ? manifest.limits.dm.max : 0;
const bare = (text: string): string => text.replaceAll(/\s/gu, '');

test('a text that fits is one message', () => {
  expect(messagesOf(' こんにちは\n')).toEqual(['こんにちは']);
  expect(messagesOf('x'.repeat(5_000))).toHaveLength(1);
});

test('a long one ends between lines, else between sentences, else between characters', () => {
  const [line, sentence] = ['行です、続きます\n', '設定を開きます。'];
  expect(messagesOf(line.repeat(700))[0]?.endsWith('続きます')).toBe(true);
  expect(messagesOf(sentence.repeat(700))[0]?.endsWith('ます。')).toBe(true);
  const family = '👨‍👩‍👧‍👦';
  for (const part of messagesOf(family.repeat(800))) expect(part.length % family.length).toBe(0);
});

test('nothing is lost, and each is within the limits', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('\n', '。', '. ', ' ', '👨‍👩‍👧‍👦', '\u0301'.repeat(3_000), 'x'.repeat(4_000)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.nat(400)), { maxLength: 12 }), (pieces) => {
      const text = pieces
        .map(([one, times]) => one.repeat(times))
        .join('')
        .slice(0, most)
        .toWellFormed();
      const messages = messagesOf(text);
      expect(bare(messages.join(''))).toBe(bare(text));
      expect(messages.length).toBeLessThanOrEqual(mostMessages);
      for (const one of messages) {
        expect(one.length).toBeLessThanOrEqual(mostOfMessage);
        expect(one.isWellFormed()).toBe(true);
      }
    }),
  );
});
