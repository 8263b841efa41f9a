// Reading what we sent or tried to send.
import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type { listOutbound } from '../../contract/endpoints/sending.ts';
import type { OutboundView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import type { Database } from '../../storage/tables.ts';
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
    .leftJoin('approval', (join) =>
      join
        .onRef('approval.workspace_id', '=', 'outbound.workspace_id')
        .onRef('approval.outbound_id', '=', 'outbound.id'),
    )
    .leftJoin('support_case', (join) =>
      join
        .onRef('support_case.workspace_id', '=', 'outbound.workspace_id')
        .onRef('support_case.id', '=', 'outbound.case_id'),
    )
    .leftJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'support_case.workspace_id')
        .onRef('identity.id', '=', 'support_case.identity_id'),
    )
    .leftJoin('app_user as decider', 'decider.id', 'approval.decided_by')
    .leftJoin('app_user as behalf', 'behalf.id', 'outbound.on_behalf_of')
    .selectAll('outbound')
    .select((row) => overridesOf(row).as('overrides'))
    .select([
      'app_user.name as creator_name',
      'approval.reasons',
      'approval.asked_at',
      'approval.due_at',
      'approval.thread_version',
      'approval.original_text',
      'approval.verdict',
      'approval.comment',
      'approval.decided_by',
      'approval.decided_at',
      'decider.name as decider_name',
      'behalf.name as behalf_name',
      'identity.display_name as to_name',
      'identity.handle as to_handle',
      'identity.network as to_network',
    ]);
}

/** Who passed over which rules and why, oldest first. */
function overridesOf(row: ExpressionBuilder<Database, 'outbound'>) {
  return jsonArrayFrom(
    row
      .selectFrom('guideline_override as kept')
      .leftJoin('app_user as passer', 'passer.id', 'kept.overridden_by')
      .select([
        'kept.rules',
        'kept.reason',
        'kept.overridden_at as at',
        'passer.id as userId',
        'passer.name as userName',
      ])
      .whereRef('kept.workspace_id', '=', 'outbound.workspace_id')
      .whereRef('kept.outbound_id', '=', 'outbound.id')
      .orderBy('kept.overridden_at'),
  );
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
    to:
      row.to_handle === null || row.to_network === null
        ? null
        : { displayName: row.to_name ?? '', handle: row.to_handle, network: row.to_network },
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
    onBehalfOf:
      row.on_behalf_of === null || row.behalf_name === null
        ? null
        : { id: row.on_behalf_of, name: row.behalf_name },
    createdAt: row.created_at,
    sentAt: row.sent_at,
    approval: approvalOf(row),
    overrides: row.overrides.map(({ userId, userName, at, ...kept }) => ({
      ...kept,
      by: userId === null || userName === null ? null : { id: userId, name: userName },
      at: new Date(at).toISOString(),
    })),
    automatic: row.automatic,
    byHand: row.by_hand,
    version: row.version,
  };
}

function approvalOf(row: SendRow): OutboundView['approval'] {
  if (row.reasons === null || row.asked_at === null || row.due_at === null) return null;
  return {
    reasons: row.reasons,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    threadVersion: row.thread_version,
    verdict: row.verdict,
    comment: row.comment ?? '',
    originalText: row.original_text,
    decidedBy:
      row.decided_by === null || row.decider_name === null
        ? null
        : { id: row.decided_by, name: row.decider_name },
    decidedAt: row.decided_at,
  };
}
