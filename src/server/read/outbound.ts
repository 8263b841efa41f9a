// Reading what we sent or tried to send.
import type { QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type { listOutbound } from '../../contract/endpoints/sending.ts';
import type { OutboundView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { ofFound, rowsByIds } from './once-built.ts';

/** Sends by id; order does not matter. */
export async function outboundRows(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<OutboundView[]> {
  return (await sendsByIds(trx, ids)).map(outboundOf);
}

const sendsByIds = rowsByIds((trx) => selectSends(trx).where('outbound.id', '=', ofFound));

/** The newest `limit` sends of a case, newest first. */
export async function outboundOfCase(
  trx: WorkspaceTransaction,
  caseId: string,
  limit: number,
): Promise<OutboundView[]> {
  const rows = await selectSends(trx)
    .where('outbound.case_id', '=', caseId)
    .orderBy('outbound.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(outboundOf);
}

/** A page of sends, newest first. */
export async function outboundPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof listOutbound>,
): Promise<ReplyOf<typeof listOutbound>> {
  let select = selectSends(trx)
    .orderBy('outbound.id', 'desc')
    .limit(query.limit + 1);
  if (query.state !== undefined) select = select.where('outbound.state', '=', query.state);
  if (query.cursor !== undefined) {
    select = select.where('outbound.id', '<', readCursor(query.cursor, 1)[0] ?? '');
  }
  const rows = (await select.execute()).map(outboundOf);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor: rows.length > query.limit && last !== undefined ? writeCursor([last.id]) : null,
  };
}

function selectSends(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('outbound')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.workspace_id', '=', 'outbound.workspace_id')
        .onRef('membership.user_id', '=', 'outbound.created_by'),
    )
    .leftJoin('app_user', 'app_user.id', 'membership.user_id')
    .selectAll('outbound')
    .select('app_user.name as creator_name');
}

type SendRow = Awaited<ReturnType<ReturnType<typeof selectSends>['execute']>>[number];

function outboundOf(row: SendRow): OutboundView {
  return {
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
    createdBy:
      row.created_by === null || row.creator_name === null
        ? null
        : { id: row.created_by, name: row.creator_name },
    createdAt: row.created_at,
    sentAt: row.sent_at,
    version: row.version,
  };
}
