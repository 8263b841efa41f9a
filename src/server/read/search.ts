// Full-text search over posts, newest first (domain/listening/search-text.ts says what a word finds).
import type { QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type { search } from '../../contract/endpoints/work.ts';
import { searchQuestionOf } from '../../domain/listening/search-text.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { newestPostsWith } from '../../storage/search.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { postRows } from './posts.ts';

/** A page of posts that contain every word; a question without a word finds nothing. */
export async function searchPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof search>,
): Promise<ReplyOf<typeof search>> {
  const before = query.cursor === undefined ? null : (readCursor(query.cursor, 1)[0] ?? null);
  const question = searchQuestionOf(query.q);
  if (question === null) return { rows: [], nextCursor: null };
  const ids = await newestPostsWith(trx, question, { before, limit: query.limit + 1 });
  const page = ids.slice(0, query.limit);
  const posts = new Map((await postRows(trx, page)).map((post) => [post.id, post]));
  const caseIds = new Map<string, string[]>();
  const inLedger = new Set<string>();
  if (page.length > 0) {
    const cases = await trx
      .selectFrom('case_post')
      .select(['post_id', 'case_id'])
      .where('post_id', 'in', page)
      .execute();
    for (const row of cases) caseIds.set(row.post_id, [...(caseIds.get(row.post_id) ?? []), row.case_id]);
    const entries = await trx
      .selectFrom('inbound_ledger')
      .select('post_id')
      .where('post_id', 'in', page)
      .execute();
    for (const row of entries) inLedger.add(row.post_id);
  }
  const last = page.at(-1);
  return {
    rows: page.flatMap((id) => {
      const post = posts.get(id);
      return post === undefined ? [] : [{ post, caseIds: caseIds.get(id) ?? [], inLedger: inLedger.has(id) }];
    }),
    nextCursor: ids.length > query.limit && last !== undefined ? writeCursor([last]) : null,
  };
}
