// The normalised post: the one shape every network's payload is turned into before anything else looks at it.
import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

export const postKinds = ['post', 'reply', 'quote', 'repost'] as const;
export type PostKind = (typeof postKinds)[number];

/** Who may read it: everyone, or only the people in a direct conversation. */
export const visibilities = ['public', 'dm'] as const;
export type Visibility = (typeof visibilities)[number];

export const mediaSchema = z.object({
  kind: z.enum(['image', 'video', 'audio', 'other']),
  /** Description for those who cannot see it; empty when the author gave none. */
  alt: z.string(),
  /** Where the network serves it; absent for text-only fixtures. */
  url: z.string().optional(),
  thumbUrl: z.string().optional(),
  /** Pixels. */
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
});
export type Media = z.infer<typeof mediaSchema>;

export const authorSchema = z.object({
  /** The network's own user id (DID, account id): stable, unlike the handle. */
  nativeId: z.string().min(1),
  /** Empty while the network has not told us (Jetstream sends only the id). */
  handle: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().optional(),
  bio: z.string().optional(),
  followers: z.number().int().nonnegative().optional(),
  following: z.number().int().nonnegative().optional(),
  posts: z.number().int().nonnegative().optional(),
  /** The author's page on the network. */
  url: z.string().optional(),
  /** The network says that it is a program; absent where it does not say so. */
  isBot: z.literal(true).optional(),
});
export type Author = z.infer<typeof authorSchema>;

export const mentionSchema = z.object({
  nativeId: z.string().optional(),
  handle: z.string().optional(),
});
export type Mention = z.infer<typeof mentionSchema>;

export const postSchema = z.object({
  network: z.string().min(1),
  /** The network's own id (at-URI, status id): unique with `network`. */
  nativeId: z.string().min(1),
  kind: z.enum(postKinds),
  visibility: z.enum(visibilities),
  author: authorSchema,
  /** Plain text as the author wrote it (no markup). */
  text: z.string(),
  /** ISO 639-1 as declared by the author's client; a hint, not a judgement. */
  langHint: z.string().optional(),
  mentions: z.array(mentionSchema),
  /** Without `#`. */
  hashtags: z.array(z.string()),
  links: z.array(z.string()),
  media: z.array(mediaSchema),
  /** Native ids of the posts this one answers, its thread's root, and the post it quotes. */
  replyTo: z.string().optional(),
  root: z.string().optional(),
  quotes: z.string().optional(),
  /** For a DM: the network's conversation id, the thread it belongs to. */
  conversation: z.string().optional(),
  /** Permalink a person can open. */
  url: z.string().optional(),
  /** The network's time, ISO 8601 UTC. */
  createdAt: z.iso.datetime(),
  /** What the network needs to act on this post later (Bluesky: cid). Never shown. */
  ref: z.record(z.string(), z.string()).optional(),
});
/** A post in the one shape the rest of the program knows. */
export type Post = z.infer<typeof postSchema>;

/** What a network can tell us, after normalising: every listener delivers only these. */
export type Heard =
  | { type: 'post'; post: Post }
  /** The author changed the text; `post` is the new state. */
  | { type: 'edit'; post: Post; editedAt: string }
  | { type: 'delete'; nativeId: string; deletedAt: string }
  /** Someone shared a post: raises its metrics, never enters the queue. */
  | { type: 'repost'; nativeId: string; of: string; byNativeId: string; at: string }
  /** A message that we sent did not arrive after all; `code` and `message` are those of `domain/errors.ts`. */
  | { type: 'undelivered'; nativeId: string; at: string; code: ErrorCode; message: string }
  /** The author changed handle or profile. */
  | { type: 'identity'; author: Author }
  /** The author's account is gone or taken down: everything of theirs goes too. */
  /** `forgetAs`: by their own wish, so that no name of theirs stays but this one. */
  /** `conversation`: what was said there goes whole, by whomever: answers repeat what they answer. */
  | { type: 'author_gone'; authorNativeId: string; at: string; forgetAs?: string; conversation?: string };
