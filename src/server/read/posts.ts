// Reading posts and their matches as views, in bulk.
import { sql, type Selectable } from 'kysely';
import type { MatchView, PostView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import type { PostTable } from '../../storage/tables/posts.ts';
import { mediaOfPost } from '../media/address.ts';
import { ofFound, rowsByIds } from './once-built.ts';
import { identityColumns, identityOf, type IdentityColumns } from './people.ts';

/** Columns of a post and its author, named so that they can be joined to anything. */
export const postViewColumns = [
  'post.id as post_id',
  'post.network as post_network',
  'post.native_id as post_native_id',
  'post.account_id as post_account_id',
  'post.kind as post_kind',
  'post.visibility as post_visibility',
  'post.text as post_text',
  'post.lang as post_lang',
  'post.reply_to as post_reply_to',
  'post.root as post_root',
  'post.mentions as post_mentions',
  'post.hashtags as post_hashtags',
  'post.links as post_links',
  'post.media as post_media',
  'post.url as post_url',
  'post.reposts as post_reposts',
  'post.created_at as post_created_at',
  'post.seen_at as post_seen_at',
  'post.edited_at as post_edited_at',
  'post.deleted_at as post_deleted_at',
  // Asked of our own posts only.
  sql<boolean>`(post.account_id is not null and exists (
    select from outbound as sent
    where sent.workspace_id = post.workspace_id and sent.post_id = post.id and sent.automatic is not null))`.as(
    'post_automatic',
  ),
  ...identityColumns,
] as const;

type Of<C extends keyof PostTable> = Selectable<PostTable>[C];

interface PostViewColumns extends IdentityColumns {
  post_id: string;
  post_network: string;
  post_native_id: string;
  post_account_id: string | null;
  post_kind: Of<'kind'>;
  post_visibility: Of<'visibility'>;
  post_text: string;
  post_lang: string | null;
  post_reply_to: string | null;
  post_root: string | null;
  post_mentions: Of<'mentions'>;
  post_hashtags: string[];
  post_links: string[];
  post_media: Of<'media'>;
  post_url: string | null;
  post_reposts: number;
  post_created_at: string;
  post_seen_at: string;
  post_edited_at: string | null;
  post_deleted_at: string | null;
  post_automatic: boolean;
}

export function postOf(row: PostViewColumns): PostView {
  return {
    id: row.post_id,
    network: row.post_network,
    nativeId: row.post_native_id,
    author: identityOf(row),
    accountId: row.post_account_id,
    automatic: row.post_automatic,
    kind: row.post_kind,
    visibility: row.post_visibility,
    text: row.post_text,
    lang: row.post_lang,
    replyTo: row.post_reply_to,
    root: row.post_root,
    mentions: row.post_mentions,
    hashtags: row.post_hashtags,
    links: row.post_links,
    media: mediaOfPost(row.post_id, row.post_network, row.post_media),
    url: row.post_url,
    reposts: row.post_reposts,
    createdAt: row.post_created_at,
    seenAt: row.post_seen_at,
    editedAt: row.post_edited_at,
    deletedAt: row.post_deleted_at,
  };
}

/** Posts by id; those that are gone are left out, order does not matter. */
export async function postRows(trx: WorkspaceTransaction, ids: readonly string[]): Promise<PostView[]> {
  return (await postsByIds(trx, ids)).map(postOf);
}

const postsByIds = rowsByIds((trx) => selectPosts(trx).where('post.id', '=', ofFound));

/** The newest `limit` posts of a case; order does not matter. */
export async function postsOfCase(
  trx: WorkspaceTransaction,
  caseId: string,
  limit: number,
): Promise<PostView[]> {
  const newest = sql<string>`any(array(
    select post_id from case_post where case_id = ${caseId}::uuid order by post_id desc limit ${limit}::int))`;
  const rows = await selectPosts(trx).where('post.id', '=', newest).execute();
  return rows.map(postOf);
}

function selectPosts(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .select(postViewColumns);
}

/** Matches by post id. */
export async function matchesOf(
  trx: WorkspaceTransaction,
  postIds: readonly string[],
): Promise<Map<string, MatchView[]>> {
  const found = new Map<string, MatchView[]>();
  if (postIds.length === 0) return found;
  const rows = await trx
    .selectFrom('monitor_match')
    .innerJoin('monitor', (join) =>
      join
        .onRef('monitor.workspace_id', '=', 'monitor_match.workspace_id')
        .onRef('monitor.id', '=', 'monitor_match.monitor_id'),
    )
    .select(['monitor_match.post_id', 'monitor.id', 'monitor.name', 'monitor_match.spans'])
    .where('monitor_match.post_id', '=', sql<string>`any(${[...postIds]}::uuid[])`)
    .orderBy('monitor.name')
    .execute();
  for (const row of rows) {
    const list = found.get(row.post_id) ?? [];
    list.push({ monitorId: row.id, monitorName: row.name, spans: row.spans });
    found.set(row.post_id, list);
  }
  return found;
}
