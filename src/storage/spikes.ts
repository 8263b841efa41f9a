// Spikes as they are read and acknowledged.
import { AppError } from '../domain/errors.ts';
import { tell, type Change } from './change.ts';
import type { WorkspaceTransaction } from './database.ts';
import type { SpikeKind } from './tables/spikes.ts';

export interface SpikeRow {
  id: string;
  kind: SpikeKind;
  monitorId: string | null;
  brandId: string | null;
  name: string;
  since: string;
  until: string | null;
  counted: number;
  expected: number;
  chartFrom: string;
  counts: number[];
  usual: number[];
  acknowledgedBy: { id: string; name: string } | null;
  acknowledgedAt: string | null;
  version: number;
}

/** Newest first: those with these ids, or at most `limit` that began after `after` (ISO 8601 UTC). */
export async function spikeRows(
  trx: WorkspaceTransaction,
  wanted: { ids: readonly string[] } | { after: string; limit: number },
): Promise<SpikeRow[]> {
  let query = trx
    .selectFrom('spike')
    .leftJoin('monitor', (join) =>
      join
        .onRef('monitor.workspace_id', '=', 'spike.workspace_id')
        .onRef('monitor.id', '=', 'spike.monitor_id'),
    )
    .leftJoin('brand', (join) =>
      join.onRef('brand.workspace_id', '=', 'spike.workspace_id').onRef('brand.id', '=', 'spike.brand_id'),
    )
    .leftJoin('app_user', 'app_user.id', 'spike.acknowledged_by')
    .select([
      'spike.id',
      'spike.kind',
      'spike.monitor_id as monitorId',
      'spike.brand_id as brandId',
      'monitor.name as monitorName',
      'brand.name as brandName',
      'spike.since',
      'spike.until',
      'spike.counted',
      'spike.expected',
      'spike.chart_from as chartFrom',
      'spike.counts',
      'spike.usual',
      'app_user.id as userId',
      'app_user.name as userName',
      'spike.acknowledged_at as acknowledgedAt',
      'spike.version',
    ])
    .orderBy('spike.since', 'desc')
    .orderBy('spike.id', 'desc');
  query =
    'ids' in wanted
      ? query.where('spike.id', 'in', [...wanted.ids])
      : query.where('spike.since', '>=', wanted.after).limit(wanted.limit);
  const rows = await query.execute();
  return rows.map(({ userId, userName, monitorName, brandName, ...row }) => ({
    ...row,
    name: monitorName ?? brandName ?? '',
    acknowledgedBy: userId === null ? null : { id: userId, name: userName ?? '' },
  }));
}

/** The first to acknowledge it is kept. Errors: `not_found`. */
export async function acknowledgeSpikeRow(
  trx: WorkspaceTransaction,
  change: Change,
  id: string,
): Promise<SpikeRow> {
  const { numUpdatedRows } = await trx
    .updateTable('spike')
    .set((of) => ({
      acknowledged_by: change.actorId,
      acknowledged_at: change.at,
      version: of('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) await tell(trx, change, 'spike.acknowledged', id);
  const [row] = await spikeRows(trx, { ids: [id] });
  if (row === undefined) throw new AppError('not_found', 'There is no such spike', { where: 'params.id' });
  return row;
}
