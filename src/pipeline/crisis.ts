// Crisis mode: while it is on, every reply needs a second pair of eyes, also those that wait in the queue already.
import type { Actor, InWorkspace, WorkTx } from './ports.ts';
import { holdIfNeeded } from './queue.ts';

/** More do not wait in a queue that works; what does stays in it only until it is tried. */
const mostHeld = 1000;

/**
 * Turns crisis mode on, of the workspace (null) or of a brand, and holds what has not gone out yet. Answers its id.
 * Errors: not_found, already_exists.
 */
export async function startCrisis(
  inWorkspace: InWorkspace,
  actor: Actor,
  crisis: { brandId: string | null; reason: string },
): Promise<string> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const id = await tx.approvals.startCrisis({ ...crisis, by: actor.userId });
    for (const outboundId of await tx.approvals.unapproved(crisis.brandId, mostHeld)) {
      await holdIfNeeded(tx, await tx.outbox.lock(outboundId), actor.userId);
    }
    await tellWorkspace(tx, actor, 'crisis_started', { crisisId: id, brandId: crisis.brandId });
    return id;
  });
}

/** Turns it off; what waits for approval goes on waiting. Errors: not_found. */
export async function endCrisis(inWorkspace: InWorkspace, actor: Actor, id: string): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    await tx.approvals.endCrisis(id, actor.userId);
    await tellWorkspace(tx, actor, 'crisis_ended', { crisisId: id });
  });
}

async function tellWorkspace(
  tx: WorkTx,
  { workspaceId, userId }: Actor,
  what: string,
  data: Record<string, unknown>,
): Promise<void> {
  await tx.append([
    { type: `workspace.${what}`, subject: 'workspace', subjectId: workspaceId, actorId: userId, data },
  ]);
}
