// A bilingual FAQ is learnt, asked, written and read again.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { readIntents, writeIntents } from './file.ts';
import type { IntentModel } from './model.ts';
import { trainIntents, type FaqText, type IntentExample } from './train.ts';

const of = (label: string, ...texts: string[]): IntentExample[] => texts.map((text) => ({ text, label }));

const examples: IntentExample[] = [
  ...of(
    'refund',
    '返金してほしいです',
    'お金を返してもらえますか',
    '商品を返したので返金はいつですか',
    '返金の手続きを教えて',
    'まだ返金されていません',
    'I want a refund',
    'can I get my money back',
    'when will my refund arrive',
    'please refund my order',
    'how do I ask for a refund',
  ),
  ...of(
    'password',
    'パスワードを忘れました',
    'パスワードの再設定ができない',
    'ログインのパスワードが違うと言われます',
    'パスワードを変更したい',
    '新しいパスワードが届きません',
    'I forgot my password',
    'how can I reset my password',
    'my password does not work',
    'change my password please',
    'the password reset mail never came',
  ),
  ...of(
    'delivery',
    '荷物が届きません',
    '配送はいつになりますか',
    '配達日を変えたい',
    'まだ発送されていないようです',
    '荷物の追跡番号を教えてください',
    'where is my parcel',
    'my package has not arrived',
    'when will it be delivered',
    'change the delivery date',
    'track my shipment',
  ),
  ...of(
    'hours',
    '営業時間を教えてください',
    '何時まで開いていますか',
    '土日は営業していますか',
    '年末年始の営業時間は',
    '電話は何時から受け付けていますか',
    'what are your opening hours',
    'are you open on sunday',
    'when do you close today',
    'is the shop open on holidays',
    'what time do you open',
  ),
  ...of(
    'oos',
    '明日の天気は晴れかな',
    '猫がかわいい',
    'カレーの作り方',
    'サッカーの試合どうだった',
    'おはようございます',
    'tell me a joke',
    'what is the capital of france',
    'play some jazz music',
    'good morning everyone',
    'how tall is the eiffel tower',
  ),
];

let model: IntentModel;
beforeAll(() => {
  model = trainIntents(examples);
});

const unseen: [string, string][] = [
  ['返金の手続きをしてもらえますか', 'refund'],
  ['please give me my money back', 'refund'],
  ['パスワードを忘れてログインできません', 'password'],
  ['I need to reset the password', 'password'],
  ['荷物の配送がまだです', 'delivery'],
  ['my parcel has not been delivered', 'delivery'],
  ['日曜日の営業時間は何時までですか', 'hours'],
  ['are you open on holidays', 'hours'],
];

describe('an intents model', () => {
  it.each(unseen)('answers %s with %s', (text, label) => {
    expect(model.ask(text)).toMatchObject({ best: label, label });
  });

  it.each(['🐈', '', '   ', 'Привет', '\u0000\ud800', 'the weather in france', '猫の写真'])(
    'takes %j to be out of scope',
    (text) => {
      const { label, p, best } = model.ask(text);
      expect(label).toBeNull();
      expect(p).toBeLessThan(model.threshold);
      expect(model.labels).toContain(best);
    },
  );

  it('is surer of what it knows than of what it does not', () => {
    const sure = unseen.map(([text]) => model.ask(text).p);
    const other = ['どこの大学に行ったの', 'sing a song about rain', '映画が好きです'].map(
      (text) => model.ask(text).p,
    );
    expect(Math.min(...sure)).toBeGreaterThan(Math.max(...other));
  });

  it('says which words spoke for its answer', () => {
    expect(model.why('I would like to know about a refund')[0]?.word).toBe('refund');
    expect(model.why('パスワードについて')[0]?.word).toBe('パスワード');
    expect(model.why('🐈')).toEqual([]);
  });

  it('never answers below its threshold, and always above it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.constantFrom(...unseen),
        (noise, [text]) => {
          for (const asked of [noise, `${noise} ${text}`]) {
            const { label, p, best } = model.ask(asked);
            expect(p).toBeGreaterThanOrEqual(0);
            expect(p).toBeLessThanOrEqual(1);
            expect(label).toBe(p >= model.threshold ? best : null);
          }
        },
      ),
    );
  });

  it('answers a text of a megabyte', () => {
    expect(model.labels).toContain(model.ask('返金 refund '.repeat(80_000)).best);
  });
});

