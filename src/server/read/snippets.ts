// Reading a snippet as it is shown.
import type { SnippetView } from '../../contract/endpoints/drafting.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { snippetRows } from '../../storage/snippets.ts';
import { notFound } from '../../storage/versions.ts';

/** Errors: not_found. */
export async function oneSnippet(trx: WorkspaceTransaction, id: string, nowMs: number): Promise<SnippetView> {
  const [row] = await snippetRows(trx, nowMs, id);
  if (row === undefined) throw notFound('snippet');
  return row;
}
