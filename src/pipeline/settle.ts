// A person's word about a send that failed or whose fate nobody knows.
import { moveOutbound } from '../domain/decision/outbox.ts';
import { AppError } from '../domain/errors.ts';
import { stopIfLeftAlone } from './left-alone.ts';
import { confirmPosted } from './by-hand.ts';
import { moveCase } from './open-case.ts';
import type { InWorkspace } from './ports.ts';
import { enqueueSend, holdIfNeeded, settle, withdrawApproval } from './queue.ts';
import { holdAgainToPersona } from './speaking-as.ts';
import { backToDraft } from './take-back.ts';

/** Looks again, tries again, gives up, or says that it was posted by hand. Errors: not_found, transition_refused, guideline_blocks. */
export async function settleByPerson(
  inWorkspace: InWorkspace,
  actor: { workspaceId: string; userId: string | null },
  outboundId: string,
  choice: 'look_up' | 'retry' | 'give_up' | 'posted',
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.outbox.lock(outboundId);
    if (choice === 'posted') return confirmPosted(tx, row, actor.userId);
    if (choice === 'look_up' && row.state === 'unknown') {
      const next = { notBefore: tx.at, attempts: 1, claimedAt: null, claimedBy: null };
      await enqueueSend(tx, await settle(tx, row, next, 'reply.looked_up', actor.userId));
      return;
    }
    const wanted = choice === 'retry' ? 'retry' : 'give_up';
    const state = choice === 'look_up' ? null : moveOutbound(row.state, wanted);
    if (state === null) {
      throw new AppError('transition_refused', `A send that is ${row.state} cannot be settled this way.`, {
        data: { state: row.state },
      });
    }
    if (choice === 'retry') await holdAgainToPersona(tx, row);
    if (choice === 'retry' && (await stopIfLeftAlone(tx, row, actor.userId))) return;
    // A failed try is over: what needs another person's approval by now is not tried again without it.
    if (choice === 'retry' && (await holdIfNeeded(tx, row, actor.userId))) return;
    const next = { state, notBefore: tx.at, attempts: 0, errorCode: null, error: null };
    const event = choice === 'retry' ? 'reply.requeued' : 'reply.given_up';
    const saved = await settle(tx, row, next, event, actor.userId);
    await withdrawApproval(tx, row, actor.userId);
    if (row.state === 'opened') await backToDraft(tx, row, row.createdBy ?? actor.userId);
    if (choice === 'retry') await enqueueSend(tx, saved);
    // Undoing is over once it was tried; the case keeps waiting for its answer.
    else if (row.caseId !== null) {
      const held = await tx.cases.lock(row.caseId);
      await moveCase(tx, held, { type: 'case.thread_changed', at: tx.at }, actor.userId);
    }
  });
}
