// What a second worker brings: posts a second of one and two workers, from memory, over NATS, and over NATS into PostgreSQL.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { connectNats } from '../src/bus/nats.ts';
import type { Bus } from '../src/pipeline/bus.ts';
import type { IngestSource } from '../src/pipeline/ingest.ts';
import { sharesOf } from '../src/pipeline/share.ts';
import { withClient } from '../src/storage/client.ts';
import { inWorkspace, openDatabase } from '../src/storage/database.ts';
import { startEmbedded, type EmbeddedDatabase } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { newId } from '../test/harness/uuid.ts';
import { startNats } from '../test/servers/nats.ts';
import { cpuSecondsOf } from './kit/cpu.ts';
import { makeOwn } from './kit/match-own.ts';
import { postMaker, queries, seeded } from './kit/posts.ts';
import type { Report, ScaleJob } from './kit/scale-worker.ts';

const thousands = Number(process.argv[2] ?? 60);
const rounds = Number(process.argv[3] ?? 5);
const monitorCount = 10_000;
const batchSize = 1_000;
/** Of what is measured, the first part warms up. */
const warmUpShare = 0.2;
/** Posts a second that went onto the bus, by run. */
const sharedOut: number[] = [];
/** Where nothing is stored. */
const memorySource: IngestSource = { workspaceId: 'w', id: 's', network: 'bluesky', accountId: null };

const nats = await startNats();
if (nats === null) throw new Error('This bench needs nats-server (apt-get install nats-server).');
const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-scale-'));
const ownDir = await mkdtemp(path.join(tmpdir(), 'kizuki-scale-own-'));
let server: EmbeddedDatabase | null = null;
try {
  server = await startEmbedded({ dataDir, log: silentLog });
  await migrate({ url: server.url('owner'), log: silentLog });
  await makeOwn(ownDir, [monitorCount], 1);
  const monitors = path.join(ownDir, `monitors-${String(monitorCount)}.ndjson`);
  console.log(`${String(availableParallelism())} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}`);
  const bus = await connectNats({ url: nats.url, log: { info: () => undefined, warn: () => undefined } });
  try {
    await compare(
      `from memory to matches, ${monitorCount.toLocaleString('en')} monitors`,
      { kind: 'memory', monitors },
      bus,
    );
    await compare(
      `over NATS to matches, ${monitorCount.toLocaleString('en')} monitors`,
      { kind: 'bus', monitors, natsUrl: nats.url },
      bus,
    );
    const into = { natsUrl: nats.url, databaseUrl: server.url('app') };
    await compare(
      `over NATS into PostgreSQL, ${queries.length} monitors`,
      { kind: 'database', ...into },
      bus,
    );
  } finally {
    await bus.close();
  }
} finally {
  await nats.close();
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
  await rm(ownDir, { recursive: true, force: true });
}

interface Measured {
  postsPerS: number;
  /** Microseconds of processor time a post, of the workers and of the database. */
  workerUs: number;
  databaseUs: number;
}

