// A newly heard post that goes on with a case: the customer's asks for an answer, ours is one.
import type { CaseEvent } from '../domain/case/case.ts';
import type { Post } from '../domain/post/post.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import { needsSupport } from '../domain/judgement/standing.ts';
import { passOnIfGone } from './assign.ts';
import { foundByHand } from './by-hand.ts';
import { measureAnswer } from './measure.ts';
import { changeThread, enterCase, makeSupport, moveCase } from './open-case.ts';
import type { WorkTx } from './ports.ts';

interface Joining {
  caseId: string;
  postId: string;
  post: Post;
  isOurs: boolean;
  /** As far as it was judged. */
  judgements: readonly JudgementRow[];
}

/**
 * Puts a stored post into the case it continues. Ours counts as an answer also when it was written on the network's own page. A
 * conversation in which somebody turns out to be stuck becomes a support case.
 */
export async function joinCase(
  tx: WorkTx,
  { caseId, postId, post, isOurs, judgements }: Joining,
): Promise<void> {
  const row = await tx.cases.lock(caseId);
  await tx.cases.addPost(caseId, postId, tx.at);
  if (isOurs) {
    const accountId = await accountOf(tx, postId);
    if (await isOnItsWay(tx, accountId, post)) return changeThread(tx, caseId);
    const byHand = accountId === null ? null : await foundByHand(tx, caseId, accountId, { id: postId, post });
    const actorId = byHand?.row.createdBy ?? null;
    await tx.append([{ type: 'post.sent', subject: 'post', subjectId: postId, actorId }]);
    if (byHand?.wasConfirmed === true) return changeThread(tx, caseId);
    await measureAnswer(tx, caseId, {
      sentAt: post.createdAt,
      queuedAt: byHand?.row.createdAt ?? null,
      actorId,
      onBehalfOf: byHand?.row.approvedBy ?? null,
      accountId,
    });
    return;
  }
  // Whoever has the case open sees the answer arrive.
  await tx.append([
    { type: 'post.joined', subject: 'post', subjectId: postId, actorId: null, data: { caseId } },
  ]);
  const [entry] = await tx.ledger.lock([postId]);
  const event: CaseEvent = { type: 'case.inbound_added', at: tx.at, postCreatedAt: post.createdAt };
  if (entry !== undefined) await enterCase(tx, entry, caseId, 'join_case');
  const moved = await moveCase(tx, row, event, null, { newestPostId: postId });
  const next = row.state === 'closed' ? await passOnIfGone(tx, moved, null) : moved;
  if (next.isConversation && needsSupport(judgements)) await makeSupport(tx, next, null);
}

/** An answer of the program is part of the conversation, and answers nothing. */
export async function joinAutomatic(tx: WorkTx, caseId: string, postId: string): Promise<void> {
  await tx.cases.addPost(caseId, postId, tx.at);
  await tx.append([
    { type: 'post.sent', subject: 'post', subjectId: postId, actorId: null, data: { automatic: true } },
  ]);
  await changeThread(tx, caseId);
}

/**
 * Whether the network brings what we are sending before we wrote down that it was sent. `recordSent` does that: it knows who wrote it
 * and when, and that what the program sends answers nothing.
 */
async function isOnItsWay(tx: WorkTx, accountId: string | null, post: Post): Promise<boolean> {
  if (accountId === null) return false;
  const to = { replyTo: post.replyTo ?? null, conversation: post.conversation ?? null };
  return tx.outbox.isAnswering(accountId, to);
}

async function accountOf(tx: WorkTx, postId: string): Promise<string | null> {
  const [stored] = await tx.posts.byIds([postId]);
  return stored?.accountId ?? null;
}
