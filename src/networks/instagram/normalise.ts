// Turns what Instagram told into comments, mentions, messages, edits and deletions. Pure.
import { describeFault } from '../kit/fault.ts';
import { iso } from '../kit/meta-message-posts.ts';
import { keptSchema, type MetaProfile } from '../kit/meta-message-schemas.ts';
import { hearMessaging, malformed, passed } from '../kit/meta-messages.ts';
import type { Delivered } from '../kit/network.ts';
import {
  commentPost,
  commentTold,
  deliveredComment,
  isNamedIn,
  mediaPost,
  messagingOf,
  text,
  type CommentTold,
  type Self,
} from './posts.ts';
import { commentValueSchema, mentionValueSchema } from './schemas.ts';
import type { InstagramComment, InstagramMedia } from './schemas.ts';

/** What a delivery needs beside itself to be understood. */
export interface Hearing {
  self: Self;
  /** Who wrote a message, where Instagram shows them. */
  profile: MetaProfile | null;
  /** The post that a comment stands under; null where we may not read it, `unknown` where Instagram did not answer. */
  media: InstagramMedia | 'unknown' | null;
  /** What a mention points at, as Instagram answered. */
  mentioned: { comment: InstagramComment | null; media: InstagramMedia | null };
  /** When our server got it: UTC, ISO 8601. */
  receivedAt: string;
}

function hearComment(raw: unknown, field: string, value: unknown, at: string, hearing: Hearing): Delivered {
  const { self, media } = hearing;
  const read = commentValueSchema.safeParse(value);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { id, comment_id: other, from, text: said, parent_id: parentId, media: at_ } = read.data;
  const nativeId = id ?? other;
  if (nativeId === null || nativeId === undefined) return malformed(raw, 'id: it names no comment');
  const told: CommentTold = {
    id: nativeId,
    from: { id: from?.id ?? null, username: from?.username ?? null },
    text: said,
    parentId: parentId ?? null,
    mediaId: at_.id,
    at,
    isLive: field === 'live_comments',
  };
  // A post that we may not see is somebody else’s, where we are named; else one of ours that is hidden, as those of ads are.
  const isTheirs = media === null && isNamedIn(told, self);
  const post = commentPost(told, { media: media === 'unknown' ? null : media, isTheirs }, self);
  return post === null ? malformed(raw, 'from: it names nobody') : deliveredComment(raw, post, self);
}

/** What a mention holds is asked for: the call names it by ids only. */
function hearMention(raw: unknown, value: unknown, at: string, hearing: Hearing): Delivered {
  const { self, mentioned } = hearing;
  const read = mentionValueSchema.safeParse(value);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { media_id: mediaId, comment_id: commentId } = read.data;
  if (commentId === null || commentId === undefined) {
    const post = mentioned.media === null ? null : mediaPost(mentioned.media, self, at);
    return post === null
      ? malformed(raw, 'media_id: it could not be read')
      : deliveredComment(raw, post, self);
  }
  const { comment } = mentioned;
  if (comment === null) return malformed(raw, 'comment_id: it could not be read');
  const told = commentTold(comment, mediaId);
  // Instagram's documents promise no name of who wrote it: it is somebody all the same.
  const from =
    text(told.from.id) === '' && text(told.from.username) === '' ? { id: `unnamed ${commentId}` } : told.from;
  const post = commentPost({ ...told, mediaId, from }, { media: mentioned.media, isTheirs: true }, self);
  return post === null ? malformed(raw, 'from: it names nobody') : deliveredComment(raw, post, self);
}

/** What a delivery means. Never throws: what cannot be understood is told as such; kinds that came later are of no interest. */
export function hear(raw: unknown, hearing: Hearing): Delivered {
  const kept = keptSchema.safeParse(raw);
  if (!kept.success) return malformed(raw, describeFault(kept.error));
  if ('field' in kept.data) {
    const { field, value, atMs } = kept.data;
    const at = atMs === null || atMs < 1e12 || atMs > 253_402_300_799_000 ? hearing.receivedAt : iso(atMs);
    if (field === 'comments' || field === 'live_comments') return hearComment(raw, field, value, at, hearing);
    return field === 'mentions' ? hearMention(raw, value, at, hearing) : passed(raw);
  }
  const { self, profile } = hearing;
  return hearMessaging(raw, kept.data.messaging, { of: messagingOf(self), profile });
}
