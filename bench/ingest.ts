// How many posts a second ingest commits, end to end: matching, judging, PostgreSQL with its usual durable settings.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { eld } from 'eld/medium';
import { sql, type Kysely } from 'kysely';
import { loadJudging } from '../src/main/judging.ts';
import { ingest, type IngestDeps, type IngestSource } from '../src/pipeline/ingest.ts';
import { createMatchStage } from '../src/pipeline/match.ts';
import { withClient } from '../src/storage/client.ts';
import { inWorkspace, openDatabase } from '../src/storage/database.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import type { Database } from '../src/storage/tables.ts';
import { createInWorkspace } from '../src/storage/work/work-tx.ts';
import { newId } from '../test/harness/uuid.ts';
import { cpuSecondsOf, ownCpuSeconds } from './kit/cpu.ts';
import { postMaker, queries, seeded, type Mix } from './kit/posts.ts';

const batchSize = 1_000;
const warmUps = 8;
const batches = Number(process.argv[2] ?? 60);
/** Posts already in the window, so that its indexes have the size of an ordinary day. */
const windowBefore = Number(process.argv[3] ?? 500_000);

const runs: { name: string; mix: Mix }[] = [
  { name: '2 % match, 5 % replies', mix: { matching: 2, replies: 5 } },
  { name: 'all match, 5 % replies', mix: { matching: 100, replies: 5 } },
];

const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-bench-'));
const server = await startEmbedded({ dataDir, log: silentLog }).catch(async (error: unknown) => {
  await rm(dataDir, { recursive: true, force: true });
  throw error;
});
try {
  await migrate({ url: server.url('owner'), log: silentLog });
  const open = openDatabase({ url: server.url('app'), log: silentLog });
  try {
    console.log(
      `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
    );
    for (const { name, mix } of runs) console.log(await measure(open.db, name, mix));
  } finally {
    await open.close();
  }
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** One run in a workspace of its own: medians over its batches. */
async function measure(db: Kysely<Database>, name: string, mix: Mix): Promise<string> {
  const source = await prepare(db);
  const deps: IngestDeps = {
    inWorkspace: createInWorkspace(db, { now: () => Date.now(), newId }),
    matching: createMatchStage(),
    detectLanguage: (text) => eld.detect(text).language || null,
    judging: await loadJudging(),
  };
  const make = postMaker(seeded(20_261_121), mix);
  const tookMs: number[] = [];
  let entered = 0;
  let programCpu = 0;
  let serverBefore: number | null = null;
  for (let round = -warmUps; round < batches; round += 1) {
    const batch = make(batchSize, Date.now());
    if (round === 0) {
      // What autovacuum does within a minute on a new installation, so that plans are those of an ordinary day.
      await withClient(server.url('owner'), (client) => client.query('analyze'));
      serverBefore = await cpuSecondsOf(server.pid());
    }
    const cpuBefore = ownCpuSeconds();
    const start = performance.now();
    const result = await ingest(deps, source, batch);
    if (round < 0) continue;
    tookMs.push(performance.now() - start);
    programCpu += ownCpuSeconds() - cpuBefore;
    entered += result.entered;
  }
  const serverAfter = await cpuSecondsOf(server.pid());
  const serverCpu = serverBefore === null || serverAfter === null ? null : serverAfter - serverBefore;
  return lineOf({ name, tookMs, entered, programCpu, serverCpu });
}

interface Measured {
  name: string;
  tookMs: number[];
  entered: number;
  programCpu: number;
  serverCpu: number | null;
}

function lineOf({ name, tookMs, entered, programCpu, serverCpu }: Measured): string {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const perSecond = (ms: number): string => Math.round((batchSize * 1000) / ms).toLocaleString('en');
  const totalMs = tookMs.reduce((sum, each) => sum + each, 0);
  const msEach = (seconds: number | null): string =>
    seconds === null ? 'unknown' : `${((seconds * 1e6) / (batches * batchSize)).toFixed(0)} µs`;
  return [
    `${name}: ${perSecond(at(0.5))} posts/s (median batch ${at(0.5).toFixed(0)} ms, 10 % ${at(0.1).toFixed(0)} ms,`,
    `90 % ${at(0.9).toFixed(0)} ms), ${perSecond(totalMs / batches)} over all; ${entered} of ${batches * batchSize} entered;`,
    `processor time a post: program ${msEach(programCpu)}, database ${msEach(serverCpu)}`,
  ].join(' ');
}

async function prepare(db: Kysely<Database>): Promise<IngestSource> {
  const workspaceId = newId();
  const id = newId();
  await inWorkspace(db, workspaceId, async (trx) => {
    await trx.insertInto('workspace').values({ id: workspaceId, name: 'Bench', slug: workspaceId }).execute();
    await sql`insert into source (workspace_id, id, network, kind) values (${workspaceId}, ${id}, 'bluesky', 'jetstream')`.execute(
      trx,
    );
    await sql`insert into account (workspace_id, id, network, server, native_id, handle)
      values (${workspaceId}, ${newId()}, 'bluesky', 'bsky.social', 'did:plc:us', 'kizuki.example')`.execute(
      trx,
    );
    for (const query of queries)
      await sql`insert into monitor (workspace_id, id, name, query) values (${workspaceId}, ${newId()}, 'm', ${query})`.execute(
        trx,
      );
    for (let left = windowBefore; left > 0; left -= 50_000) {
      await sql`insert into window_post (workspace_id, id, network, native_id, author_native_id, author_handle, kind,
          text, lang, facets, seen_at)
        select ${workspaceId}::uuid, gen_random_uuid(), 'bluesky',
          'at://did:plc:' || substr(md5(random()::text), 1, 24) || '/app.bsky.feed.post/' || substr(md5(random()::text), 1, 13),
          'did:plc:' || substr(md5(random()::text), 1, 24), '', 'post', repeat('some words of a post ', 6), 'en',
          '{"mentions":[],"hashtags":[],"links":[],"media":[]}', now()
        from generate_series(1, ${Math.min(left, 50_000)}::int)`.execute(trx);
    }
  });
  return { workspaceId, id, network: 'bluesky', accountId: null };
}
