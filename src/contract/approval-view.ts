// Four eyes as it is shown: what was asked of a second pair of eyes, what they said, and where crisis mode is on.
import { z } from 'zod';
import { approvalReasons, approvalVerdicts } from '../domain/decision/approval.ts';

const id = z.uuid();
const time = z.iso.datetime();
const person = z.object({ id, name: z.string() });

/** Whoever asked is whoever wrote the send. */
export const approvalView = z.object({
  reasons: z.array(z.enum(approvalReasons)),
  askedAt: time,
  /** From then on it is late. */
  dueAt: time,
  /** The conversation as the author saw it; null where it answers none. */
  threadVersion: z.number().nullable(),
  /** Null while it waits. */
  verdict: z.enum(approvalVerdicts).nullable(),
  comment: z.string(),
  /** What the author wrote, where whoever approved changed the words. */
  originalText: z.string().nullable(),
  decidedBy: person.nullable(),
  decidedAt: time.nullable(),
});

export const overrideView = z.object({
  rules: z.array(z.string()),
  reason: z.string(),
  by: person.nullable(),
  at: time,
});

export const crisisView = z.object({
  id,
  /** Null: the whole workspace. */
  brandId: id.nullable(),
  brandName: z.string().nullable(),
  reason: z.string(),
  startedBy: person.nullable(),
  startedAt: time,
});
export type CrisisView = z.infer<typeof crisisView>;

export const approvalSettings = z.object({
  /** After so long nobody has approved a reply in time. */
  lateMinutes: z.number().int().min(1).max(10_080),
  whenLate: z.enum(['wait', 'send_back']),
});
