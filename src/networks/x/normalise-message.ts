// Turns X's direct messages into posts, and names them so that they are found again. Pure.
import type { Author, Post } from '../../domain/post/post.ts';
import { most } from '../kit/bounds.ts';
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { isId, timeOfId } from './ids.ts';
import { DEFAULT_WEB, NETWORK } from './manifest.ts';
import { authorOf, hashtagsOf, mentionsOf, type Included } from './normalise.ts';
import { messageSchema, type RawMessage } from './schemas.ts';
import { plainText } from './text.ts';

/** X numbers posts and messages alike: a message is told from a post by its conversation, in which it is found again. */
export const messageId = (conversation: string, id: string): string => `${conversation}/${id}`;

export function parseMessageId(nativeId: string): { conversation: string; id: string } | null {
  const { conversation = '', id = '' } =
    /^(?<conversation>[\d-]+)\/(?<id>\d+)$/u.exec(nativeId)?.groups ?? {};
  return isConversation(conversation) && isId(id) ? { conversation, id } : null;
}

/** A conversation of two bears the ids of both; one of a group has one of its own. */
const isOfTwo = (conversation: string): boolean => conversation.includes('-');
export const isConversation = (text: string): boolean => /^(?:\d{1,19}-\d{1,19}|\d{15,19})$/u.test(text);

export const conversationPage = (conversation: string): string => `${DEFAULT_WEB}/messages/${conversation}`;

const nothingNamed = { hashtags: [], mentions: [], urls: [] };

function messagePost(message: RawMessage, included: Included): Post {
  const { dm_conversation_id: conversation, id, text: raw } = message;
  const entities = message.entities ?? nothingNamed;
  const { text, links } = plainText({ text: raw, entities, note: null }, undefined);
  const author: Author = authorOf(message.sender_id, included.users.get(message.sender_id));
  return {
    network: NETWORK,
    nativeId: messageId(conversation, id),
    kind: 'post',
    visibility: 'dm',
    author,
    text,
    mentions: mentionsOf(entities.mentions, included),
    hashtags: hashtagsOf(entities.hashtags),
    links: links.filter((link) => link.length <= most.url),
    // Pictures of messages are shown to who takes part only: they are looked at on X.
    media: (message.attachments?.media_keys ?? []).flatMap((key) => {
      const media = included.media.get(key);
      if (media === undefined) return [];
      const kind = media.type === 'photo' ? ('image' as const) : ('video' as const);
      return [{ kind, alt: media.alt_text }];
    }),
    conversation,
    url: conversationPage(conversation),
    createdAt: new Date(message.created_at ?? timeOfId(id)).toISOString(),
  };
}

/** Reads a message; throws a ZodError when it is none. */
export function normaliseMessage(raw: unknown, included: Included): Post {
  return messagePost(messageSchema.parse(raw), included);
}

/**
 * What one message of the account `self` means. Groups are left to X's own page: what is said there all their members read, and
 * nobody of them wrote to the account alone.
 */
export function hearMessage(raw: unknown, included: Included, self: string): Delivered {
  const parsed = messageSchema.safeParse(raw);
  if (!parsed.success) return { raw, outcome: { malformed: describeFault(parsed.error) } };
  if (!isOfTwo(parsed.data.dm_conversation_id)) return { raw, outcome: { heard: null } };
  const post = messagePost(parsed.data, included);
  const outcome = { heard: { type: 'post', post } } as const;
  return post.author.nativeId === self ? { raw, outcome } : { raw, outcome, inbound: 'dm' };
}
