// Fills empty tables inside one transaction: guards and indexes are taken down, rows poured in, and all is put up again.
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AppError } from '../../domain/errors.ts';
import type { BackupManifest } from './manifest.ts';
import type { BackupTable } from './tables.ts';

/** Statements that put up again what `takeDown` took away. */
export type PutUp = readonly string[];

/**
 * Lets the owner of the tables write all of them: row-level security is no longer forced, triggers are off, foreign
 * keys and secondary indexes are gone until the returned statements have run. Nobody else can come in between: each
 * table is locked. Errors: `data_dir_in_use` where somebody works on the database, `already_exists` where it has rows.
 */
export async function takeDown(client: pg.Client, tables: readonly BackupTable[]): Promise<PutUp> {
  await client.query(`set local lock_timeout = '5s'`);
  const putUp: string[] = [];
  for (const { name } of tables) {
    const table = `public.${pg.escapeIdentifier(name)}`;
    const { rows } = await client.query<{ forced: boolean }>(
      'select relforcerowsecurity as forced from pg_class where oid = $1::regclass',
      [table],
    );
    await client.query(`alter table ${table} no force row level security, disable trigger user`);
    if (rows[0]?.forced === true) putUp.push(`alter table ${table} force row level security`);
    putUp.push(`alter table ${table} enable trigger user`);
  }
  await refuseRows(client, tables);
  return [...(await dropIndexes(client, tables)), ...putUp];
}

async function refuseRows(client: pg.Client, tables: readonly BackupTable[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await client.query<{ filled: boolean }>(
      `select exists (select from public.${pg.escapeIdentifier(name)}) as filled`,
    );
    if (rows[0]?.filled !== true) continue;
    throw new AppError(
      'already_exists',
      `The database is not empty: the table ${name} has rows. A restore never writes over what is there. Give an ` +
        'empty data directory (KIZUKI_DATA_DIR) or an empty database (DATABASE_URL).',
      { where: name },
    );
  }
}

/** A million rows one by one into nine indexes would take many times as long as building them afterwards. */
async function dropIndexes(client: pg.Client, tables: readonly BackupTable[]): Promise<string[]> {
  const names = tables.map(({ name }) => name);
  const { rows: constraints } = await client.query<{ table: string; name: string; is: string; kind: string }>(
    `select c.conrelid::regclass::text as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as is,
            c.contype::text as kind
     from pg_constraint c join pg_class t on t.oid = c.conrelid
     where t.relnamespace = 'public'::regnamespace and t.relname = any($1) and c.contype in ('f', 'u')
     order by c.contype, 1, 2`,
    [names],
  );
  const { rows: indexes } = await client.query<{ name: string; is: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as is
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.relnamespace = 'public'::regnamespace and t.relname = any($1) and not i.indisprimary
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
     order by 1`,
    [names],
  );
  for (const { table, name } of constraints)
    await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  const add = (kind: string): string[] =>
    constraints
      .filter((one) => one.kind === kind)
      .map(({ table, name, is }) => `alter table ${table} add constraint ${name} ${is}`);
  // Foreign keys last: they lean on the unique ones.
  return [...add('u'), ...indexes.map(({ is }) => is), ...add('f')];
}

export interface RowsIn {
  write(piece: Uint8Array): Promise<void>;
  /** Waits until all rows are in. */
  end(): Promise<void>;
}

/** Opens a table for rows as COPY prints them. */
export function copyIn(client: pg.Client, table: string, columns: readonly string[]): RowsIn {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const stream = client.query(copyFrom(`copy public.${pg.escapeIdentifier(table)} (${list}) from stdin`));
  const done = finished(stream);
  // It is awaited at the end; a failure before must not count as unhandled.
  done.catch(() => undefined);
  return {
    async write(piece) {
      if (stream.write(piece)) return;
      await Promise.race([once(stream, 'drain'), done]);
    },
    async end() {
      stream.end();
      await done;
    },
  };
}

/** Numbers given out from now on follow those that were given out before the backup. */
export async function setSequences(client: pg.Client, sequences: BackupManifest['sequences']): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    const sequence = `public.${pg.escapeIdentifier(name)}`;
    const { rows } = await client.query<{ present: boolean }>(
      'select to_regclass($1) is not null as present',
      [sequence],
    );
    if (rows[0]?.present === true) await client.query('select setval($1, $2::bigint)', [sequence, last]);
  }
}

/**
 * What was on its way when the backup was written may have gone out since: it counts as unknown, so it is looked up
 * on the network before anything is sent. Answers how many.
 */
export async function doubtOutbound(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(
    `with doubted as (
       update outbound set state = 'unknown', claimed_at = null, claimed_by = null, error_code = 'send_fate_unknown',
         error = 'This comes from a backup; it may have gone out since. It is looked up first.', version = version + 1
       where state in ('queued', 'sending') returning workspace_id, id)
     insert into event (workspace_id, at, actor_id, type, subject, subject_id, data)
     select workspace_id, now(), null, 'reply.unknown', 'outbound', id, '{"because": "restored"}' from doubted`,
  );
  return rowCount ?? 0;
}
