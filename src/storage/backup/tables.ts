// Which tables and columns a backup holds, asked of the database itself, so that a new table is never forgotten.
import { createHash, type Hash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { TableSum } from './manifest.ts';

/**
 * Not in a backup, and why. window_post, its window_tally and heard_record: what matched nothing is kept for a day only, and a backup
 * would keep it for years. session, sign_in_attempt, oauth_pending: whoever was signed in then signs in again. schema_migration: made
 * by the migrations.
 */
export const leftOut: readonly string[] = [
  'window_post',
  'window_tally',
  'heard_record',
  'session',
  'sign_in_attempt',
  'oauth_pending',
  'schema_migration',
];

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Of the primary key; rows are written in this order, so that equal tables have equal hashes. */
  readonly key: readonly string[];
  /** The column that row-level security looks at; null where the table belongs to no workspace. */
  readonly workspaceColumn: string | null;
}

/** The tables to back up, by name. Columns of type xid8 mean something in their own server only and are made anew. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
               and a.atttypid <> 'xid8'::regtype order by a.attnum) as columns,
       array(select a.attname::text from pg_index i
             cross join lateral unnest(i.indkey) with ordinality as k (attnum, place)
             join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
             where i.indrelid = c.oid and i.indisprimary order by k.place) as key,
       case when c.relname = 'workspace' then 'id'
            else (select a.attname::text from pg_attribute a
                  where a.attrelid = c.oid and a.attname = 'workspace_id' and c.relrowsecurity) end as "workspaceColumn"
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all($1)
     order by c.relname`,
    [leftOut],
  );
  return rows;
}

/** The last number of each sequence, as text. Sequences run ahead of any snapshot, so ask after the rows were read. */
export async function listSequences(client: pg.ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = 'public' and last_value is not null order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

/** How every session that reads or writes a backup prints values, whatever the server's own settings are. */
export const printSettings = `set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD';
  set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 1;
  set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`;

/** All workspaces' ids, in order; the transaction must allow it. */
export async function listWorkspaces(client: pg.ClientBase): Promise<string[]> {
  await client.query(`select set_config('kizuki.system', 'on', true)`);
  const { rows } = await client.query<{ id: string }>('select id from workspace order by id');
  return rows.map((row) => row.id);
}

/**
 * The rows of a table as COPY prints them, in the order of the key. Row-level security binds the owner of the tables
 * too, so each workspace's rows are read from within it.
 */
export async function* readRows(
  client: pg.ClientBase,
  table: BackupTable,
  workspaces: readonly string[],
): AsyncGenerator<Uint8Array> {
  if (table.workspaceColumn === null) {
    yield* copyOut(client, selectOf(table, ''));
    return;
  }
  const column = pg.escapeIdentifier(table.workspaceColumn);
  for (const id of workspaces) {
    await client.query(`select set_config('kizuki.workspace_id', $1, true)`, [id]);
    yield* copyOut(client, selectOf(table, ` where ${column} = ${pg.escapeLiteral(id)}`));
  }
}

async function* copyOut(client: pg.ClientBase, select: string): AsyncGenerator<Uint8Array> {
  for await (const piece of client.query(copyTo(`copy (${select}) to stdout`))) yield piece as Uint8Array;
}

function selectOf({ name, columns, key }: BackupTable, where: string): string {
  const quoted = (names: readonly string[]): string =>
    names.map((one) => pg.escapeIdentifier(one)).join(', ');
  return `select ${quoted(columns)} from public.${pg.escapeIdentifier(name)}${where} order by ${quoted(key)}`;
}

export interface TableCounter {
  add(piece: Uint8Array): void;
  sum(): TableSum;
}

/** Counts and hashes rows as they pass. COPY escapes line ends within values, so each one ends a row. */
export function countTable(): TableCounter {
  const hash: Hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  return {
    add(piece) {
      hash.update(piece);
      bytes += piece.length;
      for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows += 1;
    },
    sum: () => ({ rows, bytes, sha256: hash.copy().digest('hex') }),
  };
}
