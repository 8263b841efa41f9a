// What we read of Bluesky's records and answers, as zod schemas: strict where the network is, blind to the rest.
import { z } from 'zod';

export const strongRef = z.object({ uri: z.string(), cid: z.string() });
const aspectRatio = z.object({ width: z.number().int().positive(), height: z.number().int().positive() });
const blob = z.object({ ref: z.object({ $link: z.string() }) });
const feature = z.object({
  $type: z.string(),
  did: z.string().optional(),
  uri: z.string().optional(),
  tag: z.string().optional(),
});
export const facet = z.object({
  index: z.object({ byteStart: z.number().int().nonnegative(), byteEnd: z.number().int().nonnegative() }),
  features: z.array(feature),
});
export const mediaEmbed = z.object({
  $type: z.string(),
  images: z
    .array(
      z.object({
        image: blob.optional().catch(undefined),
        alt: z.string().default(''),
        aspectRatio: aspectRatio.optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
  video: blob.optional().catch(undefined),
  alt: z.string().optional().catch(undefined),
  aspectRatio: aspectRatio.optional().catch(undefined),
  external: z.object({ uri: z.string() }).optional().catch(undefined),
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
  text: z.string(),
  createdAt: z.string(),
  langs: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  facets: z.array(facet).optional(),
  reply: z.object({ root: strongRef, parent: strongRef }).optional(),
  embed: embed.optional().catch(undefined),
});

export const profileView = z.object({
  did: z.string().min(1),
  handle: z.string(),
  displayName: z.string().optional(),
  avatar: z.string().optional(),
  description: z.string().optional(),
  followersCount: z.number().int().nonnegative().optional(),
  followsCount: z.number().int().nonnegative().optional(),
  postsCount: z.number().int().nonnegative().optional(),
});
const viewMedia = z.object({
  images: z.array(z.object({ thumb: z.string().optional(), fullsize: z.string().optional() })).optional(),
  playlist: z.string().optional(),
  thumbnail: z.string().optional(),
});
/** A post as the AppView shows it. */
export const postView = z.object({
  uri: z.string(),
  cid: z.string(),
  author: profileView,
  record: z.unknown(),
  embed: viewMedia
    .extend({ media: viewMedia.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  indexedAt: z.string(),
});
export const notificationView = z.object({
  uri: z.string(),
  cid: z.string(),
  author: profileView,
  reason: z.string(),
  reasonSubject: z.string().optional(),
  record: z.unknown(),
  indexedAt: z.string(),
});
/** A chat message, or what is left of a deleted one. */
export const messageView = z.object({
  id: z.string().min(1),
  rev: z.string(),
  text: z.string(),
  facets: z.array(facet).optional().catch(undefined),
  sender: z.object({ did: z.string().min(1) }),
  sentAt: z.string(),
});
