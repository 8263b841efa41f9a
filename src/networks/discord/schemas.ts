// The parts of Discord's events and answers that are read, checked where they come in.
import { z } from 'zod';
import { most } from '../kit/bounds.ts';
import { listed, maybeAddress, time, upTo, written } from '../kit/fields.ts';

export const snowflake = z.string().regex(/^\d{1,20}$/);
/** What is only shown may be missing, and is not worth a message. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

export const userSchema = z.object({
  id: snowflake,
  username: upTo(most.handle),
  global_name: upTo(most.name),
  avatar: maybe(z.string().regex(/^\w{1,100}$/)),
  bot: maybe(z.boolean()),
  system: maybe(z.boolean()),
});
export type DiscordUser = z.infer<typeof userSchema>;

const size = maybe(z.number().int().positive().max(1_000_000));
const attachmentSchema = z.object({
  filename: upTo(most.alt),
  description: upTo(most.alt),
  content_type: upTo(200),
  url: maybeAddress.catch(undefined),
  width: size,
  height: size,
});
export type DiscordAttachment = z.infer<typeof attachmentSchema>;
const stickerSchema = z.object({ name: upTo(most.alt) });

const line = upTo(most.bio);
const pollSchema = z.object({
  question: z.object({ text: line }),
  answers: z.array(z.object({ poll_media: z.object({ text: line }) })).max(100),
});

/** What is in a message, and in one that was handed on. */
const contentSchema = z.object({
  content: written,
  attachments: listed(attachmentSchema).catch(undefined),
  sticker_items: listed(stickerSchema).catch(undefined),
});

export const messageSchema = contentSchema.extend({
  id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.nullish(),
  author: userSchema,
  member: maybe(z.object({ nick: upTo(most.name) })),
  timestamp: time,
  edited_timestamp: time.nullish(),
  type: z.number().int(),
  webhook_id: z.unknown().optional(),
  nonce: maybe(z.union([z.string(), z.number()])),
  mentions: listed(userSchema).catch(undefined),
  poll: maybe(pollSchema),
  message_reference: maybe(
    z.object({ type: maybe(z.number()), channel_id: snowflake, message_id: maybe(snowflake) }),
  ),
  referenced_message: maybe(z.object({ author: z.object({ id: snowflake }) })),
  message_snapshots: maybe(z.array(z.object({ message: contentSchema })).max(10)),
});
export type DiscordMessage = z.infer<typeof messageSchema>;

/** Where something happened, of an event that nobody has looked at closer. */
export const whereSchema = z.object({ channel_id: snowflake, guild_id: snowflake.nullish() });
export const deletedSchema = z.object({ id: snowflake, channel_id: snowflake });
export const bulkDeletedSchema = z.object({ ids: z.array(snowflake).max(1_000), channel_id: snowflake });
export const messagesSchema = z.array(z.unknown()).max(1_000).nullable();

export const channelSchema = z.object({
  id: snowflake,
  type: z.number().int(),
  guild_id: snowflake.nullish(),
  parent_id: snowflake.nullish(),
  last_message_id: maybe(snowflake),
  thread_metadata: maybe(z.object({ archive_timestamp: time })),
});
export type DiscordChannel = z.infer<typeof channelSchema>;
export const channelsSchema = z.array(channelSchema).max(5_000).nullable();
export const threadsSchema = z.object({
  threads: z.array(channelSchema).max(5_000),
  has_more: maybe(z.boolean()),
});

export const guildSchema = z.object({
  id: snowflake,
  name: upTo(most.name),
  permissions: z.string().regex(/^\d+$/),
});
export type DiscordGuild = z.infer<typeof guildSchema>;
export const guildsSchema = z.array(guildSchema).max(1_000).nullable();

export const applicationSchema = z.object({ id: snowflake, flags: z.number().int().nullish() });
export const gatewaySchema = z.object({
  url: z.string().max(most.url),
  session_start_limit: z.object({ remaining: z.number(), reset_after: z.number().nonnegative() }),
});

/** What Discord says where it refuses. */
export const refusalSchema = z.object({
  code: z.number().int().nullish(),
  message: upTo(300),
  retry_after: maybe(z.number().nonnegative().max(86_400)),
  global: maybe(z.boolean()),
  errors: z.unknown().optional(),
});
export const searchedSchema = z.object({ messages: z.array(z.array(z.unknown()).max(50)).max(100) });
/** Of a server whose index is being made. */
export const notReadySchema = z.object({ retry_after: z.number() });

export const frameSchema = z.object({
  op: z.number().int(),
  d: z.unknown().optional(),
  s: z.number().int().nullish(),
  t: z.string().nullish(),
});
export const helloSchema = z.object({ heartbeat_interval: z.number().min(1).max(600_000) });
export const readySchema = z.object({
  session_id: z.string().max(500),
  resume_gateway_url: z.string().max(most.url),
});
