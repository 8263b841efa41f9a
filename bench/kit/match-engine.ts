// One measurement of the engine in a process of its own: speed, memory, pauses; prints one line of JSON.
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readPost } from '../../src/cli/match-records.ts';
import { PostScanner } from '../../src/cli/post-scanner.ts';
import { Folder } from '../../src/domain/listening/fold.ts';
import type { Matchable } from '../../src/domain/listening/prepared-post.ts';
import { Engine } from '../../src/domain/listening/engine/engine.ts';
import { ownCpuSeconds } from './cpu.ts';

export interface EngineFigures {
  /**
   * Posts per second: matching alone before and after it knew the frequencies, and by processor time. The rest by processor
   * time, but for two workers: with spans, from bytes, reading posts, reading them by JSON.parse, only folding.
   */
  cold: number;
  alone: number;
  aloneByCpu: number;
  withSpans: number;
  fromBytes: number;
  fromBytesTwo: number;
  readOnly: number;
  parseOnly: number;
  foldOnly: number;
  /** Microseconds by the clock: the median of nine rounds, and of each post's median of them, without what came in between. */
  p99: { once: number; usual: number };
  matches: number;
  candidates: number;
  bytesPerMonitor: number;
  /** Microseconds by the clock, and the longest in milliseconds of the thread's processor time, which goes in steps. */
  add: { median: number; worst: number };
  replace: { median: number; worst: number };
  remove: { median: number; worst: number };
}

