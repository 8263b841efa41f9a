// The parts of WhatsApp's webhooks and answers that are read, checked where they come in.
import { z } from 'zod';
import { boundedId, most } from '../kit/bounds.ts';
import { listed, upTo, withoutNul, written } from '../kit/fields.ts';

/** Seconds since 1970 as WhatsApp writes them, from 2001 to the year 9999. */
const seconds = z
  .string()
  .regex(/^\d{10,12}$/)
  .transform(Number)
  .refine((value) => value >= 1e9 && value <= 253_402_300_799, 'is no time');
const id = boundedId;

/** What a change of the field `messages` holds; its messages and statuses are read by the listener, one by one. */
export const valueSchema = z.object({
  metadata: z.object({ phone_number_id: id }),
  contacts: z.array(z.unknown()).max(1_000).optional().catch(undefined),
  messages: z.array(z.unknown()).max(1_000).optional(),
  statuses: z.array(z.unknown()).max(1_000).optional(),
});

/** Who wrote, as it stands beside the messages. */
export const contactSchema = z.object({
  wa_id: id.optional().catch(undefined),
  user_id: id.optional().catch(undefined),
  profile: z
    .object({ name: upTo(most.name), username: upTo(most.handle) })
    .optional()
    .catch(undefined),
});
export type WhatsAppContact = z.infer<typeof contactSchema>;

/** What a message or a status is kept under. */
export const keptSchema = z.object({ id: z.string().regex(/^[\x21-\x7e]{1,500}$/) });
const told = z.object({ original_message_id: id });
/** The message that another one takes back or changes. */
export const aboutSchema = z.union([
  z.object({ type: z.literal('revoke'), revoke: told }).transform(({ revoke }) => revoke.original_message_id),
  z.object({ type: z.literal('edit'), edit: told }).transform(({ edit }) => edit.original_message_id),
]);

/** One delivery, as `receive` keeps it. */
export const keptMessageSchema = z.object({ contact: z.unknown().optional(), message: z.unknown() });
export const keptStatusSchema = z.object({ status: z.unknown() });

const text = upTo(most.bio);
const media = z
  .object({ id: id.optional().catch(undefined), caption: written, filename: upTo(most.alt) })
  .nullish()
  .catch(null);
const reply = z
  .object({ title: upTo(most.bio), description: upTo(most.bio) })
  .nullish()
  .catch(null);
const place = z.number().nullish().catch(null);

/** Of each kind what is read; the rest may be anything. */
const contentSchema = z.object({
  type: z.string().max(40).transform(withoutNul),
  context: z
    .object({
      id: id.optional().catch(undefined),
      forwarded: z.boolean().optional().catch(undefined),
    })
    .nullish()
    .catch(null),
  text: z.object({ body: written }).nullish(),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
  location: z.object({ name: text, address: text, latitude: place, longitude: place }).nullish().catch(null),
  contacts: listed(
    z.object({
      name: z.object({ formatted_name: text }).nullish().catch(null),
      org: z.object({ company: text }).nullish().catch(null),
      phones: listed(z.object({ phone: text }), 10).catch(undefined),
      emails: listed(z.object({ email: text }), 10).catch(undefined),
    }),
    50,
  ).catch(undefined),
  button: z.object({ text: written }).nullish().catch(null),
  interactive: z
    .object({
      button_reply: reply,
      list_reply: reply,
      nfm_reply: z.object({ body: text }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  reaction: z.object({ message_id: id, emoji: text }).nullish(),
  order: z
    .object({
      text: written,
      product_items: listed(
        z.object({ product_retailer_id: text, quantity: z.number().catch(1) }),
        100,
      ).catch(undefined),
    })
    .nullish()
    .catch(null),
  system: z.object({ body: written, type: text }).nullish(),
  errors: listed(z.object({ title: text, code: z.number().int().nullish().catch(null) }), 5).catch(undefined),
});
export type WhatsAppContent = z.infer<typeof contentSchema>;

const base = z.object({
  id,
  timestamp: seconds,
  /** Absent of who has hidden their number: then the id that the company has of them. */
  from: id.optional(),
  from_user_id: id.optional(),
  group_id: id.optional(),
});
export const messageSchema = contentSchema.extend(base.shape);
export type WhatsAppMessage = z.infer<typeof messageSchema>;
export const revokeSchema = base.extend({ revoke: told });
export const editSchema = base.extend({
  edit: z.object({ original_message_id: id, message: contentSchema }),
});

const faultSchema = z.object({
  code: z.number().int(),
  title: upTo(300),
  error_data: z
    .object({ details: upTo(300) })
    .nullish()
    .catch(null),
});
/** Why a message did not arrive. */
export type WhatsAppFault = z.infer<typeof faultSchema>;

export const statusSchema = z.object({
  id,
  status: z.string().max(40),
  timestamp: seconds,
  errors: listed(faultSchema, 5).catch(undefined),
});

export const numberSchema = z.object({
  id,
  display_phone_number: z.string().max(most.handle),
  verified_name: upTo(most.name),
});
export const numbersSchema = z.object({ data: z.array(z.object({ id })).max(1_000) });
/** The apps that are told of what comes to an account. */
export const subscribedSchema = z.object({ data: z.array(z.unknown()).max(1_000) });
const callback = z.string().max(most.url).optional().catch(undefined);
/** Where Meta calls for a number. */
export const callbacksSchema = z.object({
  webhook_configuration: z
    .object({ phone_number: callback, whatsapp_business_account: callback, application: callback })
    .optional(),
});
export const successSchema = z.object({ success: z.literal(true) });
export const sentSchema = z.object({ messages: z.array(z.object({ id })).min(1) });
export const uploadedSchema = z.object({ id });
