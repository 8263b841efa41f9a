// A model says the same before it is written and after it is read; training is repeatable; wrong bytes are refused.
import { expect, test } from 'vitest';
import { trainHead } from './head.ts';
import { packModel, probabilitiesOf, readModel, writeModel } from './model.ts';
import { rarityOf, Vectoriser, weighed } from './vectors.ts';

const bits = 12;
const stuck = [
  'ログインできない、誰か助けて',
  'アプリが動かない',
  '電源が入らない…',
  '何度やっても繋がらない',
  '設定が消えた困る',
];
const glad = ['新しい味おいしい', 'このアプリ最高', 'デザイン好き', '届いた嬉しい', '店員さん親切だった'];
const texts = [...stuck, ...glad];

function trained() {
  const reader = new Vectoriser(bits, null);
  const raw = texts.map((text) => reader.read({ text, lang: 'ja', brand: [] }).vector);
  const rarity = rarityOf(raw, bits);
  const examples = raw.map((vector, n) => ({
    vector: weighed(vector, rarity),
    positive: n < stuck.length,
    weight: 1,
    group: n,
  }));
  const { head } = trainHead(examples, { bits, seed: 1 });
  return packModel('ja', bits, rarity, new Map([['help', { ...head, cut: 0.5 }]]));
}

test('tells apart what it was shown, and says the same after it was written and read', () => {
  const model = trained();
  const again = readModel(writeModel(model));
  expect(again.header).toEqual(model.header);
  for (const each of [model, again]) {
    const reader = new Vectoriser(bits, each.rarity);
    const [bad = 0, good = 0] = ['パソコンが動かない助けて', 'この店おいしいし最高'].map(
      (text) => probabilitiesOf(each, reader.read({ text, lang: 'ja', brand: [] }).vector).get('help') ?? 0,
    );
    expect(bad).toBeGreaterThan(good);
  }
  expect(writeModel(again)).toEqual(writeModel(model));
  // As a part of a larger piece of memory, which is how files are read.
  const bytes = writeModel(model);
  const among = new Uint8Array(bytes.length + 20);
  among.set(bytes, 10);
  expect(readModel(among.subarray(10, 10 + bytes.length)).weights).toEqual(model.weights);
});

test('the same examples give the same bytes', () => {
  expect(writeModel(trained())).toEqual(writeModel(trained()));
});

test('refuses bytes that are no model', () => {
  const bytes = writeModel(trained());
  expect(() => readModel(new Uint8Array())).toThrow('no header');
  expect(() => readModel(bytes.subarray(0, 3))).toThrow('no header');
  expect(() => readModel(bytes.subarray(0, -1))).toThrow('should have');
});
