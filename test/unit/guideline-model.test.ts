// The committed model of what sentences do is what the committed sentences make, and tells what is plain in every language.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allSaid } from '../../models/kit/guideline.ts';
import type { Act } from '../../src/domain/guideline/acts.ts';
import { ActsReader } from '../../src/domain/guideline/acts-reader.ts';
import { trainActs } from '../../src/domain/guideline/train-acts.ts';
import { readModel, writeModel } from '../../src/domain/judgement/model.ts';

interface Listed {
  file: string;
  sha256: string;
}

interface Manifest {
  bits: number;
  seed: number;
  own: (Listed & { sentences: number })[];
  model: Listed & { bytes: number; heads: Record<string, { f1: number }> };
}

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): Promise<Buffer> => readFile(path.join(root, file));
const manifest = JSON.parse(String(await read('models/guideline/manifest.json'))) as Manifest;
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const mend = 'Run npm run models:train, and commit what it writes.';

test('model and sentences are those of the manifest, and the model is under a megabyte', async () => {
  for (const { file, sha256 } of [...manifest.own, manifest.model]) {
    expect(hashOf(await read(file)), `${file} is not what the manifest says. ${mend}`).toBe(sha256);
  }
  const files = await readdir(path.join(root, 'models/data/guideline'));
  const tables = files.filter((name) => name.endsWith('.tsv')).toSorted();
  expect(tables).toEqual(manifest.own.map(({ file }) => path.basename(file)).toSorted());
  expect(manifest.model.bytes).toBeLessThan(1_000_000);
});

// Seconds of work, on a machine that others use too.
test('training again gives the same bytes and the same figures', { timeout: 120_000 }, async () => {
  const { model, quality } = trainActs(await allSaid(), manifest);
  expect(hashOf(writeModel(model)), mend).toBe(manifest.model.sha256);
  for (const [name, { f1 }] of quality) expect(f1).toBeCloseTo(manifest.model.heads[name]?.f1 ?? -1, 2);
});

test('no two sentences of a language are the same', async () => {
  for (const { file } of manifest.own) {
    const texts = String(await read(file))
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[1]);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  }
});

test('what is plain is told in every language', async () => {
  const acts = new ActsReader(readModel(await read(manifest.model.file)));
  const doneBy = (lang: string, text: string): Act[] =>
    acts.sentences(text, lang).flatMap((sentence) => [...sentence.acts]);
  expect(doneBy('ja', '数量限定の新作バッグが本日発売です、お早めにお求めください。')).toContain('sells');
  expect(doneBy('en', 'Our limited new range is out now, order yours today.')).toContain('sells');
  expect(doneBy('zh', '新款今天首发，下单立减五十。')).toContain('sells');
  expect(doneBy('ko', '절대 다시는 이런 일이 없을 것을 약속드립니다.')).toContain('promises');
  expect(doneBy('es', 'Le garantizo que mañana estará arreglado.')).toContain('promises');
  expect(doneBy('pt', 'Segundo o código do consumidor somos responsáveis pelos danos.')).toContain('legal');
  expect(doneBy('fr', "Que cela reste entre nous, ce n'est pas encore annoncé.")).toContain('inside');
  expect(doneBy('de', 'Sie haben es falsch gewaschen, das steht in der Anleitung.')).toContain('blames');
  expect(acts.doesPost('settled', '自己解決しました、電池が逆だっただけ', 'ja')).toBe(true);
  expect(acts.doesPost('settled', 'まだ直らない、誰か助けて', 'ja')).toBe(false);
});

test('answers whatever it is given, and says nothing in a language that it has not learnt', async () => {
  const acts = new ActsReader(readModel(await read(manifest.model.file)));
  for (const text of [
    '',
    '。',
    'あ'.repeat(50_000),
    '\u0000\ud800',
    '? '.repeat(5_000),
    'a.'.repeat(5_000),
  ]) {
    for (const lang of ['ja', 'en', '', 'xx']) expect(() => acts.sentences(text, lang)).not.toThrow();
  }
  expect(acts.sentences('Купите сегодня со скидкой!', 'ru')).toEqual([]);
});
