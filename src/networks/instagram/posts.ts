// Makes posts of what Instagram says: of a comment, a post in which we are named, a message. Pure.
import type { Author, Mention, Post } from '../../domain/post/post.ts';
import { cut, most } from '../kit/bounds.ts';
import { linksIn } from '../kit/links.ts';
import type { Delivered } from '../kit/network.ts';
import { asksToStop } from '../kit/stop-words.ts';
import { mediaOfPost } from './content.ts';
import { NETWORK } from './manifest.ts';
import type {
  InstagramComment,
  InstagramMedia,
  InstagramProfile,
  InstagramStoredMessage,
} from './schemas.ts';

export interface Self {
  nativeId: string;
  handle: string;
}

/** Somebody, as far as they are named. */
interface Who {
  id?: string | null | undefined;
  username?: string | null | undefined;
}

export const iso = (ms: number): string => new Date(ms).toISOString();
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
const tags = /(?<![\w&])[#＃]([\p{L}\p{M}\p{N}_]{1,100})/gu;
const hashtagsIn = (said: string): string[] =>
  [...new Set([...said.matchAll(tags)].map(([, tag = '']) => tag))].slice(0, most.listed);

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

export interface Said {
  id: string;
  senderId: string;
  recipientId: string;
  atMs: number;
  text: string;
  media: Post['media'];
  replyTo?: string | null;
}

/** The person that a conversation is with. */
const personIn = ({ senderId, recipientId }: Said, self: Self): string =>
  senderId === self.nativeId ? recipientId : senderId;

export function messagePost(said: Said, author: Author, self: Self): Post {
  const person = personIn(said, self);
  const { replyTo } = said;
  return {
    network: NETWORK,
    nativeId: said.id,
    kind: typeof replyTo === 'string' ? 'reply' : 'post',
    visibility: 'dm',
    author,
    text: said.text,
    mentions: author.nativeId === self.nativeId ? [] : [self],
    hashtags: [],
    links: linksIn(said.text),
    media: said.media,
    ...(typeof replyTo === 'string' ? { replyTo } : {}),
    // The same person may write to two accounts of the company.
    conversation: `${self.nativeId}/${person}`,
    createdAt: iso(said.atMs),
    ref: { to: person, ...(asksToStop(said.text) ? { asksToStop: 'true' } : {}) },
  };
}

export function senderOf(senderId: string, profile: InstagramProfile | null, self: Self): Author {
  if (senderId === self.nativeId) return { ...selfAuthor(self), url: pageOf(self.handle) };
  const handle = text(profile?.username);
  const { profile_pic: avatar } = profile ?? {};
  return {
    nativeId: senderId,
    handle,
    displayName: profile?.name ?? '',
    ...(typeof avatar === 'string' ? { avatarUrl: avatar } : {}),
    ...(handle === '' ? {} : { url: pageOf(handle) }),
  };
}

/** A message as Instagram answers with it. */
export function storedMessagePost(message: InstagramStoredMessage, self: Self): Post {
  const { from, to } = message;
  const isOwn = isSelf(self, from);
  const other = to.data.find((one) => !isSelf(self, one));
  const said: Said = {
    id: message.id,
    senderId: isOwn ? self.nativeId : from.id,
    recipientId: isOwn ? (other?.id ?? '') : self.nativeId,
    atMs: message.created_time,
    text: message.message,
    // Instagram answers with what was attached in shapes that its documents do not describe: that something is there is known.
    media: message.message === '' ? [{ kind: 'other', alt: 'attachment' }] : [],
  };
  const username = text(from.username);
  const profile = username === '' ? null : { name: '', username, profile_pic: null };
  return messagePost(said, senderOf(said.senderId, profile, self), self);
}

/** One post of several deliveries: ours is nothing that came to us. */
export function deliveredPost(raw: unknown, post: Post, self: Self): Delivered {
  const isOwn = post.author.nativeId === self.nativeId;
  const inbound =
    post.visibility === 'dm'
      ? 'dm'
      : post.ref?.['under'] === 'other'
        ? 'mention'
        : isNamedIn(post, self)
          ? 'mention'
          : 'reply';
  return { raw, outcome: { heard: { type: 'post', post } }, ...(isOwn ? {} : { inbound }) };
}

/** Whether a text names us. */
export const isNamedIn = ({ text: said }: { text: string }, self: Self): boolean =>
  mentionsIn(said, self).some(({ nativeId }) => nativeId === self.nativeId);
