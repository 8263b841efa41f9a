// The parts of Mastodon's answers that are read, checked where they come in; servers leave out what they lack.
import { z } from 'zod';
import { boundedHandle, boundedId, most } from '../kit/bounds.ts';
import { address, count, listed, maybeAddress, time, upTo, withoutNul, written } from '../kit/fields.ts';

/** Markup makes it longer than what is read of it. */
const html = z
  .string()
  .max(5 * most.text, 'is longer than any post')
  .nullish()
  .transform((value) => withoutNul(value ?? ''));

export const accountSchema = z.object({
  id: boundedId,
  username: boundedHandle.transform(withoutNul),
  acct: boundedHandle.min(1).transform(withoutNul),
  display_name: upTo(most.name),
  // Cut before it is read: reading markup costs time.
  note: upTo(4 * most.bio),
  url: address,
  avatar: address,
  followers_count: count,
  following_count: count,
  statuses_count: count,
  bot: z.boolean().nullish().catch(null),
});
export type Account = z.infer<typeof accountSchema>;

const mostFields = 20;
/** What only a look at the whole profile needs. */
export const profileSchema = accountSchema.extend({
  fields: z
    .array(z.object({ name: upTo(most.name), value: upTo(most.bio) }))
    .nullish()
    .catch(null)
    .transform((fields) => (fields ?? []).slice(0, mostFields)),
});

const sizeSchema = z.object({ width: z.number().nullish(), height: z.number().nullish() });

export const mediaSchema = z.object({
  id: z.string(),
  type: z.string(),
  url: maybeAddress,
  preview_url: maybeAddress,
  remote_url: maybeAddress,
  description: upTo(most.alt),
  meta: z
    .object({ original: sizeSchema.nullish().catch(null) })
    .nullish()
    .catch(null),
});

const mentionSchema = z.object({
  id: boundedId,
  username: boundedHandle,
  acct: boundedHandle.transform(withoutNul),
});

const baseStatusSchema = z.object({
  id: boundedId,
  uri: address,
  url: maybeAddress,
  created_at: time,
  edited_at: time.nullish(),
  account: accountSchema,
  content: html,
  spoiler_text: written,
  visibility: z.string().max(40).transform(withoutNul),
  language: z.string().nullish(),
  in_reply_to_id: boundedId.or(z.literal('')).nullish(),
  in_reply_to_account_id: boundedId.or(z.literal('')).nullish(),
  sensitive: z.boolean().nullish(),
  media_attachments: listed(mediaSchema, most.media),
  mentions: listed(mentionSchema),
  tags: listed(z.object({ name: z.string().transform(withoutNul) })),
  quote: z
    .object({
      quoted_status: z.object({ id: boundedId }).nullish(),
      quoted_status_id: boundedId.nullish(),
    })
    .nullish()
    .catch(null),
});

export const statusSchema = baseStatusSchema.extend({ reblog: baseStatusSchema.nullish() });
export type Status = z.infer<typeof statusSchema>;

export const notificationSchema = z.object({
  id: z.string().min(1),
  type: z.string(),
  created_at: time,
  account: accountSchema,
  status: z.unknown().optional(),
});

/** Lists are checked item by item, so that one bad record does not hide the others. */
export const listSchema = z.array(z.unknown());
export const contextSchema = z.object({ ancestors: listSchema, descendants: listSchema });
export const sourceSchema = z.object({ text: z.string() });
export const searchSchema = z.object({ statuses: listSchema });
export const foundAccountsSchema = z.object({ accounts: listSchema });
export const uploadedSchema = z.object({ id: z.string().min(1), url: z.string().nullish() });

const number = z.number().int().positive().optional().catch(undefined);
const configurationSchema = z
  .object({
    urls: z
      .object({ streaming: z.string().optional().catch(undefined) })
      .optional()
      .catch(undefined),
    statuses: z
      .object({ max_characters: number, max_media_attachments: number, characters_reserved_per_url: number })
      .optional()
      .catch(undefined),
    media_attachments: z
      .object({
        image_size_limit: number,
        description_limit: number,
        supported_mime_types: z.array(z.string()).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);

/** Both versions of the instance document: the second names the domain `domain`, the first `uri`. */
export const instanceSchema = z.object({
  domain: z.string().optional(),
  uri: z.string().optional(),
  version: z.string().optional().catch(undefined),
  urls: z
    .object({ streaming_api: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  configuration: configurationSchema,
  /** Older servers and forks put the length here. */
  max_toot_chars: number,
});
export type Instance = z.infer<typeof instanceSchema>;

export const appSchema = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) });
export const tokenSchema = z.object({ access_token: z.string().min(1), scope: z.string().optional() });
export const oauthServerSchema = z.object({
  code_challenge_methods_supported: z.array(z.string()).optional().catch(undefined),
  scopes_supported: z.array(z.string()).optional().catch(undefined),
});
