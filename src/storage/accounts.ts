// Connected accounts: as whom we speak, with their sealed secrets and how their tokens are.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import type { Sealed } from './secret-box.ts';
import { uuidFloor } from './uuid.ts';
import { notFound } from './versions.ts';
import { forgetAllTold } from './webhook-inbox.ts';

export interface AccountRow {
  id: string;
  brandId: string | null;
  network: string;
  server: string;
  nativeId: string;
  handle: string;
  displayName: string;
  avatarUrl: string | null;
  tokenState: 'ok' | 'dead' | 'disconnected';
  tokenError: string | null;
  tokenCheckedAt: string | null;
  /** As this account's server has them; null until asked: the network's own hold. */
  limits: NetworkManifest['limits'] | null;
  /** Sent since the day began in the workspace's time zone. */
  sentToday: number;
  needsApproval: boolean;
  createdAt: string;
  version: number;
}

/** A day is at most 25 hours long, and a send is made at most some hours before it goes out. */
const sentTodayLookBackMs = 3 * 24 * 60 * 60 * 1000;

/** Accounts that are connected, oldest first; with `ids`, only those. `nowMs` decides which day today is. */
export function accountRows(
  trx: WorkspaceTransaction,
  nowMs: number,
  ids?: readonly string[],
): Promise<AccountRow[]> {
  const now = new Date(nowMs).toISOString();
  let query = trx
    .selectFrom('account')
    .innerJoin('workspace', 'workspace.id', 'account.workspace_id')
    .select((select) => [
      'account.id',
      'account.brand_id as brandId',
      'account.network',
      'account.server',
      'account.native_id as nativeId',
      'account.handle',
      'account.display_name as displayName',
      'account.avatar_url as avatarUrl',
      'account.token_state as tokenState',
      'account.token_error as tokenError',
      'account.token_checked_at as tokenCheckedAt',
      'account.limits',
      'account.created_at as createdAt',
      'account.version',
      'account.needs_approval as needsApproval',
      sql<number>`${select
        .selectFrom('outbound')
        .select(sql<number>`count(*)::int`.as('sent'))
        .whereRef('outbound.workspace_id', '=', 'account.workspace_id')
        .whereRef('outbound.account_id', '=', 'account.id')
        .where('outbound.id', '>=', uuidFloor(nowMs - sentTodayLookBackMs))
        .where(
          'outbound.sent_at',
          '>=',
          sql<string>`date_trunc('day', ${now}::timestamptz, coalesce(workspace.settings->>'timeZone', 'UTC'))`,
        )}`.as('sentToday'),
    ])
    .where('account.removed_at', 'is', null)
    .orderBy('account.id');
  if (ids !== undefined) query = query.where('account.id', 'in', [...ids]);
  return query.execute();
}

export interface NewAccount {
  id: string;
  brandId: string | null;
  network: string;
  server: string;
  nativeId: string;
  handle: string;
  displayName: string;
  avatarUrl: string | null;
  secrets: Sealed;
  limits: NetworkManifest['limits'] | null;
}

/** Where it is known which account it is, the page offers to renew that one. */
export function connectedAlready(id: string | null, handle: string): AppError {
  const why = {
    ja: `${handle} は接続済みです。新しいキーやパスワードを使うには、つなぎ直してください。`,
    en: `${handle} is connected already. To use a new key or password, reconnect it.`,
  };
  return new AppError('already_exists', why.en, {
    where: 'body.fields',
    data: { why, ...(id === null ? {} : { id }) },
  });
}

/** Errors: `already_exists` when this account is connected already. */
export async function insertAccount(
  trx: WorkspaceTransaction,
  change: Change,
  account: NewAccount,
): Promise<void> {
  const inserted = await trx
    .insertInto('account')
    .values({
      workspace_id: change.workspaceId,
      id: account.id,
      brand_id: account.brandId,
      network: account.network,
      server: account.server,
      native_id: account.nativeId,
      handle: account.handle,
      display_name: account.displayName,
      avatar_url: account.avatarUrl,
      secrets: account.secrets.bytes,
      secrets_key_id: account.secrets.keyId,
      token_error: null,
      token_checked_at: change.at,
      limits: account.limits === null ? null : JSON.stringify(account.limits),
      created_at: change.at,
      removed_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'network', 'native_id']).where('removed_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) {
    throw connectedAlready(null, account.handle);
  }
  await tell(trx, change, 'account.connected', account.id, { network: account.network });
}

export interface AccountToSpeak {
  id: string;
  network: string;
  server: string;
  nativeId: string;
  handle: string;
  secrets: Sealed | null;
  /** How often a person gave it secrets. */
  connection: number;
}

/** What is needed to act as an account. Errors: `not_found`. */
export async function readAccountToSpeak(trx: WorkspaceTransaction, id: string): Promise<AccountToSpeak> {
  const row = await trx
    .selectFrom('account')
    .select([
      'id',
      'network',
      'server',
      'native_id as nativeId',
      'handle',
      'secrets',
      'secrets_key_id as keyId',
      'connection',
    ])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw notFound('account');
  const { secrets, keyId, ...rest } = row;
  return { ...rest, secrets: secrets === null || keyId === null ? null : { bytes: secrets, keyId } };
}

/**
 * Stores secrets that were sealed for this very row. Those of a `connection` that a person has replaced since are let go: they
 * are of a session that is over.
 */
export async function saveSecrets(
  trx: WorkspaceTransaction,
  { id, connection }: { id: string; connection: number },
  sealed: Sealed,
): Promise<void> {
  await trx
    .updateTable('account')
    .set({ secrets: sealed.bytes, secrets_key_id: sealed.keyId })
    .where('id', '=', id)
    .where('connection', '=', connection)
    .where('removed_at', 'is', null)
    .execute();
}

export interface TokenCheck {
  state: 'ok' | 'dead';
  error: string | null;
  limits?: NetworkManifest['limits'] | undefined;
}

/** Writes down how an account's token was found to be, unless a person gave it another meanwhile. */
export async function recordCheck(
  trx: WorkspaceTransaction,
  change: Change,
  { id, connection }: { id: string; connection: number },
  check: TokenCheck,
): Promise<void> {
  const row = await trx
    .updateTable('account')
    .set((set) => ({
      token_state: check.state,
      token_error: check.error,
      token_checked_at: change.at,
      ...(check.limits === undefined ? {} : { limits: JSON.stringify(check.limits) }),
      version: sql<number>`${set.ref('version')} + 1`,
    }))
    .where('id', '=', id)
    .where('connection', '=', connection)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) await tell(trx, change, 'account.checked', id, { tokenState: check.state });
}

/** Disconnects: secrets are erased at once, its sources are removed with it. Answers those sources' ids. */
export async function disconnectAccount(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
): Promise<string[]> {
  const row = await trx
    .updateTable('account')
    .set((set) => ({
      secrets: null,
      secrets_key_id: null,
      token_state: 'disconnected',
      token_error: null,
      removed_at: change.at,
      version: sql<number>`${set.ref('version')} + 1`,
    }))
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw notFound('account');
  await tell(trx, change, 'account.removed', id);
  await forgetAllTold(trx, id);
  const sources = await trx
    .updateTable('source')
    .set({ removed_at: change.at, active: false, state: 'stopped' })
    .where('account_id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .execute();
  for (const source of sources) await tell(trx, change, 'source.removed', source.id);
  return sources.map((source) => source.id);
}
