// Makes posts of messages on Messenger and Instagram: who wrote, in which conversation, and what stands beside the text. Pure.
import type { Author, Media, Post } from '../../domain/post/post.ts';
import { cut, most } from './bounds.ts';
import { linksIn } from './links.ts';
import type { MetaMessage, MetaProfile, StoredMetaMessage } from './meta-message-schemas.ts';
import type { Delivered } from './network.ts';
import { asksToStop } from './stop-words.ts';

export interface MetaSelf {
  nativeId: string;
  handle: string;
}
/** An account, as messages on its network know it. */
export interface MessagingOf {
  network: string;
  self: MetaSelf;
  /** Somebody's page; null where they have none that we know of. */
  pageOf(who: MetaSelf): string | null;
}
export type MetaMentioned = 'mention' | 'reply';

export const iso = (ms: number): string => new Date(ms).toISOString();

const reaction = 'reaction ';
/** A reaction has no id of its own: a person has one at a message. */
export const reactionId = (senderId: string, messageId: string): string =>
  cut(`${reaction}${senderId} ${messageId}`, most.idBytes);
/** Whether an id is one of ours for a reaction, of which Meta knows nothing. */
export const isReaction = (nativeId: string): boolean => nativeId.startsWith(reaction);
/** The person that a conversation of ours is with. */
export const personOf = (conversation: string): string => conversation.slice(conversation.indexOf('/') + 1);

/** A map: a kind may be called as anything is that every object has. */
const kinds: ReadonlyMap<string, Media['kind']> = new Map([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['ig_reel', 'video'],
  ['reel', 'video'],
]);
/** Of these the title of what was shared says more than their name. */
const plain: ReadonlySet<string> = new Set(['image', 'video', 'audio']);

const isWeb = (address: string | undefined): address is string =>
  address !== undefined && /^https?:\/\//i.test(address);

export const mediaAt = (kind: Media['kind'], alt: string, url: string | undefined): Media => ({
  kind,
  alt: cut(alt, most.alt),
  ...(isWeb(url) ? { url } : {}),
});

export function mediaOfMessage({
  attachments,
  reply_to: answered,
  is_unsupported: isOther,
}: MetaMessage): Media[] {
  const sent = (attachments ?? []).map(({ type, payload }) => {
    const title = payload?.title ?? '';
    const alt = title === '' && !plain.has(type) ? type.replaceAll('_', ' ') : title;
    return mediaAt(kinds.get(type) ?? 'other', alt, payload?.url ?? undefined);
  });
  const story = answered?.story;
  if (story !== null && story !== undefined) sent.push(mediaAt('other', 'story', story.url ?? undefined));
  // What is not handed on is there all the same.
  if (sent.length === 0 && isOther === true) sent.push(mediaAt('other', 'unsupported', undefined));
  return sent;
}

export interface Said {
  id: string;
  senderId: string;
  recipientId: string;
  atMs: number;
  text: string;
  media: Media[];
  replyTo?: string | null;
}

/** Who is known by an id, and by a profile where Meta shows one. */
export function senderOf(
  { self, pageOf }: MessagingOf,
  senderId: string,
  profile: MetaProfile | null,
): Author {
  const isSelf = senderId === self.nativeId;
  const handle = isSelf ? self.handle : (profile?.username ?? '');
  const page = pageOf({ nativeId: senderId, handle });
  const { profile_pic: avatar } = profile ?? {};
  return {
    nativeId: senderId,
    handle,
    displayName: isSelf ? '' : (profile?.name ?? ''),
    ...(isSelf || typeof avatar !== 'string' ? {} : { avatarUrl: avatar }),
    ...(page === null ? {} : { url: page }),
  };
}

export function messagePost(of: MessagingOf, said: Said, profile: MetaProfile | null): Post {
  const { self, network } = of;
  const { senderId, recipientId, replyTo } = said;
  const isOwn = senderId === self.nativeId;
  const person = isOwn ? recipientId : senderId;
  return {
    network,
    nativeId: said.id,
    kind: typeof replyTo === 'string' ? 'reply' : 'post',
    visibility: 'dm',
    author: senderOf(of, senderId, profile),
    text: said.text,
    mentions: isOwn ? [] : [self],
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

/** A message as Meta answers with it. */
export function storedMessagePost(of: MessagingOf, message: StoredMetaMessage): Post {
  const { self } = of;
  const isSelf = ({ id, username }: StoredMetaMessage['from']): boolean =>
    id === self.nativeId ||
    (typeof username === 'string' && username !== '' && username.toLowerCase() === self.handle.toLowerCase());
  const { from, to } = message;
  const isOwn = isSelf(from);
  const other = to.data.find((one) => !isSelf(one));
  const said: Said = {
    id: message.id,
    senderId: isOwn ? self.nativeId : from.id,
    recipientId: isOwn ? (other?.id ?? '') : self.nativeId,
    atMs: message.created_time,
    text: message.message,
    // Meta answers with what was attached in shapes that its documents do not describe: that something is there is known.
    media: message.message === '' ? [{ kind: 'other', alt: 'attachment' }] : [],
  };
  const { name, username } = from;
  return messagePost(of, said, { name, username, profile_pic: undefined });
}

/** One post of several deliveries: ours is nothing that came to us. `as` is what one in public is. */
export function deliveredPost(raw: unknown, post: Post, self: MetaSelf, as: MetaMentioned): Delivered {
  const isOwn = post.author.nativeId === self.nativeId;
  const inbound = post.visibility === 'dm' ? 'dm' : as;
  return { raw, outcome: { heard: { type: 'post', post } }, ...(isOwn ? {} : { inbound }) };
}
