// What could not be read: kept as it came, with the post and the author it is about, and forgotten with them.
import { sql } from 'kysely';
import { storableJson } from './json.ts';
import type { WorkScope } from './scope.ts';

export interface HeardSource {
  id: string;
  network: string;
}

export interface MalformedItem {
  raw: string;
  problem: string;
  nativeId: string | null;
  authorNativeId: string | null;
}

/** An id longer than any network's is kept nowhere: no index takes it. */
const maxIdLength = 1000;
const known = (id: string | null): string | null => (id !== null && id.length <= maxIdLength ? id : null);

/** Of a source that was removed nothing is kept. */
export async function insertMalformed(
  scope: WorkScope,
  { id: sourceId, network }: HeardSource,
  rows: readonly MalformedItem[],
  at: string,
): Promise<void> {
  if (rows.length === 0) return;
  const input = storableJson(
    rows.map((row) => ({
      ...row,
      id: scope.newId(),
      nativeId: known(row.nativeId),
      authorNativeId: known(row.authorNativeId),
    })),
  );
  await sql`
    insert into malformed_record (workspace_id, id, source_id, network, native_id, author_native_id, raw, problem, seen_at)
    select ${scope.workspaceId}::uuid, r.id, ${sourceId}::uuid, ${network}, r."nativeId", r."authorNativeId", r.raw, r.problem,
      ${at}::timestamptz
    from json_to_recordset(${input}::json)
      as r (id uuid, "nativeId" text, "authorNativeId" text, raw text, problem text)
    where exists (select from source where id = ${sourceId}::uuid)`.execute(scope.trx);
}

/** Forgets what could not be read of posts that are gone. */
export async function removeMalformed(
  { trx }: WorkScope,
  network: string,
  nativeIds: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('malformed_record')
    .where('network', '=', network)
    .where('native_id', '=', sql<string>`any(${nativeIds}::text[])`)
    .execute();
}

/** Forgets what could not be read of an author who is gone. */
export async function removeMalformedBy(
  { trx }: WorkScope,
  network: string,
  authorNativeId: string,
): Promise<void> {
  await trx
    .deleteFrom('malformed_record')
    .where('network', '=', network)
    .where('author_native_id', '=', authorNativeId)
    .execute();
}
