// The parts of LINE's webhooks and answers that are read, checked where they come in.
import { z } from 'zod';
import { boundedId, most } from '../kit/bounds.ts';
import { listed, maybeAddress, upTo, withoutNul, written } from '../kit/fields.ts';

/** What is needed to take a call at all; its events are read by the listener, one by one. */
export const callSchema = z.object({
  destination: z.string().max(200),
  events: z.array(z.unknown()).max(1_000),
});

/** What an event is kept under. */
export const keptSchema = z.object({
  webhookEventId: z.string().regex(/^[\x21-\x7e]{1,200}$/),
});
const told = z.object({ id: boundedId });
/** The message an event is about. */
export const aboutSchema = z.union([
  z.object({ type: z.literal('message'), message: told }).transform(({ message }) => message.id),
  z
    .object({ type: z.literal('unsend'), unsend: z.object({ messageId: boundedId }) })
    .transform(({ unsend }) => unsend.messageId),
]);

/** Epoch milliseconds, from 2001 to the year 9999. */
const timestamp = z.number().int().min(1e12).max(253_402_300_799_999);
const token = z
  .string()
  .regex(/^[\x21-\x7e]{1,1024}$/)
  .optional()
  .catch(undefined);
/** What was mentioned, by its place in the text. */
const mentionee = z.object({
  index: z.number().int().nonnegative(),
  length: z.number().int().positive(),
  userId: boundedId.optional(),
  isSelf: z.boolean().optional(),
});
const provider = z
  .object({ type: z.string(), originalContentUrl: maybeAddress, previewImageUrl: maybeAddress })
  .nullish()
  .catch(null);

/** Of each kind what is read; the rest may be anything. */
export const messageSchema = z.object({
  type: z.string().max(40).transform(withoutNul),
  id: boundedId,
  text: written,
  quoteToken: token,
  quotedMessageId: boundedId.optional().catch(undefined),
  mention: z
    .object({ mentionees: listed(mentionee) })
    .nullish()
    .catch(null),
  contentProvider: provider,
  fileName: upTo(most.alt),
  title: upTo(most.name),
  address: upTo(most.bio),
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  keywords: listed(z.string().max(most.tag).transform(withoutNul), 15).catch(undefined),
});
export type LineMessage = z.infer<typeof messageSchema>;

const userId = boundedId.optional();
export const sourceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), userId: boundedId }),
  z.object({ type: z.literal('group'), groupId: boundedId, userId }),
  z.object({ type: z.literal('room'), roomId: boundedId, userId }),
]);
export type LineSource = z.infer<typeof sourceSchema>;

export const eventSchema = z.looseObject({ type: z.string().min(1).max(100), timestamp });
export const messageEventSchema = z.object({
  timestamp,
  source: sourceSchema,
  replyToken: token,
  message: messageSchema,
});
export const unsendEventSchema = z.object({ timestamp, unsend: z.object({ messageId: boundedId }) });

export const botSchema = z.object({
  userId: boundedId,
  basicId: z.string().min(1).max(most.handle),
  displayName: upTo(most.name),
  pictureUrl: maybeAddress,
});
export const profileSchema = z.object({
  userId: boundedId,
  displayName: upTo(most.name),
  pictureUrl: maybeAddress,
  statusMessage: upTo(most.bio),
  language: z.string().max(40).nullish().catch(null),
});
export type LineProfile = z.infer<typeof profileSchema>;
export const groupSchema = z.object({ groupName: upTo(most.name) });

const count = z.number().int().nonnegative();
export const endpointSchema = z.object({ endpoint: z.string().max(most.url), active: z.boolean() });
export const quotaSchema = z.object({ type: z.enum(['none', 'limited']), value: count.optional() });
export const consumptionSchema = z.object({ totalUsage: count });

export const sentSchema = z.object({ sentMessages: z.array(z.object({ id: boundedId })).min(1) });
/** What LINE says where it refuses. */
export const refusalSchema = z.object({
  message: z.string(),
  details: z
    .array(z.object({ message: z.string().optional(), property: z.string().optional() }))
    .optional()
    .catch(undefined),
});
