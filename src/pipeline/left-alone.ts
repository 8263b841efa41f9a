// Who asked to be left alone after something was written to them: it does not go out, unless they turned to us.
import { moveOutbound } from '../domain/decision/outbox.ts';
import type { RuleId } from '../domain/guideline/finding.ts';
import type { Post } from '../domain/post/post.ts';
import { turnsToUs } from '../domain/guideline/conversation.ts';
import { usualPersona } from '../domain/guideline/usual.ts';
import type { OutboundRecord, StoredPost, WorkTx } from './ports.ts';
import { changeThread } from './open-case.ts';
import { settle } from './queue.ts';
import { backToDraft } from './take-back.ts';

const leftAlone = 'Whom it is for asked to be left alone.';
/** The rule that minds the wish. */
export const mindingTheWish: RuleId = 'R02';

/**
 * Takes a reply or DM out of the queue, or leaves it failed, where it would reach somebody against their wish; nobody
 * retries it while the wish stands. Answers whether it did; the row must be locked.
 */
export async function stopIfLeftAlone(
  tx: WorkTx,
  row: OutboundRecord,
  actorId: string | null,
): Promise<boolean> {
  const state = row.state === 'failed' ? row.state : moveOutbound(row.state, 'refuse');
  if (state === null || !(await isAgainstTheirWish(tx, row))) return false;
  await settle(tx, row, { state, errorCode: 'left_alone', error: leftAlone }, 'reply.failed', actorId);
  return true;
}

/** The network holds a company to what its people write to end it (`ref.asksToStop`): they are left alone from then on. */
export async function keepWishes(
  tx: WorkTx,
  said: readonly { identityId: string; post: Pick<Post, 'ref'> }[],
): Promise<void> {
  for (const { identityId, post } of said) {
    if (post.ref?.['asksToStop'] === undefined) continue;
    const isNews = await tx.people.optOut(identityId, 'STOP', null);
    if (!isNews) continue;
    await tx.append([
      { type: 'identity.opted_out', subject: 'identity', subjectId: identityId, actorId: null },
    ]);
    await closeOpened(tx, identityId, null);
  }
}

/**
 * Closes replies whose page stands open for somebody who asked to be left alone just now; their words are their writers' drafts again.
 */
export async function closeOpened(tx: WorkTx, identityId: string, actorId: string | null): Promise<void> {
  for (const row of await tx.outbox.standing({ identityId })) {
    const state = row.state === 'opened' ? moveOutbound(row.state, 'give_up') : null;
    if (state === null || !(await isAgainstTheirWish(tx, row))) continue;
    await settle(tx, row, { state, errorCode: 'left_alone', error: leftAlone }, 'reply.given_up', actorId);
    await backToDraft(tx, row, row.createdBy);
    if (row.caseId !== null) await changeThread(tx, row.caseId);
  }
}

async function isAgainstTheirWish(tx: WorkTx, row: OutboundRecord): Promise<boolean> {
  if (row.action !== 'reply' && row.action !== 'dm') return false;
  const [target] = row.targetPostId === null ? [] : await tx.posts.byIds([row.targetPostId]);
  if (target === undefined) return false;
  const { optOut } = await tx.people.history(target.identityId);
  if (optOut === null) return false;
  // The program answers nobody who does not wish it, whatever they wrote.
  if (row.automatic !== null) return true;
  const passed = await tx.approvals.overridden(row.id);
  if (passed !== null && passed.rules.includes(mindingTheWish) && passed.at >= optOut.at) return false;
  return !(await turnedToUs(tx, row, target));
}

async function turnedToUs(tx: WorkTx, row: OutboundRecord, target: StoredPost): Promise<boolean> {
  const account = await tx.accounts.get(row.accountId);
  return turnsToUs({
    channel: row.visibility,
    answersDm: target.visibility === 'dm',
    post: { author: target.author.handle, text: target.text, isReply: target.replyTo !== null },
    thread: await tx.guideline.saidBefore(target),
    account: account.handle,
    persona: { ...usualPersona, signature: '' },
    isFirstContact: false,
  });
}
