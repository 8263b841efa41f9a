// How soon answers to similar cases are offered among a hundred thousand that were answered: the first time, and every time after.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { askedIn, offeredFor } from '../src/server/read/suggestions.ts';
import { createSimilarCases } from '../src/server/similar-cases.ts';
import { withClient } from '../src/storage/client.ts';
import { openDatabase, readInWorkspace } from '../src/storage/database.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { fillCompany } from './kit/company.ts';

const cases = Number(process.argv[2] ?? 100_000);
const questions = 400;
/** As the endpoint looks. */
const mostLooked = 16;

const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-bench-'));
const server = await startEmbedded({ dataDir, log: silentLog });
try {
  await migrate({ url: server.url('owner'), log: silentLog });
  const admin = server.url('admin', 'kizuki');
  const size = { posts: cases * 2, candidates: 1_000, cases: Math.ceil(cases * 1.4), window: 1_000 };
  const { workspaceId } = await fillCompany(admin, size, Date.now());
  const asked = await withClient(admin, async (client) => {
    await client.query('analyze');
    const { rows } = await client.query<{ id: string }>(
      `select id from support_case where state <> 'closed' order by random() limit ${String(questions)}`,
    );
    return rows.map(({ id }) => id);
  });
  const { db, close } = openDatabase({ url: server.url('app'), log: silentLog, poolSize: 2 });
  try {
    await measure(db, workspaceId, asked);
  } finally {
    await close();
  }
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure(
  db: ReturnType<typeof openDatabase>['db'],
  workspaceId: string,
  asked: readonly string[],
): Promise<void> {
  const similar = createSimilarCases({ db, now: Date.now });
  const read = <T>(work: Parameters<typeof readInWorkspace<T>>[2]): Promise<T> =>
    readInWorkspace(db, workspaceId, work);
  const ask = async (caseId: string): Promise<{ isReady: boolean; known: number; found: number }> => {
    const about = await read((trx) => askedIn(trx, caseId));
    const { near, ...state } = await similar.nearest(workspaceId, about, mostLooked);
    return { ...state, found: (await read((trx) => offeredFor(trx, caseId, about, near))).length };
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  let state = await ask(asked[0] ?? '');
  while (!state.isReady) state = await ask(asked[0] ?? '');
  const readMs = performance.now() - began;
  delay.disable();
  const times: number[] = [];
  let found = 0;
  for (const caseId of asked) {
    const from = performance.now();
    found += Math.sign((await ask(caseId)).found);
    times.push(performance.now() - from);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(sorted.length * share) - 1] ?? NaN).toFixed(1);
  console.log(
    `${String(availableParallelism())} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  console.log(
    `${state.known.toLocaleString('en')} answered cases; first time ${(readMs / 1000).toFixed(1)} s ` +
      `(event loop held up ${(delay.max / 1e6).toFixed(0)} ms at most, p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms)`,
  );
  console.log(
    `then ${String(times.length)} questions: median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms; ${String(found)} with an answer`,
  );
}
