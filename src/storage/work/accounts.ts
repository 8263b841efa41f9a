// Connected accounts as the stages see them; their secrets are read elsewhere.
import { sql } from 'kysely';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { notFound } from '../versions.ts';
import { storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

export interface AccountRecord {
  id: string;
  brandId: string | null;
  network: string;
  server: string;
  nativeId: string;
  handle: string;
  displayName: string;
  tokenState: 'ok' | 'dead' | 'disconnected';
  limits: NetworkManifest['limits'] | null;
  connection: number;
}

export function createAccountStore(scope: WorkScope) {
  return {
    /** Those that are connected, oldest first. */
    all: (): Promise<AccountRecord[]> =>
      selectAccounts(scope).where('removed_at', 'is', null).orderBy('id').execute(),

    /** Also one that was disconnected since: what it sent is still ours. Errors: `not_found`. */
    async get(id: string): Promise<AccountRecord> {
      const row = await selectAccounts(scope).where('id', '=', id).executeTakeFirst();
      if (row === undefined) throw notFound('account');
      return row;
    },

    setToken: (id: string, state: 'ok' | 'dead', error: string | null, at: string, connection?: number) =>
      setToken(scope, id, { state, error, at, connection }),
  };
}

function selectAccounts({ trx }: WorkScope) {
  return trx
    .selectFrom('account')
    .select([
      'id',
      'brand_id as brandId',
      'network',
      'server',
      'native_id as nativeId',
      'handle',
      'display_name as displayName',
      'token_state as tokenState',
      'limits',
      'connection',
    ]);
}

/** Answers whether the state changed; a disconnected account stays so, and one that is at another `connection` by now. */
async function setToken(
  { trx }: WorkScope,
  id: string,
  {
    state,
    error,
    at,
    connection = null,
  }: { state: 'ok' | 'dead'; error: string | null; at: string; connection?: number | null | undefined },
): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`
    with held as (
      select id, token_state from account where id = ${id} and token_state <> 'disconnected'
        and (${connection}::int is null or connection = ${connection}::int) for no key update
    )
    update account set token_state = ${state}, token_error = ${error === null ? null : storableText(error)},
      token_checked_at = ${at}::timestamptz,
      version = account.version + (held.token_state <> ${state})::int
    from held
    where account.id = held.id
    returning held.token_state <> ${state} as changed`.execute(trx);
  return rows[0]?.changed ?? false;
}
