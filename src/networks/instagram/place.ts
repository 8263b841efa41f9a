// Where an answer goes, by what it answers: below a comment, under a post, to whom a mention is from, or into a conversation. Pure.
import { personOf } from '../kit/meta-message-posts.ts';
import type { PublishRequest } from '../kit/network.ts';
import { isMessageId } from './ids.ts';

export type Place =
  /** Below a comment. Instagram has one level there: an answer to an answer stands below the first comment. */
  | { kind: 'reply'; under: string; answers: string; mediaOf: string | null }
  /** Under a post of ours. */
  | { kind: 'comment'; media: string }
  /** To a mention under somebody else's post. */
  | { kind: 'mention'; media: string; comment: string | null }
  /** One message for a comment. */
  | { kind: 'private'; comment: string; person: string }
  | { kind: 'message'; person: string };

/** Null for what answers nobody. */
export function placeOf({
  replyTo,
  visibility,
}: Pick<PublishRequest, 'replyTo' | 'visibility'>): Place | null {
  if (replyTo === undefined) return null;
  const { nativeId, ref = {}, conversation, author } = replyTo;
  const { media, under, parent, is, to } = ref as Partial<Record<string, string>>;
  if (visibility === 'dm') {
    if (conversation !== undefined || to !== undefined || isMessageId(nativeId)) {
      return {
        kind: 'message',
        person: to ?? (conversation === undefined ? author.nativeId : personOf(conversation)),
      };
    }
    return { kind: 'private', comment: nativeId, person: author.nativeId };
  }
  if (is === 'media') {
    return under === 'us'
      ? { kind: 'comment', media: nativeId }
      : { kind: 'mention', media: nativeId, comment: null };
  }
  if (under === 'other') return { kind: 'mention', media: media ?? '', comment: nativeId };
  return {
    kind: 'reply',
    under: parent ?? replyTo.root ?? nativeId,
    answers: nativeId,
    mediaOf: media ?? null,
  };
}
