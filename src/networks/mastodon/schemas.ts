// The parts of Mastodon's answers that are read, checked where they come in; servers leave out what they lack.
import { z } from 'zod';

/** A time with a year from 1000 to 9999: the rest of the program writes four digits, and databases know no year 0. */
const time = z.string().refine((text) => /^[1-9]\d{3}-/.test(isoOf(text)), 'is not a time');
function isoOf(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}
/** Databases take no NUL in a text. */
const withoutNul = (value: string): string => value.replaceAll('\0', '');
const count = z
  .number()
  .nullish()
  // Servers write -1 for numbers that an account hides.
  .transform((value) =>
    value !== null && value !== undefined && value >= 0 ? Math.floor(value) : undefined,
  );
const text = z
  .string()
  .nullish()
  .transform((value) => withoutNul(value ?? ''));

export const accountSchema = z.object({
  id: z.string().min(1),
  username: z.string().transform(withoutNul),
  acct: z.string().min(1).transform(withoutNul),
  display_name: text,
  note: text,
  url: text,
  avatar: text,
  followers_count: count,
  following_count: count,
  statuses_count: count,
});
export type Account = z.infer<typeof accountSchema>;

const sizeSchema = z.object({ width: z.number().nullish(), height: z.number().nullish() });

export const mediaSchema = z.object({
  id: z.string(),
  type: z.string(),
  url: z.string().nullish(),
  preview_url: z.string().nullish(),
  remote_url: z.string().nullish(),
  description: text,
  meta: z
    .object({ original: sizeSchema.nullish().catch(null) })
    .nullish()
    .catch(null),
});

const mentionSchema = z.object({
  id: z.string(),
  username: z.string(),
  acct: z.string().transform(withoutNul),
});

const baseStatusSchema = z.object({
  id: z.string().min(1),
  uri: text,
  url: z.string().nullish(),
  created_at: time,
  edited_at: time.nullish(),
  account: accountSchema,
  content: text,
  spoiler_text: text,
  visibility: z.string(),
  language: z.string().nullish(),
  in_reply_to_id: z.string().nullish(),
  in_reply_to_account_id: z.string().nullish(),
  sensitive: z.boolean().nullish(),
  media_attachments: z.array(mediaSchema).nullish(),
  mentions: z.array(mentionSchema).nullish(),
  tags: z.array(z.object({ name: z.string().transform(withoutNul) })).nullish(),
  quote: z
    .object({
      quoted_status: z.object({ id: z.string() }).nullish(),
      quoted_status_id: z.string().nullish(),
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
