// Rows of the outbox as they are read, and the one that a post of ours is which somebody posted by hand.
import { sql } from 'kysely';
import { storableText } from './json.ts';
import type { OutboundRecord } from './outbox.ts';
import type { WorkScope } from './scope.ts';

export function selectOutbound({ trx }: WorkScope) {
  return trx
    .selectFrom('outbound')
    .select([
      'id',
      'case_id as caseId',
      'account_id as accountId',
      'action',
      'state',
      'visibility',
      'text',
      'lang',
      'attachments',
      'target_post_id as targetPostId',
      'idempotency_key as idempotencyKey',
      'not_before as notBefore',
      'attempts',
      'claimed_at as claimedAt',
      'claimed_by as claimedBy',
      'error_code as errorCode',
      'error',
      'native_id as nativeId',
      'post_id as postId',
      'created_by as createdBy',
      'on_behalf_of as onBehalfOf',
      'created_at as createdAt',
      'sent_at as sentAt',
      'automatic',
      'not_after as notAfter',
      'by_model as byModel',
      'needs_approval as needsApproval',
      'approved_by as approvedBy',
      'by_hand as byHand',
      'version',
    ]);
}

/** A post of ours that may be what somebody posted by hand. */
export interface PostedByHand {
  caseId: string;
  accountId: string;
  replyTo: string;
  text: string;
  /** UTC, ISO 8601. */
  createdAt: string;
}

const mostStanding = 1000;

/** Locked: what is not out, to somebody or in a conversation, and is in nobody's hands just now; oldest first. */
export async function standingTo(
  scope: WorkScope,
  to: { identityId: string } | { network: string; conversation: string },
): Promise<OutboundRecord[]> {
  return selectOutbound(scope)
    .where('state', 'in', ['queued', 'unknown', 'failed', 'awaiting_approval', 'returned', 'opened'])
    .where(({ exists, selectFrom }) => {
      const target = selectFrom('post as target')
        .select('target.id')
        .whereRef('target.workspace_id', '=', 'outbound.workspace_id')
        .whereRef('target.id', '=', 'outbound.target_post_id');
      return exists(
        'identityId' in to
          ? target.where('target.identity_id', '=', to.identityId)
          : target
              .where('target.network', '=', to.network)
              .where('target.conversation', '=', storableText(to.conversation)),
      );
    })
    .orderBy('id')
    .limit(mostStanding)
    .forNoKeyUpdate()
    .execute();
}

/** By how much the network's clock may be behind ours. */
const clocksApartMs = 60_000;

/**
 * The reply that is posted by hand, was not found yet and is a post that answers its target; locked. By its words; where whoever
 * opened it changed them there, only one that could be meant.
 */
export async function postedByHand(
  scope: WorkScope,
  { caseId, accountId, replyTo, text, createdAt }: PostedByHand,
): Promise<OutboundRecord | null> {
  const latest = new Date(Date.parse(createdAt) + clocksApartMs).toISOString();
  const rows = await selectOutbound(scope)
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .where('action', '=', 'reply')
    .where('by_hand', '=', true)
    .where('state', 'in', ['opened', 'sent'])
    .where('native_id', 'is', null)
    // What was there before the page was opened is somebody else's.
    .where('created_at', '<=', latest)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('post as answered')
          .select('answered.id')
          .whereRef('answered.workspace_id', '=', 'outbound.workspace_id')
          .whereRef('answered.id', '=', 'outbound.target_post_id')
          // An edit has an id of its own.
          .where(({ or, eb }) =>
            or([eb('answered.native_id', '=', replyTo), eb(sql`answered.ref ->> 'latest'`, '=', replyTo)]),
          ),
      ),
    )
    .orderBy('id', 'desc')
    .limit(20)
    .forNoKeyUpdate()
    .execute();
  // The network may put a name in front.
  const ends = rows.find((row) => row.text !== '' && text.endsWith(row.text));
  return rows.find((row) => row.text === text) ?? ends ?? (rows.length === 1 ? (rows[0] ?? null) : null);
}

/** The reply or DM that a network knows under an id, once it was sent; locked. */
export async function sentAs(
  scope: WorkScope,
  network: string,
  nativeId: string,
): Promise<OutboundRecord | null> {
  const row = await selectOutbound(scope)
    .where('native_id', '=', storableText(nativeId))
    .where('action', 'in', ['reply', 'dm'])
    .where('state', '=', 'sent')
    .where('account_id', 'in', (of) => of.selectFrom('account').select('id').where('network', '=', network))
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}
