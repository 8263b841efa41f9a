// The outbox: what is to be sent and what became of it.
import type { OutboundState } from '../../domain/decision/outbox.ts';
import type { Visibility } from '../../domain/post/post.ts';
import type { AttachmentRef, AutomaticKind, OutboundAction } from '../tables/sending.ts';
import { notFound } from '../versions.ts';
import { storableJson, storableText } from './json.ts';
import { postedByHand, selectOutbound, sentAs, standingTo, type PostedByHand } from './outbound-rows.ts';
import type { WorkScope } from './scope.ts';

export interface OutboundRecord {
  id: string;
  caseId: string | null;
  accountId: string;
  action: OutboundAction;
  state: OutboundState;
  visibility: Visibility;
  text: string;
  lang: string | null;
  attachments: AttachmentRef[];
  targetPostId: string | null;
  idempotencyKey: string;
  notBefore: string;
  attempts: number;
  claimedAt: string | null;
  claimedBy: string | null;
  errorCode: string | null;
  error: string | null;
  nativeId: string | null;
  postId: string | null;
  createdBy: string | null;
  onBehalfOf: string | null;
  createdAt: string;
  sentAt: string | null;
  automatic: AutomaticKind | null;
  notAfter: string | null;
  byModel: boolean;
  needsApproval: boolean;
  approvedBy: string | null;
  byHand: boolean;
  version: number;
}

/** What somebody still means to say, or has to settle. */
const unsent = [
  'queued',
  'sending',
  'unknown',
  'failed',
  'awaiting_approval',
  'returned',
  'opened',
] as const satisfies OutboundState[];

export function createOutboxStore(scope: WorkScope) {
  return {
    insert: (row: OutboundRecord) => insertOutbound(scope, row),

    /** Errors: `not_found`. */
    async lock(id: string): Promise<OutboundRecord> {
      const row = await selectOutbound(scope).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
      if (row === undefined) throw notFound('send');
      return row;
    },

    save: (row: OutboundRecord) => saveOutbound(scope, row),

    /** Native ids of what an account sent since a time. */
    async sentSince(accountId: string, since: string): Promise<Set<string>> {
      const rows = await scope.trx
        .selectFrom('outbound')
        .select('native_id')
        .where('account_id', '=', accountId)
        .where('native_id', 'is not', null)
        .where('sent_at', '>=', since)
        .execute();
      return new Set(rows.flatMap((row) => (row.native_id === null ? [] : [row.native_id])));
    },

    sentAs: (network: string, nativeId: string) => sentAs(scope, network, nativeId),

    /** Our posts by which the program itself answered one. */
    async automaticTo(postId: string): Promise<string[]> {
      const rows = await scope.trx
        .selectFrom('outbound')
        .select('post_id')
        .where('target_post_id', '=', postId)
        .where('automatic', 'is not', null)
        .where('post_id', 'is not', null)
        .execute();
      return rows.flatMap((row) => (row.post_id === null ? [] : [row.post_id]));
    },

    isAnswering: (accountId: string, to: AnsweredPlace) => isAnswering(scope, accountId, to),

    /** Whether an answer that a person wrote in a case is not out yet. */
    isMoreToSend: (caseId: string) => isMoreToSend(scope, caseId),

    postedByHand: (post: PostedByHand) => postedByHand(scope, post),

    standing: (to: Parameters<typeof standingTo>[1]) => standingTo(scope, to),

    /** The newest reaction of this kind in a state; locked, so that what was sent is taken back once. */
    async reactionOf(
      accountId: string,
      postId: string,
      action: 'like' | 'repost',
      state: 'sent' | 'opened' = 'sent',
    ): Promise<OutboundRecord | null> {
      const row = await selectOutbound(scope)
        .where('target_post_id', '=', postId)
        .where('account_id', '=', accountId)
        .where('action', '=', action)
        .where('state', '=', state)
        .orderBy('id', 'desc')
        .limit(1)
        .forNoKeyUpdate()
        .executeTakeFirst();
      return row ?? null;
    },
  };
}

interface AnsweredPlace {
  replyTo: string | null;
  conversation: string | null;
}

async function isMoreToSend(scope: WorkScope, caseId: string): Promise<boolean> {
  const row = await scope.trx
    .selectFrom('outbound')
    .select('id')
    .where('case_id', '=', caseId)
    .where('action', 'in', ['reply', 'dm'])
    .where('automatic', 'is', null)
    .where('state', 'in', unsent)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether an account is on its way with an answer to a post, or in a conversation. */
async function isAnswering(
  { trx }: WorkScope,
  accountId: string,
  { replyTo, conversation }: AnsweredPlace,
): Promise<boolean> {
  if (replyTo === null && conversation === null) return false;
  const row = await trx
    .selectFrom('outbound')
    .innerJoin('post', (join) =>
      join
        .onRef('post.workspace_id', '=', 'outbound.workspace_id')
        .onRef('post.id', '=', 'outbound.target_post_id'),
    )
    .select('outbound.id')
    .where('outbound.account_id', '=', accountId)
    .where('outbound.action', 'in', ['reply', 'dm'])
    .where('outbound.state', 'in', ['sending', 'unknown'])
    .where((where) =>
      where.or([
        ...(replyTo === null ? [] : [where('post.native_id', '=', replyTo)]),
        ...(conversation === null ? [] : [where('post.conversation', '=', conversation)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The columns that change on the way out. */
function changing(row: OutboundRecord) {
  return {
    state: row.state,
    text: storableText(row.text),
    lang: row.lang,
    attachments: storableJson(row.attachments),
    idempotency_key: row.idempotencyKey,
    not_before: row.notBefore,
    attempts: row.attempts,
    claimed_at: row.claimedAt,
    claimed_by: row.claimedBy,
    error_code: row.errorCode,
    error: row.error === null ? null : storableText(row.error),
    native_id: row.nativeId,
    post_id: row.postId,
    sent_at: row.sentAt,
    needs_approval: row.needsApproval,
    approved_by: row.approvedBy,
  };
}

async function insertOutbound({ trx, workspaceId }: WorkScope, row: OutboundRecord): Promise<void> {
  await trx
    .insertInto('outbound')
    .values({
      ...changing(row),
      workspace_id: workspaceId,
      id: row.id,
      case_id: row.caseId,
      account_id: row.accountId,
      action: row.action,
      visibility: row.visibility,
      target_post_id: row.targetPostId,
      created_by: row.createdBy,
      on_behalf_of: row.onBehalfOf,
      created_at: row.createdAt,
      automatic: row.automatic,
      not_after: row.notAfter,
      by_model: row.byModel,
      by_hand: row.byHand,
      version: row.version,
    })
    .execute();
}

/** Writes the row back and raises its version. Errors: `not_found`. */
async function saveOutbound({ trx }: WorkScope, row: OutboundRecord): Promise<void> {
  const saved = await trx
    .updateTable('outbound')
    .set((set) => ({ ...changing(row), version: set('version', '+', 1) }))
    .where('id', '=', row.id)
    .returning('id')
    .executeTakeFirst();
  if (saved === undefined) throw notFound('send');
}
