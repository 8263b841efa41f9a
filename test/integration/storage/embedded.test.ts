// The embedded database through a program's life: first start, kill -9, a second program, damage, and back again.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEnvironment } from '../../harness/child-environment.ts';
import { withClient } from '../../../src/storage/client.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { startEmbedded, type EmbeddedDatabase } from '../../../src/storage/embedded.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { findPostmaster, stopPostmaster } from '../../../src/storage/postgres/postmaster.ts';
import { isAlive, waitForEnd } from '../../../src/storage/postgres/processes.ts';
import { testDataDirectory } from '../../harness/postgres.ts';

interface Said {
  readonly origin?: string;
  readonly pid?: number;
  readonly url?: string;
  readonly code?: string;
  readonly message?: string;
}

let dataDir = '';
const children: ChildProcess[] = [];
const started: EmbeddedDatabase[] = [];

beforeEach(async () => {
  dataDir = await testDataDirectory();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of started.splice(0)) await database.stop();
  const left = await findPostmaster(path.join(dataDir, 'postgres'));
  if (left) await stopPostmaster(left.pid);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: silentLog, ...options });
  started.push(database);
  return database;
}

function runProgram(): ChildProcess {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'program.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment({}),
  });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<Said> {
  if (!child.stdout) throw new Error('the program has no output');
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return JSON.parse(line) as Said;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function writeFact(url: string, fact: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('create table if not exists fact (id text primary key)');
    await client.query('insert into fact values ($1)', [fact]);
  });
}

async function readFacts(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from fact order by id');
    return rows.map((row) => row.id);
  });
}

const fileOf = (...parts: string[]): string => path.join(dataDir, ...parts);

test('the first start makes the database, the next finds its data on the same port', async () => {
  const first = await start();
  expect(first.origin).toBe('initialised');
  await writeFact(first.url('owner'), 'kept');
  const pid = first.pid();
  await first.stop();
  expect(isAlive(pid)).toBe(false);

  const second = await start();
  expect(second.origin).toBe('started');
  expect(second.port).toBe(first.port);
  expect(await readFacts(second.url('owner'))).toEqual(['kept']);
});

