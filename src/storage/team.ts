// Memberships: who belongs to a workspace, in which role, on shift or not.
import { sql } from 'kysely';
import type { Role } from '../domain/access/policy.ts';
import { canBeTrainee } from '../domain/decision/approval.ts';
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { appendEvents } from './events.ts';
import { expectVersion } from './versions.ts';

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  signature: string;
  languages: string[];
  onShift: boolean;
  trainee: boolean;
  /** Given to them, though their role does not. */
  mayApprove: boolean;
  /** Assigned to them and not closed. */
  openCases: number;
  version: number;
}

/** Members by name; with `ids`, only those. */
export function memberRows(trx: WorkspaceTransaction, ids?: readonly string[]): Promise<MemberRow[]> {
  let query = trx
    .selectFrom('membership')
    .innerJoin('app_user', 'app_user.id', 'membership.user_id')
    .select((select) => [
      'membership.user_id as userId',
      'app_user.name',
      'app_user.email',
      'membership.role',
      'membership.signature',
      'membership.languages',
      'membership.on_shift as onShift',
      'membership.trainee',
      'membership.may_approve as mayApprove',
      'membership.version',
      sql<number>`${select
        .selectFrom('support_case')
        .select(sql<number>`count(*)::int`.as('assigned'))
        .whereRef('support_case.workspace_id', '=', 'membership.workspace_id')
        .whereRef('support_case.assignee_id', '=', 'membership.user_id')
        .where('support_case.state', 'in', ['open', 'waiting_customer'])}`.as('openCases'),
    ])
    .where('membership.removed_at', 'is', null)
    // The policy also shows one's own memberships elsewhere; in a workspace's transaction only its own count.
    .where('membership.workspace_id', '=', sql<string>`current_workspace()`)
    .orderBy('app_user.name')
    .orderBy('membership.user_id');
  if (ids !== undefined) query = query.where('membership.user_id', 'in', [...ids]);
  return query.execute();
}

export interface Membership {
  workspaceId: string;
  name: string;
  role: Role;
}

/** Where a user belongs; the transaction must be `asUser`. */
export function membershipsOf(trx: WorkspaceTransaction, userId: string): Promise<Membership[]> {
  return trx
    .selectFrom('membership')
    .innerJoin('workspace', 'workspace.id', 'membership.workspace_id')
    .select(['membership.workspace_id as workspaceId', 'workspace.name', 'membership.role'])
    .where('membership.user_id', '=', userId)
    .where('membership.removed_at', 'is', null)
    .orderBy('workspace.name')
    .orderBy('workspace.id')
    .execute();
}

/** A user's role in the transaction's workspace, or undefined where they do not belong. */
export async function findRole(
  trx: WorkspaceTransaction,
  workspaceId: string,
  userId: string,
): Promise<Role | undefined> {
  const row = await trx
    .selectFrom('membership')
    .select('role')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row?.role;
}

/** Takes a user onto the team; one who was removed before comes back with the new role. Answers whether they were new. */
export async function addMember(
  trx: WorkspaceTransaction,
  change: Change,
  member: { userId: string; role: Role; languages: string[] },
): Promise<boolean> {
  const added = await trx
    .insertInto('membership')
    .values({
      workspace_id: change.workspaceId,
      user_id: member.userId,
      role: member.role,
      languages: member.languages,
      last_assigned_at: null,
      created_at: change.at,
      removed_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'user_id'])
        .doUpdateSet((set) => ({
          role: member.role,
          removed_at: null,
          on_shift: false,
          // What was given or asked before is decided anew, but a trainee stays one.
          trainee: canBeTrainee(member.role) ? set.ref('membership.trainee') : false,
          may_approve: false,
          version: sql<number>`${set.ref('membership.version')} + 1`,
        }))
        .where('membership.removed_at', 'is not', null),
    )
    .returning('user_id')
    .executeTakeFirst();
  if (added === undefined) return false;
  await tell(trx, change, 'member.added', member.userId, { role: member.role });
  return true;
}

export interface MemberPatch {
  role?: Role | undefined;
  signature?: string | undefined;
  languages?: string[] | undefined;
  onShift?: boolean | undefined;
  trainee?: boolean | undefined;
  mayApprove?: boolean | undefined;
}

