// What was already heard, newest first: stored posts and the rolling window, for dry runs.
import type { Media, Mention, PostKind } from '../domain/post/post.ts';
import { searchableText } from '../domain/post/searchable-text.ts';
import type { WorkspaceTransaction } from './database.ts';
import { uuidFloor } from './uuid.ts';

/** A heard post, by its id newest last, with what a query reads. */
export interface HeardPost {
  id: string;
  /** Whether a monitor found it when it came in. */
  stored: boolean;
  network: string;
  kind: PostKind;
  authorHandle: string;
  author: { nativeId: string; handle: string; followers: number | null };
  text: string;
  lang: string | null;
  mentions: Mention[];
  hashtags: string[];
  links: string[];
  media: Media[];
  seenAt: string;
}

/** Posts of others that were stored, before `beforeId`, no older than `sinceMs` (epoch milliseconds). */
export async function storedPosts(
  trx: WorkspaceTransaction,
  beforeId: string,
  sinceMs: number,
  limit: number,
): Promise<HeardPost[]> {
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
      'post.kind',
      'identity.native_id as authorNativeId',
      'identity.handle as authorHandle',
      'identity.followers',
      'post.text',
      'post.lang',
      'post.mentions',
      'post.hashtags',
      'post.links',
      'post.media',
      'post.seen_at as seenAt',
    ])
    .where('post.id', '<', beforeId)
    .where('post.id', '>=', uuidFloor(sinceMs))
    .where('post.account_id', 'is', null)
    .where('post.deleted_at', 'is', null)
    .where('post.visibility', '=', 'public')
    .orderBy('post.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ authorNativeId, followers, ...row }) => ({
    ...row,
    stored: true,
    author: { nativeId: authorNativeId, handle: row.authorHandle, followers },
  }));
}

/** Posts of the rolling window, before `beforeId`, no older than `sinceMs`. */
export async function windowPosts(
  trx: WorkspaceTransaction,
  beforeId: string,
  sinceMs: number,
  limit: number,
): Promise<HeardPost[]> {
  const rows = await trx
    .selectFrom('window_post')
    .select([
      'id',
      'network',
      'kind',
      'author_native_id as authorNativeId',
      'author_handle as authorHandle',
      'text',
      'lang',
      'facets',
      'seen_at as seenAt',
    ])
    .where('id', '<', beforeId)
    .where('id', '>=', uuidFloor(sinceMs))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ facets, authorNativeId, ...row }) => ({
    ...row,
    ...facets,
    stored: false,
    // The window keeps no profiles.
    author: { nativeId: authorNativeId, handle: row.authorHandle, followers: null },
  }));
}

/** The text spans are offsets into. */
export function shownText(post: HeardPost): string {
  return searchableText(post);
}
