// Posts read back, with their authors.
import { sql } from 'kysely';
import type { Author, Media, Mention, PostKind, Visibility } from '../../domain/post/post.ts';
import { storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

/** What a stage needs to know of a stored post. */
export interface StoredPost {
  id: string;
  network: string;
  nativeId: string;
  identityId: string;
  accountId: string | null;
  kind: PostKind;
  visibility: Visibility;
  text: string;
  lang: string | null;
  replyTo: string | null;
  root: string | null;
  conversation: string | null;
  mentions: Mention[];
  media: Media[];
  ref: Record<string, string> | null;
  author: Author;
  createdAt: string;
  deletedAt: string | null;
}

function selectPosts({ trx }: WorkScope) {
  return trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .select([
      'post.id',
      'post.network',
      'post.native_id as nativeId',
      'post.identity_id as identityId',
      'post.account_id as accountId',
      'post.kind',
      'post.visibility',
      'post.text',
      'post.lang',
      'post.reply_to as replyTo',
      'post.root',
      'post.conversation',
      'post.mentions',
      'post.media',
      'post.ref',
      'post.created_at as createdAt',
      'post.deleted_at as deletedAt',
      'identity.native_id as authorNativeId',
      'identity.handle',
      'identity.display_name as displayName',
      'identity.avatar_url as avatarUrl',
      'identity.bio',
      'identity.followers',
      'identity.following',
      'identity.posts',
      'identity.url as authorUrl',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPosts>['execute']>>[number];

function postFrom(row: Row): StoredPost {
  const {
    authorNativeId,
    handle,
    displayName,
    avatarUrl,
    bio,
    followers,
    following,
    posts,
    authorUrl,
    ...post
  } = row;
  const author: Author = { nativeId: authorNativeId, handle, displayName };
  if (avatarUrl !== null) author.avatarUrl = avatarUrl;
  if (bio !== '') author.bio = bio;
  if (followers !== null) author.followers = followers;
  if (following !== null) author.following = following;
  if (posts !== null) author.posts = posts;
  if (authorUrl !== null) author.url = authorUrl;
  return { ...post, author };
}

/** Native id → post, of those that are held. */
export async function byNativeIds(
  scope: WorkScope,
  network: string,
  nativeIds: readonly string[],
): Promise<Map<string, StoredPost>> {
  if (nativeIds.length === 0) return new Map();
  const rows = await selectPosts(scope)
    .where('post.network', '=', network)
    .where('post.native_id', '=', sql<string>`any(${nativeIds.map(storableText)}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.nativeId, postFrom(row)]));
}

/** In the order of their ids: oldest first. */
export async function byIds(scope: WorkScope, ids: readonly string[]): Promise<StoredPost[]> {
  if (ids.length === 0) return [];
  const rows = await selectPosts(scope)
    .where('post.id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('post.id')
    .execute();
  return rows.map(postFrom);
}

/** The newest post of a DM conversation that we hold, if any. */
export async function newestInConversation(
  scope: WorkScope,
  network: string,
  conversation: string,
): Promise<StoredPost | null> {
  const row = await selectPosts(scope)
    .where('post.network', '=', network)
    .where('post.conversation', '=', storableText(conversation))
    .orderBy('post.created_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : postFrom(row);
}
