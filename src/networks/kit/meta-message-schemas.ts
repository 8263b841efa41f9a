// The parts of Messenger's and Instagram's messages that are read, as their calls and their answers have them.
import { z } from 'zod';
import { boundedHandle, boundedId, most } from './bounds.ts';
import { listed, maybeAddress, upTo, withoutNul, written } from './fields.ts';

export const maybeId = boundedId.nullish().catch(null);
export const metaHandle = boundedHandle.transform(withoutNul);
const isTime = (ms: number): boolean => ms >= 1e12 && ms <= 253_402_300_799_000;
/** Epoch milliseconds from 2001 to the year 9999; some calls write seconds. */
export const moment = z
  .number()
  .transform((value) => Math.round(value < 1e11 ? value * 1_000 : value))
  .refine(isTime, 'is no time');
/** As answers write it: ISO 8601 without a colon in its offset, or seconds since 1970. */
export const graphTime = z
  .union([
    z.string().transform((text) => {
      const iso = /^\d+$/.test(text)
        ? Number(text) * 1_000
        : Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
      return iso;
    }),
    z.number().transform((value) => (value < 1e11 ? value * 1_000 : value)),
  ])
  .refine(isTime, 'is no time');

/** What a message, a comment or a mention is kept under. */
export const keptIdSchema = z.string().regex(/^[\x21-\x7e]{1,500}$/);
/** One delivery, as it is kept. */
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
  mid: boundedId,
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
export type MetaMessage = z.infer<typeof messageSchema>;

const party = z.object({ id: boundedId });
const between = z.object({ sender: party, recipient: party, timestamp: moment });
export const messageEventSchema = between.extend({ message: messageSchema });
export const editEventSchema = between.extend({ message_edit: z.object({ mid: boundedId, text: written }) });
export const reactionEventSchema = between.extend({
  reaction: z.object({
    mid: boundedId,
    action: z.string().max(40),
    emoji: upTo(most.tag),
    reaction: upTo(most.tag),
  }),
});
export const postbackEventSchema = between.extend({ postback: z.object({ mid: maybeId, title: written }) });

const participant = z.object({
  id: boundedId,
  username: metaHandle.nullish().catch(null),
  name: upTo(most.name),
});
/** A message as Meta answers with it. */
export const storedMessageSchema = z.object({
  id: boundedId,
  created_time: graphTime,
  from: participant,
  to: z.object({ data: z.array(participant).max(100) }),
  message: written,
});
export type StoredMetaMessage = z.infer<typeof storedMessageSchema>;
export const conversationsSchema = z.object({
  data: z.array(z.object({ id: boundedId, updated_time: graphTime.nullish().catch(null) })).max(1_000),
});
/** What is asked of each message comes along, or its id and time only. */
const listedMessage = z.union([
  storedMessageSchema.transform((told) => ({ ...told, told })),
  z.object({ id: boundedId, created_time: graphTime }).transform((one) => ({ ...one, told: null })),
]);
export const conversationSchema = z.object({
  messages: z.object({ data: z.array(listedMessage).max(1_000) }).nullish(),
});

/** One page of a list, with where the next begins. */
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
/** Who wrote, as a profile shows them; on Messenger people have no usernames. */
export const metaProfileSchema = z.object({
  name: upTo(most.name),
  username: metaHandle.nullish().catch(null),
  profile_pic: maybeAddress.catch(undefined),
});
export type MetaProfile = z.infer<typeof metaProfileSchema>;

export const successSchema = z.object({ success: z.literal(true) });
export const createdSchema = z.object({ id: boundedId });
export const sentSchema = z.object({ recipient_id: maybeId, message_id: boundedId });
