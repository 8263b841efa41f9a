// Reading posts, their matches and judgements as views, in bulk.
import type { MatchView, PostView } from '../../contract/views.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { identityColumns, identityOf } from './people.ts';

/** Posts by id; those that are gone are left out, order does not matter. */
export async function postRows(trx: WorkspaceTransaction, ids: readonly string[]): Promise<PostView[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .select([
      'post.id',
      'post.network',
      'post.native_id',
      'post.account_id',
      'post.kind',
      'post.visibility',
      'post.text',
      'post.lang',
      'post.reply_to',
      'post.root',
      'post.mentions',
      'post.hashtags',
      'post.links',
      'post.media',
      'post.url',
      'post.reposts',
      'post.created_at',
      'post.seen_at',
      'post.edited_at',
      'post.deleted_at',
    ])
    .select(identityColumns)
    .where('post.id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    network: row.network,
    nativeId: row.native_id,
    author: identityOf(row),
    accountId: row.account_id,
    kind: row.kind,
    visibility: row.visibility,
    text: row.text,
    lang: row.lang,
    replyTo: row.reply_to,
    root: row.root,
    mentions: row.mentions,
    hashtags: row.hashtags,
    links: row.links,
    media: row.media,
    url: row.url,
    reposts: row.reposts,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  }));
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
    .where('monitor_match.post_id', 'in', [...postIds])
    .orderBy('monitor.name')
    .execute();
  for (const row of rows) {
    const list = found.get(row.post_id) ?? [];
    list.push({ monitorId: row.id, monitorName: row.name, spans: row.spans });
    found.set(row.post_id, list);
  }
  return found;
}

/** Judgements by post id. */
export async function judgementsOf(
  trx: WorkspaceTransaction,
  postIds: readonly string[],
): Promise<Map<string, { kind: string; value: string; probability: number | null }[]>> {
  const found = new Map<string, { kind: string; value: string; probability: number | null }[]>();
  if (postIds.length === 0) return found;
  const rows = await trx
    .selectFrom('judgement')
    .select(['post_id', 'kind', 'value', 'probability'])
    .where('post_id', 'in', [...postIds])
    .execute();
  for (const { post_id: postId, ...judgement } of rows) {
    found.set(postId, [...(found.get(postId) ?? []), judgement]);
  }
  return found;
}
