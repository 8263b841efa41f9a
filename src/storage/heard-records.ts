// The last records of sources, for whoever looks into what came; trimmed by age.
import { sql, type Kysely } from 'kysely';
import { recordHours, recordLimits, type RecordFate } from '../domain/listening/heard-record.ts';
import { inWorkspace, type WorkspaceTransaction } from './database.ts';
import { expectSource } from './sources.ts';
import type { Database } from './tables.ts';

export interface HeardRecordRow {
  seq: number;
  fate: RecordFate;
  problem: string | null;
  raw: string | null;
  made: string | null;
  seenAt: string;
}

/** Newest first. Errors: `not_found` for a source that is not there. */
export async function heardRecords(trx: WorkspaceTransaction, sourceId: string): Promise<HeardRecordRow[]> {
  await expectSource(trx, sourceId);
  return trx
    .selectFrom('heard_record')
    .select(['seq', 'fate', 'problem', 'raw', 'made', 'seen_at as seenAt'])
    .where('source_id', '=', sourceId)
    .orderBy('seq', 'desc')
    .limit(recordLimits.ofSource)
    .execute();
}

/** Days. */
const malformedDays = 30;
/** Rows that one transaction forgets. */
const trimStep = 1_000;

/** Answers how many it forgot: `trimStep` while there may be more. */
async function trimMalformed(trx: WorkspaceTransaction, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from malformed_record where id in (
      select id from malformed_record
      where seen_at < ${before}::timestamptz
        or source_id in (select id from source where removed_at is not null)
      limit ${trimStep}::int
    )`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

/** Forgets what is older than the window is long, or than a day, and what came of sources that were removed. */
export async function trimRecords(
  db: Kysely<Database>,
  workspaceId: string,
  { hours, now }: { hours: number; now: number },
): Promise<void> {
  const before = new Date(now - Math.min(hours, recordHours) * 3_600_000).toISOString();
  await inWorkspace(db, workspaceId, (trx) =>
    trx
      .deleteFrom('heard_record')
      .where(
        sql<boolean>`seen_at < ${before}::timestamptz
          or source_id in (select id from source where removed_at is not null)`,
      )
      .execute(),
  );
  // What could not be understood is looked into by people: it stays longer, and not for ever.
  const tooOld = new Date(now - malformedDays * 24 * 3_600_000).toISOString();
  while ((await inWorkspace(db, workspaceId, (trx) => trimMalformed(trx, tooOld))) === trimStep);
}
