// Trains every language's model from our own posts and the public sets that may ship, and writes weights and manifest.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeModel } from '../src/domain/judgement/model.ts';
import { trainModel, type TrainingPost } from '../src/domain/judgement/train.ts';
import { trainingPost } from './kit/own.ts';
import { dataFolder, readPosts, thirdFolder } from './kit/posts.ts';
import { publicSets, readPublicSet, sharedFolder } from './kit/shared.ts';

const folder = path.join(import.meta.dirname, 'weights');
const bits = 16;
const seed = 20_261_122;
/** A language with fewer posts of ours is not judged: it would be guessing. */
const leastPosts = 100;

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

interface Source {
  file: string;
  sha256: string;
  posts: number;
  licence: string;
  source: string;
}

/** The posts of ours, and what the third look decided of them. */
async function ownSources(of: string): Promise<Source[]> {
  const names = (await readdir(of)).filter((name) => name.endsWith('.ndjson')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(of, name), 'utf8');
      const posts = text.split('\n').filter((line) => line.trim() !== '').length;
      return {
        file: `models/data/${path.basename(of)}/${name}`,
        sha256: sha256(text),
        posts,
        licence: 'AGPL-3.0-only',
        source: 'written for Kizuki',
      };
    }),
  );
}

const own = await readPosts();
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const models = [];
for (const lang of [...new Set(own.map((post) => post.lang))].toSorted()) {
  const posts: TrainingPost[] = own.filter((post) => post.lang === lang).map(trainingPost);
  if (posts.length < leastPosts) continue;
  const ours = posts.length;
  const sources: Source[] = [];
  for (const set of publicSets.filter((one) => one.lang === lang)) {
    const read = await readPublicSet(set, posts.length);
    if (read === null) {
      console.log(`${lang}: ${set.file} (${set.source}) is not in ${sharedFolder}, and is left out.`);
      continue;
    }
    posts.push(...read.posts);
    const { file, licence, source } = read;
    sources.push({ file, sha256: read.sha256, posts: read.posts.length, licence, source });
  }
  const start = performance.now();
  const { model, quality } = trainModel(lang, posts, { bits, seed });
  const bytes = writeModel(model);
  await writeFile(path.join(folder, `${lang}.bin`), bytes);
  models.push({
    lang,
    file: `models/weights/${lang}.bin`,
    sha256: sha256(bytes),
    bytes: bytes.length,
    posts: ours,
    public: sources,
    heads: Object.fromEntries(
      [...quality].map(([name, { of, positives, precision, recall, f1, auc, ece, cut }]) => [
        name,
        {
          of,
          positives,
          precision: rounded(precision),
          recall: rounded(recall),
          f1: rounded(f1),
          auc: rounded(auc),
          ece: rounded(ece),
          cut: rounded(cut),
        },
      ]),
    ),
  });
  console.log(
    `${lang}: ${ours} posts of ours, ${posts.length - ours} others, ${quality.size} heads, ` +
      `${(bytes.length / 1e6).toFixed(1)} MB, ${((performance.now() - start) / 1_000).toFixed(1)} s`,
  );
}
const manifest = {
  format: 1,
  bits,
  seed,
  own: await ownSources(dataFolder),
  third: await ownSources(thirdFolder),
  models,
};
await writeFile(path.join(import.meta.dirname, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
