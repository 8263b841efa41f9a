// One source as it is shown.
import type { SourceView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { sourceRows } from '../../storage/sources.ts';
import { notFound } from '../../storage/versions.ts';

/** Errors: `not_found`. */
export async function readSourceView(
  trx: WorkspaceTransaction,
  nowMs: number,
  id: string,
): Promise<SourceView> {
  const row = (await sourceRows(trx, nowMs, [id]))[0];
  if (row === undefined) throw notFound('source');
  return row;
}
