// How fast posts are matched, beside Lucene Monitor on the same posts and monitors: one run, in turns, medians.
import { execFile } from 'node:child_process';
import { cp, chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { measureBeside } from './kit/match-beside.ts';
import type { EngineFigures } from './kit/match-engine.ts';
import { prepareLucene, type Lucene } from './kit/match-lucene.ts';
import { makeOwn } from './kit/match-own.ts';

const run = promisify(execFile);
const sizes = process.argv[2]?.split(',').map(Number) ?? [1_000, 10_000, 100_000];
const rounds = Number(process.argv[3] ?? 3);
const shared = resolve(
  process.env['KIZUKI_SHARED'] ?? join(import.meta.dirname, '../../shared'),
  'bench/matching',
);
/** Lucene needs minutes for more. */
const lucenePosts = (size: number): number => (size > 50_000 ? 4_000 : 20_000);

/** The posts and monitors in `folder`; answers whether they are the shared ones. */
async function prepare(folder: string): Promise<boolean> {
  if (!existsSync(shared)) {
    console.log(
      'The shared posts are not there (KIZUKI_SHARED): the bench makes its own, without Lucene beside.',
    );
    await makeOwn(folder, sizes, 60_000);
    return false;
  }
  await cp(shared, folder, { recursive: true });
  for (const name of ['', ...(await readdir(folder))]) await chmod(join(folder, name), 0o755);
  for (const script of ['rules-and-posts.mjs', 'to-kizuki.mjs'])
    await run(process.execPath, [join(folder, script)]);
  return true;
}

async function luceneFor(folder: string): Promise<Lucene | null> {
  try {
    return await prepareLucene(join(tmpdir(), 'kizuki-bench-lucene-passes'), folder);
  } catch (error) {
    console.log(`Lucene Monitor is left out: ${(error as Error).message.split('\n')[0] ?? ''}`);
    return null;
  }
}

/** The same flags each time: compiled code is kept by them. */
const engine = ['--expose-gc', join(import.meta.dirname, 'kit/match-engine.ts')];

/** As bin/kizuki.mjs starts the program: with compiled code at hand, so that no types have to be stripped (see bench/README.md). */
const withCompiled = (folder: string): { env: NodeJS.ProcessEnv } => ({
  env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
});

async function engineOnce(folder: string, size: number): Promise<EngineFigures> {
  const { stdout } = await run(process.execPath, [...engine, folder, String(size)], {
    maxBuffer: 1 << 26,
    ...withCompiled(folder),
  });
  return JSON.parse(stdout) as EngineFigures;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const whole = (number: number): string => Math.round(number).toLocaleString('en');

function report(size: number, ours: readonly EngineFigures[], lucene: readonly number[]): void {
  const of = (read: (figures: EngineFigures) => number): number => median(ours.map(read));
  const pauses = (['add', 'replace', 'remove'] as const).map(
    (what) =>
      `${what} ${of((one) => one[what].median).toFixed(1)} µs (worst ${of((one) => one[what].worst).toFixed(1)} ms)`,
  );
  console.log(
    `\n${whole(size)} monitors (${of((one) => one.matches).toFixed(2)} matches, ${of((one) => one.candidates).toFixed(2)} candidates a post)`,
  );
  console.log(
    `  engine alone         ${whole(of((one) => one.alone))} posts/s; before frequencies were known ${whole(of((one) => one.cold))}; by processor time ${whole(of((one) => one.aloneByCpu))}; p99 ${of((one) => one.p99.once).toFixed(1)} µs, of each post’s median ${of((one) => one.p99.usual).toFixed(1)} µs`,
  );
  console.log(`  with spans           ${whole(of((one) => one.withSpans))} posts/s`);
  console.log(
    `  from bytes           ${whole(of((one) => one.fromBytes))} posts/s by processor time; two workers by the clock ${whole(of((one) => one.fromBytesTwo))}`,
  );
  console.log(
    `  floors               reading alone ${whole(of((one) => one.readOnly))} posts/s, by JSON.parse ${whole(of((one) => one.parseOnly))}, folding alone ${whole(of((one) => one.foldOnly))}, all by processor time`,
  );
  console.log(`  memory               ${whole(of((one) => one.bytesPerMonitor))} bytes a monitor`);
  console.log(`  changes              ${pauses.join(', ')}`);
  if (lucene.length === 0) return;
  const ratios = lucene.map((theirs, n) => (ours[n]?.aloneByCpu ?? 0) / theirs);
  console.log(
    `  Lucene Monitor tuned ${whole(median(lucene))} posts/s of processor time at its fastest; ratio ${median(ratios).toFixed(1)} (${ratios.map((one) => one.toFixed(1)).join(', ')})`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'kizuki-match-bench-'));
try {
  console.log(
    `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  await run(process.execPath, engine, withCompiled(folder));
  const lucene = (await prepare(folder)) ? await luceneFor(folder) : null;
  for (const size of sizes) {
    const ours: EngineFigures[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await engineOnce(folder, size));
      if (lucene !== null) theirs.push((await lucene.measure(size, lucenePosts(size))).perSecond);
    }
    report(size, ours, theirs);
    const { rows, missing } = await measureBeside(folder, size);
    for (const { name, perSecond, note } of rows)
      console.log(`  ${name}: ${whole(perSecond)} posts/s (${note})`);
    for (const line of missing) console.log(`  ${line}`);
  }
  console.log(`\nload ${loadavg()[0]?.toFixed(1) ?? '?'} at the end`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
