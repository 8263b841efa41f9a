// Turns Discord's events and messages into posts, edits and deletions. Pure.
import type { Author, Post } from '../../domain/post/post.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { linksOf, mediaOf, mentionsOf, textOf } from './content.ts';
import { nativeIdIn, permalink } from './ids.ts';
import { NETWORK } from './manifest.ts';
import { bulkDeletedSchema, deletedSchema, messageSchema } from './schemas.ts';
import type { DiscordMessage, DiscordUser } from './schemas.ts';

/** What a message needs beside itself to be understood. */
export interface Hearing {
  /** Our bot. */
  self: { nativeId: string; handle: string };
  /** The server it was said in; null: it was written to the bot alone. */
  guild: string | null;
  /** Inside a thread: the native id of what the thread is about. */
  root: string | null;
}

/** What people write and answer; all other types are told by Discord itself or by programs. */
const MESSAGE = 0;
const REPLY = 19;

/** The picture of a person; undefined where they have none. */
export function avatarOf({ id, avatar }: DiscordUser): string | undefined {
  return avatar == null ? undefined : `https://cdn.discordapp.com/avatars/${id}/${avatar}.png?size=128`;
}

export function authorOf(user: DiscordUser, nick = ''): Author {
  const avatarUrl = avatarOf(user);
  return {
    nativeId: user.id,
    handle: user.username,
    displayName: [nick, user.global_name, user.username].find((name) => name !== '') ?? '',
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    url: `https://discord.com/users/${user.id}`,
    ...(user.bot === true ? { isBot: true } : {}),
  };
}

/** Where the message that is answered stands; nothing where one was handed on. */
function answeredBy({ type, message_reference: reference }: DiscordMessage): string | undefined {
  const answered = type === REPLY ? reference?.message_id : undefined;
  return reference == null || answered == null ? undefined : nativeIdIn(reference.channel_id, answered);
}

/** A message of a person, or of our own bot, as a post. */
export function postOf(message: DiscordMessage, { self, guild, root }: Hearing): Post {
  const place = { channel: message.channel_id, message: message.id };
  const nativeId = nativeIdIn(place.channel, place.message);
  const replyTo = answeredBy(message);
  return {
    network: NETWORK,
    nativeId,
    kind: replyTo === undefined ? 'post' : 'reply',
    visibility: guild === null ? 'dm' : 'public',
    author: authorOf(message.author, message.member?.nick),
    text: textOf(message),
    mentions: mentionsOf(message, self),
    hashtags: [],
    links: linksOf(message),
    media: mediaOf(message),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(root === null || root === nativeId ? {} : { root }),
    ...(guild === null ? { conversation: place.channel } : { url: permalink(guild, place) }),
    createdAt: new Date(message.timestamp).toISOString(),
    ...(guild === null ? {} : { ref: { guild } }),
  };
}

/** Whether a person wrote it. Programs speak as bots and by webhooks, Discord by types of its own. */
export function isOfAPerson({ author, webhook_id: webhook, type }: DiscordMessage): boolean {
  const isMessage = type === MESSAGE || type === REPLY;
  return isMessage && author.bot !== true && author.system !== true && webhook == null;
}

/** How it came to us, by Discord's word. */
function cameAs(post: Post, message: DiscordMessage, { nativeId }: Hearing['self']): Delivered['inbound'] {
  if (post.visibility === 'dm') return 'dm';
  if (post.mentions.some((one) => one.nativeId === nativeId)) return 'mention';
  return post.replyTo !== undefined && message.referenced_message?.author.id === nativeId
    ? 'reply'
    : undefined;
}

/** What a message means. Never throws: what cannot be understood is told as such. */
export function hearMessage(raw: unknown, hearing: Hearing, isEdit = false): Delivered {
  const nothing: Delivered = { raw, outcome: { heard: null } };
  // What Discord adds to a message later (a preview of a link) may come without its author.
  const isPart = isEdit && typeof raw === 'object' && raw !== null && !('author' in raw);
  if (isPart) return nothing;
  const parsed = messageSchema.safeParse(raw);
  if (!parsed.success) return { raw, outcome: { malformed: describeFault(parsed.error) } };
  const message = parsed.data;
  const { edited_timestamp: editedAt } = message;
  if (!isOfAPerson(message) || (isEdit && editedAt == null)) return nothing;
  const post = postOf(message, hearing);
  const inbound = cameAs(post, message, hearing.self);
  const heard =
    isEdit && editedAt != null
      ? ({ type: 'edit', post, editedAt: new Date(editedAt).toISOString() } as const)
      : ({ type: 'post', post } as const);
  return { raw, outcome: { heard }, ...(inbound === undefined ? {} : { inbound }) };
}

/** What was deleted: one message, or many at once. */
export function hearDeletion(raw: unknown, nowMs: number): Delivered[] {
  const deletedAt = new Date(nowMs).toISOString();
  const one = deletedSchema.safeParse(raw);
  const many = bulkDeletedSchema.safeParse(raw);
  if (!one.success && !many.success) return [{ raw, outcome: { malformed: describeFault(one.error) } }];
  const { channel_id: channel, ids } = many.success ? many.data : { channel_id: '', ids: [] };
  const gone = one.success
    ? [nativeIdIn(one.data.channel_id, one.data.id)]
    : ids.map((id) => nativeIdIn(channel, id));
  return gone.map((nativeId) => ({ raw, outcome: { heard: { type: 'delete', nativeId, deletedAt } } }));
}

/** What an event of the gateway means; other kinds of events mean nothing here. */
export function hearEvent(kind: string, raw: unknown, hearing: Hearing, nowMs: number): Delivered[] {
  if (kind === 'MESSAGE_CREATE' || kind === 'MESSAGE_UPDATE') {
    return [hearMessage(raw, hearing, kind === 'MESSAGE_UPDATE')];
  }
  return kind === 'MESSAGE_DELETE' || kind === 'MESSAGE_DELETE_BULK' ? hearDeletion(raw, nowMs) : [];
}
