// Texts about the same thing are found, in whatever words they are put; and nothing of one person is offered to another.
import { describe, expect, it } from 'vitest';
import { blanksIn, isTheirName } from '../drafting/blanks.ts';
import { offeredAnswer, shownQuestion } from './offered.ts';
import { SimilarTexts } from './similar-texts.ts';

const texts = new Map([
  ['red', 'ルーターの赤いランプがずっと点いていて、ネットにつながりません'],
  ['slow', '夜になると回線がとても遅い。動画が止まる'],
  ['refund', '注文を取り消したのに返金されません'],
  ['late', 'Where is my parcel? It should have arrived on Monday'],
  ['login', "I can't log in to my account, it says the password is wrong"],
  ['charged', 'You charged me twice this month, please refund one of the payments'],
]);

function filled(): SimilarTexts<string> {
  const index = new SimilarTexts<string>();
  for (const [id, text] of texts) index.add(id, text);
  return index;
}

describe('the nearest', () => {
  it.each([
    ['赤ランプが消えなくて、インターネットに繋がらない', 'red'],
    ['夜だけ回線が遅いんですが', 'slow'],
    ['キャンセルした注文の返金はいつですか', 'refund'],
    ['my parcel has not arrived', 'late'],
    ['logging in fails: wrong password?!', 'login'],
    ['I was charged two times', 'charged'],
  ])('to “%s” is %s', (asked, id) => {
    expect(filled().nearest(asked, 3)[0]?.id).toBe(id);
  });

  it('to the same words has everything; to other talk nothing', () => {
    const index = filled();
    expect(index.nearest(texts.get('slow') ?? '', 1)[0]?.score).toBeGreaterThan(0.8);
    expect(index.nearest('zzz qqq', 3)).toEqual([]);
    expect(index.nearest('', 3)).toEqual([]);
    expect(index.add('empty', '!!! 123')).toBe(false);
  });

  it('are at most as many as asked for, best first, each once, and none that was taken out', () => {
    const index = filled();
    for (let n = 0; n < 500; n += 1)
      index.add(`more ${String(n)}`, `parcel number ${String(n)} of my order is late`);
    for (let n = 0; n < 500; n += 2) index.remove(`more ${String(n)}`);
    index.add('late', 'Where is my late parcel?');
    const found = index.nearest('my late parcel', 8);
    expect(found).toHaveLength(8);
    expect(new Set(found.map(({ id }) => id)).size).toBe(8);
    expect(found.map(({ score }) => score)).toEqual(
      found.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    expect(found.every(({ id }) => id === 'late' || Number(id.split(' ')[1]) % 2 === 1)).toBe(true);
    expect(index.size).toBe(256);
  });
});

describe('an answer that is offered', () => {
  const mika = { handle: 'mika_s@example.jp', displayName: '佐藤みか' };

  it('has blanks where it spoke of the person, and no signature', () => {
    const text =
      '@mika_s 佐藤みかさま、ご不便をおかけしました。090-1234-5678 にお電話します。@other さんも同じです。\n– けん';
    const offered = offeredAnswer(text, { ...mika, lang: 'ja', signatures: ['', '– けん'], initials: [] });
    expect(offered).toBe(
      '{名前}さま、ご不便をおかけしました。{個人情報} にお電話します。{アカウント} さんも同じです。',
    );
    expect(blanksIn(offered)).toHaveLength(3);
  });

  it('leaves a blank of its own for an account that is not theirs, so that it is not filled with their name', () => {
    const offered = (text: string): string =>
      offeredAnswer(text, { ...mika, lang: 'en', signatures: [], initials: [] });
    expect(offered('@mika_s @jiro Write to @AcmeHelp, @Mika_S. cc @jiro, @anna@example.jp')).toBe(
      'Write to {account}, {name}.',
    );
    expect(offered('Like @mika_s@example.jp says, ask @mika.')).toBe('Like {name} says, ask {account}.');
    expect(blanksIn('{account} {アカウント}').map(({ label }) => isTheirName(label))).toEqual([false, false]);
  });

  it('keeps words that only contain the name', () => {
    const ann = { handle: 'ann', displayName: 'Ann', lang: 'en', signatures: [], initials: [] };
    expect(offeredAnswer('Hi Ann, we plan an announcement. Ann@example.com', ann)).toBe(
      'Hi {name}, we plan an announcement. {personal data}',
    );
  });

  const sato = { handle: 'mika_s', displayName: '佐藤みか' };
  const mikaSato = { handle: 'ms_77', displayName: 'Mika Sato' };
  const other = { handle: 'x77', displayName: '🌸' };
  const unsigned = { signatures: [], initials: [] };

  it.each([
    [sato, '佐藤さま、お待たせしました。', '{名前}さま、お待たせしました。'],
    [sato, 'お待たせしましたみかさん。', 'お待たせしました{名前}さん。'],
    [
      sato,
      '佐藤様のご注文は、佐藤 さんのお名前で届きます。',
      '{名前}様のご注文は、{名前} さんのお名前で届きます。',
    ],
    [sato, '佐藤みか様、みかちゃん', '{名前}様、{名前}ちゃん'],
    [
      other,
      '鈴木さま、鈴木ひろしさん、マイケル氏、Ann さん',
      '{名前}さま、{名前}さん、{名前}氏、{名前} さん',
    ],
    [other, '担当の森さんは、山田くんと伺います。', '担当の{名前}さんは、{名前}くんと伺います。'],
  ])('knows %o in “%s”', (person, text, expected) => {
    expect(offeredAnswer(text, { ...person, lang: 'ja', ...unsigned })).toBe(expected);
    expect(shownQuestion(text, person)).toBe(expected.replaceAll('{名前}', '…'));
  });

  it.each([
    'お客さま、皆様、みなさん、スタッフさん、ご家族様',
    '仕様は同様です。様々な方法を、たくさんご用意しました。お疲れさまです。',
    '届くんですが、ちゃんと動きます。その様に、故障した様です。氏名をご記入ください。さまざまな色',
  ])('keeps “%s”, which names nobody', (text) => {
    expect(offeredAnswer(text, { ...other, lang: 'ja', ...unsigned })).toBe(text);
  });

  it.each([
    [mikaSato, 'Hi Mika, sorry! Thanks, Sato.', 'Hi {name}, sorry! Thanks, {name}.'],
    [mikaSato, 'Dear Ms Sato, mika is right.', 'Dear Ms {name}, {name} is right.'],
    [
      other,
      'Hello Jean-Luc Picard, hi ann! Thanks Bob. Mr. Brown',
      'Hello {name}, hi {name}! Thanks {name}. Mr. {name}',
    ],
    [other, 'Hi there! Dear customer, thanks for waiting. Thanks again.', null],
    [{ handle: 'jl', displayName: 'Jean-Luc' }, 'We called Jean-Luc.', 'We called {name}.'],
  ])('knows %o in “%s”', (person, text, expected) => {
    expect(offeredAnswer(text, { ...person, lang: 'en', ...unsigned })).toBe(expected ?? text);
    expect(shownQuestion(text, person)).toBe((expected ?? text).replaceAll('{name}', '…'));
  });

  it.each([
    ['Hold the button. ^AK', ['^{initials}'], [], 'Hold the button.'],
    ['Hold the button. – Ken, ACME', ['– Ken', '– {initials}, ACME'], ['K.'], 'Hold the button.'],
    ['Hold the button. AK', ['{initials}'], ['AK'], 'Hold the button.'],
    ['Hold the button.', ['{initials}'], ['AK'], 'Hold the button.'],
  ])('loses the signature of “%s”', (text, signatures, initials, expected) => {
    expect(offeredAnswer(text, { ...other, lang: 'en', signatures, initials })).toBe(expected);
  });

  it('comes with a question that names nobody', () => {
    expect(shownQuestion('佐藤みかです。mika@example.jp に返事がない @aoba', mika)).toBe(
      '…です。… に返事がない @…',
    );
  });
});
