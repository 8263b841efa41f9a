// Migrations: applied once and in order, undone as a whole when they fail, refused when history was changed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withClient } from '../../../src/storage/client.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { migrate, readMigrations, migrationsDirectory, type Migrated } from '../../../src/storage/migrate.ts';
import { freshDatabase, type TestDatabase } from '../../harness/database.ts';

let database: TestDatabase;
let directory = '';

beforeEach(async () => {
  database = await freshDatabase({ empty: true });
  directory = await mkdtemp(path.join(tmpdir(), 'kizuki-migrations-'));
});
afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const put = (file: string, text: string): Promise<void> => writeFile(path.join(directory, file), text);
const run = (): Promise<Migrated> => migrate({ url: database.adminUrl, log: silentLog, directory });

async function tables(): Promise<string[]> {
  return withClient(database.adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    return rows.map((row) => row.name);
  });
}

test('the real migrations apply to an empty database, once', async () => {
  const real = (await readMigrations(migrationsDirectory)).map((each) => each.file);
  const first = await migrate({ url: database.adminUrl, log: silentLog });
  expect(first).toEqual({ applied: real, version: real.length });
  expect(await migrate({ url: database.adminUrl, log: silentLog })).toEqual({
    applied: [],
    version: real.length,
  });
});

test('new files are applied in order, old ones are left alone', async () => {
  await put('0001_one.sql', 'create table one (id int);');
  expect((await run()).applied).toEqual(['0001_one.sql']);
  await put('0002_two.sql', 'create table two (id int);');
  await put('0003_three.sql', 'alter table two rename to three;');
  expect(await run()).toEqual({ applied: ['0002_two.sql', '0003_three.sql'], version: 3 });
  expect(await tables()).toEqual(['one', 'schema_migration', 'three']);
});

test('a migration that fails is undone whole, says its file and line, and can be corrected', async () => {
  await put('0001_one.sql', 'create table one (id int);\n');
  await put('0002_two.sql', 'create table two (id int);\n\nalter table missing add column x int;\n');
  await expect(run()).rejects.toMatchObject({ code: 'internal' });
  await put('0002_two.sql', 'create table two (id int);\n\ncreate tabel x;\n');
  await expect(run()).rejects.toMatchObject({ code: 'internal', where: '0002_two.sql:3' });
  expect(await tables()).toEqual(['one', 'schema_migration']);
  await put('0002_two.sql', 'create table two (id int);');
  expect((await run()).applied).toEqual(['0002_two.sql']);
});

test('an applied migration that was edited is refused; other line ends are no edit', async () => {
  await put('0001_one.sql', 'create table one (\n  id int\n);\n');
  await run();
  await put('0001_one.sql', 'create table one (\r\n  id int\r\n);\r\n');
  expect((await run()).applied).toEqual([]);
  await put('0001_one.sql', 'create table one (\n  id bigint\n);\n');
  await expect(run()).rejects.toMatchObject({ code: 'database_unsupported', where: '0001_one.sql' });
});

test('a database newer than the program is refused', async () => {
  await put('0001_one.sql', 'create table one (id int);');
  await put('0002_two.sql', 'create table two (id int);');
  await run();
  await rm(path.join(directory, '0002_two.sql'));
  await expect(run()).rejects.toMatchObject({ code: 'database_unsupported', where: '0002_two.sql' });
  await expect(run()).rejects.toThrow(/newer than this program/);
});

test('a gap, a doubled number and a nameless file are refused before anything is done', async () => {
  await put('0001_one.sql', 'create table one (id int);');
  await put('0003_three.sql', 'select 1;');
  await expect(run()).rejects.toThrow(/0003_three\.sql should be named 0002_/);
  await rm(path.join(directory, '0003_three.sql'));
  await put('0001_other.sql', 'select 1;');
  await expect(run()).rejects.toThrow(/0001_other\.sql should be named 0002_/);
  expect(await tables()).toEqual([]);
});

test('several programs that start at once apply each migration once', async () => {
  await put('0001_one.sql', 'create table one (id int); select pg_sleep(0.2);');
  await put('0002_two.sql', 'create table two (id int);');
  const all = await Promise.all([run(), run(), run()]);
  expect(all.map((each) => each.applied.length).toSorted((a, b) => a - b)).toEqual([0, 0, 2]);
});

test("the program's role can read its version, and use what migrations make without owning it", async () => {
  await migrate({ url: database.adminUrl, log: silentLog });
  await withClient(database.appUrl, async (client) => {
    const { rows } = await client.query('select name from schema_migration where version = 1');
    expect(rows).toEqual([{ name: '0001_foundation.sql' }]);
    await expect(client.query('drop table post')).rejects.toThrow(/must be owner/);
    // The queue's own tables are set up too, and jobs can be added in the program's transactions.
    await client.query(`select graphile_worker.add_job('anything', '{}')`);
  });
});

test('what is wrong with an address is said without its password', async () => {
  const wrong = new URL(database.adminUrl);
  wrong.password = 'a-secret-that-is-wrong';
  wrong.pathname = '/nowhere_at_all';
  const error = await migrate({ url: wrong.href, log: silentLog }).catch((each: unknown) => each);
  expect(error).toMatchObject({ code: 'invalid_configuration', where: 'DATABASE_URL' });
  expect(String(error)).not.toContain('a-secret-that-is-wrong');

  const closed = new URL(database.adminUrl);
  closed.port = '1';
  await expect(migrate({ url: closed.href, log: silentLog })).rejects.toMatchObject({
    code: 'database_unavailable',
  });
});
