// The parts of Misskey's answers that are read, checked where they come in; servers leave out what they lack.
import { z } from 'zod';
import { boundedHandle, boundedId, boundedText, most } from '../kit/bounds.ts';
import { address, count, listed, maybeAddress, time, upTo, withoutNul, written } from '../kit/fields.ts';

const flag = z.boolean().nullish().catch(null);
const maybeId = boundedId.nullish();

export const userSchema = z.object({
  id: boundedId,
  username: boundedHandle.min(1).transform(withoutNul),
  /** Null for the server's own people. */
  host: boundedHandle.nullish().transform((host) => (host ? withoutNul(host) : null)),
  name: upTo(most.name),
  avatarUrl: address,
  isBot: flag,
  description: upTo(most.bio),
  url: maybeAddress,
  followersCount: count,
  followingCount: count,
  notesCount: count,
});
export type User = z.infer<typeof userSchema>;

const mostFields = 20;
/** What only a look at the whole profile needs. */
export const profileSchema = userSchema.extend({
  fields: z
    .array(z.object({ name: upTo(most.name), value: upTo(most.bio) }))
    .nullish()
    .catch(null)
    .transform((fields) => (fields ?? []).slice(0, mostFields)),
});

const fileSchema = z.object({
  id: boundedId,
  type: z.string().max(most.name),
  url: maybeAddress,
  thumbnailUrl: maybeAddress,
  comment: upTo(most.alt),
  properties: z.object({ width: z.number().nullish(), height: z.number().nullish() }).nullish().catch(null),
});

export type MediaFile = z.infer<typeof fileSchema>;

/** What is read of a note inside another: who wrote it. */
const otherNoteSchema = z.object({ id: boundedId, user: userSchema }).nullish().catch(null);

export const noteSchema = z.object({
  id: boundedId,
  createdAt: time,
  text: boundedText.nullish().transform((text) => (typeof text === 'string' ? withoutNul(text) : null)),
  cw: written,
  user: userSchema,
  replyId: maybeId,
  renoteId: maybeId,
  reply: otherNoteSchema,
  visibility: z.string().max(40).transform(withoutNul),
  mentions: listed(boundedId),
  visibleUserIds: listed(boundedId),
  files: listed(fileSchema, most.media),
  tags: listed(z.string().transform(withoutNul)),
  poll: z.unknown().optional(),
  uri: maybeAddress,
  url: maybeAddress,
  /** Shown without what is in it, because it is not for us. */
  isHidden: flag,
  repliesCount: count,
});
export type Note = z.infer<typeof noteSchema>;

export const notificationSchema = z.object({
  id: boundedId,
  type: z.string(),
  createdAt: time,
  note: z.unknown().optional(),
});

export const listSchema = z.array(z.unknown());
export const antennaSchema = z.object({ id: boundedId, name: z.string().catch('') });
export const antennasSchema = z.array(antennaSchema);
/** What an account may, as far as it is asked. */
export const meSchema = z.object({
  policies: z
    .object({ antennaLimit: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export const createdSchema = z.object({ createdNote: z.unknown() });
export const resolvedSchema = z.object({ type: z.string(), object: z.unknown() });
export const checkedSchema = z.object({ ok: z.boolean(), token: z.string().optional() });

const number = z.number().int().positive().optional().catch(undefined);
/** What a server says about itself. */
export const metaSchema = z.object({
  uri: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
  maxNoteTextLength: number,
  maxFileSize: number,
  policies: z
    .object({ maxFileSizeMb: z.number().positive().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type Meta = z.infer<typeof metaSchema>;

/** What Misskey says where it refuses. */
export const refusalSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().optional(),
    info: z
      .object({ resetMs: z.number().optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
});
