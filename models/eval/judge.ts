// Prints every judgement's figures in one run: on our own posts with whole trades left out, on public sets, and how fast.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Judge } from '../../src/domain/judgement/judge.ts';
import type { LabelledPost } from '../../src/domain/judgement/labels.ts';
import { readModel } from '../../src/domain/judgement/model.ts';
import type { TrainingPost } from '../../src/domain/judgement/train.ts';
import { readPosts, readShort } from '../kit/posts.ts';
import { publicSets, readPublicSet } from '../kit/shared.ts';
import { measureElsewhere, publicRows, rowsWithoutSet } from './elsewhere.ts';
import { byCuesAlone, calibrationOf, judgeUnseen, reportOf } from './own.ts';
import { shortReport } from './short.ts';

const options = { bits: 16, seed: 20_261_122 };

/** As judgement.md has them, for data that the models have not seen. */
const goals: readonly (readonly [what: string, goal: string])[] = [
  ['about us', 'F1 .85'],
  ['kinds', 'macro-F1 .80'],
  ['urgency 3', 'recall .90 at precision .50'],
  ['harassment', 'precision .90 at recall .60'],
  ['speak: no', 'recall .85'],
  ['speak ', 'accuracy .80'],
];

function withGoal(line: string): string {
  const goal = goals.find(([what]) => line.startsWith(what))?.[1];
  return goal === undefined ? line : `${line}; goal ${goal}`;
}

async function ownPosts(posts: readonly LabelledPost[], only: readonly string[] | undefined): Promise<void> {
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
    for (const line of reportOf(pairs)) console.log(`  ${withGoal(line)}`);
    console.log(`  calibration error   ${calibrationOf(pairs)}`);
    console.log('  phrases alone, without a model:');
    const alone = pairs.map(({ post, judged }) => ({ post, judged: byCuesAlone(judged) }));
    for (const line of reportOf(alone)) if (!/about us/.test(line)) console.log(`    ${line}`);
  }
}

async function elsewhere(judge: Judge): Promise<void> {
  console.log('\nThe method on public sets (goal: the baseline of judgement.md → what is wanted)');
  for (const row of publicRows) {
    const lines = await measureElsewhere(row, 17, judge);
    const [first, ...rest] = lines ?? ['left out: the set is not there (KIZUKI_SHARED)'];
    console.log(`  ${row.what.padEnd(26)} ${first}${row.goal === '' ? '' : `; goal ${row.goal}`}`);
    for (const line of rest) console.log(`  ${' '.repeat(26)} ${line}`);
  }
  console.log('Rows without a public set here, and what stands for them');
  for (const [what, insteadOf] of rowsWithoutSet) console.log(`  ${what}: ${insteadOf}`);
}

async function readShipped() {
  const folder = path.join(import.meta.dirname, '../weights');
  const names = await readdir(folder).catch(() => []);
  const start = performance.now();
  const read = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  const judge = new Judge(read.map((bytes) => readModel(bytes)));
  const loadMs = performance.now() - start;
  const bytes = read.reduce((sum, one) => sum + one.length, 0);
  return {
    judge,
    said: `${names.length} models, ${(bytes / 1e6).toFixed(1)} MB, read in ${loadMs.toFixed(0)} ms`,
  };
}

/** Posts a second of processor time, all heads, after a round to warm up. */
function speedOf(judge: Judge, posts: readonly LabelledPost[]): number {
  for (const post of posts) judge.judge(post);
  const before = process.cpuUsage();
  for (const post of posts) judge.judge(post);
  const { user, system } = process.cpuUsage(before);
  return Math.round((posts.length * 1e6) / (user + system));
}

const only = process.argv[2]?.split(',');
const posts = await readPosts();
await ownPosts(posts, only);
const { judge, said } = await readShipped();
console.log('\nShort posts, by the models as they are shipped, which have seen none of them');
for (const line of shortReport(judge, await readShort())) console.log(`  ${line}`);
if (only === undefined) await elsewhere(judge);
console.log(`\nspeed: ${speedOf(judge, posts)} posts/s of processor time, all heads; ${said}`);

// The other rows of the table have programs of their own, which print when they are read.
if (only === undefined) {
  for (const [what, name] of [
    ['Language', 'language'],
    ['Personal data', 'personal-data'],
    ['Intents', 'intents'],
    ['Spikes', 'spikes'],
  ] as const) {
    console.log(`\n${what}`);
    await import(`./${name}.ts`);
  }
}
