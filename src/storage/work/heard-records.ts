// The last records of each source as they came: written cheaply, few at a time, and forgotten with what they tell of.
import { sql } from 'kysely';
import { recordLimits, type RecordFate } from '../../domain/listening/heard-record.ts';
import { storableJson, storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

export interface RecordToKeep {
  fate: RecordFate;
  nativeId: string | null;
  authorNativeId: string | null;
  problem: string | null;
  raw: string | null;
  made: string | null;
}

const maxIdLength = 1000;

/** Keeps these and the newest before them; what was kept of `outdated` goes. Of a source that was removed nothing is kept. */
export async function keepRecords(
  scope: WorkScope,
  source: { id: string; network: string },
  { records, outdated }: { records: readonly RecordToKeep[]; outdated: readonly string[] },
): Promise<void> {
  if (outdated.length > 0) await removeRecords(scope, source.network, outdated.map(storableText));
  // An id longer than any network's is no post, and no index takes it.
  const told = records.filter((one) =>
    [one.nativeId, one.authorNativeId].every((id) => id === null || id.length <= maxIdLength),
  );
  if (told.length === 0) return;
  const kept = Math.max(0, recordLimits.ofSource - told.length);
  await sql`
    with trimmed as (
      delete from heard_record where source_id = ${source.id} and seq <= (
        select seq from heard_record where source_id = ${source.id} order by seq desc offset ${kept} limit 1
      )
    )
    insert into heard_record (workspace_id, source_id, network, native_id, author_native_id, fate, problem, raw, made, seen_at)
    select ${scope.workspaceId}::uuid, ${source.id}, ${source.network}, r."nativeId", r."authorNativeId", r.fate, r.problem,
      r.raw, r.made, ${scope.at}::timestamptz
    from json_to_recordset(${storableJson(told)}::json)
      as r ("nativeId" text, "authorNativeId" text, fate text, problem text, raw text, made text)
    where exists (select from source where id = ${source.id})`.execute(scope.trx);
}

/** Forgets what came of posts that are gone, or say something else now. */
export async function removeRecords(
  { trx }: WorkScope,
  network: string,
  nativeIds: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('heard_record')
    .where('network', '=', network)
    .where('native_id', '=', sql<string>`any(${nativeIds}::text[])`)
    .execute();
}

/** Forgets what came of an author who is gone. */
export async function removeRecordsBy(
  { trx }: WorkScope,
  network: string,
  authorNativeId: string,
): Promise<void> {
  await trx
    .deleteFrom('heard_record')
    .where('network', '=', network)
    .where('author_native_id', '=', authorNativeId)
    .execute();
}
