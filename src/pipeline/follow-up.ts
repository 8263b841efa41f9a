// Asking how it went: a case that waits for the customer becomes ours again at the time somebody chose.
import { AppError } from '../domain/errors.ts';
import { moveCase } from './open-case.ts';
import type { Actor, InWorkspace } from './ports.ts';

/** Years ahead nobody follows up. */
const mostAheadMs = 366 * 86_400_000;
const batchSize = 200;

/**
 * Plans, moves or (null) drops the follow-up of a case. Errors: `invalid_input` for a time that is over or too far
 * away, `case_closed`, `not_found`.
 */
export async function planFollowUp(
  inWorkspace: InWorkspace,
  actor: Actor,
  caseId: string,
  followUpAt: string | null,
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(caseId);
    if (row.state === 'closed') throw new AppError('case_closed', 'This case is closed: reopen it first.');
    const aheadMs = followUpAt === null ? 1 : Date.parse(followUpAt) - Date.parse(tx.at);
    if (aheadMs <= 0 || aheadMs > mostAheadMs) {
      throw new AppError('invalid_input', 'Choose a time within the next year.', { where: 'body.at' });
    }
    await moveCase(tx, row, { type: 'case.follow_up_planned', at: tx.at, followUpAt }, actor.userId);
  });
}

/** Makes cases whose follow-up is due ours again; returns how many. Safe to run by any number of processes. */
export async function wakeFollowUps(inWorkspace: InWorkspace, workspaceId: string): Promise<number> {
  return inWorkspace(workspaceId, async (tx) => {
    let woken = 0;
    for (const id of await tx.cases.dueFollowUps(tx.at, batchSize)) {
      const row = await tx.cases.lock(id);
      // Somebody may have moved it between being found and being locked.
      if (row.state !== 'waiting_customer' || row.followUpAt === null || row.followUpAt > tx.at) continue;
      await moveCase(tx, row, { type: 'case.follow_up_due', at: tx.at }, null);
      woken += 1;
    }
    return woken;
  });
}
