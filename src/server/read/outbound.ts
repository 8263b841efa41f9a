// Reading what we sent or tried to send.
import type { QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type { listOutbound } from '../../contract/endpoints/sending.ts';
import type { OutboundView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { personRefs } from './people.ts';

/** Sends by id; order does not matter. */
export async function outboundRows(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<OutboundView[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('outbound')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  const people = await personRefs(
    trx,
    rows.map((row) => row.created_by),
  );
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    accountId: row.account_id,
    action: row.action,
    state: row.state,
    visibility: row.visibility,
    text: row.text,
    attachments: row.attachments,
    targetPostId: row.target_post_id,
    notBefore: row.not_before,
    attempts: row.attempts,
    errorCode: row.error_code,
    error: row.error,
    nativeId: row.native_id,
    postId: row.post_id,
    createdBy: row.created_by === null ? null : (people.get(row.created_by) ?? null),
    createdAt: row.created_at,
    sentAt: row.sent_at,
    version: row.version,
  }));
}

/** A page of sends, newest first. */
export async function outboundPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof listOutbound>,
): Promise<ReplyOf<typeof listOutbound>> {
  let select = trx
    .selectFrom('outbound')
    .select('id')
    .orderBy('id', 'desc')
    .limit(query.limit + 1);
  if (query.state !== undefined) select = select.where('state', '=', query.state);
  if (query.cursor !== undefined) select = select.where('id', '<', readCursor(query.cursor, 1)[0] ?? '');
  const ids = (await select.execute()).map((row) => row.id);
  const page = ids.slice(0, query.limit);
  const rows = await outboundRows(trx, page);
  const last = page.at(-1);
  return {
    rows: rows.toSorted((a, b) => b.id.localeCompare(a.id)),
    nextCursor: ids.length > query.limit && last !== undefined ? writeCursor([last]) : null,
  };
}
