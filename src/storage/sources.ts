// Sources: where we listen, how that goes, and what could not be understood.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Quiet } from '../domain/listening/quiet.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { readingsOf, type Reading } from './reconciliation.ts';
import { expectVersion, notFound } from './versions.ts';
import { forgetDeliveries, isHeard } from './webhook-inbox.ts';

export interface SourceRow {
  id: string;
  network: string;
  kind: string;
  accountId: string | null;
  config: Record<string, string>;
  active: boolean;
  state: 'starting' | 'listening' | 'backing_off' | 'paused' | 'stopped';
  lastErrorCode: string | null;
  lastError: string | null;
  retryAt: string | null;
  connectedAt: string | null;
  addedAt: string;
  lastHeardAt: string | null;
  heardCount: number;
  matchedCount: number;
  malformedCount: number;
  /** It brings much less than usual. */
  quiet: Quiet | null;
  /** How it was last held against its network; null where that was never done. */
  reading: Reading | null;
  /** The last 24 hours, oldest first; the last is the hour that runs. */
  heardByHour: number[];
  version: number;
}

const hourMs = 60 * 60 * 1000;
const hoursShown = 24;

/** What somebody can still look at; no more are counted than anybody reads. */
const keptMalformed = sql<number>`(select count(*)::int from (
  select from malformed_record as m where m.workspace_id = source.workspace_id and m.source_id = source.id limit 1000) as kept)`;

/** Sources that were not removed, oldest first; with `ids`, only those. `nowMs` ends the hours counted. */
export async function sourceRows(
  trx: WorkspaceTransaction,
  nowMs: number,
  ids?: readonly string[],
): Promise<SourceRow[]> {
  let query = trx
    .selectFrom('source')
    .select([
      'id',
      'network',
      'kind',
      'account_id as accountId',
      'config',
      'active',
      'state',
      'last_error_code as lastErrorCode',
      'last_error as lastError',
      'retry_at as retryAt',
      'connected_at as connectedAt',
      'created_at as addedAt',
      'last_heard_at as lastHeardAt',
      'heard_count as heardCount',
      'matched_count as matchedCount',
      keptMalformed.as('malformedCount'),
      'quiet',
      'version',
    ])
    .where('removed_at', 'is', null)
    .orderBy('id');
  if (ids !== undefined) query = query.where('id', 'in', [...ids]);
  const rows = await query.execute();
  const firstHourMs = Math.floor(nowMs / hourMs) * hourMs - (hoursShown - 1) * hourMs;
  const counts = await trx
    .selectFrom('heard_count')
    .select(['source_id', 'hour', 'heard'])
    .where('hour', '>=', new Date(firstHourMs).toISOString())
    .where('source_id', '=', sql<string>`any(${rows.map((row) => row.id)}::uuid[])`)
    .execute();
  const bySource = new Map(rows.map((row) => [row.id, Array.from({ length: hoursShown }, () => 0)]));
  for (const { source_id: id, hour, heard } of counts) {
    const hours = bySource.get(id);
    const index = Math.floor((Date.parse(hour) - firstHourMs) / hourMs);
    if (hours !== undefined && index < hoursShown) hours[index] = (hours[index] ?? 0) + heard;
  }
  const readings = await readingsOf(
    trx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...row,
    reading: readings.get(row.id) ?? null,
    heardByHour: bySource.get(row.id) ?? [],
  }));
}

export interface NewSource {
  id: string;
  network: string;
  kind: string;
  accountId: string | null;
  config: Record<string, string>;
  /** Two of this kind for one account would take from each other what comes, however they are set up. */
  isOnlyOne?: boolean;
}

const heardAlready = {
  ja: 'このアカウントに届くものは、すでに聴いています。聴き方を変えるには、今ある聴き先の設定を変えてください。',
  en: 'What comes to this account is listened to already. To change how, change the settings of the source that is there.',
};

