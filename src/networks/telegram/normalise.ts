// Turns updates of the Bot API into messages and edits. Pure.
import type { Author, Post } from '../../domain/post/post.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { isNotice, mediaOf, namedIn, textOf } from './content.ts';
import { nativeIdIn, permalink } from './ids.ts';
import { NETWORK } from './manifest.ts';
import { messageSchema, updateSchema } from './schemas.ts';
import type { TelegramMessage, TelegramUser } from './schemas.ts';

/** What a message needs beside itself to be understood. */
export interface Hearing {
  /** Our bot. */
  self: { nativeId: string; handle: string };
  /** Off: of groups only what mentions or answers the bot. */
  withGroups: boolean;
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const page = (username: string | undefined) =>
  username === undefined ? {} : { url: `https://t.me/${username}` };

function authorOfUser(user: TelegramUser): Author {
  const { id, username, first_name: first, last_name: last } = user;
  return {
    nativeId: String(id),
    handle: username ?? '',
    displayName: [first, last].filter(Boolean).join(' '),
    ...page(username),
    ...(user.is_bot ? { isBot: true } : {}),
  };
}

/** A group or channel can speak itself: the user beside it is then none. Null where nobody is named. */
function authorOf({ from, sender_chat: speaker }: TelegramMessage): Author | null {
  if (speaker !== undefined) {
    const { id, username, title } = speaker;
    return { nativeId: String(id), handle: username ?? '', displayName: title, ...page(username) };
  }
  return from === undefined ? null : authorOfUser(from);
}

/** Two letters of an IETF tag. */
const langOf = ({ from }: TelegramMessage): string | undefined =>
  /^[a-z]{2}(?=$|-)/.exec(from?.language_code ?? '')?.[0];

/** The message that is answered; what opens a topic is named by everything in it, and answered by nothing. */
function answeredBy(message: TelegramMessage) {
  const { reply_to_message: answered, is_topic_message: isInTopic, message_thread_id: thread } = message;
  return answered === undefined || (isInTopic === true && answered.message_id === thread) ? null : answered;
}

/** A chat of two: a private one, or what somebody writes to a channel's team. */
function conversationOf(
  { chat, direct_messages_topic: topic }: TelegramMessage,
  botId: string,
): string | null {
  if (chat.type === 'private') return `${botId}/${String(chat.id)}`;
  return topic === undefined ? null : `${String(chat.id)}/${String(topic.topic_id)}`;
}

function refOf(message: TelegramMessage): Record<string, string> {
  const { is_topic_message: isInTopic, message_thread_id: thread, direct_messages_topic: direct } = message;
  return {
    chat: message.chat.type,
    ...(isInTopic === true && thread !== undefined ? { topic: String(thread) } : {}),
    ...(direct === undefined ? {} : { direct: String(direct.topic_id) }),
  };
}

function postOf(message: TelegramMessage, author: Author, self: Hearing['self']): Post {
  const { chat, is_topic_message: isInTopic, message_thread_id: thread } = message;
  const idOf = (id: number): string => nativeIdIn(self.nativeId, chat, id);
  const answered = answeredBy(message);
  const conversation = conversationOf(message, self.nativeId);
  const lang = langOf(message);
  const url = conversation === null ? permalink(chat, message.message_id) : undefined;
  const hasRoot = thread !== undefined && isInTopic !== true && answered !== null;
  return {
    network: NETWORK,
    nativeId: idOf(message.message_id),
    kind: answered === null ? 'post' : 'reply',
    visibility: conversation === null ? 'public' : 'dm',
    author,
    text: textOf(message),
    ...(lang === undefined ? {} : { langHint: lang }),
    ...namedIn(message, self),
    media: mediaOf(message),
    ...(answered === null ? {} : { replyTo: idOf(answered.message_id) }),
    ...(hasRoot ? { root: idOf(thread) } : {}),
    ...(conversation === null ? {} : { conversation }),
    ...(url === undefined ? {} : { url }),
    createdAt: iso(message.date),
    ref: refOf(message),
  };
}

/** How it came to us, by Telegram's word. */
function cameAs(post: Post, message: TelegramMessage, { nativeId }: Hearing['self']): Delivered['inbound'] {
  if (post.visibility === 'dm') return 'dm';
  if (post.mentions.some((one) => one.nativeId === nativeId)) return 'mention';
  return String(answeredBy(message)?.from?.id ?? '') === nativeId ? 'reply' : undefined;
}

/** Whether the company speaks: its channel posts into its own discussion group, or its team answers who wrote to the channel. */
function isOurs({
  is_automatic_forward: isOfChannel,
  direct_messages_topic: topic,
  sender_chat: speaker,
  from,
}: TelegramMessage): boolean {
  if (isOfChannel === true) return true;
  if (topic === undefined) return false;
  return speaker !== undefined || (topic.user !== undefined && from?.id !== topic.user.id);
}

/** Who presses Start has said nothing yet. */
const isStart = ({ visibility, text }: Post): boolean => visibility === 'dm' && text === '/start';

/** What an update means. Never throws: what cannot be understood is told as such; kinds that came later are of no interest. */
export function hear(raw: unknown, { self, withGroups }: Hearing): Delivered {
  const nothing: Delivered = { raw, outcome: { heard: null } };
  const update = updateSchema.safeParse(raw);
  if (!update.success) return { raw, outcome: { malformed: describeFault(update.error) } };
  const { message: told, edited_message: edited } = update.data;
  if (told === undefined && edited === undefined) return nothing;
  const parsed = messageSchema.safeParse(told ?? edited);
  if (!parsed.success) return { raw, outcome: { malformed: describeFault(parsed.error) } };
  const message = parsed.data;
  const author = authorOf(message);
  if (author === null || isNotice(message) || isOurs(message)) return nothing;
  const post = postOf(message, author, self);
  const inbound = cameAs(post, message, self);
  if (isStart(post) || (inbound === undefined && !withGroups)) return nothing;
  const heard =
    told === undefined
      ? ({ type: 'edit', post, editedAt: iso(message.edit_date ?? message.date) } as const)
      : ({ type: 'post', post } as const);
  return { raw, outcome: { heard }, ...(inbound === undefined ? {} : { inbound }) };
}
