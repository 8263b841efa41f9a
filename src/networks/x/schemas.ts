// The parts of X's answers that are read, checked where they come in. X renames fields (tweets to posts): both are read.
import { z } from 'zod';
import { boundedCount, boundedHandle, boundedText, boundedUrl, cut, most } from '../kit/bounds.ts';
import { isId } from './ids.ts';

const withoutNul = (value: string): string => value.replaceAll('\0', '');
const id = z.string().refine(isId, 'is no id of X');
/** A time with a year from 1000 to 9999: databases know no other. */
const time = z
  .string()
  .refine((text) => /^[1-9]\d{3}-/u.test(text) && !Number.isNaN(Date.parse(text)), 'is not a time');
const upTo = (length: number) =>
  z
    .string()
    .nullish()
    .transform((value) => cut(withoutNul(value ?? ''), length));
const address = z
  .string()
  .nullish()
  .transform((value) => boundedUrl(value) ?? undefined);
const count = z
  .number()
  .nullish()
  .transform((value) =>
    typeof value === 'number' && value >= 0 ? boundedCount(Math.floor(value)) : undefined,
  );
const listed = <T extends z.ZodType>(item: T, length: number = most.listed) =>
  z
    .array(item)
    .nullish()
    .transform((list) => (list ?? []).slice(0, length));

const urlSchema = z.object({
  url: z.string().nullish(),
  expanded_url: z.string().nullish(),
  unwound_url: z.string().nullish(),
  media_key: z.string().nullish(),
});
const entitiesSchema = z.object({
  hashtags: listed(z.object({ tag: z.string().transform(withoutNul) })),
  mentions: listed(
    z.object({
      username: boundedHandle.nullish().transform((name) => withoutNul(name ?? '')),
      id: id.nullish(),
    }),
  ),
  urls: listed(urlSchema),
});
const noteSchema = z
  .object({
    text: boundedText.transform(withoutNul),
    entities: entitiesSchema.nullish(),
  })
  .nullish();
const referencesSchema = listed(z.object({ type: z.string(), id }));

export const postSchema = z
  .object({
    id,
    text: boundedText.transform(withoutNul),
    author_id: id,
    created_at: time.nullish(),
    conversation_id: id.nullish(),
    in_reply_to_user_id: id.nullish(),
    lang: z.string().max(20).nullish().catch(null),
    entities: entitiesSchema.nullish(),
    attachments: z
      .object({ media_keys: listed(z.string(), most.media) })
      .nullish()
      .catch(null),
    referenced_posts: referencesSchema,
    referenced_tweets: referencesSchema,
    edit_history_post_ids: listed(id),
    edit_history_tweet_ids: listed(id),
    note_post: noteSchema,
    note_tweet: noteSchema,
  })
  .transform(
    ({ referenced_posts, referenced_tweets, edit_history_post_ids, edit_history_tweet_ids, ...rest }) => ({
      ...rest,
      references: [...referenced_posts, ...referenced_tweets],
      versions: [...edit_history_post_ids, ...edit_history_tweet_ids],
      note: rest.note_post ?? rest.note_tweet ?? null,
    }),
  );
export type RawPost = z.infer<typeof postSchema>;
/** What tells of edits, of a post that came without anything else. */
export const versionsSchema = postSchema.in.pick({
  id: true,
  edit_history_post_ids: true,
  edit_history_tweet_ids: true,
});

export const userSchema = z.object({
  id,
  name: upTo(most.name),
  username: boundedHandle.min(1).transform(withoutNul),
  description: upTo(most.bio),
  profile_image_url: address,
  url: address,
  entities: z
    .object({
      url: z.object({ urls: listed(urlSchema) }).nullish(),
      description: z.object({ urls: listed(urlSchema) }).nullish(),
    })
    .nullish()
    .catch(null),
  public_metrics: z
    .object({ followers_count: count, following_count: count, post_count: count, tweet_count: count })
    .nullish()
    .catch(null),
});
export type RawUser = z.infer<typeof userSchema>;

export const mediaSchema = z.object({
  media_key: z.string().min(1),
  type: z.string().catch('other'),
  alt_text: upTo(most.alt).catch(''),
  url: address.catch(undefined),
  preview_image_url: address.catch(undefined),
  width: z.number().nullish().catch(null),
  height: z.number().nullish().catch(null),
});
export type RawMedia = z.infer<typeof mediaSchema>;

/** A direct message. What has no conversation or writer is none that can be answered. */
export const messageSchema = z.object({
  id,
  event_type: z.literal('MessageCreate').nullish(),
  text: upTo(most.text),
  sender_id: id,
  dm_conversation_id: z.string().regex(/^(?:\d{1,19}-)?\d{1,19}$/u),
  created_at: time.nullish(),
  entities: entitiesSchema.nullish().catch(null),
  attachments: z
    .object({ media_keys: listed(z.string(), most.media) })
    .nullish()
    .catch(null),
});
export type RawMessage = z.infer<typeof messageSchema>;

/** A reference that was included: enough to know whose post was quoted. */
export const includedPostSchema = z.object({ id, author_id: id });

const problemSchema = z.looseObject({
  type: z.string().nullish(),
  title: z.string().nullish(),
  detail: z.string().nullish(),
  resource_id: z.string().nullish(),
  value: z.string().nullish(),
});
export type Problem = z.infer<typeof problemSchema>;

const anyList = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list ?? []);
export const includesSchema = z
  .object({ users: anyList, media: anyList, posts: anyList, tweets: anyList })
  .nullish()
  .catch(null);

/** Lists are checked item by item, so that one bad record does not hide the others. */
export const pageSchema = z.object({
  data: anyList,
  includes: includesSchema,
  errors: z.array(problemSchema).nullish().catch(null),
  meta: z
    .object({ next_token: z.string().min(1).nullish() })
    .nullish()
    .catch(null),
});
export type Page = z.infer<typeof pageSchema>;

/** One thing asked for by its id; `data` is missing where X has none, and `errors` says why. */
export const oneSchema = z.object({
  data: z.unknown().optional(),
  includes: includesSchema,
  errors: z.array(problemSchema).nullish().catch(null),
});

export const createdSchema = z.object({ data: z.object({ id, text: z.string() }) });
export const sentSchema = z.object({
  data: z.object({ dm_conversation_id: z.string().min(1), dm_event_id: id }),
});
export const deletedSchema = z.object({
  data: z.object({ deleted: z.boolean() }).nullish(),
  errors: z.array(problemSchema).nullish(),
});
export const uploadedSchema = z.object({ data: z.object({ id }) });
export const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** What was granted, divided by spaces. */
  scope: z.string().optional(),
  /** Seconds. */
  expires_in: z.number().positive().optional(),
});

export const ruleSchema = z.object({
  id,
  value: z.string(),
  tag: z
    .string()
    .nullish()
    .transform((tag) => tag ?? ''),
});
export type Rule = z.infer<typeof ruleSchema>;
/** The rules of the stream; an answer to a change has those that were made. What has no id is none. */
export const rulesSchema = z.object({
  data: anyList.transform((list) => list.flatMap((raw) => ruleSchema.safeParse(raw).data ?? [])),
  meta: z
    .object({ next_token: z.string().min(1).nullish() })
    .nullish()
    .catch(null),
});

/** One line of the stream. */
export const lineSchema = z.object({
  data: z.unknown().optional(),
  includes: includesSchema,
  errors: z.array(problemSchema).nullish().catch(null),
  matching_rules: listed(z.object({ id: z.string() }), 1000).catch([]),
});
