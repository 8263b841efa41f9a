// What is kept of posts so that they can be searched: written with them, changed with them, gone with them.
import { sql } from 'kysely';
import { inCaseKey, keptTextOf, searchKeysOf } from '../../domain/listening/search-text.ts';
import type { Post } from '../../domain/post/post.ts';
import { searchableText } from '../../domain/post/searchable-text.ts';
import { intArray } from './json.ts';
import type { WorkScope } from './scope.ts';

/**
 * Posts of one block: an index scan brings all hits of the blocks it asks for, so fewer make common words quicker and
 * more make rare ones quicker.
 */
export const blockSize = 65_536;

/** Makes new posts findable. */
export async function insertSearch(
  { trx, workspaceId }: WorkScope,
  posts: readonly { id: string; post: Post }[],
): Promise<void> {
  if (posts.length === 0) return;
  const texts = posts.map(({ post }) => keptTextOf(searchableText(post)));
  await sql`
    with newest as materialized (
      select block, place from post_search where workspace_id = ${workspaceId}::uuid order by post_id desc limit 1
    ), open as materialized (
      select
        coalesce((select block from newest where place < ${blockSize}::int), nextval('search_block')) as block,
        coalesce((select place from newest where place < ${blockSize}::int), 0) as place
    )
    insert into post_search (workspace_id, post_id, block, place, folded, keys)
    select ${workspaceId}::uuid, p.id, open.block, open.place + p.nth, p.folded,
      array(select ((open.block & 1023) << 22) | key from unnest(p.keys::int[]) as key)
    from open cross join rows from (
      unnest(${posts.map(({ id }) => id)}::uuid[]), unnest(${texts}::text[]),
      unnest(${texts.map((text) => intArray(searchKeysOf(text)))}::text[])
    ) with ordinality as p (id, folded, keys, nth)`.execute(trx);
}

/** Makes a post findable by its new content instead. */
export async function changeSearch({ trx }: WorkScope, postId: string, post: Post): Promise<void> {
  const text = keptTextOf(searchableText(post));
  await sql`
    update post_search set
      folded = ${text},
      keys = array(
        select ((block & 1023) << 22) | key
        from unnest(${intArray(searchKeysOf(text))}::int[] || case when in_case then ${intArray([inCaseKey])}::int[] end) as key
      )
    where post_id = ${postId}`.execute(trx);
}

/** Makes posts findable as posts of a case too. */
export async function markInCase({ trx }: WorkScope, postId: string): Promise<void> {
  await sql`
    update post_search set in_case = true, keys = keys || (((block & 1023) << 22) | ${inCaseKey}::int)
    where post_id = ${postId} and not in_case`.execute(trx);
}

/** They are found no more, and nothing of what they said is left here. */
export async function removeFromSearch({ trx }: WorkScope, postIds: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('post_search')
    .where('post_id', '=', sql<string>`any(${postIds}::uuid[])`)
    .execute();
}
