// What it costs to watch ten thousand series for spikes: a round counts five minutes of posts, asks the detector, and stores all.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import type pg from 'pg';
import { spikeDefaults } from '../src/domain/spikes/settings.ts';
import { watchIntervalMs } from '../src/domain/spikes/watch.ts';
import { withClient } from '../src/storage/client.ts';
import { inWorkspace, openDatabase, type OpenDatabase } from '../src/storage/database.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { watchSpikes } from '../src/worker/jobs/watch-spikes.ts';
import { copyRows } from './kit/copy.ts';
import { ownCpuSeconds } from './kit/cpu.ts';
import { idAt } from './kit/ids.ts';
import { seeded } from './kit/posts.ts';

const monitors = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 24);
/** About seven a second, as one busy company hears. */
const postsPerRound = 2_000;
const random = seeded(20_261_122);
const beginMs = Math.floor(Date.parse('2026-11-02T00:00:00Z') / watchIntervalMs) * watchIntervalMs;

interface Bench {
  workspaceId: string;
  brandId: string;
  identityId: string;
  monitorIds: string[];
}

async function fill(client: pg.Client): Promise<Bench> {
  const id = (): string => idAt(beginMs - 86_400_000);
  const monitorIds = Array.from({ length: monitors }, id);
  const [workspaceId, brandId, identityId] = [id(), id(), id()];
  const at = new Date(beginMs - 86_400_000).toISOString();
  const workspace_id = workspaceId;
  await copyRows(client, 'workspace', [{ id: workspaceId, name: 'Bench', slug: workspaceId }]);
  await copyRows(client, 'brand', [{ workspace_id, id: brandId, name: 'Brand' }]);
  await copyRows(
    client,
    'monitor',
    monitorIds.map((each, nth) => ({
      workspace_id,
      id: each,
      brand_id: brandId,
      name: `Monitor ${nth}`,
      query: 'x',
    })),
  );
  const known = { native_id: 'a', handle: 'a', first_seen_at: at };
  await copyRows(client, 'identity', [{ workspace_id, id: identityId, network: 'bluesky', ...known }]);
  const source = { id: id(), network: 'bluesky', kind: 'jetstream', state: 'listening', connected_at: at };
  await copyRows(client, 'source', [{ workspace_id, ...source, created_at: at }]);
  return { workspaceId, brandId, identityId, monitorIds };
}

/** The posts of one interval; some monitors have many, most have few. */
async function hear(client: pg.Client, bench: Bench, fromMs: number): Promise<void> {
  const workspace_id = bench.workspaceId;
  const posts = Array.from({ length: postsPerRound }, () => {
    const ms = fromMs + Math.floor(random() * watchIntervalMs);
    return { id: idAt(ms), at: new Date(ms).toISOString() };
  });
  await copyRows(
    client,
    'post',
    posts.map(({ id, at }) => ({
      workspace_id,
      id,
      network: 'bluesky',
      native_id: id,
      identity_id: bench.identityId,
      kind: 'post',
      visibility: 'public',
      text: 'x',
      created_at: at,
      seen_at: at,
    })),
  );
  await copyRows(
    client,
    'inbound_ledger',
    posts.map(({ id, at }) => {
      const monitor = bench.monitorIds[Math.floor(random() ** 3 * monitors)] ?? '';
      const about = { brand_id: bench.brandId, network: 'bluesky', origin: 'found', monitor_ids: [monitor] };
      return { workspace_id, post_id: id, ...about, state: 'waiting', entered_at: at };
    }),
  );
}

async function walBytes({ db }: OpenDatabase): Promise<number> {
  const { rows } = await sql<{ n: string }>`select pg_current_wal_insert_lsn() - '0/0' as n`.execute(db);
  return Number(rows[0]?.n ?? 0);
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-bench-'));
const server = await startEmbedded({ dataDir, log: silentLog });
try {
  await migrate({ url: server.url('owner'), log: silentLog });
  const open = openDatabase({ url: server.url('app'), log: silentLog, poolSize: 2 });
  try {
    await withClient(server.url('admin', 'kizuki'), async (client) => {
      await client.query('set session_replication_role = replica');
      const bench = await fill(client);
      let nowMs = beginMs;
      const deps = { db: open.db, now: () => nowMs, newId: () => idAt(nowMs), settings: spikeDefaults };
      await watchSpikes(deps, bench.workspaceId);
      const tookMs: number[] = [];
      const cpuMs: number[] = [];
      const wal: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await hear(client, bench, beginMs + (round - 1) * watchIntervalMs);
        nowMs = beginMs + round * watchIntervalMs + 30_000;
        const [walBefore, cpuBefore, before] = [await walBytes(open), ownCpuSeconds(), performance.now()];
        const counted = await watchSpikes(deps, bench.workspaceId);
        if (counted === 0) continue;
        tookMs.push(performance.now() - before);
        cpuMs.push((ownCpuSeconds() - cpuBefore) * 1_000);
        wal.push((await walBytes(open)) - walBefore);
      }
      const { rows } = await inWorkspace(open.db, bench.workspaceId, (trx) =>
        sql<{ series: number; json: number; stored: number; table: number }>`
          select count(*)::int as series, avg(octet_length(watched::text))::int as json,
            avg(pg_column_size(watched))::int as stored, pg_total_relation_size('spike_series')::int as table
          from spike_series`.execute(trx),
      );
      const { series = 0, json = 0, stored = 0, table = 0 } = rows[0] ?? {};
      const later = tookMs.slice(2);
      const ms = middle(later);
      console.log(
        `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ` +
          `load ${loadavg()[0]?.toFixed(1)}; ${series.toLocaleString('en')} series, ${postsPerRound} posts a round\n` +
          `a round of five minutes: ${ms.toFixed(0)} ms (worst ${Math.max(...later).toFixed(0)}), ` +
          `${middle(cpuMs.slice(2)).toFixed(0)} ms of processor in the worker; ` +
          `${Math.round((series / ms) * 1_000).toLocaleString('en')} series/s; ` +
          `${((ms / watchIntervalMs) * 100).toFixed(2)} % of the time\n` +
          `each series: ${json} bytes as JSON, ${stored} stored; the table ${(table / 1e6).toFixed(0)} MB; ` +
          `${(middle(wal.slice(2)) / 1e6).toFixed(1)} MB of log a round; ` +
          `worker ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
      );
    });
  } finally {
    await open.close();
  }
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
