// Reads what Instagram shows an account: comments under its posts, the thread around them, conversations, and who wrote messages.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { linksIn } from '../kit/links.ts';
import type { AccountSession, NetworkDeps, Reader } from '../kit/network.ts';
import { conversationPosts, isGone, notShown, readMessage } from '../kit/meta-conversations.ts';
import { iso, isReaction } from '../kit/meta-message-posts.ts';
import type { Readable } from '../kit/meta-readable.ts';
import { COMMENT_FIELDS, createAsk, type Ask } from './ask.ts';
import { createClient } from './client.ts';
import type { InstagramOptions } from './client.ts';
import { readMe } from './connect.ts';
import { isMessageId } from './ids.ts';
import { commentPost, commentTold, isOurs, mediaPost, messagingOf, type Self } from './posts.ts';
import { commentSchema } from './schemas.ts';
import type { InstagramMedia } from './schemas.ts';

const mostOfThread = 200;
const gone = (): AppError => new AppError('network_post_gone', 'Instagram shows no such comment or message.');
const noAuthors = (): never => {
  throw new AppError('network_rejected', 'Instagram shows nobody what a person wrote elsewhere.');
};

export async function mediaOrNull(ask: Ask, id: string | null): Promise<InstagramMedia | null> {
  if (id === null) return null;
  return ask.media(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'network_post_gone') return null;
    throw error;
  });
}

async function readComment(
  ask: Ask,
  self: Self,
  id: string,
): Promise<{ post: Post; media: InstagramMedia | null }> {
  const comment = await ask.comment(id);
  const media = await mediaOrNull(ask, comment.media?.id ?? null);
  const post = commentPost(commentTold(comment, comment.media?.id ?? ''), { media }, self);
  if (post === null) throw gone();
  return { post, media };
}

/**
 * Who takes this for gone forgets what was said. A comment is gone where it could be read before and the post above it still can;
 * under the posts of others, of a live video that is over, and without a permission, Instagram shows none.
 */
async function readOne(
  ask: Ask,
  { self, readable }: { self: Self; readable: Readable },
  nativeId: string,
): Promise<Post> {
  try {
    const { post } = await readComment(ask, self, nativeId);
    readable.add(nativeId, post.ref?.['media']);
    return post;
  } catch (error) {
    if (!isGone(error)) throw error;
    const media = await mediaOrNull(ask, readable.mediaOf(nativeId));
    if (!isOurs(self, media)) return notShown();
    throw error;
  }
}

/** A post, not a comment: ours, or one in whose caption we are named, of which Instagram shows its caption and pictures. */
const isOfMedia = (ref: Post['ref']): boolean => ref?.['is'] === 'media';

/** One that is not shown may be hidden, or name us no more: nothing says that it is gone. */
async function readMediaPost(ask: Ask, self: Self, id: string, ref: Post['ref']): Promise<Post> {
  const asked = ref?.['under'] === 'us' ? ask.media(id) : ask.mentionedMedia(id);
  const media = await asked.catch((error: unknown) => {
    if (isGone(error)) return notShown();
    throw error;
  });
  return mediaPost(media, self, iso(media.timestamp ?? 0)) ?? notShown();
}

/** The post above, the first comment, and what stands below it. */
async function commentThread(ask: Ask, self: Self, nativeId: string): Promise<Post[]> {
  const { post, media } = await readComment(ask, self, nativeId);
  const first = post.root === undefined ? post : (await readComment(ask, self, post.root)).post;
  const { data } = await ask.page(`${encodeURIComponent(first.nativeId)}/replies`, COMMENT_FIELDS, null);
  const below = data.flatMap((raw) => {
    const read = commentSchema.safeParse(raw).data;
    if (read === undefined) return [];
    const told = { ...commentTold(read, first.ref?.['media'] ?? ''), parentId: first.nativeId };
    return commentPost(told, { media }, self) ?? [];
  });
  const above = isOurs(self, media) ? (mediaPost(media, self, first.createdAt) ?? []) : [];
  // Newest first as they come; their times are of whole seconds.
  const byTime = below.toReversed().toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  return [above, first, byTime].flat().slice(0, mostOfThread);
}

async function ownProfile(
  deps: NetworkDeps,
  options: InstagramOptions,
  account: AccountSession,
): Promise<Profile> {
  const fields = 'user_id,username,name,biography,website,profile_picture_url';
  const me = await readMe(createClient(deps, options, account), fields);
  const { website, profile_picture_url: picture } = me;
  return {
    handle: me.username,
    url: `https://www.instagram.com/${encodeURIComponent(me.username)}/`,
    name: me.name,
    description: me.biography,
    fields: null,
    links: [...linksIn(me.biography), ...(typeof website === 'string' ? [website] : [])],
    hasPicture: typeof picture === 'string',
    isBot: null,
  };
}

/** Without an account nothing is shown. */
export function createReader(
  { deps, options, readable }: { deps: NetworkDeps; options: InstagramOptions; readable: Readable },
  account: AccountSession | null,
): Reader {
  if (account === null) {
    const nothing = (): Promise<never> =>
      Promise.reject(
        new AppError('network_rejected', 'Instagram shows what it has to a connected account only.'),
      );
    return { post: nothing, thread: nothing, authorPosts: nothing, author: nothing };
  }
  const self: Self = { nativeId: account.nativeId, handle: account.handle };
  const ask = createAsk(createClient(deps, options, account), account.nativeId);
  const isSelf = (one: Pick<Author, 'nativeId' | 'handle'>): boolean =>
    one.nativeId === self.nativeId ||
    (one.nativeId === '' && one.handle.toLowerCase() === self.handle.toLowerCase());
  return {
    async post(nativeId, ref) {
      // Of a reaction Instagram has no record of its own.
      if (isReaction(nativeId)) return notShown();
      if (isMessageId(nativeId)) return readMessage(ask, messagingOf(self), nativeId);
      if (isOfMedia(ref)) return readMediaPost(ask, self, nativeId, ref);
      return readOne(ask, { self, readable }, nativeId);
    },
    async thread({ nativeId, visibility, conversation, ref }) {
      if (visibility === 'dm' && conversation !== undefined)
        return conversationPosts(ask, messagingOf(self), conversation);
      if (isOfMedia(ref)) return [await readMediaPost(ask, self, nativeId, ref)];
      return commentThread(ask, self, nativeId);
    },
    authorPosts: async () => noAuthors(),
    async author({ nativeId, handle }) {
      if (isSelf({ nativeId, handle }))
        return { nativeId: self.nativeId, handle: self.handle, displayName: '' };
      const { name, username, profile_pic: avatar } = await ask.profile(nativeId);
      const known = typeof username === 'string' ? username : handle;
      return {
        nativeId,
        handle: known,
        displayName: name,
        ...(typeof avatar === 'string' ? { avatarUrl: avatar } : {}),
      };
    },
    async profile(asked) {
      if (isSelf(asked)) return ownProfile(deps, options, account);
      throw new AppError('network_post_gone', 'Instagram shows an account its own profile only.');
    },
  };
}
