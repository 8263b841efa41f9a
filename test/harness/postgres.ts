// One PostgreSQL server for a whole test run, and the migrated template that every test database is cloned from.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { withClient } from '../../src/storage/client.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { silentLog } from '../../src/storage/log.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { findPostmaster, stopPostmaster } from '../../src/storage/postgres/postmaster.ts';
import { isAlive } from '../../src/storage/postgres/processes.ts';
import { throwAwaySettings } from '../../src/storage/postgres/settings.ts';
import { appRole } from '../../src/storage/roles.ts';

/** What test files need to know; it crosses from the main process to the workers, so it is plain data. */
export interface TestServer {
  /** May create and drop databases. */
  readonly makerUrl: string;
  /** Owns the tables of the databases that are made; its path is to be replaced. */
  readonly ownerUrl: string;
  /** The program's role; its path is to be replaced. */
  readonly appUrl: string;
  readonly owner: string;
  /** The start of the names of all databases of this run. */
  readonly prefix: string;
  readonly template: string;
}

export interface RunningTestServer {
  readonly server: TestServer;
  stop(): Promise<void>;
}

const directoryPrefix = 'kizuki-test-postgres-';

/** A data directory for a server of a test. If the test is killed, the next run stops the server and removes it. */
export function testDataDirectory(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), `${directoryPrefix}${process.pid}-`));
}

/** The server of TEST_DATABASE_URL when that is set, else an embedded one that lives as long as the run. */
export async function startTestServer(outsideUrl: string | undefined): Promise<RunningTestServer> {
  await sweep();
  const prefix = `kizuki_test_${process.pid}_${randomBytes(3).toString('hex')}`;
  return outsideUrl === undefined || outsideUrl === '' ? embedded(prefix) : outside(prefix, outsideUrl);
}

/** The same URL for another database. */
export function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function embedded(prefix: string): Promise<RunningTestServer> {
  const dataDir = await testDataDirectory();
  const start = startEmbedded({ dataDir, log: silentLog, settings: throwAwaySettings });
  const database = await start.catch(async (error: unknown) => {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  const forget = stopWithProcess(() => database.pid(), dataDir);
  const server: TestServer = {
    makerUrl: database.url('admin', 'postgres'),
    ownerUrl: database.url('owner'),
    appUrl: database.url('app'),
    owner: 'kizuki_owner',
    prefix,
    template: `${prefix}_template`,
  };
  const stop = async (): Promise<void> => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
    forget();
  };
  return prepared(server, stop);
}

async function outside(prefix: string, url: string): Promise<RunningTestServer> {
  const appUrl = new URL(url);
  appUrl.searchParams.set('options', `-c role=${appRole}`);
  const server: TestServer = {
    makerUrl: url,
    ownerUrl: url,
    appUrl: appUrl.href,
    owner: await withClient(url, async (client) => {
      const { rows } = await client.query<{ name: string }>('select session_user as name');
      return rows[0]?.name ?? '';
    }),
    prefix,
    template: `${prefix}_template`,
  };
  return prepared(server, () => dropAll(server));
}

async function prepared(server: TestServer, stop: () => Promise<void>): Promise<RunningTestServer> {
  try {
    await withClient(server.makerUrl, (client) => client.query(createStatement(server, server.template)));
    await migrate({ url: onDatabase(server.ownerUrl, server.template), log: silentLog });
    return { server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The statement that makes an empty database, or a clone of a template. */
export function createStatement(server: TestServer, name: string, template = 'template0'): string {
  const [database, owner, from] = [name, server.owner, template].map((part) => pg.escapeIdentifier(part));
  return `create database ${database} owner ${owner} template ${from} encoding 'UTF8'`;
}

async function dropAll(server: TestServer): Promise<void> {
  await withClient(server.makerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [server.prefix],
    );
    for (const { name } of rows)
      await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
  });
}

// Vitest tears down after a failure and mostly after ctrl-C; this is for the exits on which it does not.
function stopWithProcess(pid: () => number, dataDir: string): () => void {
  const kill = (): void => {
    const server = pid();
    try {
      process.kill(server, 'SIGQUIT');
    } catch {
      // It has ended already.
    }
    // The process is exiting, so nothing may be awaited: only when the server has ended is its directory ours.
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let waits = 0; isAlive(server) && waits < 200; waits += 1) Atomics.wait(pause, 0, 0, 10);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) === 0) process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('exit', kill);
  process.once('SIGTERM', onSignal);
  process.once('SIGHUP', onSignal);
  return () => {
    process.removeListener('exit', kill);
    process.removeListener('SIGTERM', onSignal);
    process.removeListener('SIGHUP', onSignal);
  };
}

/** Stops and removes what runs before left behind because they were killed with a signal nobody can catch. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${directoryPrefix}(\\d+)-`).exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const directory = path.join(tmpdir(), name);
    const left = await findPostmaster(path.join(directory, 'postgres')).catch(() => undefined);
    if (left) await stopPostmaster(left.pid);
    await rm(directory, { recursive: true, force: true }).catch(() => {}); // another user's
  }
}
