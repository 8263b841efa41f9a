// What a channel tells (docs/channel.md describes it): posts, edits and deletions, one a delivery.
import { z } from 'zod';
import { boundedHandle, boundedId, boundedText, most } from '../kit/bounds.ts';

const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(most.url)
  .optional();

/** What is needed to take a delivery at all; the rest is read by the listener. */
export const envelopeSchema = z.object({
  id: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'has 1 to 200 visible ASCII characters'),
  type: z.enum(['post', 'edit', 'delete']),
  post: z.looseObject({ id: boundedId }),
});

const authorSchema = z.object({
  id: boundedId,
  name: z.string().max(most.name).default(''),
  handle: boundedHandle.default(''),
  url: webAddress,
  avatarUrl: webAddress,
  isBot: z.boolean().default(false),
});

export const postSchema = z.object({
  id: boundedId,
  text: boundedText.refine((text) => !text.includes('\0'), 'has a NUL'),
  createdAt: z.iso.datetime({ offset: true }),
  visibility: z.enum(['public', 'dm']).default('public'),
  /** How it came to us; a DM always did. */
  toUs: z.enum(['mention', 'reply']).optional(),
  author: authorSchema,
  lang: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  url: webAddress,
  replyTo: boundedId.optional(),
  root: boundedId.optional(),
  conversation: boundedId.optional(),
  hashtags: z.array(z.string().min(1).max(most.tag)).max(most.listed).default([]),
  media: z
    .array(
      z.object({
        kind: z.enum(['image', 'video', 'audio', 'other']),
        url: z.url({ protocol: /^https?$/ }).max(most.url),
        alt: z.string().max(most.alt).default(''),
      }),
    )
    .max(most.media)
    .default([]),
});
export type ChannelPost = z.infer<typeof postSchema>;

export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('post'), post: postSchema }),
  z.object({ type: z.literal('edit'), at: z.iso.datetime({ offset: true }).optional(), post: postSchema }),
  z.object({
    type: z.literal('delete'),
    at: z.iso.datetime({ offset: true }).optional(),
    post: z.object({ id: boundedId }),
  }),
]);

/** What the other side answers to a post of ours. */
export const sentSchema = z.object({
  id: boundedId,
  url: webAddress.catch(undefined),
  createdAt: z.iso.datetime({ offset: true }).optional().catch(undefined),
});
export const foundSchema = z.object({ found: sentSchema.nullable() });
