// When the ledger was last held against each account's network, and what came of it.
import { sql, type Kysely } from 'kysely';
import { tell, type Change } from './change.ts';
import { appendEvent } from './events.ts';
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
  /** From when somebody asked for it; null where nobody did. */
  askedSince: string | null;
}

/** What of a network's sources can be listed again, and how far back. */
export const readAgainKind = 'notifications';
export const readAgainDays = 7;

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
      .select('r.asked_since as askedSince')
      .where('source.kind', '=', readAgainKind)
      .where('source.active', '=', true)
      .where('source.removed_at', 'is', null)
      .where('account.token_state', '=', 'ok')
      .where(({ or, and, eb }) =>
        or([
          eb('r.tried_at', 'is', null),
          // After a failure it waits like the others; the wish stands.
          and([
            eb('r.asked_since', 'is not', null),
            or([eb('r.error_code', 'is', null), eb('r.tried_at', '<', before.failedBefore)]),
          ]),
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
  /** The wish that was read for; another that came meanwhile stands. */
  askedSince: string | null;
  came: { listed: number; missing: number; isComplete: boolean } | { errorCode: string; error: string };
}

/** Writes a try down over the one before; a failure leaves standing what the last one that came through found. */
export async function saveReconciliation(
  db: Kysely<Database>,
  workspaceId: string,
  { sourceId, at, since, askedSince, came }: Reconciliation,
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
  const isDone = !('errorCode' in came);
  await inWorkspace(db, workspaceId, async (trx) => {
    await trx
      .insertInto('reconciliation')
      .values({ workspace_id: workspaceId, source_id: sourceId, ...row })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'source_id']).doUpdateSet(row))
      .execute();
    if (isDone && askedSince !== null) {
      await trx
        .updateTable('reconciliation')
        .set({ asked_since: null })
        .where('source_id', '=', sourceId)
        .where('asked_since', '=', askedSince)
        .execute();
    }
    const about = { subject: 'source', subjectId: sourceId } as const;
    await appendEvent(trx, { workspaceId, at, actorId: null, type: 'source.reconciled', ...about });
  });
}

/** Has a source listed again from a time, at the next chance. */
export async function askForReading(
  trx: WorkspaceTransaction,
  change: Change,
  sourceId: string,
  since: string,
): Promise<void> {
  // Whoever asks wants it now, whatever came of the last one.
  const asked = { asked_since: since, error_code: null, error: null };
  const values = { workspace_id: change.workspaceId, source_id: sourceId, tried_at: change.at, since };
  await trx
    .insertInto('reconciliation')
    .values({ ...values, ...asked, done_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'source_id']).doUpdateSet(asked))
    .execute();
  await tell(trx, change, 'source.read_again', sourceId, { since });
}

/** The last reading of a source, and whether another is asked for. */
export interface Reading {
  isAsked: boolean;
  since: string;
  doneAt: string | null;
  listed: number;
  missing: number;
  isComplete: boolean;
  errorCode: string | null;
}

/** By source. */
export async function readingsOf(
  trx: WorkspaceTransaction,
  sourceIds: readonly string[],
): Promise<Map<string, Reading>> {
  const rows = await trx
    .selectFrom('reconciliation')
    .select(['source_id as id', 'since', 'done_at as doneAt', 'listed', 'missing'])
    .select(['is_complete as isComplete', 'error_code as errorCode', 'asked_since as askedSince'])
    .where('source_id', '=', sql<string>`any(${sourceIds}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, askedSince, ...row }) => [id, { ...row, isAsked: askedSince !== null }]));
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
