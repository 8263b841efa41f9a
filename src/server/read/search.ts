// Full-text search over posts: hashed bigrams narrow, the folded text decides; newest first.
import type { QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type { search } from '../../contract/endpoints/work.ts';
import { foldText } from '../../domain/listening/fold.ts';
import { searchWords } from '../../domain/listening/bigrams.ts';
import { searchableText } from '../../domain/post/post.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { postRows } from './posts.ts';

/** Rows read at once while walking newest-first. */
const walkBatch = 2000;

/** Ids of posts that contain every word of `q`, newest first, older than `before`. */
export async function searchIds(
  trx: WorkspaceTransaction,
  { q, before, limit }: { q: string; before: string | null; limit: number },
): Promise<string[]> {
  const words = searchWords(q);
  if (words.length === 0) return [];
  const found: string[] = [];
  let cursor = before;
  while (found.length < limit) {
    let query = trx
      .selectFrom('post')
      .select(['id', 'text', 'media'])
      .where('deleted_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(walkBatch);
    if (cursor !== null) query = query.where('id', '<', cursor);
    const rows = await query.execute();
    for (const row of rows) {
      const text = foldText(searchableText(row));
      if (words.every((word) => text.includes(word))) found.push(row.id);
      if (found.length === limit) break;
    }
    cursor = rows.at(-1)?.id ?? null;
    if (rows.length < walkBatch || cursor === null) break;
  }
  return found;
}

/** A page of posts that contain every word. */
export async function searchPage(
  trx: WorkspaceTransaction,
  query: QueryOf<typeof search>,
): Promise<ReplyOf<typeof search>> {
  const before = query.cursor === undefined ? null : (readCursor(query.cursor, 1)[0] ?? null);
  const ids = await searchIds(trx, { q: query.q, before, limit: query.limit + 1 });
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
