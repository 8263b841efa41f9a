// The guideline of an account and of the workspace, in versions that are never changed; the newest one holds.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { storableJson, storableText } from './work/json.ts';

/** As it was stored: settings may be broken, and are read where they are used. */
export interface StoredGuideline {
  /** Null: the workspace's. */
  accountId: string | null;
  version: number;
  /** Null: the workspace's hold again. */
  settings: unknown;
}

const stored = ['account_id as accountId', 'version', 'settings'] as const;

/** The newest of an account and of its workspace. */
export async function newestGuidelines(
  trx: WorkspaceTransaction,
  accountId: string | null,
): Promise<{ own: StoredGuideline | null; shared: StoredGuideline | null }> {
  const shared = await trx
    .selectFrom('guideline_version')
    .select(stored)
    .where('account_id', 'is', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (accountId === null) return { own: null, shared: shared ?? null };
  const own = await trx
    .selectFrom('guideline_version')
    .select(stored)
    .where('account_id', '=', accountId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { own: own ?? null, shared: shared ?? null };
}

export interface GuidelineVersionRow {
  version: number;
  settings: unknown;
  reason: string;
  changedBy: { id: string; name: string } | null;
  changedAt: string;
}

const mostVersions = 20;

/** Newest first; the newest hundred. */
export async function guidelineVersionRows(
  trx: WorkspaceTransaction,
  accountId: string | null,
): Promise<GuidelineVersionRow[]> {
  const rows = await trx
    .selectFrom('guideline_version as kept')
    .leftJoin('app_user', 'app_user.id', 'kept.changed_by')
    .select([
      'kept.version',
      'kept.settings',
      'kept.reason',
      'kept.changed_at as changedAt',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    .where('kept.account_id', accountId === null ? 'is' : '=', accountId)
    .orderBy('kept.version', 'desc')
    .limit(mostVersions)
    .execute();
  return rows.map(({ userId, userName, ...row }) => ({
    ...row,
    changedBy: userId === null || userName === null ? null : { id: userId, name: userName },
  }));
}

/** Keeps the next version. Errors: `version_changed` when another was kept meanwhile. */
export async function insertGuideline(
  trx: WorkspaceTransaction,
  change: Change,
  next: {
    id: string;
    accountId: string | null;
    settings: object | null;
    reason: string;
  },
  ifMatch: number | null,
): Promise<void> {
  const { own, shared } = await newestGuidelines(trx, next.accountId);
  const version = (next.accountId === null ? shared : own)?.version ?? 0;
  const inserted =
    ifMatch !== null && ifMatch !== version
      ? undefined
      : await trx
          .insertInto('guideline_version')
          .values({
            workspace_id: change.workspaceId,
            id: next.id,
            account_id: next.accountId,
            version: version + 1,
            settings: next.settings === null ? null : storableJson(next.settings),
            reason: storableText(next.reason),
            changed_by: change.actorId,
            changed_at: change.at,
          })
          // Two who save at once both read the same version: the second one is told.
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
  if (inserted === undefined) {
    throw new AppError(
      'version_changed',
      'This guideline was changed by somebody else meanwhile. Read it again and repeat the change.',
      { where: 'If-Match', data: { version } },
    );
  }
  await tell(trx, change, 'guideline.changed', next.accountId ?? change.workspaceId, {
    version: version + 1,
  });
}

export interface OverrideRow {
  outboundId: string;
  caseId: string | null;
  rules: string[];
  reason: string;
  by: { id: string; name: string } | null;
  at: string;
}

const mostOverrides = 20;

/** How often each rule was overridden since a time, and the newest of these sends; of one account or of all. */
export async function overridesSince(
  trx: WorkspaceTransaction,
  accountId: string | null,
  since: string,
): Promise<{ counts: { rule: string; count: number }[]; newest: OverrideRow[] }> {
  const { rows: counts } = await sql<{ rule: string; count: number }>`
    select rule, count(*)::int as count
    from guideline_override as kept
    join outbound on outbound.workspace_id = kept.workspace_id and outbound.id = kept.outbound_id
    cross join unnest(kept.rules) as rule
    where outbound.state <> 'cancelled' and overridden_at >= ${since}::timestamptz
      and (${accountId}::uuid is null or kept.account_id = ${accountId}::uuid)
    group by rule order by rule`.execute(trx);
  let query = trx
    .selectFrom('guideline_override as kept')
    .innerJoin('outbound', (join) =>
      join
        .onRef('outbound.workspace_id', '=', 'kept.workspace_id')
        .onRef('outbound.id', '=', 'kept.outbound_id'),
    )
    .leftJoin('app_user', 'app_user.id', 'kept.overridden_by')
    .select([
      'kept.outbound_id as outboundId',
      'outbound.case_id as caseId',
      'kept.rules',
      'kept.reason',
      'kept.overridden_at as at',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    // What was taken back did not go out against anything.
    .where('outbound.state', '<>', 'cancelled')
    .where('kept.overridden_at', '>=', since)
    .orderBy('kept.overridden_at', 'desc')
    .limit(mostOverrides);
  if (accountId !== null) query = query.where('kept.account_id', '=', accountId);
  const newest = await query.execute();
  return {
    counts,
    newest: newest.map(({ userId, userName, ...row }) => ({
      ...row,
      by: userId === null || userName === null ? null : { id: userId, name: userName },
    })),
  };
}
