// The parts of Instagram's webhooks and answers that are read, checked where they come in.
import { z } from 'zod';
import { boundedId, most } from '../kit/bounds.ts';
import { maybeAddress, upTo, written } from '../kit/fields.ts';
import { graphTime as time, listSchema, maybeId, metaHandle as handle } from '../kit/meta-message-schemas.ts';

const id = boundedId;
const name = upTo(most.name);

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
export const commentWithRepliesSchema = commentSchema.extend({ replies: listSchema.nullish().catch(null) });
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
export const tokenSchema = z.object({
  access_token: z.string().min(1).max(2_000),
  expires_in: z.number().positive().optional().catch(undefined),
});
