// When the ledger was last held against each account's network, and what came of it.
import { sql, type Kysely } from 'kysely';
import { inWorkspace, type WorkspaceTransaction } from './database.ts';
import type { Database } from './tables.ts';

export interface SourceToReconcile {
  id: string;
  network: string;
  kind: string;
  accountId: string;
  config: Record<string, string>;
  /** Since when it is listened to. ISO 8601 UTC, as all times. */
  createdAt: string;
  /** The last time that came through and told everything; null before the first. */
  doneAt: string | null;
}

/** Sources of what comes to an account, active and with a token that works, that were not tried since `before`. */
export async function sourcesToReconcile(
  db: Kysely<Database>,
  workspaceId: string,
  before: { triedBefore: string; failedBefore: string },
): Promise<SourceToReconcile[]> {
  return inWorkspace(db, workspaceId, async (trx) => {
    const rows = await trx
      .selectFrom('source')
      .innerJoin('account', (join) =>
        join
          .onRef('account.workspace_id', '=', 'source.workspace_id')
          .onRef('account.id', '=', 'source.account_id'),
      )
      .leftJoin('reconciliation as r', (join) =>
        join.onRef('r.workspace_id', '=', 'source.workspace_id').onRef('r.source_id', '=', 'source.id'),
      )
      .select(['source.id', 'source.network', 'source.kind', 'source.config'])
      .select(['account.id as accountId', 'source.created_at as createdAt'])
      // What was not told then is to be asked for again.
      .select(sql<string | null>`case when r.is_complete then r.done_at end`.as('doneAt'))
      .where('source.kind', '=', 'notifications')
      .where('source.active', '=', true)
      .where('source.removed_at', 'is', null)
      .where('account.token_state', '=', 'ok')
      .where(({ or, and, eb }) =>
        or([
          eb('r.tried_at', 'is', null),
          eb('r.tried_at', '<', before.triedBefore),
          and([eb('r.error_code', 'is not', null), eb('r.tried_at', '<', before.failedBefore)]),
        ]),
      )
      .orderBy('source.id')
      .execute();
    return rows;
  });
}

export interface Reconciliation {
  sourceId: string;
  at: string;
  since: string;
  came: { listed: number; missing: number; isComplete: boolean } | { errorCode: string; error: string };
}

/** Writes a try down over the one before; a failure leaves standing what the last one that came through found. */
export async function saveReconciliation(
  db: Kysely<Database>,
  workspaceId: string,
  { sourceId, at, since, came }: Reconciliation,
): Promise<void> {
  const found =
    'errorCode' in came
      ? { error_code: came.errorCode, error: came.error }
      : {
          done_at: at,
          listed: came.listed,
          missing: came.missing,
          is_complete: came.isComplete,
          error_code: null,
          error: null,
        };
  const row = { tried_at: at, since, ...found };
  await inWorkspace(db, workspaceId, async (trx) => {
    await trx
      .insertInto('reconciliation')
      .values({ workspace_id: workspaceId, source_id: sourceId, ...row })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'source_id']).doUpdateSet(row))
      .execute();
  });
}

export interface ReconciliationRow {
  network: string;
  handle: string;
  doneAt: string | null;
  since: string;
  listed: number;
  missing: number;
  isComplete: boolean;
  errorCode: string | null;
  error: string | null;
}

/** The last of each source that is still listened to, by handle. */
export async function readReconciliations(trx: WorkspaceTransaction): Promise<ReconciliationRow[]> {
  return trx
    .selectFrom('reconciliation as r')
    .innerJoin('source as s', (join) =>
      join.onRef('s.workspace_id', '=', 'r.workspace_id').onRef('s.id', '=', 'r.source_id'),
    )
    .innerJoin('account as a', (join) =>
      join.onRef('a.workspace_id', '=', 's.workspace_id').onRef('a.id', '=', 's.account_id'),
    )
    .select(['a.network', 'a.handle', 'r.done_at as doneAt', 'r.since', 'r.listed', 'r.missing'])
    .select(['r.is_complete as isComplete', 'r.error_code as errorCode', 'r.error'])
    .where('s.removed_at', 'is', null)
    .orderBy('a.network')
    .orderBy('a.handle')
    .execute();
}
