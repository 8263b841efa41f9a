// Assigning: by hand, or in turn among who is on shift.
import { may } from '../domain/access/policy.ts';
import { nextInTurn } from '../domain/assignment/in-turn.ts';
import { AppError } from '../domain/errors.ts';
import { moveCase } from './open-case.ts';
import type { Actor, CaseRecord, InWorkspace, WorkTx } from './ports.ts';

/** Whom a newly opened case goes to when nobody was named: the next in turn, or who opened it. */
export async function assignOpened(tx: WorkTx, row: CaseRecord, actor: Actor): Promise<CaseRecord> {
  const settings = await tx.workspace.settings();
  const inTurn =
    settings.assignment === 'in_turn' ? nextInTurn(await tx.workspace.members(), row.lang) : null;
  const assigneeId = inTurn ?? actor.userId;
  return assigneeId === null ? row : assignTo(tx, row, assigneeId, actor.userId);
}

/** Gives the case to a member (or to nobody) and notes their turn. */
export async function assignTo(
  tx: WorkTx,
  row: CaseRecord,
  assigneeId: string | null,
  actorId: string | null,
): Promise<CaseRecord> {
  if (row.assigneeId === assigneeId) return row;
  if (assigneeId !== null) {
    const member = (await tx.workspace.members()).find((one) => one.userId === assigneeId);
    if (member === undefined || !member.maySend) {
      throw new AppError('not_found', 'Nobody on the team who may answer has this id.', {
        where: 'assigneeId',
      });
    }
    await tx.workspace.touchAssigned(assigneeId, tx.at);
  }
  return moveCase(tx, row, { type: 'case.assigned', at: tx.at, assigneeId }, actorId);
}

/**
 * A case that is open again goes to the next in turn, or to nobody, where whoever had it is gone or answers no more: else it would wait
 * where no one looks.
 */
export async function passOnIfGone(tx: WorkTx, row: CaseRecord, actorId: string | null): Promise<CaseRecord> {
  if (row.assigneeId === null || row.state === 'closed') return row;
  const members = await tx.workspace.members();
  if (members.some(({ userId, maySend }) => userId === row.assigneeId && maySend)) return row;
  const settings = await tx.workspace.settings();
  const next = settings.assignment === 'in_turn' ? nextInTurn(members, row.lang) : null;
  return assignTo(tx, row, next, actorId);
}

/**
 * Refuses what only supervisors may: giving a case to somebody else, and taking it from them. Errors: not_allowed.
 *
 * Who is next in turn is nobody's choice (`undefined`), so that only must not take the case from anybody.
 */
export function checkMayAssign(
  actor: Actor,
  row: Pick<CaseRecord, 'assigneeId'>,
  assigneeId: string | null | undefined,
): void {
  if (may(actor.role, 'work.assign_others')) return;
  const own = assigneeId == null || assigneeId === actor.userId;
  const free = row.assigneeId === null || row.assigneeId === actor.userId;
  if (own && free) return;
  throw new AppError(
    'not_allowed',
    'Only supervisors and above may give a case to somebody else or take it from them.',
  );
}

/** The use case behind “assign”: an agent may take or drop a case, a supervisor may give it to anybody. */
export async function assignCase(
  inWorkspace: InWorkspace,
  actor: Actor,
  caseId: string,
  choice: { assigneeId: string | null } | { inTurn: true },
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(caseId);
    checkMayAssign(actor, row, 'inTurn' in choice ? undefined : choice.assigneeId);
    if ('inTurn' in choice) {
      const next = nextInTurn(await tx.workspace.members(), row.lang);
      if (next === null) {
        throw new AppError(
          'transition_refused',
          'Nobody is on shift. Set somebody on shift, or assign by hand.',
        );
      }
      await assignTo(tx, row, next, actor.userId);
      return;
    }
    await assignTo(tx, row, choice.assigneeId, actor.userId);
  });
}
