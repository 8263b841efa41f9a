// Sends, looks up and deletes direct messages.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Fate, Published, PublishRequest } from '../kit/network.ts';
import { facetsOf, type Acting } from './acting.ts';
import { readMessages } from './chat.ts';
import { messageId, parseMessageId } from './normalise-message.ts';
import { toIso } from './normalise.ts';
import { messageView } from './schemas.ts';
import type { Xrpc } from './xrpc.ts';

/** How many of our newest messages are compared when a DM's fate is looked up. */
const LOOK_BACK = 200;

async function conversationOf(chat: Xrpc, request: PublishRequest): Promise<string> {
  const { replyTo } = request;
  if (replyTo?.conversation !== undefined) return replyTo.conversation;
  if (replyTo === undefined) {
    throw new AppError('invalid_input', 'A direct message needs someone to go to.', { where: 'replyTo' });
  }
  const { convo } = await chat.call({
    method: 'chat.bsky.convo.getConvoForMembers',
    params: { members: [replyTo.author.nativeId] },
    answer: z.object({ convo: z.object({ id: z.string() }) }),
  });
  return convo.id;
}

function publishedMessage(message: z.infer<typeof messageView>, convoId: string, nowIso: string): Published {
  return {
    nativeId: messageId(convoId, message.id),
    url: `https://bsky.app/messages/${convoId}`,
    createdAt: toIso(message.sentAt) ?? nowIso,
    ref: { rev: message.rev, conversation: convoId },
  };
}

/** Sends a direct message, beginning the conversation where there is none. The service keeps no key of ours. */
export async function publishMessage(acting: Acting, request: PublishRequest): Promise<Published> {
  const chat = acting.clients.chat(acting.account);
  const convoId = await conversationOf(chat, request);
  const facets = await facetsOf(acting.client, request.text);
  const message = await chat.call({
    method: 'chat.bsky.convo.sendMessage',
    nature: 'write',
    body: { convoId, message: { text: request.text, ...(facets.length === 0 ? {} : { facets }) } },
    answer: messageView,
  });
  return publishedMessage(message, convoId, new Date(acting.clients.deps.now()).toISOString());
}

/**
 * DMs carry no key of ours, so a send is known again by its text, among our own messages since it was tried that are
 * not other sends (`taken`).
 */
export async function lookUpMessage(
  acting: Acting,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string>,
): Promise<Fate> {
  const chat = acting.clients.chat(acting.account);
  const convoId = await conversationOf(chat, request);
  // The service's clock may be behind ours.
  const from = new Date(Date.parse(since) - 60_000).toISOString();
  const messages = await readMessages(
    chat,
    convoId,
    LOOK_BACK,
    (oldest) => (toIso(oldest.sentAt) ?? from) < from,
  );
  const recent = messages.filter((message) => (toIso(message.sentAt) ?? '') >= from);
  const own = recent.filter(
    (message) => message.sender.did === acting.account.nativeId && !taken.has(messageId(convoId, message.id)),
  );
  const found = own.find((message) => message.text === request.text);
  if (found !== undefined) return { found: publishedMessage(found, convoId, since) };
  if (recent.length >= LOOK_BACK) return { cannotTell: `more than ${LOOK_BACK} messages came since` };
  return { absent: true };
}

/** Deletes a message for us; the service cannot take it back from the other side. */
export async function removeMessage(acting: Acting, nativeId: string): Promise<void> {
  const place = parseMessageId(nativeId);
  if (place === null)
    throw new AppError('network_rejected', 'This is no message of a conversation.', { where: nativeId });
  await acting.clients.chat(acting.account).call({
    method: 'chat.bsky.convo.deleteMessageForSelf',
    nature: 'keyed_write',
    body: { convoId: place.convoId, messageId: place.id },
    answer: z.object({}),
  });
}
