// Trains the model that tells Chinese from Japanese where both are written in Chinese characters, and writes it with its manifest.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeModel } from '../src/domain/judgement/model.ts';
import { trainHan } from '../src/domain/language/train-han.ts';
import { hanWords } from './kit/han.ts';

const folder = path.join(import.meta.dirname, 'language');
const bits = 15;
const seed = 20_261_122;

const start = performance.now();
const { words, used, missing } = await hanWords();
for (const file of missing) {
  console.log(
    `left out: ${file} is not there (KIZUKI_SHARED); the weights will differ from the committed ones`,
  );
}
const bytes = writeModel(trainHan(words, { bits, seed }));
const manifest = {
  format: 1,
  bits,
  seed,
  own: 'models/data/posts, Japanese and Chinese',
  public: used,
  model: {
    file: 'models/language/han.bin',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  },
};
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'han.bin'), bytes);
await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(
  `${words.chinese.length} Chinese words, ${words.japanese.length} Japanese ones, ${(bytes.length / 1e3).toFixed(0)} kB, ` +
    `${((performance.now() - start) / 1_000).toFixed(1)} s`,
);
