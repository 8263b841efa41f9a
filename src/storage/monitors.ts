// Monitors and their versions; a monitor that is removed is archived, because what it found stays.
import { sql } from 'kysely';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import { uuidFloor } from './uuid.ts';
import { expectVersion } from './versions.ts';

export interface MonitorRow {
  id: string;
  brandId: string | null;
  productId: string | null;
  name: string;
  query: string;
  active: boolean;
  matchCount24h: number;
  createdAt: string;
  updatedAt: string;
  version: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Monitors that are not archived, oldest first; with `ids`, only those. `nowMs` ends the 24 hours of the count. */
export function monitorRows(
  trx: WorkspaceTransaction,
  nowMs: number,
  ids?: readonly string[],
): Promise<MonitorRow[]> {
  let query = trx
    .selectFrom('monitor')
    .select((select) => [
      'monitor.id',
      'monitor.brand_id as brandId',
      'monitor.product_id as productId',
      'monitor.name',
      'monitor.query',
      'monitor.active',
      'monitor.created_at as createdAt',
      'monitor.updated_at as updatedAt',
      'monitor.version',
      sql<number>`${select
        .selectFrom('monitor_match')
        .select(sql<number>`count(*)::int`.as('hits'))
        .whereRef('monitor_match.workspace_id', '=', 'monitor.workspace_id')
        .whereRef('monitor_match.monitor_id', '=', 'monitor.id')
        .where('monitor_match.post_id', '>=', uuidFloor(nowMs - dayMs))}`.as('matchCount24h'),
    ])
    .where('monitor.archived_at', 'is', null)
    .orderBy('monitor.id');
  if (ids !== undefined) query = query.where('monitor.id', 'in', [...ids]);
  return query.execute();
}

export interface MonitorVersionRow {
  version: number;
  name: string;
  query: string;
  active: boolean;
  changedBy: { id: string; name: string } | null;
  changedAt: string;
  reason: string;
}

/** Queries of all that are not archived, but `except`'s, oldest first. */
export function otherMonitors(
  trx: WorkspaceTransaction,
  except: string | null,
): Promise<Pick<MonitorRow, 'id' | 'name' | 'active' | 'query'>[]> {
  let query = trx
    .selectFrom('monitor')
    .select(['id', 'name', 'active', 'query'])
    .where('archived_at', 'is', null)
    .orderBy('id');
  if (except !== null) query = query.where('id', '<>', except);
  return query.execute();
}

/** Newest first. */
export async function monitorVersionRows(
  trx: WorkspaceTransaction,
  monitorId: string,
): Promise<MonitorVersionRow[]> {
  const rows = await trx
    .selectFrom('monitor_version')
    .leftJoin('app_user', 'app_user.id', 'monitor_version.changed_by')
    .select([
      'monitor_version.version',
      'monitor_version.name',
      'monitor_version.query',
      'monitor_version.active',
      'monitor_version.changed_at as changedAt',
      'monitor_version.reason',
      'app_user.id as userId',
      'app_user.name as userName',
    ])
    .where('monitor_version.monitor_id', '=', monitorId)
    .orderBy('monitor_version.version', 'desc')
    .execute();
  return rows.map(({ userId, userName, ...row }) => ({
    ...row,
    changedBy: userId === null || userName === null ? null : { id: userId, name: userName },
  }));
}

export interface NewMonitor {
  id: string;
  brandId: string | null;
  productId: string | null;
  name: string;
  query: string;
  active: boolean;
}

/** Brand and product must be of this workspace: the foreign keys refuse others. */
export async function insertMonitor(
  trx: WorkspaceTransaction,
  change: Change,
  monitor: NewMonitor,
): Promise<void> {
  await trx
    .insertInto('monitor')
    .values({
      workspace_id: change.workspaceId,
      id: monitor.id,
      brand_id: monitor.brandId,
      product_id: monitor.productId,
      name: monitor.name,
      query: monitor.query,
      active: monitor.active,
      created_by: change.actorId,
      created_at: change.at,
      updated_at: change.at,
      archived_at: null,
    })
    .execute();
  await keepVersion(trx, change, { ...monitor, version: 1 }, '');
  await tell(trx, change, 'monitor.created', monitor.id);
}

export interface MonitorPatch {
  name?: string | undefined;
  query?: string | undefined;
  active?: boolean | undefined;
  brandId?: string | null | undefined;
}

export async function changeMonitorRow(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
  patch: MonitorPatch & { reason: string },
  ifMatch: number | null,
): Promise<void> {
  const current = expectVersion(await lockMonitor(trx, id), ifMatch, 'monitor');
  const next = {
    id,
    name: patch.name ?? current.name,
    query: patch.query ?? current.query,
    active: patch.active ?? current.active,
    version: current.version + 1,
  };
  await trx
    .updateTable('monitor')
    .set({
      name: next.name,
      query: next.query,
      active: next.active,
      version: next.version,
      brand_id: patch.brandId === undefined ? current.brandId : patch.brandId,
      updated_at: change.at,
    })
    .where('id', '=', id)
    .execute();
  await keepVersion(trx, change, next, patch.reason);
  await tell(trx, change, 'monitor.changed', id, { version: next.version });
}

export async function archiveMonitor(trx: WorkspaceTransaction, change: Change, id: string): Promise<void> {
  const current = expectVersion(await lockMonitor(trx, id), null, 'monitor');
  await trx
    .updateTable('monitor')
    .set({ archived_at: change.at, active: false, version: current.version + 1, updated_at: change.at })
    .where('id', '=', id)
    .execute();
  await tell(trx, change, 'monitor.removed', id);
}

/** The monitors that matched any of these posts. */
export async function monitorsOfPosts(
  trx: WorkspaceTransaction,
  postIds: readonly string[],
): Promise<string[]> {
  const rows = await trx
    .selectFrom('monitor_match')
    .select('monitor_id')
    .distinct()
    .where('post_id', '=', sql<string>`any(${[...postIds]}::uuid[])`)
    .execute();
  return rows.map((row) => row.monitor_id);
}

function lockMonitor(trx: WorkspaceTransaction, id: string) {
  return trx
    .selectFrom('monitor')
    .select(['id', 'name', 'query', 'active', 'brand_id as brandId', 'version'])
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

async function keepVersion(
  trx: WorkspaceTransaction,
  change: Change,
  monitor: { id: string; name: string; query: string; active: boolean; version: number },
  reason: string,
): Promise<void> {
  await trx
    .insertInto('monitor_version')
    .values({
      workspace_id: change.workspaceId,
      monitor_id: monitor.id,
      version: monitor.version,
      name: monitor.name,
      query: monitor.query,
      active: monitor.active,
      changed_by: change.actorId,
      changed_at: change.at,
      reason,
    })
    .execute();
}
