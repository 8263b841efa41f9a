// Words that sound bad or good are found in every language, whole, and denied ones are of the other kind.
import { describe, expect, test } from 'vitest';
import { soundsOf } from './polarity.ts';

const said = (text: string, lang: string): string[] =>
  soundsOf(text, lang).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

describe('words that sound bad or good', () => {
  test.each([
    ['en', 'awful delay, but the crew was lovely', ['bad awful', 'bad delay', 'good lovely']],
    ['en', 'no problems, everything is great', ['good problems', 'good great']],
    ['en', 'not happy with this', ['bad happy']],
    ['de', 'das ist nicht gut, sondern peinlich', ['bad peinlich', 'bad gut']],
    ['es', 'pésimo servicio, gracias', ['bad pésimo', 'good gracias']],
    ['pt', 'não gostei, que vergonha', ['bad vergonha', 'bad gostei']],
    ['fr', 'accueil super, mais quelle arnaque', ['bad arnaque', 'good super']],
    ['ja', '最悪、もう買わない。前は最高だったのに', ['bad 最悪', 'bad もう買わな', 'good 最高']],
    ['ja', '全然良くないし、嬉しくない', ['bad 良く', 'bad 嬉し']],
    ['zh', '态度差，但是东西不好用', ['bad 态度差', 'bad 不好用', 'bad 好用']],
    ['ko', '배송 최악이고 친절하지도 않아요', ['bad 최악', 'bad 친절']],
  ])('%s: %s', (lang, text, words) => {
    expect(said(text, lang)).toEqual(words);
  });

  test.each([
    ['en', 'the scanner and the badge'],
    ['ja', 'カスタマーサポートの雑誌をワイヤレスイヤホンで。タイヤ、バカンス、神奈川、フィリピン、混雑'],
    ['zh', '牛奶和滚筒'],
    ['ko', '하나 주문했어요. 나는 욕실에'],
  ])('do not stand within other words: %s', (lang, text) => {
    expect(said(text, lang)).toEqual([]);
  });

  test('are not known of other languages', () => {
    expect(soundsOf('awful', 'it')).toEqual([]);
  });
});