describe('training', () => {
  it('makes the same model of the same examples, and another of another seed', () => {
    expect(writeIntents(trainIntents(examples))).toEqual(writeIntents(model));
    expect(writeIntents(trainIntents(examples, { seed: 2 }))).not.toEqual(writeIntents(model));
  });

  it('answers less where more precision is wanted', () => {
    const careful = trainIntents(examples, { precision: 0.99 });
    const bold = trainIntents(examples, { precision: 0.5 });
    expect(careful.threshold).toBeGreaterThan(bold.threshold);
    expect(careful.measured.answered).toBeLessThan(bold.measured.answered);
    for (const one of [careful, bold]) {
      if (one.threshold <= 1) expect(one.measured.precision).toBeGreaterThanOrEqual(one.measured.wanted);
    }
  });

  it('says nothing where the wanted precision is never reached', () => {
    const noise = ['a', 'b', 'c', 'd'].flatMap((label) => of(label, 'same words here', 'the same words'));
    const unsure = trainIntents(noise, { precision: 0.999 });
    expect(unsure.ask('same words here').label).toBeNull();
  });

  it('learns from FAQ texts alone, with what their bodies say', () => {
    const faq: FaqText[] = [
      {
        label: 'faq-1',
        title: '返金について',
        body: '返品された商品の代金は、到着後五営業日以内に口座へお戻しします。',
      },
      {
        label: 'faq-2',
        title: 'Opening hours',
        body: 'Our shop welcomes you from nine to five, closed on sundays.',
      },
      { label: 'faq-3', title: '配送について', body: '荷物の追跡番号はメールでお知らせします。' },
    ];
    const fromFaq = trainIntents([], { faq });
    expect(fromFaq.ask('追跡番号が分かりません').best).toBe('faq-3');
    expect(fromFaq.ask('closed on sundays?').best).toBe('faq-2');
    expect(fromFaq.ask('代金はいつ口座に入りますか').best).toBe('faq-1');
  });

  it('learns without texts out of scope too', () => {
    const inside = trainIntents(examples.filter(({ label }) => label !== 'oos'));
    expect(inside.labels).toEqual(model.labels);
    expect(inside.ask('I forgot my password').best).toBe('password');
    expect(inside.ask('Привет').label).toBeNull();
  });

  it('refuses what nothing can be learnt from', () => {
    for (const few of [[], of('one', 'a text', 'another'), of('oos', 'a text')]) {
      expect(() => trainIntents(few)).toThrow(/at least two labels/u);
    }
    for (const precision of [0, 1, -1, Number.NaN]) {
      expect(() => trainIntents(examples, { precision })).toThrow(AppError);
    }
    expect(() => trainIntents(examples, { outsideShare: 1 })).toThrow(/share/u);
  });
});

describe('the file of a model', () => {
  it('answers as before when it is read again', () => {
    const read = readIntents(writeIntents(model));
    expect(read.labels).toEqual(model.labels);
    expect(read.threshold).toBe(model.threshold);
    for (const [text, label] of unseen) {
      expect(read.ask(text).label).toBe(label);
      expect(read.ask(text).p).toBeCloseTo(model.ask(text).p, 2);
    }
    expect(writeIntents(read)).toEqual(writeIntents(model));
  });

  it('reads from the middle of a larger buffer', () => {
    const bytes = writeIntents(model);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    for (const part of [
      larger.subarray(3, 3 + bytes.length),
      Buffer.from(larger).subarray(3, 3 + bytes.length),
    ]) {
      expect(writeIntents(readIntents(part))).toEqual(bytes);
    }
  });

  it('is refused when it is no model, of another version, cut or changed', () => {
    const bytes = writeIntents(model);
    expect(() => readIntents(new Uint8Array(0))).toThrow(/no intents model/u);
    expect(() => readIntents(new TextEncoder().encode('{"text": "an example", "label": "x"}'))).toThrow(
      /no intents model/u,
    );
    const newer = bytes.slice();
    newer[4] = 9;
    expect(() => readIntents(newer)).toThrow(/version 9/u);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          expect(() => readIntents(bytes.subarray(0, at))).toThrow(AppError);
          const changed = bytes.slice();
          changed[at] = (changed[at] ?? 0) ^ change;
          expect(() => readIntents(changed)).toThrow(AppError);
        },
      ),
      { numRuns: 60 },
    );
  });
});