test('only the owner of the files can read the passwords, and only loopback is listened on', async () => {
  const database = await start();
  expect((await stat(fileOf('database.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(fileOf('postgres'))).mode & 0o077).toBe(0);
  await withClient(database.url('admin'), async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings
       where name in ('listen_addresses', 'unix_socket_directories', 'fsync', 'server_encoding', 'jit') order by name`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on',
      jit: 'off',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      unix_socket_directories: '',
    });
  });
  const guessed = new URL(database.url('admin'));
  guessed.password = 'password';
  await expect(withClient(guessed.href, async () => {})).rejects.toThrow(/password authentication failed/);
});

test('a server left by a killed program is used again, without the sessions of the dead', async () => {
  const program = runProgram();
  const said = await firstLine(program);
  const url = said.url ?? '';
  await writeFact(url, 'before the kill');
  const holding = openDatabase({ url, log: silentLog });
  const client = await holding.pool.connect();
  await client.query('begin');
  await client.query('lock table fact');
  await kill(program);
  expect(isAlive(said.pid ?? 0)).toBe(true);

  const database = await start();
  expect(database.origin).toBe('found');
  expect(database.pid()).toBe(said.pid);
  expect(await readFacts(database.url('owner'))).toEqual(['before the kill']);
  client.release(true);
  await holding.close();
  const pid = database.pid();
  await database.stop();
  expect(isAlive(pid)).toBe(false);
});

test('a server left by a killed program with other settings is stopped and started with the new ones', async () => {
  const program = runProgram();
  const said = await firstLine(program);
  await writeFact(said.url ?? '', 'before the kill');
  await kill(program);

  const database = await start({ settings: { work_mem: '9MB' } });
  expect(database.origin).toBe('started');
  expect(isAlive(said.pid ?? 0)).toBe(false);
  expect(await readFacts(database.url('owner'))).toEqual(['before the kill']);
});

test('after kill -9 of the program and its server, what was committed is there', async () => {
  const program = runProgram();
  const said = await firstLine(program);
  await writeFact(said.url ?? '', 'committed');
  process.kill(said.pid ?? 0, 'SIGKILL');
  await kill(program);
  await waitForEnd(said.pid ?? 0, 5_000);

  const database = await start();
  expect(database.origin).toBe('started');
  expect(await readFacts(database.url('owner'))).toEqual(['committed']);
});

test('a server that dies under a running program is started again, and the pool goes on', async () => {
  const database = await start();
  await writeFact(database.url('owner'), 'committed');
  const open = openDatabase({ url: database.url('owner'), log: silentLog });
  const pid = database.pid();
  await open.pool.query('select 1');
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => database.pid(), { timeout: 60_000 }).not.toBe(pid);
  await expect
    .poll(
      () =>
        open.pool.query('select id from fact').then(
          (result) => result.rowCount,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(1);
  await open.close();
});

test('a second program on the same directory is refused by name, and the first goes on', async () => {
  const database = await start();
  const said = await firstLine(runProgram());
  expect(said.code).toBe('data_dir_in_use');
  expect(said.message).toContain(dataDir);
  expect(said.message).toContain(String(process.pid));
  await writeFact(database.url('owner'), 'still here');
  await database.stop();
  expect((await firstLine(runProgram())).origin).toBe('started');
});

test('of many programs that start at once on a lock left behind, one wins', async () => {
  const first = await start();
  const lock = await readFile(fileOf('kizuki.lock'), 'utf8');
  await first.stop();
  await writeFile(fileOf('kizuki.lock'), lock.replace(/"started":"[^"]*"/, '"started":"1"'));
  const said = await Promise.all([1, 2, 3, 4].map(() => firstLine(runProgram())));
  expect(said.filter((each) => each.origin !== undefined)).toHaveLength(1);
  expect(said.filter((each) => each.code === 'data_dir_in_use')).toHaveLength(3);
});

test('a start killed within initdb is done over', async () => {
  const program = runProgram();
  let unfinished: string | undefined;
  await expect
    .poll(
      async () => {
        unfinished = (await readdir(dataDir)).find(
          (name) => name.startsWith('postgres.new-') && !name.endsWith('.password'),
        );
        const files = unfinished === undefined ? [] : await readdir(fileOf(unfinished)).catch(() => []);
        return files.includes('base');
      },
      { timeout: 30_000, interval: 5 },
    )
    .toBe(true);
  await kill(program);
  expect(await readdir(dataDir)).not.toContain('postgres');

  const database = await start();
  expect(database.origin).toBe('initialised');
  await writeFact(database.url('owner'), 'whole');
  expect(await readFacts(database.url('owner'))).toEqual(['whole']);
});

test('a directory with files that are no database is refused and left as it is', async () => {
  const database = await start();
  await writeFact(database.url('owner'), 'precious');
  await database.stop();
  await rename(fileOf('postgres', 'PG_VERSION'), fileOf('elsewhere'));
  await expect(start()).rejects.toMatchObject({ code: 'invalid_configuration', where: fileOf('postgres') });

  await rename(fileOf('elsewhere'), fileOf('postgres', 'PG_VERSION'));
  expect(await readFacts((await start()).url('owner'))).toEqual(['precious']);
});

test('data of another major version is refused, with the way out', async () => {
  await (await start()).stop();
  await writeFile(fileOf('postgres', 'PG_VERSION'), '14\n');
  await expect(start()).rejects.toMatchObject({ code: 'database_unsupported' });
  await expect(start()).rejects.toThrow(/PostgreSQL 14.*kizuki backup.*kizuki restore/s);
});

test('lost passwords are set anew, and the data stays', async () => {
  const first = await start();
  await writeFact(first.url('owner'), 'kept');
  await first.stop();
  await rm(fileOf('database.json'));
  const second = await start();
  expect(second.url('owner')).not.toBe(first.url('owner'));
  expect(await readFacts(second.url('owner'))).toEqual(['kept']);
});

test('another program on the port of last time means another port, kept from then on', async () => {
  const first = await start();
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  await once(squatter, 'listening');
  const second = await start();
  expect(second.port).not.toBe(first.port);
  await second.stop();
  squatter.close();
  expect((await start()).port).toBe(second.port);
});

test('a pid file whose process is not our server does not hold up the start', async () => {
  const first = await start();
  const pidFile = await readFile(fileOf('postgres', 'postmaster.pid'), 'utf8');
  await first.stop();
  await writeFile(fileOf('postgres', 'postmaster.pid'), pidFile.replace(/^\d+/, String(process.ppid)));
  expect((await start()).origin).toBe('started');
});

test('a file where the data directory should be is an error that says so', async () => {
  await writeFile(fileOf('file'), '');
  await expect(start({ dataDir: fileOf('file') })).rejects.toMatchObject({ code: 'invalid_configuration' });
});

test('a table that is filled has statistics within the first minute', async () => {
  const database = await start();
  await withClient(database.url('owner'), async (client) => {
    await client.query('create table heap (id int)');
    await client.query('insert into heap select generate_series(1, 5000)');
    const analyzed = async (): Promise<number> => {
      const { rows } = await client.query<{ reltuples: number }>(
        `select reltuples from pg_class where relname = 'heap'`,
      );
      return rows[0]?.reltuples ?? 0;
    };
    expect(await analyzed()).toBeLessThan(5000);
    await expect.poll(analyzed, { timeout: 50_000, interval: 500 }).toBe(5000);
  });
});
