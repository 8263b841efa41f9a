// A thread as it is shown: posts read live from the network, or what we hold of it.
import type { PostView, ThreadPost } from '../../contract/views.ts';
import type { Post } from '../../domain/post/post.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { mediaOfPost, passingMedia } from '../media/address.ts';
import { postRows } from './posts.ts';

const maxHeld = 200;

/**
 * Live posts as views, marked with our ids and with what is ours. Shown in the order given. `passing` gives the address
 * of a picture that belongs to nothing we hold.
 */
export async function threadPostOf(
  trx: WorkspaceTransaction,
  posts: readonly Post[],
  passing: (url: string) => string | null,
): Promise<ThreadPost[]> {
  const first = posts[0];
  if (first === undefined) return [];
  const known = await trx
    .selectFrom('post')
    .select(['id', 'native_id', 'deleted_at'])
    .where('network', '=', first.network)
    .where(
      'native_id',
      'in',
      posts.map((post) => post.nativeId),
    )
    .execute();
  const byNative = new Map(known.map((row) => [row.native_id, row]));
  const ours = new Set(
    (await trx.selectFrom('account').select('native_id').where('network', '=', first.network).execute()).map(
      (row) => row.native_id,
    ),
  );
  return posts.map((post) => {
    const id = byNative.get(post.nativeId)?.id ?? null;
    const { author, network } = post;
    return {
      id,
      network,
      nativeId: post.nativeId,
      authorNativeId: author.nativeId,
      authorHandle: author.handle,
      authorName: author.displayName,
      avatarUrl: author.avatarUrl === undefined ? null : passing(author.avatarUrl),
      ours: ours.has(author.nativeId),
      text: post.text,
      visibility: post.visibility,
      replyTo: post.replyTo ?? null,
      // What we hold is found by its id, so that it is gone when the post is.
      media: id === null ? passingMedia(network, post.media, passing) : mediaOfPost(id, network, post.media),
      url: post.url ?? null,
      createdAt: post.createdAt,
      deletedAt: null,
    };
  });
}

/** What we hold of a post's thread (or exactly the posts named by `ids`), oldest first. */
export async function heldThread(
  trx: WorkspaceTransaction,
  post: PostView & { conversation: string | null },
  ids?: readonly string[],
): Promise<ThreadPost[]> {
  const wanted = ids ?? (await idsAround(trx, post));
  const rows = await postRows(trx, wanted);
  return rows
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .map((row) => ({
      id: row.id,
      network: row.network,
      nativeId: row.nativeId,
      authorNativeId: row.author.nativeId,
      authorHandle: row.author.handle,
      authorName: row.author.displayName,
      avatarUrl: row.author.avatarUrl,
      ours: row.accountId !== null,
      text: row.text,
      visibility: row.visibility,
      replyTo: row.replyTo,
      media: row.media,
      url: row.url,
      createdAt: row.createdAt,
      deletedAt: row.deletedAt,
    }));
}

async function idsAround(
  trx: WorkspaceTransaction,
  post: PostView & { conversation: string | null },
): Promise<string[]> {
  const root = post.root ?? post.nativeId;
  const rows = await trx
    .selectFrom('post')
    .select('id')
    .where('network', '=', post.network)
    .where((where) =>
      where.or([
        where('native_id', 'in', [root, post.nativeId]),
        where('root', '=', root),
        ...(post.conversation === null ? [] : [where('conversation', '=', post.conversation)]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(maxHeld)
    .execute();
  return rows.map((row) => row.id);
}
