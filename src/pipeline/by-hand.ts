// What a person posts on the network's own page: found there by our listening, or confirmed or given up by a word of theirs.
import { moveOutbound } from '../domain/decision/outbox.ts';
import { AppError } from '../domain/errors.ts';
import type { Post } from '../domain/post/post.ts';
import { measureAnswer } from './measure.ts';
import type { OutboundRecord, WorkTx } from './ports.ts';
import { settle } from './queue.ts';

/** A post of ours that may be what somebody posted by hand. */
export interface PostedByHand {
  caseId: string;
  accountId: string;
  /** The native id of the post that it answers. */
  replyTo: string;
  text: string;
  /** When it was posted there: UTC, ISO 8601. */
  createdAt: string;
}

/** Whom something is written to: one identity, or all who are in a conversation. */
export type Recipient = { identityId: string } | { network: string; conversation: string };

interface FoundByHand {
  row: OutboundRecord;
  /** Its writer had said before that they posted it: then it counts as an answer already. */
  wasConfirmed: boolean;
}

/** Writes down that a post of ours is what somebody posted by hand; null where nobody opened it from here. */
export async function foundByHand(
  tx: WorkTx,
  caseId: string,
  accountId: string,
  { id: postId, post }: { id: string; post: Post },
): Promise<FoundByHand | null> {
  const { replyTo, text, nativeId, createdAt } = post;
  if (replyTo === undefined) return null;
  const row = await tx.outbox.postedByHand({ caseId, accountId, replyTo, text, createdAt });
  if (row === null) return null;
  const state = moveOutbound(row.state, 'found') ?? row.state;
  const found = { state, nativeId, postId, sentAt: createdAt };
  await settle(tx, row, found, 'reply.sent', row.createdBy);
  return { row, wasConfirmed: row.state === 'sent' };
}

/**
 * A person says that they posted it: the case is answered by it, whether it is found or not. Errors: not_allowed for a program,
 * transition_refused.
 */
export async function confirmPosted(tx: WorkTx, row: OutboundRecord, userId: string | null): Promise<void> {
  if (userId === null) {
    throw new AppError('not_allowed', 'Only a person can say that something was posted by hand.');
  }
  // Of a like nobody can tell.
  const state = row.action === 'reply' ? moveOutbound(row.state, 'confirm') : null;
  if (state === null) {
    const text = `A send (${row.action}) that is ${row.state} is not posted by hand.`;
    throw new AppError('transition_refused', text, { data: { state: row.state } });
  }
  await settle(tx, row, { state, sentAt: tx.at }, 'reply.confirmed', userId);
  if (row.caseId === null) return;
  await measureAnswer(tx, row.caseId, {
    sentAt: tx.at,
    queuedAt: row.createdAt,
    actorId: row.createdBy ?? userId,
    onBehalfOf: row.approvedBy ?? row.onBehalfOf,
    accountId: row.accountId,
  });
}
