// One monitor as it is shown.
import type { MonitorView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { monitorRows } from '../../storage/monitors.ts';
import { notFound } from '../../storage/versions.ts';

/** Errors: `not_found`. */
export async function readMonitorView(
  trx: WorkspaceTransaction,
  nowMs: number,
  id: string,
): Promise<MonitorView> {
  const row = (await monitorRows(trx, nowMs, [id]))[0];
  if (row === undefined) throw notFound('monitor');
  return row;
}
