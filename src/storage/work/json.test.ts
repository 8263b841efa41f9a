// What people can write and PostgreSQL cannot hold comes out storable, and everything else unchanged.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intArray, rawJson, referenceOf, storableJson, storableText } from './json.ts';

/** Text with NUL, halves of surrogate pairs, and the escapes that spell them, all likely. */
const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\0', '\ud800', '\udc00', '\ud83d\ude00', '\\u0000', '\\ud800', '\\', '"', 'あ'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

test('text without anything odd is itself', () => {
  expect(storableText('充電できない 😀 \\u0000')).toBe('充電できない 😀 \\u0000');
  expect(storableText('a\0b\ud800')).toBe('a\uFFFDb\uFFFD');
});

test('JSON says the same as the value, but for what cannot be stored', () => {
  fc.assert(
    fc.property(fc.jsonValue(), oddText, oddText, (value, text, key) => {
      const json = storableJson({ value, list: [text], [key]: text });
      const back = JSON.parse(json) as Record<string, unknown>;
      expect(back['list']).toEqual([storableText(text)]);
      expect(json).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/);
    }),
  );
  expect(storableJson(undefined)).toBe('null');
});

test('raw JSON is kept unless it is beyond all measure', () => {
  expect(rawJson({ text: 'hello' })).toBe('{"text":"hello"}');
  expect(rawJson(undefined)).toBeNull();
  expect(rawJson('x'.repeat(200_001))).toBeNull();
  let nested: unknown = [];
  for (let depth = 0; depth < 600; depth += 1) nested = [nested];
  expect(rawJson(nested)).toBeNull();
  for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
  expect(rawJson(nested)).toBeNull();
});

test('a reference longer than any network makes is none', () => {
  expect(referenceOf('at://did:plc:abc/app.bsky.feed.post/1')).toBe('at://did:plc:abc/app.bsky.feed.post/1');
  expect(referenceOf('x'.repeat(3_000))).toBeUndefined();
  expect(referenceOf(undefined)).toBeUndefined();
});

test('integers become an array literal', () => {
  expect(intArray([])).toBe('{}');
  expect(intArray([-5, 7])).toBe('{-5,7}');
});
