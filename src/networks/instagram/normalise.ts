// Turns what Instagram told into comments, mentions, messages, edits and deletions. Pure.
import { describeFault } from '../kit/fault.ts';
import type { Delivered } from '../kit/network.ts';
import { mediaOfMessage } from './content.ts';
import { reactionId } from './ids.ts';
import {
  commentPost,
  commentTold,
  deliveredPost,
  isNamedIn,
  iso,
  mediaPost,
  messagePost,
  senderOf,
  text,
  type CommentTold,
  type Said,
  type Self,
} from './posts.ts';
import {
  commentValueSchema,
  editEventSchema,
  keptSchema,
  mentionValueSchema,
  messageEventSchema,
  postbackEventSchema,
  reactionEventSchema,
} from './schemas.ts';
import type { InstagramComment, InstagramMedia, InstagramMessage, InstagramProfile } from './schemas.ts';

/** What a delivery needs beside itself to be understood. */
export interface Hearing {
  self: Self;
  /** Who wrote a message, where Instagram shows them. */
  profile: InstagramProfile | null;
  /** The post that a comment stands under; null where we may not read it, `unknown` where Instagram did not answer. */
  media: InstagramMedia | 'unknown' | null;
  /** What a mention points at, as Instagram answered. */
  mentioned: { comment: InstagramComment | null; media: InstagramMedia | null };
  /** When our server got it: UTC, ISO 8601. */
  receivedAt: string;
}

const malformed = (raw: unknown, why: string): Delivered => ({ raw, outcome: { malformed: why } });
const passed = (raw: unknown): Delivered => ({ raw, outcome: { heard: null } });

function hearMessage(raw: unknown, told: unknown, { self, profile }: Hearing): Delivered {
  const read = messageEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { message, sender, recipient, timestamp } = read.data;
  const about = { nativeId: message.mid, authorNativeId: sender.id };
  if (message.is_deleted === true) {
    const heard = { type: 'delete', nativeId: message.mid, deletedAt: iso(timestamp) } as const;
    return { raw, outcome: { heard }, about };
  }
  const isOwn = message.is_echo === true || sender.id === self.nativeId;
  const senderId = isOwn ? self.nativeId : sender.id;
  const said = saidBy(message, { senderId, recipientId: recipient.id, atMs: timestamp });
  return deliveredPost(raw, messagePost(said, senderOf(senderId, profile, self), self), self);
}

const saidBy = (
  message: InstagramMessage,
  between: Pick<Said, 'senderId' | 'recipientId' | 'atMs'>,
): Said => ({
  ...between,
  id: message.mid,
  text: message.text,
  media: mediaOfMessage(message),
  replyTo: message.reply_to?.mid ?? null,
});

function hearEdit(raw: unknown, told: unknown, { self, profile }: Hearing): Delivered {
  const read = editEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { message_edit: edit, sender, recipient, timestamp } = read.data;
  // Instagram is known to tell of edits that were none, without a text: what was written stays.
  if (edit.text === '') return passed(raw);
  const said: Said = {
    id: edit.mid,
    senderId: sender.id,
    recipientId: recipient.id,
    atMs: timestamp,
    text: edit.text,
    media: [],
  };
  const post = messagePost(said, senderOf(sender.id, profile, self), self);
  const isOwn = sender.id === self.nativeId;
  return {
    raw,
    outcome: { heard: { type: 'edit', post, editedAt: iso(timestamp) } },
    ...(isOwn ? {} : { inbound: 'dm' as const }),
  };
}

function hearReaction(raw: unknown, told: unknown, { self, profile }: Hearing): Delivered {
  const read = reactionEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { reaction, sender, recipient, timestamp } = read.data;
  const nativeId = reactionId(sender.id, reaction.mid);
  if (reaction.action === 'unreact') {
    return { raw, outcome: { heard: { type: 'delete', nativeId, deletedAt: iso(timestamp) } } };
  }
  if (sender.id === self.nativeId) return passed(raw);
  const said: Said = {
    id: nativeId,
    senderId: sender.id,
    recipientId: recipient.id,
    atMs: timestamp,
    text: reaction.emoji === '' ? reaction.reaction : reaction.emoji,
    media: [],
    replyTo: reaction.mid,
  };
  return deliveredPost(raw, messagePost(said, senderOf(sender.id, profile, self), self), self);
}

function hearPostback(raw: unknown, told: unknown, { self, profile }: Hearing): Delivered {
  const read = postbackEventSchema.safeParse(told);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { postback, sender, recipient, timestamp } = read.data;
  if (typeof postback.mid !== 'string') return malformed(raw, 'postback.mid: it names no message');
  const said: Said = {
    id: postback.mid,
    senderId: sender.id,
    recipientId: recipient.id,
    atMs: timestamp,
    text: postback.title,
    media: [],
  };
  return deliveredPost(raw, messagePost(said, senderOf(sender.id, profile, self), self), self);
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
  return post === null ? malformed(raw, 'from: it names nobody') : deliveredPost(raw, post, self);
}

/** What a mention holds is asked for: the call names it by ids only. */
function hearMention(raw: unknown, value: unknown, at: string, hearing: Hearing): Delivered {
  const { self, mentioned } = hearing;
  const read = mentionValueSchema.safeParse(value);
  if (!read.success) return malformed(raw, describeFault(read.error));
  const { media_id: mediaId, comment_id: commentId } = read.data;
  if (commentId === null || commentId === undefined) {
    const post = mentioned.media === null ? null : mediaPost(mentioned.media, self, at);
    return post === null ? malformed(raw, 'media_id: it could not be read') : deliveredPost(raw, post, self);
  }
  const { comment } = mentioned;
  if (comment === null) return malformed(raw, 'comment_id: it could not be read');
  const told = commentTold(comment, mediaId);
  // Instagram's documents promise no name of who wrote it: it is somebody all the same.
  const from =
    text(told.from.id) === '' && text(told.from.username) === '' ? { id: `unnamed ${commentId}` } : told.from;
  const post = commentPost({ ...told, mediaId, from }, { media: mentioned.media, isTheirs: true }, self);
  return post === null ? malformed(raw, 'from: it names nobody') : deliveredPost(raw, post, self);
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
  const { messaging } = kept.data;
  const has = (name: string): boolean =>
    typeof messaging === 'object' && messaging !== null && Reflect.get(messaging, name) !== undefined;
  if (has('message')) return hearMessage(raw, messaging, hearing);
  if (has('message_edit')) return hearEdit(raw, messaging, hearing);
  if (has('reaction')) return hearReaction(raw, messaging, hearing);
  if (has('postback')) return hearPostback(raw, messaging, hearing);
  return typeof messaging === 'object' && messaging !== null
    ? passed(raw)
    : malformed(raw, 'messaging: it is no event');
}
