// Gives an account that is connected new secrets: its id, sources, cursors and cases stay.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import { connectedAlready } from './accounts.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import type { Sealed } from './secret-box.ts';
import { notFound } from './versions.ts';

export interface Newcomer {
  network: string;
  nativeId: string;
  handle: string;
}

export interface AccountToRenew {
  id: string;
  /** As they are stored; null where there are none any more. */
  secrets: Sealed | null;
}

const columns = ['id', 'network', 'native_id', 'handle', 'token_state', 'secrets', 'secrets_key_id'] as const;

/**
 * Locks the account that new secrets are for: the one named by `accountId`, whatever its health, or, where none is named, one
 * of ours whose token is dead. Null where there is none, and the newcomer is to be connected. Errors: `not_found`,
 * `other_account` where the newcomer is not the one named, `already_exists` where it is connected and works.
 */
export async function lockToRenew(
  trx: WorkspaceTransaction,
  newcomer: Newcomer,
  accountId: string | null,
): Promise<AccountToRenew | null> {
  const here = trx.selectFrom('account').select(columns).where('removed_at', 'is', null);
  const named =
    accountId === null
      ? here.where('network', '=', newcomer.network).where('native_id', '=', newcomer.nativeId)
      : here.where('id', '=', accountId);
  const row = await named.forNoKeyUpdate().executeTakeFirst();
  if (row === undefined) {
    if (accountId === null) return null;
    throw notFound('account');
  }
  if (row.network !== newcomer.network || row.native_id !== newcomer.nativeId) {
    throw otherAccount(row.handle, newcomer.handle);
  }
  if (accountId === null && row.token_state === 'ok') throw connectedAlready(row.id, row.handle);
  const { id, secrets, secrets_key_id: keyId } = row;
  return { id, secrets: secrets === null || keyId === null ? null : { bytes: secrets, keyId } };
}

function otherAccount(ours: string, theirs: string): AppError {
  const why = {
    ja: `入力した内容は、別のアカウント（${theirs}）のものです。${ours} のものを入力してください。${theirs} も使うときは、「アカウントを接続」から接続してください。`,
    en: `What was entered belongs to another account (${theirs}). Enter that of ${ours}; to use ${theirs} as well, connect it by “Connect account”.`,
  };
  return new AppError('other_account', why.en, { where: 'body.fields', data: { why } });
}

export interface Renewed {
  server: string;
  handle: string;
  displayName: string;
  /** What is null stays as it was; so do the limits. */
  avatarUrl: string | null;
  limits: NetworkManifest['limits'] | null;
  secrets: Sealed;
}

/** Writes down what a locked account was given, and has its sources listen with it. */
export async function renewAccount(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  { server, handle, secrets, limits, avatarUrl, displayName }: Renewed,
): Promise<void> {
  const row = await trx
    .updateTable('account')
    .set((set) => ({
      server,
      handle,
      display_name: displayName,
      ...(avatarUrl === null ? {} : { avatar_url: avatarUrl }),
      ...(limits === null ? {} : { limits: JSON.stringify(limits) }),
      secrets: secrets.bytes,
      secrets_key_id: secrets.keyId,
      token_state: 'ok',
      token_error: null,
      token_checked_at: change.at,
      connection: sql<number>`${set.ref('connection')} + 1`,
      version: sql<number>`${set.ref('version')} + 1`,
    }))
    .where('id', '=', id)
    .returning('network')
    .executeTakeFirstOrThrow();
  await tell(trx, change, 'account.renewed', id, { network: row.network });
}
