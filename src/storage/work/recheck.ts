// Which posts to read again at their source, where a network does not tell of deletions: open work, longest unread first.
import { sql } from 'kysely';
import { queueTime } from '../case-pages.ts';
import type { WorkspaceTransaction } from '../database.ts';

export interface RecheckOptions {
  limit: number;
  /** Only posts that were last read before then. ISO 8601 UTC. */
  seenBefore: string;
  /** Written down as the time of this reading. */
  now: string;
}

export interface PostToRecheck {
  id: string;
  network: string;
  nativeId: string;
  /** The account that it came by, if any. */
  accountId: string | null;
  ref: Record<string, string> | null;
  /** When it was read before, if ever. ISO 8601 UTC. */
  checkedAt: string | null;
}

/** The newest of each kind of open work that are looked at: beyond them a round would take longer than anybody waits. */
const mostConsidered = 2_000;

/** Takes public posts that wait in the ledger or stand in open cases, and notes that they were read just now. */
export async function postsToRecheck(
  trx: WorkspaceTransaction,
  { limit, seenBefore, now }: RecheckOptions,
): Promise<PostToRecheck[]> {
  const { rows } = await sql<PostToRecheck>`
    with open as (
      select l.post_id
      from unnest(array['waiting', 'later', 'in_case']) as s (state)
      cross join lateral (
        select post_id from inbound_ledger where inbound_ledger.state = s.state
        order by post_id desc limit ${mostConsidered}::int
      ) as l
      union
      select p.post_id
      from unnest(array['open', 'waiting_customer']) as s (state)
      cross join lateral (
        select id, workspace_id from support_case where support_case.state = s.state
        order by ${queueTime} desc limit ${mostConsidered}::int
      ) as c
      join case_post as p on p.workspace_id = c.workspace_id and p.case_id = c.id
    ), due as (
      select post.id, post.checked_at, coalesce(post.account_id, source.account_id) as account_id
      from open
      join post on post.id = open.post_id
      left join source on source.workspace_id = post.workspace_id and source.id = post.source_id
      where post.visibility = 'public' and post.deleted_at is null
        and coalesce(post.checked_at, post.seen_at) < ${seenBefore}::timestamptz
      order by coalesce(post.checked_at, post.seen_at), post.id
      limit ${limit}::int
      for no key update of post skip locked
    )
    update post set checked_at = ${now}::timestamptz
    from due
    where post.id = due.id
    returning post.id, post.network, post.native_id as "nativeId", post.ref, due.account_id as "accountId",
      due.checked_at as "checkedAt"`.execute(trx);
  return rows;
}

/** Puts back those that were taken and not read: they are as due as they were before. */
export async function giveBackUnread(
  trx: WorkspaceTransaction,
  posts: readonly PostToRecheck[],
): Promise<void> {
  const rows = posts.map(({ id, checkedAt }) => ({ id, checkedAt }));
  if (rows.length === 0) return;
  await sql`
    update post set checked_at = r."checkedAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, "checkedAt" timestamptz)
    where post.id = r.id`.execute(trx);
}
