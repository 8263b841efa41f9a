// Sign-ins on a network's own page that were begun and are not finished.
import type { Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';

export interface OAuthPending {
  userId: string;
  network: string;
  brandId: string | null;
  /** The account it renews; null where one is connected. */
  accountId: string | null;
  pending: Buffer;
  expiresAt: string;
}

export async function insertOAuthPending(
  trx: WorkspaceTransaction,
  change: Change,
  stateHash: Buffer,
  pending: OAuthPending,
): Promise<void> {
  await trx.deleteFrom('oauth_pending').where('expires_at', '<', change.at).execute();
  await trx
    .insertInto('oauth_pending')
    .values({
      workspace_id: change.workspaceId,
      state_hash: stateHash,
      user_id: pending.userId,
      network: pending.network,
      brand_id: pending.brandId,
      account_id: pending.accountId,
      pending: pending.pending,
      created_at: change.at,
      expires_at: pending.expiresAt,
    })
    .execute();
}

/** Takes a pending sign-in out: a state is good for one try. */
export async function takeOAuthPending(
  trx: WorkspaceTransaction,
  stateHash: Buffer,
  at: string,
): Promise<OAuthPending | undefined> {
  const row = await trx
    .deleteFrom('oauth_pending')
    .where('state_hash', '=', stateHash)
    .returning([
      'user_id as userId',
      'network',
      'brand_id as brandId',
      'account_id as accountId',
      'pending',
      'expires_at as expiresAt',
    ])
    .executeTakeFirst();
  return row !== undefined && row.expiresAt > at ? row : undefined;
}
