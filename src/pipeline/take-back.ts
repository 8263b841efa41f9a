// Taking back: a send within its undo window, and the words of what does not go out, which are their writer's draft again.
import { moveOutbound } from '../domain/decision/outbox.ts';
import { AppError } from '../domain/errors.ts';
import type { Actor, InWorkspace, OutboundRecord, WorkTx } from './ports.ts';
import { settle, withdrawApproval } from './queue.ts';

/** Takes a queued send back; a reply's text returns to its writer's draft. Errors: not_found, undo_too_late. */
export async function undoOutbound(
  inWorkspace: InWorkspace,
  actor: Actor,
  outboundId: string,
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.outbox.lock(outboundId);
    const state = moveOutbound(row.state, 'undo');
    if (state === null || row.attempts > 0) {
      throw new AppError(
        'undo_too_late',
        'It is already on its way. Delete or correct it on the network instead.',
        {
          data: { state: row.state },
        },
      );
    }
    await settle(tx, row, { state }, 'reply.undone', actor.userId);
    await withdrawApproval(tx, row, actor.userId);
    // What the program wrote is nobody's draft.
    if (row.automatic !== null) return;
    const writer = row.createdBy ?? actor.userId;
    await backToDraft(tx, row, writer);
  });
}

/** Puts the words of a reply that does not go out into its writer's draft again. */
export async function backToDraft(tx: WorkTx, row: OutboundRecord, writer: string | null): Promise<void> {
  if ((row.action !== 'reply' && row.action !== 'dm') || row.caseId === null || writer === null) return;
  const { text, visibility, accountId, attachments, targetPostId: replyToPostId, byModel } = row;
  const draft = { text, visibility, accountId, attachments, replyToPostId, byModel };
  // What they have begun since comes after it.
  await tx.drafts.putBefore(row.caseId, writer, draft, tx.at);
}
