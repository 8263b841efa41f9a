// The parts of Telegram's updates and answers that are read, checked where they come in.
import { z } from 'zod';
import { most } from '../kit/bounds.ts';
import { listed, maybeAddress, upTo, withoutNul, written } from '../kit/fields.ts';

/** Ids have at most 52 significant bits; those of groups are below zero. */
const mostId = 2 ** 52;
const id = z.number().int().min(-mostId).max(mostId);
const messageId = z.number().int().positive().max(mostId);
/** Seconds since 1970, from 2001 to the year 9999. */
const time = z.number().int().min(1_000_000_000).max(253_402_300_799);
/** What is only shown may be missing, and is not worth a message. */
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const username = maybe(
  z
    .string()
    .regex(/^\w{1,64}$/)
    .max(most.handle),
);

export const userSchema = z.object({
  id,
  is_bot: z.boolean(),
  first_name: upTo(most.name),
  last_name: upTo(most.name),
  username,
  language_code: maybe(z.string().max(40)),
});
export type TelegramUser = z.infer<typeof userSchema>;

export const chatSchema = z.object({
  id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: upTo(most.name),
  username,
  is_direct_messages: maybe(z.boolean()),
});
export type TelegramChat = z.infer<typeof chatSchema>;

/** A part of the text, in UTF-16 units. */
const entitySchema = z.object({
  type: z.string().max(100),
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  url: maybeAddress,
  user: maybe(userSchema),
});
export type TelegramEntity = z.infer<typeof entitySchema>;

const size = maybe(z.number().int().positive().max(1_000_000));
/** Of every kind of file what describes it. */
export const fileSchema = z
  .object({
    width: size,
    height: size,
    emoji: upTo(100),
    file_name: upTo(most.alt),
    title: upTo(most.name),
    performer: upTo(most.name),
  })
  .nullish()
  .catch(null);
export type TelegramFile = NonNullable<z.infer<typeof fileSchema>>;

const degrees = z.number().min(-180).max(180);
const place = z.object({ latitude: degrees, longitude: degrees });
const line = z.string().max(most.bio).transform(withoutNul);

/** Who wrote what is handed on. */
const originSchema = z.object({
  sender_user_name: upTo(most.name),
  sender_user: maybe(userSchema),
  sender_chat: maybe(chatSchema),
  chat: maybe(chatSchema),
});

/** What a message is, beside its text; `looseObject`: what came later is told by its name. */
export const messageSchema = z.looseObject({
  message_id: messageId,
  date: time,
  edit_date: maybe(time),
  chat: chatSchema,
  from: userSchema.optional(),
  sender_chat: chatSchema.optional(),
  message_thread_id: messageId.optional(),
  is_topic_message: maybe(z.boolean()),
  is_automatic_forward: maybe(z.boolean()),
  direct_messages_topic: maybe(z.object({ topic_id: id, user: maybe(userSchema) })),
  forward_origin: maybe(originSchema),
  reply_to_message: z.object({ message_id: messageId, from: userSchema.optional() }).optional(),
  text: written,
  caption: written,
  entities: listed(entitySchema),
  caption_entities: listed(entitySchema),
  photo: z.array(fileSchema).nullish().catch(null),
  animation: fileSchema,
  audio: fileSchema,
  document: fileSchema,
  sticker: fileSchema,
  video: fileSchema,
  video_note: fileSchema,
  voice: fileSchema,
  location: maybe(place),
  venue: maybe(z.object({ title: line, address: line })),
  contact: maybe(z.object({ phone_number: line, first_name: line, last_name: upTo(most.name) })),
  dice: maybe(z.object({ emoji: line, value: z.number().int() })),
  poll: maybe(z.object({ question: line, options: z.array(z.object({ text: line })).max(100) })),
  rich_message: z.unknown().optional(),
});
export type TelegramMessage = z.infer<typeof messageSchema>;

/** Ids of updates go up by one, but after a quiet week they begin anew anywhere. */
export const updateIdSchema = z.object({
  update_id: z
    .number()
    .int()
    .min(0)
    .max(2 ** 52),
});
export const updatesSchema = z.array(z.unknown()).max(1_000);
export const updateSchema = z.object({
  message: z.unknown().optional(),
  edited_message: z.unknown().optional(),
});

export const webhookSchema = z.object({ url: z.string().max(most.url) });
/** What is read of a message that was just sent; its id is 0 where Telegram sends it a little later. */
export const sentSchema = z.object({
  message_id: z.number().int().nonnegative().max(mostId),
  date: time,
  chat: chatSchema,
});
export const personSchema = z.object({
  id,
  first_name: upTo(most.name),
  last_name: upTo(most.name),
  title: upTo(most.name),
  username,
  bio: upTo(most.bio),
});
/** What Telegram says where it refuses. */
export const refusalSchema = z.object({
  ok: z.literal(false),
  error_code: z.number().int(),
  description: upTo(300),
  parameters: z
    .object({ retry_after: maybe(z.number().nonnegative().max(86_400)), migrate_to_chat_id: maybe(id) })
    .optional()
    .catch(undefined),
});
