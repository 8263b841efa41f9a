// Direct messages: conversations and messages of an account through its DM service.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { AccountSession } from '../kit/network.ts';
import { readEach, type Clients } from './client.ts';
import { normaliseMessage, parseMessageId } from './normalise-message.ts';
import { normaliseAuthor, unknownAuthor } from './normalise.ts';
import { messageView, profileView } from './schemas.ts';
import type { Xrpc } from './xrpc.ts';

export const convoView = z.object({
  id: z.string().min(1),
  rev: z.string(),
  members: z.array(z.unknown()),
  unreadCount: z.number().optional(),
});
export type ConvoView = z.infer<typeof convoView>;

const MESSAGES_PAGE = 100;

/** The people of a conversation by id. */
export function membersOf(convo: ConvoView): Map<string, Author> {
  return new Map(readEach(convo.members, profileView).map((view) => [view.did, normaliseAuthor(view)]));
}

export async function readConvo(chat: Xrpc, convoId: string): Promise<ConvoView> {
  const { convo } = await chat.call({
    method: 'chat.bsky.convo.getConvo',
    params: { convoId },
    answer: z.object({ convo: convoView }),
  });
  return convo;
}

/** A conversation's messages, newest first, until `enough` says so or `max` is reached. */
export async function readMessages(
  chat: Xrpc,
  convoId: string,
  max: number,
  enough: (oldest: z.infer<typeof messageView>) => boolean = () => false,
): Promise<z.infer<typeof messageView>[]> {
  const messages: z.infer<typeof messageView>[] = [];
  let cursor: string | undefined;
  do {
    const page = await chat.call({
      method: 'chat.bsky.convo.getMessages',
      params: { convoId, limit: Math.min(MESSAGES_PAGE, max), cursor },
      answer: z.object({ messages: z.array(z.unknown()), cursor: z.string().optional() }),
    });
    messages.push(...readEach(page.messages, messageView));
    cursor = page.messages.length === 0 ? undefined : page.cursor;
    const oldest = messages.at(-1);
    if (oldest !== undefined && enough(oldest)) break;
  } while (cursor !== undefined && messages.length < max);
  return messages.slice(0, max);
}

function needAccount(account: AccountSession | null): AccountSession {
  if (account !== null) return account;
  throw new AppError('network_rejected', 'Direct messages can be read only by a connected account.', {
    where: 'account',
  });
}

/** The conversation a message belongs to, oldest first. */
export async function readConversation(
  clients: Clients,
  account: AccountSession | null,
  post: Pick<Post, 'nativeId' | 'conversation'>,
  max: number,
): Promise<Post[]> {
  const chat = clients.chat(needAccount(account));
  const convoId = post.conversation ?? parseMessageId(post.nativeId)?.convoId ?? '';
  const [convo, messages] = await Promise.all([readConvo(chat, convoId), readMessages(chat, convoId, max)]);
  const members = membersOf(convo);
  return messages.toReversed().flatMap((message) => {
    const author = members.get(message.sender.did) ?? unknownAuthor(message.sender.did);
    const made = normaliseMessage(message, convoId, author);
    return 'post' in made ? [made.post] : [];
  });
}

/** One message. @throws AppError `network_post_gone` when it was deleted or is not among the newest 200. */
export async function readMessage(
  clients: Clients,
  account: AccountSession | null,
  nativeId: string,
): Promise<Post> {
  const place = parseMessageId(nativeId);
  const posts =
    place === null
      ? []
      : await readConversation(clients, account, { nativeId, conversation: place.convoId }, 200);
  const found = posts.find((post) => post.nativeId === nativeId);
  if (found !== undefined) return found;
  throw new AppError('network_post_gone', `The message is no longer on Bluesky: ${nativeId}`, {
    where: nativeId,
  });
}
