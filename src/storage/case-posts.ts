// What the server itself asks of cases: whether one is here, and which cases posts are part of.
import { sql } from 'kysely';
import type { WorkspaceTransaction } from './database.ts';
import { notFound } from './versions.ts';

/** Errors: `not_found` when the case is not of the transaction's workspace. */
export async function expectCase(trx: WorkspaceTransaction, id: string): Promise<void> {
  const row = await trx.selectFrom('support_case').select('id').where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw notFound('case');
}

/** Case ids by post id; posts in no case are left out. */
export async function casesOfPosts(
  trx: WorkspaceTransaction,
  postIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await trx
    .selectFrom('case_post')
    .select(['post_id', 'case_id'])
    .where('post_id', '=', sql<string>`any(${[...postIds]}::uuid[])`)
    .orderBy('case_id')
    .execute();
  const cases = new Map<string, string[]>();
  for (const { post_id: postId, case_id: caseId } of rows) {
    const known = cases.get(postId);
    if (known === undefined) cases.set(postId, [caseId]);
    else known.push(caseId);
  }
  return cases;
}
