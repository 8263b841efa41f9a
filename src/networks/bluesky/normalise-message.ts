// Turns Bluesky's direct messages into posts, and names them so that they are found again. Pure.
import type { Author, Post } from '../../domain/post/post.ts';
import { describeFault } from '../kit/fault.ts';
import { NETWORK } from './manifest.ts';
import { clean, fromFacets, toIso } from './normalise.ts';
import { messageView } from './schemas.ts';

/** The native id of a chat message: a message is found again only inside its conversation. */
export function messageId(convoId: string, id: string): string {
  return `${convoId}/${id}`;
}

export function parseMessageId(nativeId: string): { convoId: string; id: string } | null {
  const match = /^([^/:]+)\/([^/]+)$/u.exec(nativeId);
  return match === null ? null : { convoId: match[1] ?? '', id: match[2] ?? '' };
}

/** A direct message as a post. */
export function normaliseMessage(
  raw: unknown,
  convoId: string,
  author: Author,
): { post: Post } | { malformed: string } {
  const parsed = messageView.safeParse(raw);
  if (!parsed.success) return { malformed: describeFault(parsed.error) };
  const message = parsed.data;
  const sentAt = toIso(message.sentAt);
  if (sentAt === null) return { malformed: `sentAt: not a time: ${message.sentAt.slice(0, 40)}` };
  const post: Post = {
    network: NETWORK,
    nativeId: messageId(convoId, message.id),
    kind: 'post',
    visibility: 'dm',
    author,
    text: clean(message.text),
    ...fromFacets(message.text, message.facets ?? []),
    media: [],
    conversation: convoId,
    url: `https://bsky.app/messages/${convoId}`,
    createdAt: sentAt,
    ref: { rev: message.rev },
  };
  return { post };
}