/** Errors: `already_exists` when we listen there already. */
export async function insertSource(
  trx: WorkspaceTransaction,
  change: Change,
  source: NewSource,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`source ${change.workspaceId}`}, 0))`.execute(
    trx,
  );
  const ofKind = trx
    .selectFrom('source')
    .select('id')
    .where('network', '=', source.network)
    .where('kind', '=', source.kind)
    .where(sql<boolean>`account_id is not distinct from ${source.accountId}::uuid`)
    .where('removed_at', 'is', null);
  const same = await (
    source.isOnlyOne === true
      ? ofKind
      : ofKind.where(sql<boolean>`config = ${JSON.stringify(source.config)}::jsonb`)
  ).executeTakeFirst();
  if (same !== undefined) {
    const why = source.isOnlyOne === true ? heardAlready : undefined;
    throw new AppError('already_exists', why?.en ?? 'This source is listened to already.', {
      data: { id: same.id, ...(why === undefined ? {} : { why }) },
    });
  }
  await trx
    .insertInto('source')
    .values({
      workspace_id: change.workspaceId,
      id: source.id,
      network: source.network,
      kind: source.kind,
      account_id: source.accountId,
      config: JSON.stringify(source.config),
      cursor: null,
      last_error_code: null,
      last_error: null,
      retry_at: null,
      connected_at: null,
      last_heard_at: null,
      created_at: change.at,
      removed_at: null,
    })
    .execute();
  await tell(trx, change, 'source.created', source.id, {
    network: source.network,
    kind: source.kind,
  });
}

export interface SourceToChange {
  id: string;
  network: string;
  kind: string;
  accountId: string | null;
  config: Record<string, string>;
  active: boolean;
  version: number;
}

/** Locks a source's row. Errors: `not_found`, `version_changed`. */
export async function lockSource(
  trx: WorkspaceTransaction,
  id: string,
  ifMatch: number | null,
): Promise<SourceToChange> {
  const found = await trx
    .selectFrom('source')
    .select(['id', 'network', 'kind', 'account_id as accountId', 'config', 'active', 'version'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return expectVersion(found, ifMatch, 'source');
}

/** Pauses, resumes or reconfigures; the cursor stays, so that resuming goes on where it stopped. */
export async function changeSourceRow(
  trx: WorkspaceTransaction,
  change: Change,
  current: SourceToChange,
  patch: { active: boolean; config: Record<string, string> },
): Promise<void> {
  const resumed = patch.active && !current.active;
  await trx
    .updateTable('source')
    .set({
      active: patch.active,
      config: JSON.stringify(patch.config),
      version: current.version + 1,
      ...(patch.active ? {} : { state: 'paused' as const, retry_at: null }),
      ...(resumed ? { state: 'starting' as const, retry_at: null, resumed_at: change.at } : {}),
    })
    .where('id', '=', current.id)
    .execute();
  await tell(trx, change, 'source.changed', current.id, { active: patch.active });
}

export async function removeSourceRow(trx: WorkspaceTransaction, change: Change, id: string): Promise<void> {
  // The account first, as whoever keeps what it is told does: nothing comes in behind what is forgotten below.
  await trx
    .selectFrom('account')
    .innerJoin('source', (join) =>
      join
        .onRef('source.account_id', '=', 'account.id')
        .onRef('source.workspace_id', '=', 'account.workspace_id'),
    )
    .select('account.id')
    .where('source.id', '=', id)
    .forNoKeyUpdate('account')
    .execute();
  const row = await trx
    .updateTable('source')
    .set({ removed_at: change.at, active: false, state: 'stopped' })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning(['id', 'account_id as accountId'])
    .executeTakeFirst();
  if (row === undefined) throw notFound('source');
  if (row.accountId !== null && !(await isHeard(trx, row.accountId)))
    await forgetDeliveries(trx, row.accountId);
  await tell(trx, change, 'source.removed', id);
}

/** Errors: `not_found`. */
export async function expectSource(trx: WorkspaceTransaction, sourceId: string): Promise<void> {
  const source = await trx
    .selectFrom('source')
    .select('id')
    .where('id', '=', sourceId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (source === undefined) throw notFound('source');
}

export interface MalformedRow {
  id: string;
  raw: string;
  problem: string;
  seenAt: string;
}

/** Newest first. Errors: `not_found` for a source that is not there. */
export async function malformedRows(
  trx: WorkspaceTransaction,
  sourceId: string,
  limit: number,
): Promise<MalformedRow[]> {
  await expectSource(trx, sourceId);
  return trx
    .selectFrom('malformed_record')
    .select(['id', 'raw', 'problem', 'seen_at as seenAt'])
    .where('source_id', '=', sourceId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
