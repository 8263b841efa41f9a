// The parts of a Page's webhooks and of Facebook's answers that are read, checked where they come in.
import { z } from 'zod';
import { boundedId, most } from '../kit/bounds.ts';
import { listed, maybeAddress, upTo, withoutNul, written } from '../kit/fields.ts';
import { graphTime, maybeId, moment } from '../kit/meta-message-schemas.ts';

const from = z.object({ id: maybeId, name: upTo(most.name) });
export type FacebookWho = z.infer<typeof from>;
const word = z.string().max(60).transform(withoutNul);
const maybeMoment = moment.nullish().catch(null);
const maybeUrl = maybeAddress.catch(undefined);

/** What `feed` and `mention` tell. A writer is named in one of two ways; of some nothing is said. */
export const changeSchema = z.object({
  item: word,
  verb: word,
  post_id: maybeId,
  comment_id: maybeId,
  parent_id: maybeId,
  from: from.nullish().catch(null),
  sender_id: maybeId,
  sender_name: upTo(most.name),
  message: written,
  created_time: maybeMoment,
  edited_time: maybeMoment,
  photo: maybeUrl,
  photos: listed(z.string(), most.media).catch(undefined),
  video: maybeUrl,
  post: z.object({ permalink_url: maybeUrl }).nullish().catch(null),
});
export type FacebookChange = z.infer<typeof changeSchema>;

/** A recommendation, or a comment under one. */
export const ratingSchema = z.object({
  item: word,
  verb: word,
  open_graph_story_id: maybeId,
  comment_id: maybeId,
  reviewer_id: maybeId,
  reviewer_name: upTo(most.name),
  sender_id: maybeId,
  sender_name: upTo(most.name),
  review_text: written,
  message: written,
  recommendation_type: z.string().max(60).transform(withoutNul).nullish().catch(null),
  rating: z.number().int().min(1).max(5).nullish().catch(null),
  created_time: maybeMoment,
});
export type FacebookRating = z.infer<typeof ratingSchema>;

const attachment = z.object({ type: upTo(60), url: maybeUrl, title: upTo(most.alt) });
/** A comment as Facebook answers with it. */
export const commentSchema = z.object({
  id: boundedId,
  message: written,
  created_time: graphTime,
  from: from.nullish().catch(null),
  parent: z.object({ id: boundedId }).nullish().catch(null),
  permalink_url: maybeUrl,
  attachment: attachment.nullish().catch(null),
});
export type FacebookComment = z.infer<typeof commentSchema>;
export const postSchema = z.object({
  id: boundedId,
  message: written,
  created_time: graphTime,
  updated_time: graphTime.nullish().catch(null),
  from: from.nullish().catch(null),
  permalink_url: maybeUrl,
  full_picture: maybeUrl,
});
export type FacebookPost = z.infer<typeof postSchema>;

const pageFields = {
  id: boundedId,
  name: upTo(most.name),
  username: z.string().max(most.handle).transform(withoutNul).nullish().catch(null),
};
export const pageSchema = z.object({
  ...pageFields,
  about: upTo(most.bio),
  website: maybeUrl,
  picture: z
    .object({ data: z.object({ url: maybeUrl }) })
    .nullish()
    .catch(null),
});
/** A Page that somebody who manages it is shown, with a token for it. */
export const ownedPageSchema = z.object({ ...pageFields, access_token: z.string().min(1).max(2_000) });
export type OwnedPage = z.infer<typeof ownedPageSchema>;
export const tokenSchema = z.object({ access_token: z.string().min(1).max(2_000) });
/** What a token is, as Facebook tells who has the app's secret. Zero seconds: it does not end. */
export const tokenInfoSchema = z.object({
  data: z.object({
    app_id: z.union([boundedId, z.number().transform(String)]).nullish(),
    type: z.string().max(60).catch(''),
    is_valid: z.boolean(),
    profile_id: z.union([boundedId, z.number().transform(String)]).nullish(),
    expires_at: z.number().nonnegative().catch(0),
    data_access_expires_at: z.number().nonnegative().catch(0),
    scopes: z.array(z.string().max(200)).max(500).catch([]),
  }),
});
export type TokenInfo = z.infer<typeof tokenInfoSchema>['data'];

export const callbacksSchema = z.object({
  data: z
    .array(
      z.object({
        object: z.string().max(100),
        callback_url: z.string().max(most.url).catch(''),
        active: z.boolean().catch(false),
        fields: z
          .array(z.object({ name: z.string().max(200) }))
          .max(500)
          .catch([]),
      }),
    )
    .max(100),
});
export const subscribedSchema = z.object({
  data: z.array(z.object({ id: z.union([boundedId, z.number().transform(String)]) })).max(1_000),
});
