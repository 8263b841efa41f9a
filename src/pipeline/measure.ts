// What an answer changes: the case's clocks, its first-reaction time, and the ledger entries it answered.
import { businessMsBetween } from '../domain/kpi/business-hours.ts';
import { moveLedger } from '../domain/ledger/ledger.ts';
import { endIfConversation } from './conversation.ts';
import { hoursOf } from './hours-of.ts';
import { moveCase } from './open-case.ts';
import type { CaseRecord, WorkTx } from './ports.ts';

/**
 * Marks a case as answered by an account at `sentAt` (the network's time) and every post waiting in it as answered with it. A
 * conversation in which nothing waits any more ends by it.
 */
export async function measureAnswer(
  tx: WorkTx,
  caseId: string,
  answer: { sentAt: string; queuedAt: string; actorId: string | null; accountId: string | null },
): Promise<void> {
  const row = await tx.cases.lock(caseId);
  const isMeasured = row.firstAnswerAt === null && !row.isConversation;
  const first = isMeasured ? await firstReaction(tx, row, answer) : {};
  const waiting = (await tx.ledger.lockOfCase(caseId)).filter((entry) => entry.state === 'in_case');
  const written = await tx.posts.byIds(waiting.map((entry) => entry.postId));
  const createdAt = new Map(written.map((post) => [post.id, post.createdAt]));
  let isMoreWaiting = false;
  for (const entry of waiting) {
    const state = moveLedger(entry.state, 'answer');
    // What arrived after the answer was written is not answered by it.
    const isLater = (createdAt.get(entry.postId) ?? '') > answer.queuedAt;
    if (isLater) isMoreWaiting = true;
    if (state === null || isLater) continue;
    await tx.ledger.save({ ...entry, state, settledAt: tx.at });
    await tx.append([
      {
        type: 'ledger.answered',
        subject: 'ledger',
        subjectId: entry.postId,
        actorId: answer.actorId,
        data: { caseId },
      },
    ]);
  }
  const answered = await moveCase(
    tx,
    row,
    {
      type: 'case.answered',
      at: tx.at,
      sentAt: answer.sentAt,
      writtenAt: answer.queuedAt,
      ...(isMoreWaiting ? { isMoreWaiting } : {}),
    },
    answer.actorId,
    first,
  );
  await endIfConversation(tx, answered, { actorId: answer.actorId, isMoreWaiting });
}

async function firstReaction(
  tx: WorkTx,
  row: CaseRecord,
  { sentAt, accountId }: { sentAt: string; accountId: string | null },
): Promise<Partial<CaseRecord>> {
  const { timeZone, businessHours } = (await hoursOf(tx, accountId)) ?? (await tx.workspace.settings());
  const from = Date.parse(row.firstPostAt);
  // Clocks of two machines: an answer is never before the question.
  const to = Math.max(from, Date.parse(sentAt));
  return {
    firstReactionMs: to - from,
    firstReactionBusinessMs: businessMsBetween(from, to, businessHours, timeZone),
  };
}
