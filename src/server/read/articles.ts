// Reading an article as it is shown.
import type { ArticleView } from '../../contract/endpoints/articles.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { articleRows } from '../../storage/articles.ts';
import { notFound } from '../../storage/versions.ts';

/** Errors: not_found. */
export async function oneArticle(trx: WorkspaceTransaction, id: string, nowMs: number): Promise<ArticleView> {
  const [row] = await articleRows(trx, nowMs, id);
  if (row === undefined) throw notFound('article');
  return row;
}
