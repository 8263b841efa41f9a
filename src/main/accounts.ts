// Connected accounts with their secrets opened, for listeners and senders; rotated secrets are sealed and stored at once.
import { sql, type Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Reads } from '../domain/post/prices.ts';
import type { AccountSession, AccountSpending } from '../networks/kit/network.ts';
import { readAccountToSpeak, saveSecrets } from '../storage/accounts.ts';
import { inWorkspace } from '../storage/database.ts';
import { bookSpending, setSpendingAside, spendStateOf, type SpendPlace } from '../storage/spending.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { Database } from '../storage/tables.ts';

export interface AccountDeps {
  db: Kysely<Database>;
  box: SecretBox;
  /** Milliseconds since the epoch. */
  now(): number;
}

interface Asked {
  workspaceId: string;
  accountId: string;
  reads: Reads;
}

/** What an account spends, kept in the database. */
function spendingOf({ db, now }: AccountDeps, { workspaceId, accountId, reads }: Asked): AccountSpending {
  const place = (): SpendPlace => ({ workspaceId, accountId, nowMs: now() });
  return {
    reads,
    book: (items) => inWorkspace(db, workspaceId, (trx) => bookSpending(trx, place(), items)),
    async setAside(items) {
      const at = place();
      const short = await inWorkspace(db, workspaceId, (trx) => setSpendingAside(trx, at, items));
      if (short !== null) return { short };
      return {
        giveBack: (unused) => {
          const less = unused.map((item) => ({ ...item, units: -item.units, microUsd: -item.microUsd }));
          return inWorkspace(db, workspaceId, (trx) => bookSpending(trx, at, less));
        },
      };
    },
    state: () => inWorkspace(db, workspaceId, (trx) => spendStateOf(trx, place())),
  };
}

/** Opens an account's secrets. Errors: not_found, account_token_dead when there are none any more. */
export async function openAccount(
  deps: AccountDeps,
  asked: Asked,
): Promise<AccountSession & { network: string }> {
  const { db, box } = deps;
  const { workspaceId, accountId } = asked;
  const account = await inWorkspace(db, workspaceId, (trx) => readAccountToSpeak(trx, accountId));
  if (account.secrets === null) {
    throw new AppError('account_token_dead', `${account.handle} is disconnected. Connect it again.`);
  }
  const place = { workspaceId, table: 'account', rowId: accountId };
  let { connection } = account;
  return {
    id: accountId,
    workspaceId,
    network: account.network,
    server: account.server,
    nativeId: account.nativeId,
    handle: account.handle,
    secrets: box.open(account.secrets, place),
    spending: spendingOf(deps, asked),
    reloadSecrets: async () => {
      const now = await inWorkspace(db, workspaceId, (trx) => readAccountToSpeak(trx, accountId));
      connection = now.connection;
      if (now.secrets !== null) return box.open(now.secrets, place);
      throw new AppError('account_token_dead', `${account.handle} is disconnected. Connect it again.`);
    },
    saveSecrets: async (secrets) => {
      const row = { id: accountId, connection };
      await inWorkspace(db, workspaceId, (trx) => saveSecrets(trx, row, box.seal(secrets, place)));
    },
  };
}

/**
 * Runs `work`, which uses an account. A token that is refused says nothing of the one that the account was given meanwhile:
 * then the failure is one to try again, and not `account_token_dead`.
 */
export async function withPresentToken<T>(
  db: Kysely<Database>,
  { workspaceId, accountId }: { workspaceId: string; accountId: string | null },
  work: () => Promise<T>,
): Promise<T> {
  if (accountId === null) return work();
  const sealed = async (): Promise<string | undefined> => {
    const { secrets } = await inWorkspace(db, workspaceId, (trx) => readAccountToSpeak(trx, accountId));
    return secrets === null ? undefined : Buffer.from(secrets.bytes).toString('base64');
  };
  const before = await sealed();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'account_token_dead') throw error;
    if ((await sealed()) === before) throw error;
    throw new AppError('network_unavailable', 'The account was connected again meanwhile.', { cause: error });
  }
}

/** What is to be read: something of an account's, or a post, which belongs to the account that it came by. */
export interface BelongsTo {
  accountId?: string | null;
  postId?: string;
}

/** The account that something belongs to, where it works; else the newest working account of its network, if any. */
export async function accountToRead(
  db: Kysely<Database>,
  workspaceId: string,
  network: string,
  { accountId = null, postId }: BelongsTo,
): Promise<string | null> {
  const owner =
    postId === undefined
      ? sql<string | null>`${accountId}::uuid`
      : sql<string | null>`(select coalesce(post.account_id, source.account_id) from post
          left join source on source.workspace_id = post.workspace_id and source.id = post.source_id
          where post.id = ${postId}::uuid)`;
  const row = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('account')
      .select('id')
      .where('network', '=', network)
      .where('removed_at', 'is', null)
      .where('token_state', '=', 'ok')
      .orderBy(sql`account.id is not distinct from ${owner}`, 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.id ?? null;
}

/**
 * The settings of a source of a network, for reading without an account: of the one that brought the post or is the account's; else
 * of one that listens, the newest first.
 */
export async function sourceConfigFor(
  db: Kysely<Database>,
  workspaceId: string,
  network: string,
  { accountId = null, postId }: BelongsTo,
): Promise<Record<string, string>> {
  const brought = sql<boolean>`source.id is not distinct from (select source_id from post where id = ${postId ?? null}::uuid)`;
  const row = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('source')
      .select('config')
      .where('network', '=', network)
      .where('removed_at', 'is', null)
      .orderBy(brought, 'desc')
      .orderBy(sql`coalesce(source.account_id = ${accountId}::uuid, false)`, 'desc')
      .orderBy('active', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.config ?? {};
}
