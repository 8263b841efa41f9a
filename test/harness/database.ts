// A database of its own for a test file: a clone of the migrated template, dropped at the end, with nobody left connected.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { withClient } from '../../src/storage/client.ts';
import { openDatabase, type OpenDatabase } from '../../src/storage/database.ts';
import { silentLog } from '../../src/storage/log.ts';
import type { Database } from '../../src/storage/tables.ts';
import './global-setup.ts';
import { createStatement, onDatabase } from './postgres.ts';

export interface TestDatabase {
  readonly name: string;
  /** The program's role, bound by row-level security. */
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
  /** Connects as the owner of the tables. */
  readonly adminUrl: string;
  /** Connects as the program's role. */
  readonly appUrl: string;
  /** Drops the database. Throws when somebody but `db` is still connected: a leak in the code under test. */
  close(): Promise<void>;
}

export interface FreshDatabaseOptions {
  /** A database without tables, for tests of the migrations themselves. */
  readonly empty?: boolean;
}

/** Clones the template (about 0.1 s). For one database per file, `testDatabase` is shorter. */
export async function freshDatabase(options: FreshDatabaseOptions = {}): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `${server.prefix}_${randomBytes(5).toString('hex')}`;
  const statement = createStatement(server, name, options.empty === true ? undefined : server.template);
  await withClient(server.makerUrl, (client) => retryWhileTemplateIsRead(client, statement));
  const appUrl = onDatabase(server.appUrl, name);
  const open: OpenDatabase = openDatabase({
    url: appUrl,
    log: silentLog,
    poolSize: 5,
    applicationName: 'test',
  });
  return {
    name,
    db: open.db,
    pool: open.pool,
    adminUrl: onDatabase(server.ownerUrl, name),
    appUrl,
    async close() {
      await open.close();
      const left = await withClient(server.makerUrl, (client) => drop(client, name));
      if (left.length === 0) return;
      throw new Error(`The test left ${left.length} connections to its database open: ${left.join('; ')}`);
    },
  };
}

/** A database for the tests of the file or `describe` that calls this: made before them, dropped after them. */
export function testDatabase(options: FreshDatabaseOptions = {}): () => TestDatabase {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await freshDatabase(options);
  });
  afterAll(async () => {
    await database?.close();
  });
  return () => {
    if (!database) throw new Error('The database is there within tests and hooks only.');
    return database;
  };
}

// A template cannot be cloned while another session is connected to it, and cloning connects for a moment.
async function retryWhileTemplateIsRead(client: pg.Client, statement: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '55006' || attempt === 50) throw error;
      await sleep(50);
    }
  }
}

/** Drops the database and says who had to be thrown out of it. */
async function drop(client: pg.Client, name: string): Promise<string[]> {
  const left = await stillConnected(client, name);
  await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
  return left;
}

// A connection that was closed a moment ago is still being cleaned up by the server.
async function stillConnected(client: pg.Client, name: string): Promise<string[]> {
  const deadline = performance.now() + 1_000;
  for (;;) {
    const { rows } = await client.query<{ who: string }>(
      `select concat_ws(', ', application_name, state, left(query, 120)) as who
       from pg_stat_activity where datname = $1 and usesysid is not null`,
      [name],
    );
    if (rows.length === 0 || performance.now() > deadline) return rows.map((row) => row.who);
    await sleep(10);
  }
}
