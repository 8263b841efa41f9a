// Proves that the language of a post is told from what it says, not from a name in it.
import { expect, it } from 'vitest';
import { tellLanguage } from '../domain/language/tell.ts';
import { loadDetector } from './language.ts';

it.each([
  ['FIRE TV、アプデしてから固まる', undefined, 'ja'],
  ['Fire TV Stick 4K Maxが動かん', undefined, 'ja'],
  ['not even two weeks with the ミナモ and look at it', undefined, 'en'],
  ['¿Alguien sabe por qué el mando no se vincula después de cambiar las pilas?', undefined, 'es'],
  ['앱이 자꾸 꺼져요', undefined, 'ko'],
  ['返金', 'ja', 'ja'],
  // An English interface does not make it English.
  ['返金対応', 'en', 'ja'],
  ['登录不了', undefined, 'zh'],
  ['iPhone 客服电话打不通', undefined, 'zh'],
  ['lol', 'en-US', 'en'],
  ['https://example.com/ja @taro #困った', undefined, null],
  ['!!!', undefined, null],
])('%s is %s', async (text, langHint, expected) => {
  expect(tellLanguage({ text, langHint }, await loadDetector())).toBe(expected);
});
