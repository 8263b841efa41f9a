// How accounts' public profiles looked when they were last looked at, and what else their check goes by.
import { sql, type Kysely } from 'kysely';
import { profileSchema, type Profile } from '../domain/profile/profile.ts';
import { tell, type Change } from './change.ts';
import { inWorkspace, type WorkspaceTransaction } from './database.ts';
import type { Database } from './tables.ts';
import { uuidFloor } from './uuid.ts';
import { storableJson } from './work/json.ts';

export interface AccountProfileRow {
  accountId: string;
  brandName: string | null;
  brandHandle: string;
  /** Null: never seen, or stored in a form that this program does not read. */
  profile: Profile | null;
  brandProfile: Profile | null;
  writtenIn: string[];
  lookedAt: string | null;
  brandLookedAt: string | null;
  triedAt: string | null;
  problem: string | null;
  ownHours: unknown;
  isAutomatic: boolean;
  /** Answers that people sent as it since then. */
  answered: number;
}

/** What was in the way for a moment only. */
const passing = ['network_unavailable', 'network_rate_limited'];

const readProfile = (stored: unknown): Profile | null => profileSchema.nullable().catch(null).parse(stored);

/** Accounts that are connected, oldest first, or one of them; `peopleSinceMs`: from when on answers count. */
export async function accountProfileRows(
  trx: WorkspaceTransaction,
  peopleSinceMs: number,
  accountId?: string,
): Promise<AccountProfileRow[]> {
  const since = new Date(peopleSinceMs).toISOString();
  let query = trx
    .selectFrom('account')
    .leftJoin('brand', (join) =>
      join
        .onRef('brand.workspace_id', '=', 'account.workspace_id')
        .onRef('brand.id', '=', 'account.brand_id'),
    )
    .leftJoin('account_profile as p', (join) =>
      join.onRef('p.workspace_id', '=', 'account.workspace_id').onRef('p.account_id', '=', 'account.id'),
    )
    .leftJoin('account_hours as h', (join) =>
      join.onRef('h.workspace_id', '=', 'account.workspace_id').onRef('h.account_id', '=', 'account.id'),
    )
    .select([
      'account.id as accountId',
      'brand.name as brandName',
      'p.profile',
      'p.brand_profile as brandProfile',
      'p.looked_at as lookedAt',
      'p.brand_looked_at as brandLookedAt',
      'p.tried_at as triedAt',
      'p.problem',
      'h.own_hours as ownHours',
      sql<string>`coalesce(p.brand_handle, '')`.as('brandHandle'),
      sql<string[]>`coalesce(p.written_in, '{}')`.as('writtenIn'),
      sql<boolean>`h.day_posts_since is not null or h.after_hours_since is not null`.as('isAutomatic'),
    ])
    .select((select) =>
      sql<number>`${select
        .selectFrom('outbound')
        .select(sql<number>`count(*)::int`.as('sent'))
        .whereRef('outbound.workspace_id', '=', 'account.workspace_id')
        .whereRef('outbound.account_id', '=', 'account.id')
        .where('outbound.id', '>=', uuidFloor(peopleSinceMs))
        .where('outbound.automatic', 'is', null)
        // Without either, a program wrote it with an API token (src/pipeline/gate.ts).
        .where(({ or, eb }) =>
          or([eb('outbound.created_by', 'is not', null), eb('outbound.approved_by', 'is not', null)]),
        )
        .where('outbound.action', 'in', ['reply', 'dm'])
        .where('outbound.sent_at', '>=', since)}`.as('answered'),
    )
    .where('account.removed_at', 'is', null)
    .orderBy('account.id');
  if (accountId !== undefined) query = query.where('account.id', '=', accountId);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...row,
    profile: readProfile(row.profile ?? null),
    brandProfile: readProfile(row.brandProfile ?? null),
  }));
}

/** The languages (ISO 639-1) that those answer in who may send. */
export async function answeredLanguages(trx: WorkspaceTransaction): Promise<string[]> {
  const rows = await trx
    .selectFrom('membership')
    .select(sql<string>`unnest(languages)`.as('lang'))
    .where('removed_at', 'is', null)
    .where('role', '<>', 'viewer')
    .distinct()
    .orderBy('lang')
    .execute();
  return rows.map(({ lang }) => lang);
}

/** What a look brought: `profile` null where the network shows none. */
export type Look =
  | { profile: Profile; writtenIn: string[]; brandProfile: Profile | null; brandHandle: string }
  | { problem: string };

/** What was seen before stays where nothing was seen now. */
export async function saveLook(
  trx: WorkspaceTransaction,
  workspaceId: string,
  accountId: string,
  at: string,
  look: Look,
): Promise<void> {
  const values =
    'problem' in look
      ? { tried_at: at, problem: look.problem }
      : {
          tried_at: at,
          problem: null,
          looked_at: at,
          profile: storableJson(look.profile),
          written_in: look.writtenIn,
          brand_profile: look.brandProfile === null ? null : storableJson(look.brandProfile),
          brand_looked_at: look.brandHandle === '' ? null : at,
        };
  await trx
    .insertInto('account_profile')
    .values({
      workspace_id: workspaceId,
      account_id: accountId,
      profile: null,
      brand_profile: null,
      looked_at: null,
      brand_looked_at: null,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'account_id']).doUpdateSet((set) => ({
        ...values,
        // Another brand account was named while the network answered: what was seen of the first is not of the second.
        ...('problem' in look
          ? {}
          : {
              brand_profile: sql`case when account_profile.brand_handle = ${look.brandHandle} then ${set.ref('excluded.brand_profile')} end`,
              brand_looked_at: sql`case when account_profile.brand_handle = ${look.brandHandle} then ${set.ref('excluded.brand_looked_at')} end`,
            }),
      })),
    )
    .execute();
}

/** Which brand account the profile should lead to, without `@`; empty for none. */
export async function saveBrandHandle(
  trx: WorkspaceTransaction,
  change: Change,
  accountId: string,
  handle: string,
): Promise<void> {
  const values = { brand_handle: handle, brand_profile: null, brand_looked_at: null };
  await trx
    .insertInto('account_profile')
    .values({
      workspace_id: change.workspaceId,
      account_id: accountId,
      profile: null,
      looked_at: null,
      tried_at: null,
      problem: null,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'account_id']).doUpdateSet(values))
    .execute();
  await tell(trx, change, 'account.brand_account_named', accountId, { named: handle !== '' });
}

/** Accounts whose token works and whose profile was not tried since then. */
export async function profilesToLookAt(
  db: Kysely<Database>,
  workspaceId: string,
  due: { triedBefore: string; failedBefore: string },
): Promise<string[]> {
  const rows = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('account')
      .leftJoin('account_profile as p', (join) =>
        join.onRef('p.workspace_id', '=', 'account.workspace_id').onRef('p.account_id', '=', 'account.id'),
      )
      .select('account.id')
      .where('account.removed_at', 'is', null)
      .where('account.token_state', '=', 'ok')
      .where(({ or, and, eb }) =>
        or([
          eb('p.tried_at', 'is', null),
          eb('p.tried_at', '<', due.triedBefore),
          and([eb('p.problem', 'in', passing), eb('p.tried_at', '<', due.failedBefore)]),
        ]),
      )
      .orderBy('account.id')
      .execute(),
  );
  return rows.map(({ id }) => id);
}
