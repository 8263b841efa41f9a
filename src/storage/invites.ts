// Invites: links that make somebody a member, once; only the token's hash is kept.
import type { Role } from '../domain/access/policy.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

export interface InviteRow {
  id: string;
  email: string;
  role: Exclude<Role, 'owner'>;
  invitedBy: { id: string; name: string };
  createdAt: string;
  expiresAt: string;
}

function invites(trx: WorkspaceTransaction, at: string) {
  return trx
    .selectFrom('invite')
    .innerJoin('app_user', 'app_user.id', 'invite.invited_by')
    .select([
      'invite.id',
      'invite.email',
      'invite.role',
      'invite.invited_by as inviterId',
      'app_user.name as inviterName',
      'invite.created_at as createdAt',
      'invite.expires_at as expiresAt',
    ])
    .where('invite.used_at', 'is', null)
    .where('invite.expires_at', '>', at);
}

function shaped({
  inviterId,
  inviterName,
  ...row
}: Omit<InviteRow, 'invitedBy'> & { inviterId: string; inviterName: string }): InviteRow {
  return { ...row, invitedBy: { id: inviterId, name: inviterName } };
}

/** Those that can still be taken up at `at`, newest first. */
export async function inviteRows(trx: WorkspaceTransaction, at: string): Promise<InviteRow[]> {
  const rows = await invites(trx, at).orderBy('invite.id', 'desc').execute();
  return rows.map(shaped);
}

/** The invite behind a token, if it can still be taken up; with `lock`, nobody else can take it up meanwhile. */
export async function findInvite(
  trx: WorkspaceTransaction,
  tokenHash: Buffer,
  at: string,
  lock: boolean,
): Promise<InviteRow | undefined> {
  let query = invites(trx, at).where('invite.token_hash', '=', tokenHash);
  if (lock) query = query.forUpdate('invite');
  const row = await query.executeTakeFirst();
  return row && shaped(row);
}

export async function insertInvite(
  trx: WorkspaceTransaction,
  change: Change,
  invite: {
    id: string;
    tokenHash: Buffer;
    email: string;
    role: Exclude<Role, 'owner'>;
    invitedBy: string;
    expiresAt: string;
  },
): Promise<void> {
  await trx
    .insertInto('invite')
    .values({
      workspace_id: change.workspaceId,
      id: invite.id,
      token_hash: invite.tokenHash,
      email: invite.email,
      role: invite.role,
      invited_by: invite.invitedBy,
      created_at: change.at,
      expires_at: invite.expiresAt,
      used_at: null,
      used_by: null,
    })
    .execute();
  await tell(trx, change, 'invite.created', invite.id, { role: invite.role });
}

export async function useInvite(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  userId: string,
): Promise<void> {
  await trx.updateTable('invite').set({ used_at: change.at, used_by: userId }).where('id', '=', id).execute();
  await tell(trx, change, 'invite.used', id, { userId });
}

export async function deleteInvite(trx: WorkspaceTransaction, change: Change, id: string): Promise<void> {
  const row = await trx
    .deleteFrom('invite')
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw notFound('invite');
  await tell(trx, change, 'invite.revoked', id);
}
