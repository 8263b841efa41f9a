// The pool and its transactions: values, time limits, lost connections, and a workspace that ends with its transaction.
import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { withClient } from '../../../src/storage/client.ts';
import { asSystem, asUser, inWorkspace, openDatabase } from '../../../src/storage/database.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { freshDatabase, testDatabase } from '../../harness/database.ts';

const database = testDatabase();
const workspaceId = '0196f000-0000-7000-8000-000000000001';

test('values come as the program wants them', async () => {
  const { rows } = await sql`
    select '2026-11-21 18:30:00.123456+09'::timestamptz as at, array['2026-11-21 00:00+00'::timestamptz] as ats,
           '2026-11-21'::date as day, 42::int8 as count, array[1, null, 3]::int8[] as counts,
           '{"a": 1}'::jsonb as data, pg_current_xact_id() is not null as tx, array['あ']::text[] as words,
           '\\x00ff'::bytea as bytes`.execute(database().db);
  expect(rows).toEqual([
    {
      at: '2026-11-21T09:30:00.123Z',
      ats: ['2026-11-21T00:00:00.000Z'],
      day: '2026-11-21',
      count: 42,
      counts: [1, null, 3],
      data: { a: 1 },
      tx: true,
      words: ['あ'],
      bytes: Buffer.from([0, 255]),
    },
  ]);
});

test('a transaction has its workspace, and the next one on the same connection has none', async () => {
  const open = openDatabase({ url: database().appUrl, log: silentLog, poolSize: 1 });
  const setting = sql<{ workspace: string | null; user: string | null; system: string | null }>`
    select current_workspace()::text as workspace, current_person()::text as "user",
           nullif(current_setting('kizuki.system', true), '') as system`;
  const within = await inWorkspace(open.db, workspaceId, (trx) => setting.execute(trx));
  expect(within.rows).toEqual([{ workspace: workspaceId, user: null, system: null }]);
  expect((await setting.execute(open.db)).rows).toEqual([{ workspace: null, user: null, system: null }]);
  const user = await asUser(open.db, workspaceId, (trx) => setting.execute(trx));
  expect(user.rows).toEqual([{ workspace: null, user: workspaceId, system: null }]);
  const system = await asSystem(open.db, (trx) => setting.execute(trx));
  expect(system.rows).toEqual([{ workspace: null, user: null, system: 'on' }]);
  await open.close();
});

test('a transaction that fails leaves nothing, and its connection is good for the next', async () => {
  const open = openDatabase({ url: database().appUrl, log: silentLog, poolSize: 1 });
  const id = '0196f000-0000-7000-8000-00000000000a';
  const failing = inWorkspace(open.db, id, async (trx) => {
    await trx.insertInto('workspace').values({ id, name: 'Example', slug: 'example' }).execute();
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  const found = await inWorkspace(open.db, id, (trx) => trx.selectFrom('workspace').selectAll().execute());
  expect(found).toEqual([]);
  await open.close();
});

test('a transaction is one whatever its first statement is, and without any it holds nothing up', async () => {
  const open = openDatabase({ url: database().appUrl, log: silentLog, poolSize: 1 });
  const state = sql<{ at: string }>`select (now() = statement_timestamp())::text as at`;
  await open.db.transaction().execute(async () => {});
  await open.db.transaction().execute(async (trx) => {
    await sql`select ${1}::int`.execute(trx);
    await sql`select pg_sleep(0.01)`.execute(trx);
    // Within a transaction now() is its beginning.
    expect((await state.execute(trx)).rows).toEqual([{ at: 'false' }]);
  });
  expect((await state.execute(open.db)).rows).toEqual([{ at: 'true' }]);
  await open.close();
});

test('a statement that takes too long is ended and can be tried again', async () => {
  const open = openDatabase({ url: database().appUrl, log: silentLog, statementTimeoutMs: 50 });
  await expect(sql`select pg_sleep(5)`.execute(open.db)).rejects.toMatchObject({
    code: 'database_unavailable',
    retryable: true,
  });
  await open.close();
});

test('a transaction left idle is ended, so that its locks hold up nobody', async () => {
  const open = openDatabase({ url: database().appUrl, log: silentLog, idleInTransactionTimeoutMs: 50 });
  const idle = inWorkspace(open.db, workspaceId, async (trx) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await sql`select 1`.execute(trx);
  });
  await expect(idle).rejects.toMatchObject({ code: 'database_unavailable' });
  expect((await sql`select 1 as one`.execute(open.db)).rows).toEqual([{ one: 1 }]);
  await open.close();
});

test('a connection that is cut fails the work in hand as unavailable, and the pool goes on', async () => {
  const open = openDatabase({
    url: database().appUrl,
    log: silentLog,
    poolSize: 1,
    applicationName: 'to be cut',
  });
  // The owner of the database may see and end the program's sessions.
  const onSessions = (what: string, where = ''): Promise<number | null> =>
    withClient(database().adminUrl, async (client) => {
      const { rowCount } = await client.query(
        `select ${what} from pg_stat_activity where application_name = 'to be cut' ${where}`,
      );
      return rowCount;
    });
  const cut = (): Promise<number | null> => onSessions('pg_terminate_backend(pid)');
  const work = sql`select pg_sleep(30)`.execute(open.db).catch((error: unknown) => error);
  await expect.poll(() => onSessions('', `and query like '%pg_sleep(30)'`)).toBe(1);
  await cut();
  expect(await work).toMatchObject({ code: 'database_unavailable', retryable: true });
  expect((await sql`select 1 as one`.execute(open.db)).rows).toEqual([{ one: 1 }]);
  // While it lies idle in the pool, too.
  await cut();
  await expect.poll(() => open.pool.totalCount).toBe(0);
  expect((await sql`select 1 as one`.execute(open.db)).rows).toEqual([{ one: 1 }]);
  await open.close();
});

test('an address where nobody listens is unavailable, not a bug', async () => {
  const url = new URL(database().appUrl);
  url.port = '1';
  const open = openDatabase({ url: url.href, log: silentLog });
  await expect(sql`select 1`.execute(open.db)).rejects.toMatchObject({ code: 'database_unavailable' });
  await open.close();
});

test("a fault of the statement stays the caller's", async () => {
  await expect(sql`select 1 / 0`.execute(database().db)).rejects.toMatchObject({ code: '22012' });
});

test('a test that leaves a connection open fails', async () => {
  const leaky = await freshDatabase();
  const leak = new pg.Client({ connectionString: leaky.appUrl, application_name: 'forgotten' });
  leak.on('error', () => {});
  await leak.connect();
  await expect(leaky.close()).rejects.toThrow(/left 1 connections.*forgotten/);
  await leak.end();
});
