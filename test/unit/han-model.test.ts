// The committed model that tells Chinese from Japanese is that of its manifest, and tells what is plain.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { chineseWords, runsOf } from '../../models/kit/han.ts';
import { readPosts } from '../../models/kit/posts.ts';
import { readModel, writeModel } from '../../src/domain/judgement/model.ts';
import { HanReader } from '../../src/domain/language/han.ts';
import { trainHan } from '../../src/domain/language/train-han.ts';

interface Manifest {
  bits: number;
  seed: number;
  model: { file: string; sha256: string; bytes: number };
}

const root = path.join(import.meta.dirname, '../..');
const manifest = JSON.parse(
  await readFile(path.join(root, 'models/language/manifest.json'), 'utf8'),
) as Manifest;
const bytes = await readFile(path.join(root, manifest.model.file));
const reader = new HanReader(readModel(bytes));

test('the model is that of the manifest', () => {
  const { sha256, bytes: size } = manifest.model;
  const hash = createHash('sha256').update(bytes).digest('hex');
  expect(hash, 'Run npm run models:train, and commit what it writes.').toBe(sha256);
  expect(bytes.length).toBe(size);
});

test.each([
  ['返金対応', 'ja'],
  ['発売開始', 'ja'],
  ['通信障害発生中', 'ja'],
  ['駐車料金無料', 'ja'],
  ['退款', 'zh'],
  ['登录不了', 'zh'],
  ['什么时候发货', 'zh'],
  ['客服电话打不通', 'zh'],
])('%s is %s', (text, lang) => {
  expect(reader.tell(text)).toBe(lang);
});

test('says nothing of what is written alike, or is not written in Chinese characters', () => {
  for (const text of ['', 'lol', '🍎', '한국어', '\u0000\ud800', '一']) expect(reader.tell(text)).toBeNull();
  expect(['zh', 'ja', null]).toContain(reader.tell(`${'登'.repeat(100_000)}录`));
});

test(
  'the same words give the same bytes, and what our own posts teach is told apart',
  { timeout: 60_000 },
  async () => {
    const posts = await readPosts();
    const parts = (lang: string, of: (text: string) => string[], kept: boolean): string[] =>
      posts
        .filter((post, at) => post.lang === lang && (at % 5 === 0) === kept)
        .flatMap(({ text }) => of(text));
    const words = { chinese: parts('zh', chineseWords, false), japanese: parts('ja', runsOf, false) };
    const model = trainHan(words, manifest);
    expect(writeModel(trainHan(words, manifest))).toEqual(writeModel(model));
    const small = new HanReader(model);
    const right = (some: readonly string[], lang: string): number =>
      some.filter((word) => small.probability(word) > 0.5 === (lang === 'zh')).length / some.length;
    expect(right(parts('ja', runsOf, true), 'ja')).toBeGreaterThan(0.9);
    expect(right(parts('zh', chineseWords, true), 'zh')).toBeGreaterThan(0.85);
  },
);
