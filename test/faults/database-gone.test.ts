// The database goes away while posts come in, and comes back: the program says so, stays up, and loses nothing.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { childEnvironment } from '../harness/child-environment.ts';
import { inWorkspace, openDatabase, type OpenDatabase } from '../../src/storage/database.ts';
import { startEmbedded, type EmbeddedDatabase } from '../../src/storage/embedded.ts';
import { silentLog } from '../../src/storage/log.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { testDataDirectory } from '../harness/postgres.ts';
import { setScene, type Scene } from '../integration/pipeline/scene.ts';
import { startJetstream, type Jetstream } from '../servers/jetstream.ts';

const did = 'did:plc:abcdefghijklmnopqrstuvwx';
const cid = 'bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi';
const letters = '234567abcdefghijklmnopqrstuvwxyz';

let dataDir = '';
/** A server of one's own, as far as the program knows: it is told its address, and does not start or stop it. */
let server: EmbeddedDatabase;
let jetstream: Jetstream;
let program: ChildProcess | null = null;
let printed = '';

beforeAll(async () => {
  dataDir = await testDataDirectory();
  server = await startEmbedded({ dataDir, log: silentLog });
  await migrate({ url: server.url('owner'), log: silentLog });
  jetstream = await startJetstream();
});

afterAll(async () => {
  program?.kill('SIGKILL');
  await jetstream.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function open(): OpenDatabase {
  return openDatabase({ url: server.url('app'), log: silentLog, poolSize: 2 });
}

async function withDb<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = open();
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function startProgram(): Promise<void> {
  program = spawn(process.execPath, [path.join(import.meta.dirname, 'program.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment({
      DATABASE_URL: server.url('owner'),
      KIZUKI_DATA_DIR: path.join(dataDir, 'program'),
      KIZUKI_PARTS: 'worker,listener',
      KIZUKI_ALLOW_ADDRESSES: '127.0.0.0/8,localhost,::1/128',
      KIZUKI_LOG_LEVEL: 'info',
    }),
  });
  const { stdout } = program;
  if (stdout === null) throw new Error('the program has no output');
  stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  while (!printed.includes('ready\n')) await once(stdout, 'data');
}

/** A record key of the network's form, each once. */
function keyOf(number: number): string {
  let rest = number;
  let key = '';
  for (let place = 0; place < 6; place += 1) {
    key = `${letters[rest % 32] ?? ''}${key}`;
    rest = Math.floor(rest / 32);
  }
  return `3l3qo2v${key}`;
}

let said = 0;
function customersPost(count: number): void {
  for (let index = 0; index < count; index += 1) {
    said += 1;
    jetstream.inject({
      kind: 'commit',
      did,
      rev: keyOf(said),
      operation: 'create',
      collection: 'app.bsky.feed.post',
      rkey: keyOf(said),
      record: {
        $type: 'app.bsky.feed.post',
        text: `acme is down, number ${String(said)}`,
        createdAt: new Date().toISOString(),
        langs: ['en'],
      },
      cid,
    });
  }
}

async function listenToJetstream(scene: Scene): Promise<void> {
  await withDb(({ db }) =>
    inWorkspace(db, scene.workspaceId, async (trx) => {
      await trx
        .updateTable('source')
        .set({
          network: 'bluesky',
          kind: 'jetstream',
          account_id: null,
          config: JSON.stringify({ url: jetstream.url }),
        })
        .where('id', '=', scene.sourceId)
        .execute();
    }),
  );
}

function texts(scene: Scene): Promise<string[]> {
  return withDb(({ db }) =>
    inWorkspace(db, scene.workspaceId, async (trx) => {
      const rows = await trx.selectFrom('post').select('text').execute();
      return rows.map(({ text }) => text).toSorted();
    }),
  );
}

const expected = (): string[] =>
  Array.from({ length: said }, (_, index) => `acme is down, number ${String(index + 1)}`).toSorted();

it('is told, survived, and followed by everything that was said meanwhile', async () => {
  const database = open();
  const scene = await setScene({ ...database, name: '', adminUrl: '', appUrl: '' });
  await database.close();
  await listenToJetstream(scene);
  await startProgram();
  await expect.poll(() => jetstream.connections(), { timeout: 60_000 }).toBe(1);
  customersPost(50);
  await expect.poll(() => texts(scene), { timeout: 60_000 }).toEqual(expected());

  const before = printed.length;
  await server.stop();
  customersPost(100);
  await sleep(3_000);
  customersPost(50);
  // It lives, and its log says what is wrong and that it goes on trying.
  expect(program?.exitCode).toBeNull();
  expect(printed.slice(before)).toMatch(/database_unavailable|The database cannot be reached/);

  server = await startEmbedded({ dataDir, log: silentLog });
  customersPost(10);
  await expect.poll(() => texts(scene), { timeout: 90_000, interval: 500 }).toEqual(expected());
  // Counted once each, though the stream was asked again from where it was last committed.
  const source = await withDb(({ db }) =>
    inWorkspace(db, scene.workspaceId, (trx) =>
      trx.selectFrom('source').select(['matched_count', 'state']).executeTakeFirstOrThrow(),
    ),
  );
  expect(source.matched_count).toBe(said);
  await expect
    .poll(
      () =>
        withDb(({ db }) =>
          inWorkspace(db, scene.workspaceId, (trx) =>
            trx.selectFrom('source').select('state').executeTakeFirstOrThrow(),
          ),
        ),
      { timeout: 30_000 },
    )
    .toEqual({ state: 'listening' });

  const running = program;
  if (running === null) throw new Error('the program was not started');
  const ended = once(running, 'exit');
  running.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}, 240_000);
