// Trains the model of what sentences of replies and posts do, for all languages at once, and writes it with its manifest.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { trainActs } from '../src/domain/guideline/train-acts.ts';
import { writeModel } from '../src/domain/judgement/model.ts';
import { allSaid, saidFolder } from './kit/guideline.ts';

const folder = path.join(import.meta.dirname, 'guideline');
const bits = 15;
const seed = 20_261_122;

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

const start = performance.now();
const said = await allSaid();
const { model, quality } = trainActs(said, { bits, seed });
const bytes = writeModel(model);
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'acts.bin'), bytes);
const names = (await readdir(saidFolder)).filter((name) => name.endsWith('.tsv')).toSorted();
const own = await Promise.all(
  names.map(async (name) => {
    const text = await readFile(path.join(saidFolder, name), 'utf8');
    return {
      file: `models/data/guideline/${name}`,
      sha256: sha256(text),
      sentences: text.trimEnd().split('\n').length,
      licence: 'AGPL-3.0-only',
      source: 'written for Kizuki',
    };
  }),
);
const heads = Object.fromEntries(
  [...quality].map(([name, { of, positives, precision, recall, f1, auc, cut }]) => [
    name,
    {
      of,
      positives,
      precision: rounded(precision),
      recall: rounded(recall),
      f1: rounded(f1),
      auc: rounded(auc),
      cut: rounded(cut),
    },
  ]),
);
const manifest = {
  format: 1,
  bits,
  seed,
  own,
  model: { file: 'models/guideline/acts.bin', sha256: sha256(bytes), bytes: bytes.length, heads },
};
await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
for (const [name, { of, positives, precision, recall, auc }] of quality) {
  console.log(
    `${name.padEnd(9)} ${positives} of ${of}: AUC ${auc.toFixed(3)}, precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`,
  );
}
console.log(
  `${said.length} texts, ${(bytes.length / 1e6).toFixed(2)} MB, ${((performance.now() - start) / 1_000).toFixed(1)} s`,
);
