// Makes hours of the minutes in which the scene was set, on every page alike: nobody answers a customer within a second.
import { sql, type Kysely } from 'kysely';
import { inWorkspace, type WorkspaceTransaction } from '../../src/storage/database.ts';
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
  'source',
  'support_case',
];

/** So long the setting of the scene has taken, on the pictures' own clock, however busy the machine is. */
const wantedMs = 75 * 60_000;

/** Filled by the database, whose clock nobody sets. */
const byDatabase = ['account', 'brand', 'membership', 'monitor', 'product', 'source'];

export interface Span {
  workspaceId: string;
  /** When setting the scene began (epoch milliseconds). */
  startMs: number;
  /** How far the clock of the pictures is set. */
  shiftMs: number;
  timeZone: string;
}

/** Moves whatever happened since `startMs` back, each moment the further the longer ago it was. */
export async function makeHoursOfMinutes(
  db: Kysely<Database>,
  { workspaceId, startMs, shiftMs, timeZone }: Span,
): Promise<void> {
  const [start, end] = [new Date(startMs), new Date()];
  const stretch = Math.max(1, Math.round(wantedMs / (end.getTime() - startMs)));
  await inWorkspace(db, workspaceId, async (trx) => {
    for (const { table, column, isByDatabase } of await momentsOf(trx)) {
      const [place, at] = [sql.table(table), sql.ref(column)];
      if (isByDatabase) {
        await sql`update ${place} set ${at} = ${at} + make_interval(secs => ${shiftMs / 1000})
          where ${at} > ${end}`.execute(trx);
      }
      await sql`update ${place} set ${at} = ${end}::timestamptz - (${end}::timestamptz - ${at}) * ${stretch}::int
        where ${at} > ${start} and ${at} <= ${end}`.execute(trx);
    }
    await sql`update support_case set first_reaction_ms = first_reaction_ms * ${stretch}::int,
      first_reaction_business_ms = first_reaction_business_ms * ${stretch}::int`.execute(trx);
    // What people said on days before they said while they were awake.
    await sql`update practice_post set created_at = created_at + interval '7 hours'
      where created_at < ${start}::timestamptz - interval '9 hours' and extract(hour from created_at at time zone ${timeZone}) < 7`.execute(
      trx,
    );
    // What the network and the program need for themselves stays as short as it was.
    await sql`update post set seen_at = created_at + (seen_at - created_at) / ${stretch}::int`.execute(trx);
    await sql`update inbound_ledger set entered_at = post.created_at + (entered_at - post.created_at) / ${stretch}::int
      from post where post.id = inbound_ledger.post_id`.execute(trx);
    // What came in at nearly the same time came in in the order that the ledger shows.
    await sql`update inbound_ledger set entered_at = later.entered_at
      from (select post_id, max(entered_at) over (order by post_id) as entered_at from inbound_ledger) as later
      where later.post_id = inbound_ledger.post_id`.execute(trx);
    await sql`update support_case set first_seen_at = first_post_at + (first_seen_at - first_post_at) / ${stretch}::int`.execute(
      trx,
    );
  });
}

/** The columns of those tables that say when something was. */
async function momentsOf(trx: WorkspaceTransaction): Promise<Moment[]> {
  const { rows } = await sql<{ table: string; column: string; default: string | null }>`
    select table_name as "table", column_name as "column", column_default as "default" from information_schema.columns
    where table_schema = 'public' and table_name = any(${[...tables, ...byDatabase]})
      and data_type = 'timestamp with time zone' and is_generated = 'NEVER'`.execute(trx);
  return rows.map(({ table, column, default: filled }) => ({
    table,
    column,
    isByDatabase: filled === 'now()',
  }));
}

interface Moment {
  table: string;
  column: string;
  isByDatabase: boolean;
}
