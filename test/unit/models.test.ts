// The committed weights are those that the committed text makes, and the manifest says so.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { trainingPost } from '../../models/kit/own.ts';
import { readPosts } from '../../models/kit/posts.ts';
import { Judge } from '../../src/domain/judgement/judge.ts';
import { readModel, writeModel } from '../../src/domain/judgement/model.ts';
import { trainModel } from '../../src/domain/judgement/train.ts';

interface Listed {
  file: string;
  sha256: string;
}

interface Manifest {
  bits: number;
  seed: number;
  own: (Listed & { posts: number })[];
  third: (Listed & { posts: number })[];
  models: (Listed & {
    lang: string;
    posts: number;
    public: Listed[];
    heads: Record<string, { f1: number; auc: number }>;
  })[];
}

const root = path.join(import.meta.dirname, '../..');
const manifest = JSON.parse(await readFile(path.join(root, 'models/manifest.json'), 'utf8')) as Manifest;
const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const mend = 'Run npm run models:train where the public sets are, and commit what it writes.';

test('weights and text are those of the manifest', async () => {
  for (const { file, sha256 } of [...manifest.own, ...manifest.third, ...manifest.models]) {
    expect(
      hashOf(await readFile(path.join(root, file))),
      `${file} is not what the manifest says. ${mend}`,
    ).toBe(sha256);
  }
  const weights = await readdir(path.join(root, 'models/weights'));
  expect(weights.toSorted()).toEqual(manifest.models.map(({ lang }) => `${lang}.bin`).toSorted());
  for (const [folder, listed] of [
    ['posts', manifest.own],
    ['third', manifest.third],
  ] as const) {
    const files = await readdir(path.join(root, 'models/data', folder));
    expect(files.toSorted()).toEqual(listed.map(({ file }) => path.basename(file)).toSorted());
  }
});

