// The window of what was heard but matched nothing: written cheaply, trimmed by age and by number.
import { sql, type Kysely } from 'kysely';
import type { Post } from '../../domain/post/post.ts';
import { inWorkspace, type WorkspaceTransaction } from '../database.ts';
import type { Database } from '../tables.ts';
import { storableJson } from './json.ts';
import type { WorkScope } from './scope.ts';

export interface WindowPost {
  id: string;
  post: Post;
  lang: string | null;
}

/** Puts posts into the window. */
export async function insertWindow(
  { trx, workspaceId }: WorkScope,
  posts: readonly WindowPost[],
  seenAt: string,
): Promise<void> {
  if (posts.length === 0) return;
  const input = storableJson(
    posts.map(({ id, post, lang }) => ({
      id,
      n: post.network,
      i: post.nativeId,
      a: post.author.nativeId,
      h: post.author.handle,
      k: post.kind,
      t: post.text,
      l: lang,
      f: { mentions: post.mentions, hashtags: post.hashtags, links: post.links, media: post.media },
    })),
  );
  await sql`
    insert into window_post (workspace_id, id, network, native_id, author_native_id, author_handle, kind, text, lang,
      facets, seen_at)
    select ${workspaceId}::uuid, w.id, w.n, w.i, w.a, w.h, w.k, w.t, w.l, w.f, ${seenAt}::timestamptz
    from json_to_recordset(${input}::json)
      as w (id uuid, n text, i text, a text, h text, k text, t text, l text, f jsonb)
    on conflict do nothing`.execute(trx);
}

export async function removeFromWindow(
  { trx }: WorkScope,
  network: string,
  nativeIds: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('window_post')
    .where('network', '=', network)
    .where('native_id', '=', sql<string>`any(${nativeIds}::text[])`)
    .execute();
}

/** Native ids of an author's posts in the window. */
export async function livingInWindow(
  { trx }: WorkScope,
  network: string,
  authorNativeId: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('window_post')
    .select('native_id')
    .where('network', '=', network)
    .where('author_native_id', '=', authorNativeId)
    .execute();
  return rows.map((row) => row.native_id);
}

/** Rows deleted in one transaction at most: locks and undo stay small beside the listeners. */
const trimStep = 10_000;

export interface TrimOptions {
  hours: number;
  maxPosts: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Deletes what is older than `hours`, then the oldest beyond `maxPosts`. Answers how many. */
export async function trimWindow(
  db: Kysely<Database>,
  workspaceId: string,
  { hours, maxPosts, now }: TrimOptions,
): Promise<number> {
  const before = new Date(now - hours * 3_600_000).toISOString();
  const count = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('window_post')
      .select(({ fn }) => fn.countAll<number>().as('posts'))
      .executeTakeFirstOrThrow(),
  );
  let total = 0;
  for (;;) {
    const excess = Math.max(0, count.posts - maxPosts - total);
    const deleted = await inWorkspace(db, workspaceId, (trx) => trimOnce(trx, before, excess));
    total += deleted;
    if (deleted < trimStep) return total;
  }
}

/** Looks at the oldest rows only: ids are ordered by time, so they stand first in the primary key. */
async function trimOnce(trx: WorkspaceTransaction, before: string, excess: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from window_post where id in (
      select id from (
        select id, seen_at, row_number() over (order by id) as place from window_post order by id limit ${trimStep}::int
      ) as oldest
      where seen_at < ${before}::timestamptz or place <= ${excess}::int
    )`.execute(trx);
  return Number(numAffectedRows ?? 0);
}
