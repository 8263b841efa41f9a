// The parts of Instagram's webhooks and answers that are read, checked where they come in.
import { z } from 'zod';
import { boundedHandle, boundedId, most } from '../kit/bounds.ts';
import { listed, maybeAddress, upTo, withoutNul, written } from '../kit/fields.ts';

const id = boundedId;
const maybeId = id.nullish().catch(null);
/** Epoch milliseconds from 2001 to the year 9999; some calls write seconds. */
const moment = z
  .number()
  .transform((value) => Math.round(value < 1e11 ? value * 1_000 : value))
  .refine((ms) => ms >= 1e12 && ms <= 253_402_300_799_000, 'is no time');
/** As answers write it: ISO 8601 without a colon in its offset, or seconds since 1970. */
const time = z
  .union([
    z.string().transform((text) => {
      const iso = /^\d+$/.test(text)
        ? Number(text) * 1_000
        : Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
      return iso;
    }),
    z.number().transform((value) => (value < 1e11 ? value * 1_000 : value)),
  ])
  .refine((ms) => ms >= 1e12 && ms <= 253_402_300_799_000, 'is no time');
const name = upTo(most.name);
const handle = boundedHandle.transform(withoutNul);

/** What a message, a comment or a mention is kept under. */
export const keptIdSchema = z.string().regex(/^[\x21-\x7e]{1,500}$/);
/** One delivery, as `receive` keeps it. */
export const keptSchema = z.union([
  z.object({ messaging: z.unknown() }).refine(({ messaging }) => messaging !== undefined),
  z
    .object({ field: z.string().max(200), value: z.unknown(), atMs: z.number().nullable() })
    .refine(({ value }) => value !== undefined),
]);

const attachmentSchema = z.object({
  type: z.string().max(60).transform(withoutNul),
  payload: z
    .object({ url: maybeAddress.catch(undefined), title: upTo(most.alt) })
    .nullish()
    .catch(null),
});
const messageSchema = z.object({
  mid: id,
  text: written,
  attachments: listed(attachmentSchema, most.media).catch(undefined),
  is_deleted: z.boolean().nullish().catch(null),
  is_echo: z.boolean().nullish().catch(null),
  is_unsupported: z.boolean().nullish().catch(null),
  reply_to: z
    .object({
      mid: maybeId,
      story: z
        .object({ id: maybeId, url: maybeAddress.catch(undefined) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});
export type InstagramMessage = z.infer<typeof messageSchema>;

const party = z.object({ id });
const between = z.object({ sender: party, recipient: party, timestamp: moment });
export const messageEventSchema = between.extend({ message: messageSchema });
export const editEventSchema = between.extend({
  message_edit: z.object({ mid: id, text: written }),
});
export const reactionEventSchema = between.extend({
  reaction: z.object({
    mid: id,
    action: z.string().max(40),
    emoji: upTo(most.tag),
    reaction: upTo(most.tag),
  }),
});
export const postbackEventSchema = between.extend({ postback: z.object({ mid: maybeId, title: written }) });

const from = z.object({ id: maybeId, username: handle.nullish() });
/** A comment as a call tells it. */
export const commentValueSchema = z.object({
  id: maybeId,
  comment_id: maybeId,
  from: from.nullish(),
  text: written,
  parent_id: maybeId,
  media: z.object({ id }),
});
export const mentionValueSchema = z.object({ media_id: id, comment_id: maybeId });

/** A comment as Instagram answers with it. */
export const commentSchema = z.object({
  id,
  text: written,
  timestamp: time,
  username: handle.nullish(),
  from: from.nullish().catch(null),
  parent_id: maybeId,
  media: z.object({ id }).nullish().catch(null),
});
export type InstagramComment = z.infer<typeof commentSchema>;
export const mediaSchema = z.object({
  id,
  caption: written,
  permalink: maybeAddress.catch(undefined),
  timestamp: time.nullish().catch(null),
  username: handle.nullish().catch(null),
  media_type: z.string().max(60).nullish().catch(null),
  media_url: maybeAddress.catch(undefined),
  comments_count: z.number().nullish().catch(null),
});
export type InstagramMedia = z.infer<typeof mediaSchema>;
export const mentionedMediaSchema = z.object({ mentioned_media: mediaSchema });
export const mentionedCommentSchema = z.object({ mentioned_comment: commentSchema });

const participant = z.object({ id, username: handle.nullish().catch(null) });
/** A message as Instagram answers with it. */
export const storedMessageSchema = z.object({
  id,
  created_time: time,
  from: participant,
  to: z.object({ data: z.array(participant).max(100) }),
  message: written,
});
export type InstagramStoredMessage = z.infer<typeof storedMessageSchema>;
export const conversationsSchema = z.object({
  data: z.array(z.object({ id, updated_time: time.nullish().catch(null) })).max(1_000),
});
export const conversationSchema = z.object({
  messages: z.object({ data: z.array(z.object({ id, created_time: time })).max(1_000) }).nullish(),
});

export const listSchema = z.object({
  data: z.array(z.unknown()).max(1_000),
  paging: z
    .object({
      cursors: z
        .object({ after: z.string().max(most.idBytes).nullish() })
        .nullish()
        .catch(null),
      next: z.string().nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

export const commentWithRepliesSchema = commentSchema.extend({ replies: listSchema.nullish().catch(null) });
export const profileSchema = z.object({
  name: name,
  username: handle.nullish().catch(null),
  profile_pic: maybeAddress.catch(undefined),
});
export type InstagramProfile = z.infer<typeof profileSchema>;
export const meSchema = z.object({
  /** The id of the professional account, by which calls name it; `id` is another one, which only this app knows. */
  user_id: z.union([id, z.number().transform(String)]),
  username: handle,
  name,
  account_type: z.string().max(60).nullish().catch(null),
  profile_picture_url: maybeAddress.catch(undefined),
  biography: upTo(most.bio),
  followers_count: z.number().nullish().catch(null),
  follows_count: z.number().nullish().catch(null),
  media_count: z.number().nullish().catch(null),
  website: maybeAddress.catch(undefined),
});
export const successSchema = z.object({ success: z.literal(true) });
export const createdSchema = z.object({ id });
export const sentSchema = z.object({ recipient_id: maybeId, message_id: id });
export const tokenSchema = z.object({
  access_token: z.string().min(1).max(2_000),
  expires_in: z.number().positive().optional().catch(undefined),
});
