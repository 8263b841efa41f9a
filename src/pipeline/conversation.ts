// A conversation without a ticket: ends with our answer, as whoever chose it meant it to, and becomes a support case when somebody needs one.
import { AppError } from '../domain/errors.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import { needsSupport } from '../domain/judgement/standing.ts';
import { reopenLocked } from './close-case.ts';
import { makeSupport, moveCase } from './open-case.ts';
import type { Actor, CaseRecord, InWorkspace, WorkTx } from './ports.ts';

/**
 * Ends a conversation in which nothing waits any more and nothing is left to be sent: on behalf of whoever answered, else of whoever chose
 * to just answer. Where neither is a person, and in all else, it stays as it is.
 */
export async function endIfConversation(
  tx: WorkTx,
  row: CaseRecord,
  { actorId, isMoreWaiting }: { actorId: string | null; isMoreWaiting: boolean },
): Promise<void> {
  if (!row.isConversation || row.state === 'closed' || isMoreWaiting) return;
  const closedBy = actorId ?? (await tx.decisions.conversationBy(row.id));
  if (closedBy === null || (await tx.outbox.isMoreToSend(row.id))) return;
  const event = { type: 'case.closed', at: tx.at, outcome: 'conversation' } as const;
  await moveCase(tx, row, event, closedBy, { closedBy });
}

/** Of posts as they are judged now, those that wait in a conversation and need support make it a support case. */
export async function makeSupportWhereNeeded(
  tx: WorkTx,
  judged: readonly { postId: string; judgements: readonly JudgementRow[] }[],
  actorId: string | null,
): Promise<void> {
  const needy = judged.flatMap(({ postId, judgements }) => (needsSupport(judgements) ? [postId] : []));
  if (needy.length === 0) return;
  const entries = await tx.ledger.lock(needy);
  const caseIds = entries.flatMap(({ state, caseId }) =>
    state === 'in_case' && caseId !== null ? [caseId] : [],
  );
  for (const caseId of new Set(caseIds)) {
    const row = await tx.cases.lock(caseId);
    if (row.isConversation) await makeSupport(tx, row, actorId);
  }
}

/** A person makes a conversation a support case; one that had ended is open again. Errors: not_found, transition_refused. */
export async function makeSupportByPerson(
  inWorkspace: InWorkspace,
  actor: Actor,
  caseId: string,
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(caseId);
    if (!row.isConversation) {
      throw new AppError('transition_refused', 'This is a support case already.', {
        data: { state: row.state },
      });
    }
    const open = row.state === 'closed' ? await reopenLocked(tx, row, actor.userId) : row;
    await makeSupport(tx, open, actor.userId);
  });
}
