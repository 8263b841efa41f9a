// What an answer changes: the case's clocks, its first-reaction time, and the ledger entries it answered.
import { businessMsBetween } from '../domain/kpi/business-hours.ts';
import { moveLedger } from '../domain/ledger/ledger.ts';
import { endIfConversation } from './conversation.ts';
import { hoursOf } from './hours-of.ts';
import { moveCase } from './open-case.ts';
import type { CaseRecord, LedgerRow, WorkTx } from './ports.ts';

export interface Answer {
  /** The network's time. */
  sentAt: string;
  /** When we wrote it; null for what was written on the network's own page, at `sentAt`. */
  queuedAt: string | null;
  actorId: string | null;
  /** The person who answers for it, where `actorId` is none. */
  onBehalfOf: string | null;
  accountId: string | null;
}

/**
 * Marks a case as answered by an account at `sentAt` (the network's time) and every post waiting in it as answered with it. A
 * conversation in which nothing waits any more ends by it.
 */
export async function measureAnswer(tx: WorkTx, caseId: string, answer: Answer): Promise<void> {
  const writtenAt = answer.queuedAt ?? answer.sentAt;
  const row = await tx.cases.lock(caseId);
  const isMeasured = row.firstAnswerAt === null && !row.isConversation;
  const first = isMeasured ? await firstReaction(tx, row, answer) : {};
  const waiting = (await tx.ledger.lockOfCase(caseId)).filter((entry) => entry.state === 'in_case');
  const seenAt = await readableFrom(tx, waiting, answer);
  let isMoreWaiting = false;
  for (const entry of waiting) {
    const state = moveLedger(entry.state, 'answer');
    // What arrived after the answer was written is not answered by it.
    const isLater = (seenAt.get(entry.postId) ?? '') > writtenAt;
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
      writtenAt,
      ...(isMoreWaiting ? { isMoreWaiting } : {}),
    },
    answer.actorId,
    first,
  );
  const actorId = answer.actorId ?? answer.onBehalfOf;
  await endIfConversation(tx, answered, { actorId, isMoreWaiting });
}

/**
 * Post id → since when it could be answered. Whoever writes here reads what has come in, however long the network kept it; on the
 * network's page a post can be read as soon as it is written.
 */
async function readableFrom(
  tx: WorkTx,
  waiting: readonly LedgerRow[],
  { queuedAt }: Answer,
): Promise<Map<string, string>> {
  const postIds = waiting.map((entry) => entry.postId);
  const enteredAt = queuedAt === null ? null : await tx.ledger.enteredAt(postIds);
  const posts = await tx.posts.byIds(postIds);
  return new Map(
    posts.map(({ id, createdAt }) => {
      const entered = enteredAt?.get(id) ?? createdAt;
      return [id, entered > createdAt ? entered : createdAt];
    }),
  );
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
