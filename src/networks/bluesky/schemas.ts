// What we read of Bluesky's records and answers, as zod schemas: strict where the network is, blind to the rest.
import { z } from 'zod';
import { boundedCount, boundedHandle, boundedId, boundedText, boundedUrl, cut, most } from '../kit/bounds.ts';

const upTo = (length: number) => z.string().transform((text) => cut(text, length));
const address = z.string().transform(boundedUrl).optional();
const count = z.number().int().nonnegative().transform(boundedCount).optional();
const fewOf = <T extends z.ZodType>(item: T) => z.array(item).transform((list) => list.slice(0, most.listed));

export const strongRef = z.object({ uri: boundedId, cid: boundedId });
const aspectRatio = z.object({ width: z.number().int().positive(), height: z.number().int().positive() });
const blob = z.object({ ref: z.object({ $link: boundedId }) });
const feature = z.object({
  $type: z.string(),
  did: boundedId.optional().catch(undefined),
  uri: address,
  tag: z.string().max(most.tag).optional().catch(undefined),
});
export const facet = z.object({
  index: z.object({ byteStart: z.number().int().nonnegative(), byteEnd: z.number().int().nonnegative() }),
  features: fewOf(feature),
});
export const mediaEmbed = z.object({
  $type: z.string(),
  images: z
    .array(
      z.object({
        image: blob.optional().catch(undefined),
        alt: upTo(most.alt).default(''),
        aspectRatio: aspectRatio.optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
  video: blob.optional().catch(undefined),
  alt: upTo(most.alt).optional().catch(undefined),
  aspectRatio: aspectRatio.optional().catch(undefined),
  external: z
    .object({ uri: z.string().max(most.url) })
    .optional()
    .catch(undefined),
});
const embed = mediaEmbed.extend({
  /** A quoted record, or (recordWithMedia) a wrapper around one. */
  record: z
    .union([strongRef, z.object({ record: strongRef })])
    .optional()
    .catch(undefined),
  media: mediaEmbed.optional().catch(undefined),
});
export const postRecord = z.object({
  $type: z.string().optional(),
  text: boundedText,
  createdAt: z.string(),
  langs: z.array(z.string()).optional(),
  tags: fewOf(upTo(most.tag)).optional(),
  facets: fewOf(facet).optional(),
  reply: z.object({ root: strongRef, parent: strongRef }).optional(),
  embed: embed.optional().catch(undefined),
});

export const profileView = z.object({
  did: boundedId,
  handle: boundedHandle,
  displayName: upTo(most.name).optional(),
  avatar: address,
  description: upTo(most.bio).optional(),
  followersCount: count,
  labels: z
    .array(z.object({ src: z.string(), val: z.string() }))
    .nullish()
    .catch(null),
  followsCount: count,
  postsCount: count,
});
const viewMedia = z.object({
  images: z.array(z.object({ thumb: address, fullsize: address })).optional(),
  playlist: address,
  thumbnail: address,
});
/** A post as the AppView shows it. */
export const postView = z.object({
  uri: boundedId,
  cid: boundedId,
  author: profileView,
  record: z.unknown(),
  embed: viewMedia
    .extend({ media: viewMedia.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  indexedAt: z.string(),
});
export const notificationView = z.object({
  uri: boundedId,
  cid: boundedId,
  author: profileView,
  reason: z.string(),
  reasonSubject: boundedId.optional(),
  record: z.unknown(),
  indexedAt: z.string(),
});
/** A chat message, or what is left of a deleted one. */
export const messageView = z.object({
  id: boundedId,
  rev: boundedId,
  text: boundedText,
  facets: fewOf(facet).optional().catch(undefined),
  sender: z.object({ did: boundedId }),
  sentAt: z.string(),
});
