// Prints how good the judgements are: on our own posts with whole trades left out, on public sets, and how fast they come.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Judge } from '../../src/domain/judgement/judge.ts';
import { readModel } from '../../src/domain/judgement/model.ts';
import type { TrainingPost } from '../../src/domain/judgement/train.ts';
import { readPosts } from '../kit/posts.ts';
import { publicSets, readPublicSet } from '../kit/shared.ts';
import { measureElsewhere, publicRows } from './elsewhere.ts';
import { byCuesAlone, judgeUnseen, reportOf } from './own.ts';

const options = { bits: 16, seed: 20_261_122 };
const only = process.argv[2]?.split(',');
const posts = await readPosts();

for (const lang of [...new Set(posts.map((post) => post.lang))].toSorted()) {
  if (only !== undefined && !only.includes(lang)) continue;
  const some = posts.filter((post) => post.lang === lang);
  const others: TrainingPost[] = [];
  for (const set of publicSets.filter((one) => one.lang === lang)) {
    const read = await readPublicSet(set, some.length + others.length);
    if (read !== null) others.push(...read.posts);
  }
  const pairs = judgeUnseen(lang, some, others, options);
  console.log(
    `\n${lang}: ${some.length} posts of ours, trades left out in turn (${others.length} public ones help)`,
  );
  for (const line of reportOf(pairs)) console.log(`  ${line}`);
  console.log('  phrases alone, without a model:');
  const alone = pairs.map(({ post, judged }) => ({ post, judged: byCuesAlone(judged) }));
  for (const line of reportOf(alone).filter((one) =>
    /^(?:kinds|sentiment|urgency 3|churn|harass|speak )/.test(one),
  )) {
    console.log(`    ${line}`);
  }
}

if (only === undefined) {
  console.log('\nThe method on public sets (goal: the baseline of judgement.md → what is wanted)');
  for (const row of publicRows) {
    const line = await measureElsewhere(row, 17);
    console.log(
      `  ${row.what.padEnd(26)} ${line ?? 'left out: the set is not there (KIZUKI_SHARED)'}; goal ${row.goal}`,
    );
  }
}

const folder = path.join(import.meta.dirname, '../weights');
const names = await readdir(folder).catch(() => []);
const start = performance.now();
let bytes = 0;
const models = await Promise.all(
  names.map(async (name) => {
    const read = await readFile(path.join(folder, name));
    bytes += read.length;
    return readModel(read);
  }),
);
const judge = new Judge(models);
const loadMs = performance.now() - start;
for (const post of posts) judge.judge(post);
const before = process.cpuUsage();
for (const post of posts) judge.judge(post);
const { user, system } = process.cpuUsage(before);
console.log(
  `\nspeed: ${Math.round((posts.length * 1e6) / (user + system))} posts/s of processor time, all heads; ` +
    `${names.length} models, ${(bytes / 1e6).toFixed(1)} MB, read in ${loadMs.toFixed(0)} ms`,
);
