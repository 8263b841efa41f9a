// API tokens of a workspace; only their hashes are kept.
import type { Role } from '../domain/access/policy.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

export interface TokenRow {
  id: string;
  name: string;
  role: Exclude<Role, 'owner'>;
  createdAt: string;
  lastUsedAt: string | null;
}

const columns = ['id', 'name', 'role', 'created_at as createdAt', 'last_used_at as lastUsedAt'] as const;

/** Those in use, oldest first. */
export function tokenRows(trx: WorkspaceTransaction): Promise<TokenRow[]> {
  return trx.selectFrom('api_token').select(columns).where('revoked_at', 'is', null).orderBy('id').execute();
}

export function findToken(
  trx: WorkspaceTransaction,
  tokenHash: Buffer,
): Promise<(TokenRow & { createdBy: string }) | undefined> {
  return trx
    .selectFrom('api_token')
    .select([...columns, 'created_by as createdBy'])
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

export async function insertToken(
  trx: WorkspaceTransaction,
  change: Change,
  token: {
    id: string;
    tokenHash: Buffer;
    name: string;
    role: Exclude<Role, 'owner'>;
    createdBy: string;
  },
): Promise<TokenRow> {
  await trx
    .insertInto('api_token')
    .values({
      workspace_id: change.workspaceId,
      id: token.id,
      token_hash: token.tokenHash,
      name: token.name,
      role: token.role,
      created_by: token.createdBy,
      created_at: change.at,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
  await tell(trx, change, 'token.created', token.id, { role: token.role });
  return { id: token.id, name: token.name, role: token.role, createdAt: change.at, lastUsedAt: null };
}

export async function touchToken(trx: WorkspaceTransaction, id: string, at: string): Promise<void> {
  await trx.updateTable('api_token').set({ last_used_at: at }).where('id', '=', id).execute();
}

export async function revokeTokenRow(trx: WorkspaceTransaction, change: Change, id: string): Promise<void> {
  const row = await trx
    .updateTable('api_token')
    .set({ revoked_at: change.at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw notFound('API token');
  await tell(trx, change, 'token.revoked', id);
}

/** Revokes all tokens somebody made, as their right to make them ended; answers their ids. */
export async function revokeTokensOf(
  trx: WorkspaceTransaction,
  change: Change,
  userId: string,
): Promise<string[]> {
  const rows = await trx
    .updateTable('api_token')
    .set({ revoked_at: change.at })
    .where('created_by', '=', userId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of rows) await tell(trx, change, 'token.revoked', id, { because: 'member_removed' });
  return rows.map(({ id }) => id);
}
