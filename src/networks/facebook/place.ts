// Where an answer goes, by what it answers: below a comment, under a post, or into a conversation. Pure.
import type { Recipient } from '../kit/meta-send.ts';
import { personOf } from '../kit/meta-message-posts.ts';
import type { PublishRequest } from '../kit/network.ts';
import { isMessageId, postOfComment } from './ids.ts';

export type Place =
  /** Below a comment or a post on our Page. Below a comment there is one level: an answer to an answer stands beside it. */
  | { kind: 'comment'; under: string; post: string }
  /** One message for a comment or a post. */
  | { kind: 'private'; recipient: Recipient; person: string }
  | { kind: 'message'; person: string }
  /** Where a Page does not answer by the API. */
  | { kind: 'elsewhere' };

/** Null for what answers nobody. */
export function placeOf(
  { replyTo, visibility }: Pick<PublishRequest, 'replyTo' | 'visibility'>,
  pageId: string,
): Place | null {
  if (replyTo === undefined) return null;
  const { nativeId, ref = {}, conversation, author } = replyTo;
  const { post, under, parent, is, to } = ref as Partial<Record<string, string>>;
  if (visibility === 'dm') {
    if (conversation !== undefined || to !== undefined || isMessageId(nativeId)) {
      const person = to ?? (conversation === undefined ? author.nativeId : personOf(conversation));
      return { kind: 'message', person };
    }
    if (under !== 'us') return { kind: 'elsewhere' };
    const recipient = is === 'post' ? { post_id: nativeId } : { comment_id: nativeId };
    return { kind: 'private', recipient, person: author.nativeId };
  }
  if (under !== 'us') return { kind: 'elsewhere' };
  if (is === 'post') return { kind: 'comment', under: nativeId, post: nativeId };
  return {
    kind: 'comment',
    under: parent ?? nativeId,
    post: post ?? replyTo.root ?? postOfComment(pageId, nativeId),
  };
}
