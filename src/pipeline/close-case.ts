// Ending a case with an outcome, and opening it again; the ledger follows both.
import type { Outcome } from '../domain/case/case.ts';
import { AppError } from '../domain/errors.ts';
import { moveLedger } from '../domain/ledger/ledger.ts';
import { passOnIfGone } from './assign.ts';
import { moveCase } from './open-case.ts';
import type { Actor, CaseRecord, InWorkspace, WorkTx } from './ports.ts';

/** Closes a case; its unanswered posts are consciously closed with the outcome as reason. */
export async function closeCase(
  inWorkspace: InWorkspace,
  actor: Actor,
  caseId: string,
  outcome: Outcome,
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(caseId);
    if (row.state === 'closed') throw new AppError('case_closed', 'This case is already closed.');
    if (outcome === 'conversation' && !row.isConversation) {
      throw new AppError('invalid_input', 'Only a conversation ends as one: choose how this case ended.', {
        where: 'body.outcome',
      });
    }
    for (const entry of await tx.ledger.lockOfCase(caseId)) {
      const state = moveLedger(entry.state, 'case_closed');
      if (state === null || entry.state === 'closed') continue;
      await tx.ledger.save({
        ...entry,
        state,
        reason: outcome,
        decidedBy: actor.userId,
        decidedAt: tx.at,
        settledAt: tx.at,
      });
      await tx.append([
        {
          type: 'ledger.case_closed',
          subject: 'ledger',
          subjectId: entry.postId,
          actorId: actor.userId,
          data: { outcome },
        },
      ]);
    }
    const event = { type: 'case.closed', at: tx.at, outcome } as const;
    await moveCase(tx, row, event, actor.userId, { closedBy: actor.userId });
  });
}

/** Opens a closed case again; the posts that the closing had settled wait for an answer again. */
export async function reopenCase(inWorkspace: InWorkspace, actor: Actor, caseId: string): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(caseId);
    await reopenLocked(tx, row, actor.userId);
  });
}

/** The same of a case that is locked already. */
export async function reopenLocked(tx: WorkTx, row: CaseRecord, actorId: string | null): Promise<CaseRecord> {
  for (const entry of await tx.ledger.lockOfCase(row.id)) {
    const state = moveLedger(entry.state, 'case_reopened');
    if (state === null || entry.reason !== row.outcome) continue;
    await tx.ledger.save({ ...entry, state, reason: null, settledAt: null });
    await tx.append([{ type: 'ledger.case_reopened', subject: 'ledger', subjectId: entry.postId, actorId }]);
  }
  const reopened = await moveCase(tx, row, { type: 'case.reopened', at: tx.at }, actorId, { closedBy: null });
  return passOnIfGone(tx, reopened, actorId);
}