/** One and two workers in turns, so that the machine's humour meets both alike. */
async function compare(name: string, job: ScaleJob, bus: Bus): Promise<void> {
  const all: Record<1 | 2, Measured[]> = { 1: [], 2: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const workers of [1, 2] as const) all[workers].push(await measure(job, workers, bus));
  }
  const of = (workers: 1 | 2, pick: (one: Measured) => number): number => median(all[workers].map(pick));
  const line = (workers: 1 | 2): string =>
    [
      `  ${String(workers)}: ${Math.round(of(workers, (one) => one.postsPerS)).toLocaleString('en')} posts/s`,
      `processor time a post: workers ${of(workers, (one) => one.workerUs).toFixed(0)} µs, database ${of(workers, (one) => one.databaseUs).toFixed(0)} µs`,
      `each: ${all[workers].map(({ postsPerS }) => Math.round(postsPerS).toLocaleString('en')).join(' ')}`,
    ].join('; ');
  const ratio = of(2, (one) => one.postsPerS) / of(1, (one) => one.postsPerS);
  console.log(`${name}: two workers are ${ratio.toFixed(2)} of one\n${line(1)}\n${line(2)}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** All workers together, after the warm-up. */
async function measure(job: ScaleJob, workers: number, bus: Bus): Promise<Measured> {
  const total = thousands * 1_000;
  const source = job.kind === 'database' ? await prepare() : memorySource;
  // All of it waits before anybody works: no listener shares the processors then.
  if (job.kind !== 'memory') await fill(bus, source, total);
  const children = await Promise.all(
    Array.from({ length: workers }, (_, index) => start({ ...job, posts: total / workers, index })),
  );
  try {
    const [first, last] = await watchWork(children, total);
    const posts = last.posts - first.posts;
    return {
      postsPerS: (posts * 1_000) / (last.atMs - first.atMs),
      workerUs: ((last.workerS - first.workerS) * 1e6) / posts,
      databaseUs: ((last.databaseS - first.databaseS) * 1e6) / posts,
    };
  } finally {
    await Promise.all(children.map((child) => end(child)));
    if (job.kind !== 'memory') await drained(bus);
  }
}

interface Moment {
  atMs: number;
  posts: number;
  workerS: number;
  databaseS: number;
}

/** Sets them to work; answers how it stood after the warm-up, and at the end. */
async function watchWork(children: readonly ChildProcess[], total: number): Promise<[Moment, Moment]> {
  const reports = new Map<ChildProcess, Report>();
  const sum = (pick: (report: Report) => number): number =>
    [...reports.values()].reduce((all, report) => all + pick(report), 0);
  const moment = async (): Promise<Moment> => ({
    atMs: performance.now(),
    posts: sum(({ posts }) => posts),
    workerS: sum(({ cpuS }) => cpuS),
    databaseS: (await cpuSecondsOf(server?.pid() ?? 0)) ?? 0,
  });
  const reached = (posts: number): Promise<Moment> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (sum((report) => report.posts) < posts) return;
        for (const child of children) child.off('message', look);
        resolve(moment());
      };
      for (const child of children) child.on('message', look);
    });
  for (const child of children) child.on('message', (report: Report) => reports.set(child, report));
  const [first, last] = [reached(total * warmUpShare), reached(total)];
  for (const child of children) child.send('go');
  return Promise.all([first, last]);
}

async function start(job: ScaleJob & { posts: number; index: number }): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'kit/scale-worker.ts'), [JSON.stringify(job)]);
  await once(child, 'message');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.send('end');
  await ended;
}

async function drained(bus: Bus): Promise<void> {
  while ((await bus.state()).waiting.some((waiting) => waiting > 0)) await sleep(50);
}

/** As a listener does it, batch by batch. */
async function fill(bus: Bus, source: IngestSource, total: number): Promise<void> {
  const make = postMaker(seeded(20_261_122), { matching: 2, replies: 5 });
  let tookMs = 0;
  for (let made = 0; made < total; made += batchSize) {
    const { items } = make(batchSize, Date.now());
    const start = performance.now();
    const shares = sharesOf(source, items, { partitions: bus.partitions, maxBytes: bus.maxShareBytes });
    await bus.publish(shares.map((share) => ({ id: newId(), ...share })));
    tookMs += performance.now() - start;
  }
  sharedOut.push((total * 1_000) / tookMs);
}

/** A workspace of its own for each run: what one run stored must not be known to the next. */
async function prepare(): Promise<IngestSource> {
  const [workspaceId, id] = [newId(), newId()];
  const url = server?.url('app') ?? '';
  const { db, close } = openDatabase({ url, log: silentLog, poolSize: 1 });
  try {
    await inWorkspace(db, workspaceId, async (trx) => {
      await trx
        .insertInto('workspace')
        .values({ id: workspaceId, name: 'Bench', slug: workspaceId })
        .execute();
      await sql`insert into source (workspace_id, id, network, kind)
        values (${workspaceId}, ${id}, 'bluesky', 'jetstream')`.execute(trx);
      for (const query of queries)
        await sql`insert into monitor (workspace_id, id, name, query)
          values (${workspaceId}, ${newId()}, 'm', ${query})`.execute(trx);
    });
  } finally {
    await close();
  }
  await withClient(server?.url('owner') ?? '', (client) => client.query('analyze'));
  return { workspaceId, id, network: 'bluesky', accountId: null };
}
