// The disk of the database runs full while posts come in: a clear error, nothing half saved, and on it goes once there is room.
import { execFile } from 'node:child_process';
import { mkdir, open, rm, statfs, symlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { createIds } from '../../src/main/world.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../src/pipeline/match.ts';
import { withClient } from '../../src/storage/client.ts';
import { inWorkspace, openDatabase, type OpenDatabase } from '../../src/storage/database.ts';
import { startEmbedded, type EmbeddedDatabase } from '../../src/storage/embedded.ts';
import { silentLog, type StorageLog } from '../../src/storage/log.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { sourceCursor } from '../../src/storage/source-runtime.ts';
import { createInWorkspace } from '../../src/storage/work/work-tx.ts';
import { testDataDirectory } from '../harness/postgres.ts';
import { recordSkip } from '../harness/skips.ts';
import { setScene, type Scene } from '../integration/pipeline/scene.ts';
import { batchAfter, deliveries, isAboutAcme, type StreamShape } from './stream.ts';

const run = promisify(execFile);
const diskBytes = 320 * 1024 * 1024;
/** Room that is left when the rest was filled: enough for some batches, not for all. */
const roomBytes = 6 * 1024 * 1024;
const shape: StreamShape = { seed: 1, posts: 12_000, redeliverEvery: 20, batchSize: 200 };
const order = deliveries(shape);

const settings = { max_wal_size: '64MB', min_wal_size: '32MB' };
/** What the program would log: the embedded server tells here why it ended. */
const logged: string[] = [];
const log: StorageLog = {
  ...silentLog,
  error: (fields, message) => void logged.push(`${message} ${JSON.stringify(fields)}`),
};

let folder = '';
let disk: string | null = null;
let server: EmbeddedDatabase | null = null;
let database: OpenDatabase | null = null;

beforeEach(async () => {
  logged.length = 0;
  folder = await testDataDirectory();
  const place = path.join(folder, 'disk');
  await mkdir(place);
  const mounted = await run('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${String(diskBytes)},mode=755`,
    'kizuki-test',
    place,
  ]).then(
    () => true,
    () => false,
  );
  disk = mounted ? place : null;
  if (!mounted)
    recordSkip('faults: a full disk', 'a small disk cannot be mounted here (run the tests as root)');
});

afterEach(async () => {
  await database?.close();
  await server?.stop();
  if (disk !== null) await run('umount', ['-l', disk]);
  await rm(folder, { recursive: true, force: true });
});

/** Fills the disk but for some room. */
async function fill(place: string): Promise<void> {
  const handle = await open(path.join(place, 'ballast'), 'w');
  const block = Buffer.alloc(1024 * 1024);
  for (;;) {
    const { bavail, bsize } = await statfs(place);
    if (bavail * bsize <= roomBytes) break;
    await handle.write(block);
  }
  await handle.close();
}

async function startOn(dataDir: string): Promise<EmbeddedDatabase> {
  server = await startEmbedded({ dataDir, log, settings });
  return server;
}

/** Moves the server's log of changes to a disk with room, so that only the tables' disk runs full. */
async function moveChangesAway(dataDir: string): Promise<void> {
  await server?.stop();
  const [inside, outside] = [path.join(dataDir, 'postgres/pg_wal'), path.join(folder, 'pg_wal')];
  await run('cp', ['-a', inside, outside]);
  await rm(inside, { recursive: true });
  await symlink(outside, inside);
  await startOn(dataDir);
}

/** More files of 16 MB than the disk has room for. */
const mostFiles = diskBytes / (16 * 1024 * 1024);

/**
 * Has the server begin file after file of its log of changes, until it ends. Whether posts alone fill that first, or the tables,
 * is chance.
 */
async function exhaustChanges(url: string): Promise<void> {
  const begin = `select pg_logical_emit_message(true, 'test', 'more'), pg_switch_wal()`;
  const beginAll = withClient(url, async (client) => {
    for (let files = 0; files <= mostFiles; files += 1) await client.query(begin);
  });
  await expect(beginAll).rejects.toThrow();
}

/** Takes the stream in as a listener does, room being made after some failures; answers the failures. */
async function takeIn(scene: Scene, { db }: OpenDatabase, place: string): Promise<AppError[]> {
  const now = (): number => Date.now();
  const deps = {
    inWorkspace: createInWorkspace(db, { now, newId: createIds(now) }),
    matching: createMatchStage(),
    detectLanguage: () => 'en',
  };
  const source = { workspaceId: scene.workspaceId, id: scene.sourceId, network: 'practice', accountId: null };
  const failures: AppError[] = [];
  const deadline = performance.now() + 180_000;
  for (;;) {
    try {
      // Each connection resumes where the last commit left the cursor.
      let cursor = Number(await sourceCursor(db, scene.workspaceId, scene.sourceId));
      for (;;) {
        const batch = batchAfter(shape, order, cursor);
        if (batch === null) return failures;
        await ingest(deps, source, batch);
        cursor = Number(batch.cursor);
      }
    } catch (error) {
      if (!(error instanceof AppError) || performance.now() > deadline) throw error;
      failures.push(error);
      if (failures.length === 5) await rm(path.join(place, 'ballast'));
      await sleep(500);
    }
  }
}

async function runFull(withChanges: boolean): Promise<AppError[]> {
  if (disk === null) return [];
  const dataDir = path.join(disk, 'data');
  await migrate({ url: (await startOn(dataDir)).url('owner'), log: silentLog });
  if (!withChanges) await moveChangesAway(dataDir);
  database = openDatabase({ url: server?.url('app') ?? '', log: silentLog, poolSize: 2 });
  const scene = await setScene({ ...database, name: '', adminUrl: '', appUrl: '' });
  await fill(disk);
  if (withChanges) await exhaustChanges(server?.url('admin') ?? '');
  const failures = await takeIn(scene, database, disk);
  expect(failures.length).toBeGreaterThanOrEqual(5);
  expect(failures.filter(({ retryable }) => !retryable)).toEqual([]);
  const rows = await inWorkspace(database.db, scene.workspaceId, (trx) =>
    trx.selectFrom('post').select('native_id').execute(),
  );
  const about = [...new Set(order)].filter(isAboutAcme).map((index) => `post-${String(index)}`);
  expect(rows.map((row) => row.native_id).toSorted()).toEqual(about.toSorted());
  return failures;
}

it('of the tables: every save says so and saves nothing by halves, until there is room', async () => {
  const failures = await runFull(false);
  for (const { code, message } of failures) {
    expect(code).toBe('disk_full');
    expect(message).toMatch(/no space left.*Free some/);
  }
}, 300_000);

it('of everything: the server ends, the log says why, and it is back when there is room', async () => {
  const failures = await runFull(true);
  const codes = new Set(failures.map(({ code }) => code));
  codes.delete('disk_full');
  codes.delete('database_unavailable');
  expect([...codes]).toEqual([]);
  if (disk !== null) expect(logged.join('\n')).toMatch(/its disk is full: free some space/);
}, 300_000);
