// A reply mentions its reader once, by Mastodon's own idea of a mention.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparable, isMentioned, mentionOf, withMention } from './compose.ts';

const own = 'support.example';

describe('mentions', () => {
  test.each([
    ['@taro こんにちは', 'taro@support.example', true],
    ['@taroさん、こんにちは', 'taro@support.example', true],
    ['@Taro hello', 'taro@support.example', true],
    ['hello (@taro)', 'taro@support.example', true],
    ['ask @taro.', 'taro@support.example', true],
    ['@taro2 hello', 'taro@support.example', false],
    ['@taro.jr hello', 'taro@support.example', false],
    ['@taro_ hello', 'taro@support.example', false],
    ['mail@taro hello', 'taro@support.example', false],
    ['https://x.example/@taro', 'taro@support.example', false],
    ['@taro@other.example hello', 'taro@support.example', false],
    ['@taro@support.example hello', 'taro@support.example', true],
    ['@taro hello', 'taro@other.example', false],
    ['@taro@other.example hello', 'taro@other.example', true],
    ['@taro@other.example. Hello', 'taro@other.example', true],
    ['@taro@other.example.org hello', 'taro@other.example', false],
    ['@taro@other.exampleさん', 'taro@other.example', false],
    ['', 'taro@other.example', false],
    ['@a.b hello', 'a.b@support.example', true],
    ['@axb hello', 'a.b@support.example', false],
  ])('%j mentions %s: %s', (text, handle, expected) => {
    expect(isMentioned(text, handle, own)).toBe(expected);
  });

  test('people of the own server need no domain', () => {
    expect(mentionOf('taro@Support.Example', own)).toBe('@taro');
    expect(mentionOf('taro', own)).toBe('@taro');
    expect(mentionOf('taro@other.example', own)).toBe('@taro@other.example');
  });

  test('after the mention is added it is there, and is not added again', () => {
    const user = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
    const domain = fc.constantFrom(own, 'other.example', 'localhost:8001', '例え.テスト');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), user, domain, (text, name, host) => {
        const handle = `${name}@${host}`;
        const once = withMention(text, handle, own);
        expect(isMentioned(once, handle, own)).toBe(true);
        expect(withMention(once, handle, own)).toBe(once);
        expect(once.endsWith(text)).toBe(true);
      }),
    );
  });
});

test.each([
  ['@taro@other.example  はい\n\nどうぞ', '@taro はい どうぞ'],
  ['@taro@localhost:8001 hi', '@TARO hi'],
  ['see @taro@other.example.', 'see @taro.'],
  ['ﾃｽﾄ１２３', 'テスト123'],
])('%j is the same send as %j', (sent, seen) => {
  expect(comparable(sent)).toBe(comparable(seen));
});

test('other words are another send', () => {
  expect(comparable('@taro はい')).not.toBe(comparable('@taro いいえ'));
});
