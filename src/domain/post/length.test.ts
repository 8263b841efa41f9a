// Proves that a text is as long as its network says.
import { expect, it } from 'vitest';
import { measureLength, type LengthRule } from './length.ts';

const bluesky: LengthRule = { unit: 'graphemes', max: 300, maxBytes: 3000 };
const mastodon: LengthRule = { unit: 'mastodon', max: 500, urlLength: 23 };

it.each([
  ['あ'.repeat(300), 300, true],
  ['あ'.repeat(301), 301, false],
  ['👨‍👩‍👧‍👦', 1, true],
  // 300 families are 300 characters to a reader and 7,500 bytes to the network.
  ['👨‍👩‍👧‍👦'.repeat(300), 300, false],
  ['e\u0301', 1, true],
])('counts graphemes and bytes (%#)', (text, used, fits) => {
  expect(measureLength(text, bluesky)).toEqual({ used, max: 300, fits });
});

it.each([
  ['see https://example.com/a/very/long/path/that/goes/on/and/on', 4 + 23],
  ['https://a.io', 23],
  ['@taro@mastodon.example hello', '@taro hello'.length],
  ['mail taro@example.com', 'mail taro@example.com'.length],
  ['「https://example.com/x」です', 1 + 23 + 3],
])('counts as Mastodon does: %s', (text, used) => {
  expect(measureLength(text, mastodon).used).toBe(used);
});

const x: LengthRule = { unit: 'weighted', max: 280, urlLength: 23 };

it.each([
  ['a'.repeat(280), 280, true],
  ['あ'.repeat(140), 280, true],
  ['あ'.repeat(140) + 'a', 281, false],
  ['한국어', 6, true],
  ['Привет', 6, true],
  ['e\u0301', 1, true],
  ['👨‍👩‍👧‍👦', 2, true],
  ['🇯🇵1', 3, true],
  ['“quoted” – yes…', 16, true],
  ['see https://example.com/a/very/long/path/that/goes/on/and/on', 4 + 23, true],
  ['見て https://a.io', 4 + 1 + 23, true],
  // X ends a path at Japanese letters, and links a domain without a scheme.
  ['見https://example.com/日本語です', 2 + 23 + 10, true],
  ['https://example.comです', 23 + 4, true],
  ['example.com', 23, true],
  ['詳しくはexample.co.jp/help。', 8 + 23 + 2, true],
  ['taro@example.com', 16, true],
  ['Node.js, 1.5 and a.b', 20, true],
  ['(https://example.com/a_(b)).', 1 + 23 + 2, true],
  ['https://example.com/?q=1&r=2', 23, true],
  ['https://intranet.acme-internal/' + 'a'.repeat(40), 71, true],
])('counts as X does (%#)', (text, used, fits) => {
  expect(measureLength(text, x)).toEqual({ used, max: 280, fits });
});

it('LINE counts UTF-16 units: an emoji is two or more', () => {
  const line: LengthRule = { unit: 'utf16', max: 4 };
  expect(measureLength('あい😀', line)).toEqual({ used: 4, max: 4, fits: true });
  expect(measureLength('あ👍🏽', line)).toEqual({ used: 5, max: 4, fits: false });
});
