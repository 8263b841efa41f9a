// Forward-only migrations: numbered SQL files, each applied once in a transaction of its own and remembered by its hash.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { AppError } from '../domain/errors.ts';
import { withClient } from './client.ts';
import { translateFailure } from './failures.ts';
import type { StorageLog } from './log.ts';
import { appRole, checkServer, ensureRoles } from './roles.ts';

export interface MigrateOptions {
  /** Connects as the user who owns the tables. */
  readonly url: string;
  readonly log: StorageLog;
  readonly directory?: string;
  /** Stops at this version: a backup is restored at the version it was written at, and migrated from there. */
  readonly upTo?: number;
}

export interface Migration {
  readonly version: number;
  readonly file: string;
  readonly text: string;
  readonly sha256: string;
}

export interface Migrated {
  /** The files applied just now. */
  readonly applied: readonly string[];
  /** The version of the database now. */
  readonly version: number;
}

export const migrationsDirectory = path.join(import.meta.dirname, 'migrations');

/** Any number that no other program uses for its advisory locks. */
const lockKey = 7_248_105_613;
const lockTimeoutMs = 60_000;

/**
 * Brings a database to the program's version, one program at a time. Throws AppError: `database_unsupported` (server
 * too old, database newer than the program, an applied migration was edited), `invalid_configuration` (cannot sign
 * in, rights missing), `database_unavailable`, `disk_full`, `internal` (a migration failed; the message says where).
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const migrations = await readMigrations(options.directory ?? migrationsDirectory);
  try {
    return await withClient(options.url, async (client) => {
      await checkServer(client);
      await ensureRoles(client);
      await lock(client);
      const wanted = migrations.slice(0, options.upTo ?? migrations.length);
      const applied = await applyAll(client, migrations, wanted, options.log);
      await installJobTables(client, options.url);
      return { applied, version: wanted.length };
    });
  } catch (error) {
    throw explainConnection(error, options.url);
  }
}

/** The migration files in order. Throws `internal` for a gap, a doubled number or a name that is not `0001_name.sql`. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).toSorted();
  return Promise.all(
    files.map(async (file, index) => {
      const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]);
      if (version !== index + 1) {
        const wanted = String(index + 1).padStart(4, '0');
        throw new AppError('internal', `The migration ${file} should be named ${wanted}_what_it_does.sql.`, {
          where: path.join(directory, file),
        });
      }
      // Line ends may have been changed by git; the migration is still the same.
      const text = (await readFile(path.join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
      return { version, file, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function lock(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = ${lockTimeoutMs}`);
  await client.query('set statement_timeout = 0');
  // Held by the session, so it ends with the connection, whatever happens.
  await client.query('select pg_advisory_lock($1)', [lockKey]);
}

async function applyAll(
  client: pg.Client,
  migrations: readonly Migration[],
  wanted: readonly Migration[],
  log: StorageLog,
): Promise<string[]> {
  await client.query(`set client_min_messages = warning`);
  await client.query(
    `create table if not exists public.schema_migration (
       version int primary key,
       name text not null,
       sha256 text not null,
       applied_at timestamptz not null default now(),
       duration_ms int not null
     )`,
  );
  const { rows } = await client.query<{ version: number; name: string; sha256: string }>(
    'select version, name, sha256 from public.schema_migration order by version',
  );
  const done = new Map(rows.map((row) => [row.version, row]));
  refuseNewer(migrations, rows.at(-1));
  const applied: string[] = [];
  for (const migration of wanted) {
    const before = done.get(migration.version);
    if (before) refuseEdited(migration, before);
    else {
      await apply(client, migration);
      log.info({ migration: migration.file }, 'the database was migrated');
      applied.push(migration.file);
    }
  }
  return applied;
}

function refuseNewer(
  migrations: readonly Migration[],
  newest: { version: number; name: string } | undefined,
): void {
  if (!newest || newest.version <= migrations.length) return;
  throw new AppError(
    'database_unsupported',
    `The database is newer than this program: it has the migration ${newest.name}, the program knows ` +
      `${migrations.length}. Start the newer version of Kizuki, or restore a backup made by this one.`,
    { where: newest.name },
  );
}

function refuseEdited(migration: Migration, before: { name: string; sha256: string }): void {
  if (before.sha256 === migration.sha256) return;
  throw new AppError(
    'database_unsupported',
    `The migration ${migration.file} was changed after it had been applied here (as ${before.name}). Put its old ` +
      'text back and write the change as a new migration.',
    { where: migration.file },
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const began = performance.now();
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query(
      'insert into public.schema_migration (version, name, sha256, duration_ms) values ($1, $2, $3, $4)',
      [migration.version, migration.file, migration.sha256, Math.round(performance.now() - began)],
    );
    // A migration may have granted the program all tables; this one it only reads.
    await client.query(`revoke all on public.schema_migration from ${appRole}`);
    await client.query(`grant select on public.schema_migration to ${appRole}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw explainStatement(error, migration);
  }
}

function explainStatement(error: unknown, migration: Migration): unknown {
  const translated = translateFailure(error);
  if (translated instanceof AppError || !(error instanceof pg.DatabaseError)) return translated;
  const position = Number(error.position);
  const line = Number.isInteger(position) ? `:${migration.text.slice(0, position).split('\n').length}` : '';
  return new AppError(
    'internal',
    `The migration ${migration.file}${line} failed and was undone: ${error.message}` +
      `${error.detail === undefined ? '' : ` (${error.detail})`}. The database is as it was before it.`,
    { where: `${migration.file}${line}`, cause: error },
  );
}

/**
 * The tables of the job queue belong to the program's role, because graphile-worker guards them against everyone but
 * their owner. That role may not create schemas, so what graphile-worker would begin with is made here.
 */
async function installJobTables(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(
    `select to_regnamespace('graphile_worker') is not null as present`,
  );
  if (rows[0]?.present !== true) return;
  await client.query(`set role ${appRole}`);
  await client.query(
    `create table if not exists graphile_worker.migrations (
       id int primary key, ts timestamptz not null default now(), breaking boolean not null default false)`,
  );
  await client.query('reset role');
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    onConnect: (connected) => connected.query(`set role ${appRole}`) as unknown as void,
  });
  // graphile-worker's own query fails with the same error.
  pool.on('error', () => {});
  pool.on('connect', (connected) => connected.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}

/** Says which part of a connection URL is wrong, without ever showing the password. */
function explainConnection(error: unknown, url: string): unknown {
  const code = (error as { code?: unknown }).code;
  const at = placeOf(url);
  const advice: Readonly<Record<string, string>> = {
    '28P01': 'refused the password. Correct the user or the password in DATABASE_URL.',
    '28000': 'refused the user. Allow it in pg_hba.conf, or correct DATABASE_URL.',
    '3D000': 'has no such database. Create it (CREATE DATABASE), or correct the name in DATABASE_URL.',
  };
  const known = typeof code === 'string' ? advice[code] : undefined;
  if (known)
    return new AppError('invalid_configuration', `The server at ${at} ${known}`, {
      where: 'DATABASE_URL',
      cause: error,
    });
  const translated = translateFailure(error);
  if (translated instanceof AppError && translated !== error && translated.code === 'database_unavailable') {
    return new AppError(
      'database_unavailable',
      `The database at ${at} cannot be reached (${(error as Error).message}).`,
      {
        where: 'DATABASE_URL',
        cause: error,
      },
    );
  }
  return translated;
}

function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || '5432'}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}
