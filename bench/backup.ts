// How long "kizuki backup" of a company with a million posts takes, and "kizuki restore" into an empty database, durable as usual.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from '../src/storage/client.ts';
import { startEmbedded, type EmbeddedDatabase } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { fillCompany } from './kit/company.ts';

const posts = Number(process.argv[2] ?? 1_000_000);
const size = { posts, candidates: Math.floor(posts / 20), cases: Math.floor(posts / 200), window: 0 };
const folder = await mkdtemp(path.join(tmpdir(), 'kizuki-bench-'));
const file = path.join(folder, 'backup.tar');
const command = path.join(import.meta.dirname, '../src/cli/main.ts');

/** The most memory a process had at once, in MB; null where the system does not say. */
async function peakMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const kb = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kb === undefined ? null : Math.round(Number(kb) / 1024);
}

/** Runs a command on a server as on one's own, and says what it took. */
async function timed(args: readonly string[], server: EmbeddedDatabase): Promise<void> {
  const began = performance.now();
  const child = spawn(process.execPath, [command, ...args], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: server.url('owner'),
      KIZUKI_DATA_DIR: path.join(folder, 'none'),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  let peak: number | null = null;
  const watch = setInterval(() => {
    void peakMb(child.pid ?? 0).then((mb) => (peak = mb ?? peak));
  }, 200);
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  clearInterval(watch);
  if (code !== 0) throw new Error(`kizuki ${args.join(' ')} ended with ${String(code)}: ${said}`);
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `kizuki ${args[0] ?? ''}: ${seconds.toFixed(0)} s, at most ${String(peak)} MB, load ${loadavg()[0]?.toFixed(0)}`,
  );
}

async function withServer(name: string, work: (server: EmbeddedDatabase) => Promise<void>): Promise<void> {
  const server = await startEmbedded({ dataDir: path.join(folder, name), log: silentLog });
  try {
    await work(server);
  } finally {
    await server.stop();
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function sizeOf(server: EmbeddedDatabase): Promise<string> {
  return withClient(server.url('owner'), async (client) => {
    const { rows } = await client.query<{ size: string }>(
      'select pg_size_pretty(pg_database_size(current_database())) as size',
    );
    return rows[0]?.size ?? '';
  });
}

console.log(
  `${String(availableParallelism())} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
);
try {
  await withServer('from', async (server) => {
    await migrate({ url: server.url('owner'), log: silentLog });
    await fillCompany(server.url('admin', 'kizuki'), size, Date.now());
    console.log(`${posts.toLocaleString('en')} posts, a database of ${await sizeOf(server)}`);
    await timed(['backup', file, '--without-keys'], server);
    console.log(`a file of ${((await stat(file)).size / 1e6).toFixed(0)} MB`);
  });
  await withServer('to', async (server) => {
    await timed(['restore', file], server);
    console.log(`a database of ${await sizeOf(server)}`);
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
