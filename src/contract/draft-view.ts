// A draft as it is shown, and the pictures that a draft or a send carries.
import { z } from 'zod';
import { visibilities } from '../domain/post/post.ts';

const id = z.uuid();
const time = z.iso.datetime();

export const attachmentRef = z.object({ attachmentId: id, alt: z.string().max(5000) });

export const draftSide = z.object({
  visibility: z.enum(visibilities),
  text: z.string().max(20_000),
  attachments: z.array(attachmentRef).max(10),
  replyToPostId: id.nullable(),
});

export const draftView = z.object({
  text: z.string(),
  visibility: z.enum(visibilities),
  accountId: id.nullable(),
  replyToPostId: id.nullable(),
  attachments: z.array(attachmentRef),
  /** Whether a model wrote it first. */
  byModel: z.boolean(),
  /** What is written for the other side, public or DM, and does not show. */
  aside: draftSide.nullable(),
  updatedAt: time,
  version: z.number(),
});
export type DraftView = z.infer<typeof draftView>;
