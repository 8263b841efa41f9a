// What a member does about a person: looks at them, writes down that they wish to be left alone, takes that back.
import { may } from '../domain/access/policy.ts';
import { AppError } from '../domain/errors.ts';
import { closeOpened } from './left-alone.ts';
import type { LiftedOptOut, PersonHistory } from './people-ports.ts';
import type { Actor, InWorkspace, WorkTx } from './ports.ts';

export interface KnownIdentity extends PersonHistory {
  id: string;
  /** Whether whoever asks has looked at them; null for programs. */
  hasSeen: boolean | null;
  /** Newest first. */
  lifted: LiftedOptOut[];
}

async function known(tx: WorkTx, actor: Actor, id: string): Promise<KnownIdentity> {
  return {
    id,
    ...(await tx.people.history(id)),
    lifted: await tx.people.liftedOptOuts(id),
    hasSeen: actor.userId === null ? null : await tx.people.hasSeen(id, actor.userId),
  };
}

async function expectThere(tx: WorkTx, id: string): Promise<void> {
  if (!(await tx.people.isThere(id))) throw new AppError('not_found', 'There is no such identity.');
}

/** Errors: not_found. */
export async function readIdentity(
  inWorkspace: InWorkspace,
  actor: Actor,
  id: string,
): Promise<KnownIdentity> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    await expectThere(tx, id);
    return known(tx, actor, id);
  });
}

/** Without it a wish that stops a reply could be taken away by who may not send against it. */
const lifting = 'work.override_guideline';

/**
 * Writes down that somebody wishes to be left alone, or that they do not any more; done twice it is done once. Who, when and why is
 * kept for good. Errors: not_found; not_allowed for taking back by who may not pass over it either.
 */
export async function setOptOut(
  inWorkspace: InWorkspace,
  actor: Actor,
  id: string,
  { optedOut, reason }: { optedOut: boolean; reason: string },
): Promise<KnownIdentity> {
  if (!optedOut && !may(actor.role, lifting)) {
    throw new AppError(
      'not_allowed',
      'Only supervisors and above take back that somebody asked to be left alone.',
    );
  }
  return inWorkspace(actor.workspaceId, async (tx) => {
    await expectThere(tx, id);
    const isNews = optedOut
      ? await tx.people.optOut(id, reason, actor.userId)
      : await tx.people.liftOptOut(id, reason, actor.userId);
    if (isNews && optedOut) await closeOpened(tx, id, actor.userId);
    if (isNews) {
      const type = optedOut ? 'identity.opted_out' : 'identity.opt_out_lifted';
      await tx.append([{ type, subject: 'identity', subjectId: id, actorId: actor.userId }]);
    }
    return known(tx, actor, id);
  });
}

/** Somebody had this person before their eyes: who they are, what was before. Errors: not_found. */
export async function markSeen(inWorkspace: InWorkspace, actor: Actor, id: string): Promise<void> {
  const { userId } = actor;
  // A program sees nobody.
  if (userId === null) return;
  await inWorkspace(actor.workspaceId, async (tx) => {
    await expectThere(tx, id);
    await tx.people.markSeen(id, userId);
  });
}
