// Sends messages on Messenger and Instagram: to a person, once for a comment, under the tag of human agents, and a reaction.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { HttpAnswer } from './http.ts';
import type { GraphCall, GraphClient } from './meta-graph.ts';
import { isReaction } from './meta-message-posts.ts';
import type { PublishRequest } from './network.ts';

/** Whether the company said that Meta approved its app for the tag of human agents. */
export const isGranted = (secrets: Readonly<Record<string, string>>): boolean =>
  secrets['humanAgent'] === 'true';

/** Refuses what Meta should not be asked for. */
export function checkRequest(
  { text, images, visibility }: PublishRequest,
  name: string,
  limits: Pick<NetworkManifest['limits'], 'post' | 'dm'>,
): void {
  if (text.trim() === '' && images.length === 0) {
    throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  }
  const isMessage = visibility === 'dm';
  const rule = isMessage ? limits.dm : limits.post;
  const { used, max, fits } = measureLength(text, rule);
  if (!fits) {
    const unit = rule.unit === 'graphemes' && rule.maxBytes === rule.max ? 'bytes of UTF-8' : 'characters';
    const what = `${unit} in a ${isMessage ? 'message' : 'comment'}`;
    const message = `The text is too long (${String(used)}); ${name} takes ${String(max)} ${what}. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  if (images.length > 0) {
    const message = `${name} fetches pictures from an address that everybody can reach; Kizuki gives out none. Send a text.`;
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

/** To a person, or to who wrote a comment or a post. */
export type Recipient = { id: string } | { comment_id: string } | { post_id: string };

/** A message, as Meta is asked to send it. `kind` is what the platform wants to know of it beside. */
export const messageTo = (
  selfId: string,
  recipient: Recipient,
  text: string,
  kind: { messaging_type?: 'RESPONSE' } = {},
): Pick<GraphCall, 'path' | 'body'> => ({
  path: `${encodeURIComponent(selfId)}/messages`,
  body: { json: { recipient, ...kind, message: { text } } },
});

/**
 * Sends. What a person writes goes out under the tag where the window is closed and Meta approved it; a program's never. Errors: the
 * client's.
 */
export async function sendOrTag(
  client: GraphClient,
  call: GraphCall,
  { person, text, mayTag }: { person: string | null; text: string; mayTag: boolean },
): Promise<HttpAnswer> {
  try {
    return await client(call);
  } catch (error) {
    // Certainly not sent.
    const isClosed = error instanceof AppError && error.code === 'window_closed';
    if (!isClosed || !mayTag || person === null) throw error;
    const json = {
      recipient: { id: person },
      messaging_type: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
      message: { text },
    };
    return client({ ...call, body: { json } });
  }
}

/** Of one account a message has one reaction: the same one again changes nothing. Null takes it back. */
export async function reactTo(
  client: GraphClient,
  selfId: string,
  post: { nativeId: string; ref?: Record<string, string> },
  reaction: string | null,
): Promise<void> {
  const person = post.ref?.['to'];
  if (isReaction(post.nativeId) || person === undefined) {
    throw new AppError('network_forbids', 'Nothing is given to a reaction.');
  }
  const payload = { message_id: post.nativeId, ...(reaction === null ? {} : { reaction }) };
  const json = {
    recipient: { id: person },
    sender_action: reaction === null ? 'unreact' : 'react',
    payload,
  };
  await client({
    method: 'POST',
    path: `${encodeURIComponent(selfId)}/messages`,
    body: { json },
    repeat: 'harmless',
    doing: 'reacting',
  });
}