/** Locks a member's row. Errors: `not_found`, `version_changed`. */
export async function lockMember(
  trx: WorkspaceTransaction,
  workspaceId: string,
  userId: string,
  ifMatch: number | null,
): Promise<{ role: Role; trainee: boolean; mayApprove: boolean; version: number }> {
  // Owners too, in one order for everybody: of two owners who take each other's place one waits for the other.
  const locked = await trx
    .selectFrom('membership')
    .select(['user_id', 'role', 'trainee', 'may_approve as mayApprove', 'version'])
    .where('workspace_id', '=', workspaceId)
    .where((of) => of.or([of('user_id', '=', userId), of('role', '=', 'owner')]))
    .where('removed_at', 'is', null)
    .orderBy('user_id')
    .forUpdate()
    .execute();
  const found = locked.find((row) => row.user_id === userId);
  return expectVersion(found, ifMatch, 'member');
}

/** Changes a member that `lockMember` locked. */
export async function changeMemberRow(
  trx: WorkspaceTransaction,
  change: Change,
  userId: string,
  patch: MemberPatch,
): Promise<void> {
  if (patch.role !== undefined && patch.role !== 'owner') await refuseLastOwner(trx, change, userId);
  await trx
    .updateTable('membership')
    .set((set) => ({
      ...(patch.role === undefined ? {} : { role: patch.role }),
      ...(patch.signature === undefined ? {} : { signature: patch.signature }),
      ...(patch.languages === undefined ? {} : { languages: patch.languages }),
      ...(patch.onShift === undefined ? {} : { on_shift: patch.onShift }),
      ...(patch.trainee === undefined ? {} : { trainee: patch.trainee }),
      ...(patch.mayApprove === undefined ? {} : { may_approve: patch.mayApprove }),
      version: sql<number>`${set.ref('version')} + 1`,
    }))
    .where('workspace_id', '=', change.workspaceId)
    .where('user_id', '=', userId)
    .execute();
  const fields = Object.keys(patch).filter((key) => patch[key as keyof MemberPatch] !== undefined);
  await tell(trx, change, 'member.changed', userId, {
    fields,
    ...(patch.role === undefined ? {} : { role: patch.role }),
    ...(patch.trainee === undefined ? {} : { trainee: patch.trainee }),
    ...(patch.mayApprove === undefined ? {} : { mayApprove: patch.mayApprove }),
  });
}

/** Takes a member that `lockMember` locked off the team; their cases that are not closed go back to nobody. */
export async function removeMemberRow(
  trx: WorkspaceTransaction,
  change: Change,
  userId: string,
): Promise<void> {
  await refuseLastOwner(trx, change, userId);
  await trx
    .updateTable('membership')
    .set((set) => ({
      removed_at: change.at,
      on_shift: false,
      version: sql<number>`${set.ref('version')} + 1`,
    }))
    .where('workspace_id', '=', change.workspaceId)
    .where('user_id', '=', userId)
    .execute();
  const freed = await trx
    .updateTable('support_case')
    .set((set) => ({ assignee_id: null, version: sql<number>`${set.ref('version')} + 1` }))
    .where('assignee_id', '=', userId)
    .where('state', 'in', ['open', 'waiting_customer'])
    .returning('id')
    .execute();
  await appendEvents(
    trx,
    freed.map(({ id }) => ({
      ...change,
      type: 'case.assigned',
      subject: 'case' as const,
      subjectId: id,
      data: { assigneeId: null, because: 'member_removed' },
    })),
  );
  await tell(trx, change, 'member.removed', userId);
}

/** A workspace without an owner could never be managed again. */
async function refuseLastOwner(trx: WorkspaceTransaction, change: Change, userId: string): Promise<void> {
  const owners = await trx
    .selectFrom('membership')
    .select('user_id')
    .where('workspace_id', '=', change.workspaceId)
    .where('role', '=', 'owner')
    .where('removed_at', 'is', null)
    .orderBy('user_id')
    .forUpdate()
    .execute();
  if (owners.length === 1 && owners[0]?.user_id === userId) {
    throw new AppError(
      'transition_refused',
      'This is the last owner of the workspace. Make somebody else an owner first.',
      { where: 'role' },
    );
  }
}