interface Job {
  folder: string;
  size: number;
  share: [number, number];
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

const noLanguage = (): null => null;

function timed(calls: number, each: (n: number) => void): { median: number; worst: number } {
  const took = new Float64Array(calls);
  let worst = 0;
  for (let n = 0; n < calls; n += 1) {
    const before = process.threadCpuUsage();
    const start = performance.now();
    each(n);
    took[n] = performance.now() - start;
    const { user, system } = process.threadCpuUsage(before);
    worst = Math.max(worst, (user + system) / 1_000);
  }
  took.sort();
  return { median: (took[calls >> 1] ?? 0) * 1_000, worst };
}

const rate = (count: number, start: number): number => (count * 1_000) / (performance.now() - start);
const held = (): number => {
  for (let n = 0; n < 4; n += 1) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

function load(folder: string, size: number): Engine {
  const engine = new Engine();
  for (const line of linesOf(`${folder}/monitors-${size}.ndjson`)) {
    engine.set({ version: 1, ...(JSON.parse(line) as { id: string; query: string }) });
  }
  return engine;
}

const scanner = new PostScanner();

/** As `kizuki match` reads a line. */
function readLine(line: Buffer): Matchable {
  const scanned = isUtf8(line) ? scanner.scan(line) : null;
  return scanned ?? readPost(JSON.parse(line.toString('utf8')), noLanguage);
}

function parseAndMatch(engine: Engine, lines: readonly Buffer[]): void {
  for (const line of lines) engine.matchingIds(readLine(line));
}

/** How many of `count` a second of processor time does, collecting garbage included. */
function byCpu(count: number, work: () => void): number {
  const before = ownCpuSeconds();
  work();
  return count / (ownCpuSeconds() - before);
}

function finish(engine: Engine): void {
  engine.refresh();
  while (!engine.tend(1_000)) continue;
}

/** What a worker does: it makes itself ready, waits for the word, matches its share, and says how long it took. */
function work({ folder, size, share }: Job): void {
  const engine = load(folder, size);
  const lines = linesOf(`${folder}/kizuki-posts.ndjson`).map((line) => Buffer.from(line));
  parseAndMatch(engine, lines);
  finish(engine);
  const mine = lines.slice(share[0] * lines.length, share[1] * lines.length);
  parseAndMatch(engine, mine);
  parentPort?.once('message', () => {
    for (let round = 0; round < 3; round += 1) parseAndMatch(engine, mine);
    parentPort?.postMessage(mine.length * 3);
  });
  parentPort?.postMessage('ready');
}

async function withTwo(folder: string, size: number): Promise<number> {
  const workers = [0, 0.5].map(
    (from) =>
      new Worker(new URL(import.meta.url), {
        workerData: { folder, size, share: [from, from + 0.5] } satisfies Job,
      }),
  );
  const next = (worker: Worker): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  await Promise.all(workers.map(next));
  const start = performance.now();
  for (const worker of workers) worker.postMessage('go');
  const counts = (await Promise.all(workers.map(next))) as number[];
  const perSecond = rate(
    counts.reduce((sum, count) => sum + count, 0),
    start,
  );
  await Promise.all(workers.map((worker) => worker.terminate()));
  return perSecond;
}

/** What cannot be done without, each alone and warmed up. */
function floorsOf(
  lines: readonly Buffer[],
  posts: readonly Matchable[],
): { readOnly: number; parseOnly: number; foldOnly: number } {
  const folder = new Folder();
  const works = {
    readOnly: () => lines.forEach(readLine),
    parseOnly: () => lines.forEach((line) => readPost(JSON.parse(line.toString('utf8')), noLanguage)),
    foldOnly: () => posts.forEach(({ text }) => folder.fold(text)),
  };
  for (const work of Object.values(works)) for (let pass = 0; pass < warmUps; pass += 1) work();
  return {
    readOnly: byCpu(lines.length, works.readOnly),
    parseOnly: byCpu(lines.length, works.parseOnly),
    foldOnly: byCpu(posts.length, works.foldOnly),
  };
}

/** Passes over all posts before one is counted: until then the compiler is still at work, as in Lucene's first passes. */
const warmUps = 6;
const tailRounds = 9;

/** What the slowest hundredth of the posts takes at least. */
function tailOf(engine: Engine, posts: readonly Matchable[]): EngineFigures['p99'] {
  const percentile = (micros: Float64Array): number =>
    micros.toSorted()[Math.floor(micros.length * 0.99)] ?? 0;
  const rounds = Array.from({ length: tailRounds }, () => {
    const took = new Float64Array(posts.length);
    for (const [n, post] of posts.entries()) {
      const start = performance.now();
      engine.matchingIds(post);
      took[n] = (performance.now() - start) * 1_000;
    }
    return took;
  });
  const middle = new Float64Array(posts.length);
  for (let n = 0; n < middle.length; n += 1) {
    middle[n] = rounds.map((took) => took[n] ?? 0).toSorted((a, b) => a - b)[tailRounds >> 1] ?? 0;
  }
  const once = rounds.map(percentile).toSorted((a, b) => a - b)[tailRounds >> 1] ?? 0;
  return { once, usual: percentile(middle) };
}

async function measure(folder: string, size: number): Promise<EngineFigures> {
  const monitors = linesOf(`${folder}/monitors-${size}.ndjson`).map(
    (line) => JSON.parse(line) as { id: string; query: string },
  );
  const before = held();
  const engine = new Engine();
  const add = timed(size, (n) => engine.set({ id: `${n}`, version: 1, query: monitors[n]?.query ?? '' }));
  const bytesPerMonitor = (held() - before) / size;
  // Only now, so that what reading them leaves behind is not taken for the engine's.
  const lines = linesOf(`${folder}/kizuki-posts.ndjson`).map((line) => Buffer.from(line));
  const posts = lines.map((line) => readPost(JSON.parse(line.toString('utf8')), noLanguage));
  const once = (): number => {
    const start = performance.now();
    for (const post of posts) engine.matchingIds(post);
    return rate(posts.length, start);
  };
  const cold = once();
  finish(engine);
  for (let pass = 0; pass < warmUps; pass += 1) once();
  const cpu = ownCpuSeconds();
  const rounds = [once(), once(), once()].toSorted((a, b) => a - b);
  const aloneByCpu = (posts.length * 3) / (ownCpuSeconds() - cpu);
  const candidates = engine.candidates;
  let matches = 0;
  for (const post of posts) matches += engine.matchingIds(post).length;
  const p99 = tailOf(engine, posts);
  const sample = posts.slice(0, 20_000);
  for (const post of sample) engine.match(post);
  const withSpans = byCpu(sample.length, () => {
    for (const post of sample) engine.match(post);
  });
  for (let pass = 0; pass < warmUps; pass += 1) parseAndMatch(engine, lines);
  const fromBytes = byCpu(lines.length * 3, () => {
    for (let pass = 0; pass < 3; pass += 1) parseAndMatch(engine, lines);
  });
  const floors = floorsOf(lines, posts);
  const changes = Math.min(size, 20_000);
  const other = (n: number): string => monitors[(n * 7 + 1) % size]?.query ?? '';
  const replace = timed(changes, (n) =>
    engine.set({ id: `${n}`, version: 2, query: `${other(n)} -"change ${n}"` }),
  );
  const remove = timed(changes, (n) => engine.remove(`${n}`));
  const fromBytesTwo = await withTwo(folder, size);
  const perPost =
    (engine.candidates - candidates) /
    (posts.length * (1 + tailRounds) + sample.length * 2 + lines.length * (warmUps + 3));
  return {
    cold,
    alone: rounds[1] ?? 0,
    aloneByCpu,
    withSpans,
    fromBytes,
    fromBytesTwo,
    ...floors,
    p99,
    matches: matches / posts.length,
    candidates: perPost,
    bytesPerMonitor,
    add,
    replace,
    remove,
  };
}

if (!isMainThread) work(workerData as Job);
else if (process.argv[1]?.endsWith('match-engine.ts') === true) {
  // Without a folder it is only compiled.
  const [, , folder, size] = process.argv;
  if (folder !== undefined) console.log(JSON.stringify(await measure(folder, Number(size))));
}
