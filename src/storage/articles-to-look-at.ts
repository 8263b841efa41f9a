// Help articles whose addresses are due to be asked for, and what was found there.
import type { Kysely } from 'kysely';
import { articleLimits } from '../domain/drafting/find-articles.ts';
import { tell, type Change } from './change.ts';
import { inWorkspace, type WorkspaceTransaction } from './database.ts';
import type { Database } from './tables.ts';

export interface ArticleToLookAt {
  id: string;
  url: string;
  version: number;
}

/** Those in use that were not asked for since then, longest ago first. */
export function articlesToLookAt(
  db: Kysely<Database>,
  workspaceId: string,
  before: string,
): Promise<ArticleToLookAt[]> {
  return inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('article')
      .select(['id', 'url', 'version'])
      .where('archived_at', 'is', null)
      .where(({ or, eb }) => or([eb('looked_at', 'is', null), eb('looked_at', '<', before)]))
      .orderBy('looked_at', (order) => order.asc().nullsFirst())
      .orderBy('id')
      .limit(articleLimits.count)
      .execute(),
  );
}

/** Takes an article before its address is asked for, so that no other process asks too; false where one was sooner, or it was changed. */
export async function takeToLookAt(
  trx: WorkspaceTransaction,
  { id, version }: ArticleToLookAt,
  { before, at }: { before: string; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('article')
    .set({ looked_at: at })
    .where('id', '=', id)
    .where('version', '=', version)
    .where(({ or, eb }) => or([eb('looked_at', 'is', null), eb('looked_at', '<', before)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives an article that was taken `at` back, as one that was last asked for at `dueAgain`, unless somebody took it since. */
export async function leaveToLookAt(
  trx: WorkspaceTransaction,
  { id }: ArticleToLookAt,
  { at, dueAgain }: { at: string; dueAgain: string },
): Promise<void> {
  await trx
    .updateTable('article')
    .set({ looked_at: dueAgain })
    .where('id', '=', id)
    .where('looked_at', '=', at)
    .execute();
}

/** Keeps whether there is something at its address; an article that was changed meanwhile may have another one, and stays as it is. */
export async function saveArticleLook(
  trx: WorkspaceTransaction,
  change: Change,
  { id, version }: ArticleToLookAt,
  isThere: boolean,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('article')
    .set({ gone_at: isThere ? null : change.at })
    .where('id', '=', id)
    .where('version', '=', version)
    // Since when it has been gone stays.
    .where('gone_at', isThere ? 'is not' : 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await tell(trx, change, isThere ? 'article.back' : 'article.gone', id);
}
