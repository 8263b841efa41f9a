// Makes posts of what Instagram says: of a comment, a post in which we are named, a message. Pure.
import type { Author, Mention, Post } from '../../domain/post/post.ts';
import { cut, most } from '../kit/bounds.ts';
import { linksIn } from '../kit/links.ts';
import type { Delivered } from '../kit/network.ts';
import { hashtagsIn } from '../kit/tags.ts';
import { deliveredPost, iso, type MessagingOf, type MetaSelf } from '../kit/meta-message-posts.ts';
import { mediaOfPost } from './content.ts';
import { NETWORK } from './manifest.ts';
import type { InstagramComment, InstagramMedia } from './schemas.ts';

export type Self = MetaSelf;

/** Somebody, as far as they are named. */
interface Who {
  id?: string | null | undefined;
  username?: string | null | undefined;
}

export const text = (value: string | null | undefined): string => value ?? '';

const isSelf = (self: Self, { id, username }: Who): boolean =>
  id === self.nativeId ||
  (text(username) !== '' && text(username).toLowerCase() === self.handle.toLowerCase());

const pageOf = (username: string): string => `https://www.instagram.com/${encodeURIComponent(username)}/`;

/** Nobody where neither their id nor their name is told. Who is known by name only is another one than who is known by an id. */
function authorOf(self: Self, who: Who): Author | null {
  const handle = cut(text(who.username), most.handle);
  if (isSelf(self, who)) return { ...selfAuthor(self), url: pageOf(self.handle) };
  const nativeId = text(who.id) !== '' ? text(who.id) : handle === '' ? '' : `@${handle.toLowerCase()}`;
  if (nativeId === '') return null;
  return { nativeId, handle, displayName: '', ...(handle === '' ? {} : { url: pageOf(handle) }) };
}

const selfAuthor = (self: Self): Author => ({
  nativeId: self.nativeId,
  handle: self.handle,
  displayName: '',
});

const named = /(?<![\w.@])[@＠]([\w.]{1,30})/gu;
function mentionsIn(said: string, self: Self): Mention[] {
  const handles = [...said.matchAll(named)].map(([, one = '']) => one.replace(/\.+$/u, '').toLowerCase());
  return [...new Set(handles)]
    .filter((one) => one !== '')
    .slice(0, most.listed)
    .map((handle) => (handle === self.handle.toLowerCase() ? self : { handle }));
}
export interface CommentTold {
  id: string;
  from: Who;
  text: string;
  parentId: string | null;
  mediaId: string;
  at: string;
  isLive?: boolean;
}

/** Whether a post that can be read is ours. */
export const isOurs = (self: Self, media: InstagramMedia | null): media is InstagramMedia =>
  media !== null && isSelf(self, { username: media.username ?? null });

/**
 * `isTheirs`: it stands under a post of somebody else’s, and names us. Below a comment there is one level: whoever answers an answer
 * stands beside it.
 */
export function commentPost(
  told: CommentTold,
  { media, isTheirs = false }: { media: InstagramMedia | null; isTheirs?: boolean },
  self: Self,
): Post | null {
  const author = authorOf(self, told.from);
  if (author === null) return null;
  const url = media?.permalink ?? null;
  return {
    network: NETWORK,
    nativeId: told.id,
    kind: 'reply',
    visibility: 'public',
    author,
    text: told.text,
    mentions: mentionsIn(told.text, self),
    hashtags: hashtagsIn(told.text),
    links: linksIn(told.text),
    media: [],
    replyTo: told.parentId ?? told.mediaId,
    ...(told.parentId === null ? {} : { root: told.parentId }),
    ...(url === null ? {} : { url }),
    createdAt: told.at,
    ref: {
      media: told.mediaId,
      under: told.isLive === true ? 'live' : isTheirs ? 'other' : 'us',
      ...(told.parentId === null ? {} : { parent: told.parentId }),
    },
  };
}

export const commentTold = (comment: InstagramComment, mediaId: string): CommentTold => ({
  id: comment.id,
  from: { id: comment.from?.id ?? null, username: comment.from?.username ?? comment.username ?? null },
  text: comment.text,
  parentId: comment.parent_id ?? null,
  mediaId: comment.media?.id ?? mediaId,
  at: iso(comment.timestamp),
});

/** A post of ours, or one of somebody else's in whose caption we are named. */
export function mediaPost(media: InstagramMedia, self: Self, at: string): Post | null {
  const author = authorOf(self, { username: media.username ?? null });
  if (author === null) return null;
  const mentions = mentionsIn(media.caption, self);
  const isTheirs = author.nativeId !== self.nativeId;
  const isNamed = mentions.some(({ nativeId }) => nativeId === self.nativeId);
  return {
    network: NETWORK,
    nativeId: media.id,
    kind: 'post',
    visibility: 'public',
    author,
    text: media.caption,
    // Instagram takes the sign off our name in captions of others.
    mentions: isTheirs && !isNamed ? [self, ...mentions] : mentions,
    hashtags: hashtagsIn(media.caption),
    links: linksIn(media.caption),
    media: mediaOfPost(media),
    ...(media.permalink === undefined || media.permalink === null ? {} : { url: media.permalink }),
    createdAt: typeof media.timestamp === 'number' ? iso(media.timestamp) : at,
    ref: { media: media.id, under: isTheirs ? 'other' : 'us', is: 'media' },
  };
}

/** The account, as its messages know it. */
export const messagingOf = (self: Self): MessagingOf => ({
  network: NETWORK,
  self,
  pageOf: ({ handle }) => (handle === '' ? null : pageOf(handle)),
});

/** What stands in public comes to us as a mention or a reply. */
export const deliveredComment = (raw: unknown, post: Post, self: Self): Delivered =>
  deliveredPost(
    raw,
    post,
    self,
    post.ref?.['under'] === 'other' || isNamedIn(post, self) ? 'mention' : 'reply',
  );

/** Whether a text names us. */
export const isNamedIn = ({ text: said }: { text: string }, self: Self): boolean =>
  mentionsIn(said, self).some(({ nativeId }) => nativeId === self.nativeId);
