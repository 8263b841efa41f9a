// Makes hours of the minutes in which the scene was set, on every page alike: nobody answers a customer within a second.
import { sql, type Kysely } from 'kysely';
import { inWorkspace } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/tables.ts';

/** What pages show the times of. */
const tables = [
  'approval',
  'case_note',
  'case_post',
  'decision',
  'inbound_ledger',
  'monitor',
  'monitor_version',
  'outbound',
  'persona',
  'persona_version',
  'post',
  'practice_post',
  'snippet',
  'snippet_version',
  'support_case',
];

/** A second of setting the scene is some minutes of the office's day. */
const stretch = 150;

/** Moves whatever happened since `startMs` (epoch milliseconds) back, each moment the further the longer ago it was. */
export async function makeHoursOfMinutes(
  db: Kysely<Database>,
  workspaceId: string,
  startMs: number,
): Promise<void> {
  const [start, end] = [new Date(startMs), new Date()];
  await inWorkspace(db, workspaceId, async (trx) => {
    const { rows } = await sql<{ table: string; column: string }>`
      select table_name as "table", column_name as "column" from information_schema.columns
      where table_schema = 'public' and table_name = any(${tables}) and data_type = 'timestamp with time zone'`.execute(
      trx,
    );
    for (const { table, column } of rows) {
      const [place, at] = [sql.table(table), sql.ref(column)];
      await sql`update ${place} set ${at} = ${end}::timestamptz - (${end}::timestamptz - ${at}) * ${stretch}::int
        where ${at} > ${start} and ${at} <= ${end}`.execute(trx);
    }
    await sql`update support_case set first_reaction_ms = first_reaction_ms * ${stretch}::int,
      first_reaction_business_ms = first_reaction_business_ms * ${stretch}::int`.execute(trx);
  });
}