test('all models are under 16 MB, and are read in a tenth of a second or so', async () => {
  const read = await Promise.all(manifest.models.map(({ file }) => readFile(path.join(root, file))));
  expect(read.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(16_000_000);
  const judge = new Judge(read.map((bytes) => readModel(bytes)));
  expect(judge.languages).toEqual(manifest.models.map(({ lang }) => lang));
});

// Seconds of work, on a machine that others use too.
test(
  'training again from our own text gives the same bytes and the same figures',
  { timeout: 120_000 },
  async () => {
    const own = manifest.models
      .filter((model) => model.public.length === 0)
      .toSorted((a, b) => a.posts - b.posts)[0];
    if (own === undefined) throw new Error('No model is trained from our own text alone.');
    const posts = (await readPosts()).filter(({ lang }) => lang === own.lang).map(trainingPost);
    const { model, quality } = trainModel(own.lang, posts, manifest);
    expect(hashOf(writeModel(model)), mend).toBe(own.sha256);
    for (const [name, { f1, auc }] of quality) {
      expect(f1).toBeCloseTo(own.heads[name]?.f1 ?? -1, 2);
      expect(auc).toBeCloseTo(own.heads[name]?.auc ?? -1, 2);
    }
  },
);

test('what is plain is judged as anybody would', async () => {
  const read = await Promise.all(manifest.models.map(({ file }) => readFile(path.join(root, file))));
  const judge = new Judge(read.map((bytes) => readModel(bytes)));
  const of = (lang: string, text: string, brand: string[] = []) => judge.judge({ text, lang, brand });
  expect(of('ja', '充電器から煙が出て子どもが火傷しました。どうしたらいいですか').urgency).toBe(3);
  expect(of('ja', 'ログインできなくて困ってる、誰か助けて').kinds).toContain('help');
  expect(of('ja', '責任者出せ。土下座しろ。名前晒すからな').abuse).toBe('harassment');
  expect(of('ja', '土下座しろ、名前晒すぞ').speak).toBe('no');
  expect(of('en', 'I love this kettle, best thing I bought this year').sentiment).toBe(1);
  expect(of('en', 'app keeps crashing when I open it, anyone else?').kinds).toContain('help');
});

/** None of them is learnt from. */
const talk: Readonly<Record<string, readonly string[]>> = {
  en: [
    'you too',
    'see you',
    'hi',
    'lol',
    'are you there?',
    'yes',
    'love you guys',
    'you rock',
    'thanks, you too!',
    'well done you',
    'and a good one to you',
    'got it',
    'will do',
    'thanks',
  ],
  ja: ['こちらこそ', 'はい', 'おはよう', '了解です', 'お疲れさま', 'いいですね', 'ありがとう'],
  es: ['gracias', 'hola', 'igualmente'],
  pt: ['obrigada', 'oi', 'igualmente'],
  fr: ['merci', 'bonjour', 'à toi aussi'],
  de: ['danke', 'hallo', 'dir auch'],
  zh: ['谢谢', '你好', '你也是'],
  ko: ['감사합니다', '안녕하세요', '너도'],
};

test('a greeting, thanks or a yes is nobody’s abuse, and no matter', async () => {
  const read = await Promise.all(manifest.models.map(({ file }) => readFile(path.join(root, file))));
  const judge = new Judge(read.map((bytes) => readModel(bytes)));
  const learnt = new Set((await readPosts()).map(({ lang, text }) => `${lang} ${text}`));
  const all = Object.entries(talk).flatMap(([lang, texts]) => texts.map((text) => ({ lang, text })));
  expect(all.filter(({ lang, text }) => learnt.has(`${lang} ${text}`))).toEqual([]);
  for (const { lang, text } of all) {
    const { abuse, kinds, churn, urgency } = judge.judge({ text, lang, brand: [] });
    const matters = kinds.filter((kind) => kind !== 'praise');
    expect({ abuse, matters, churn, isUrgent: (urgency ?? 0) > 1 }, `${lang}: ${text}`).toEqual({
      abuse: 'none',
      matters: [],
      churn: false,
      isUrgent: false,
    });
  }
});

test('whoever is plainly stuck is heard', async () => {
  const read = await Promise.all(manifest.models.map(({ file }) => readFile(path.join(root, file))));
  const judge = new Judge(read.map((bytes) => readModel(bytes)));
  for (const brand of [[], ['acme']]) {
    const judged = judge.judge({
      text: 'my acme kettle leaks, can anybody help me please',
      lang: 'en',
      brand,
    });
    expect(judged).toMatchObject({ about: true, abuse: 'none', speak: 'yes' });
    expect(judged.kinds).toContain('help');
    const angry = judge.judge({
      text: 'my acme kettle is broken again, this is terrible, worst service ever',
      lang: 'en',
      brand,
    });
    expect(angry).toMatchObject({ about: true, abuse: 'none' });
    expect(angry.kinds).toContain('complaint');
    expect(angry.speak).not.toBe('no');
  }
  expect(judge.judge({ text: 'you idiot', lang: 'en', brand: [] }).abuse).toBe('rude');
});

test('answers whatever it is given', async () => {
  const read = await Promise.all(manifest.models.map(({ file }) => readFile(path.join(root, file))));
  const judge = new Judge(read.map((bytes) => readModel(bytes)));
  const odd = [
    '',
    '😭',
    '返',
    'あ'.repeat(100_000),
    '\u0000\u001b[2J\ud800',
    'Привет, мир',
    ' \n\t',
    '{"a":1}',
    'ｶﾀｶﾅ'.repeat(50),
  ];
  for (const text of odd) {
    for (const lang of ['ja', 'en', 'ru', null]) {
      const judged = judge.judge({ text, lang, brand: ['', '(', 'ア'.repeat(1_000)] });
      const isKnowable = (lang === 'ja' || lang === 'en') && (text.match(/\p{L}/gu)?.length ?? 0) > 1;
      expect(judged.about !== null, JSON.stringify([text.slice(0, 20), lang])).toBe(isKnowable);
    }
  }
});
