// A persona: as whom accounts speak and how, who may speak as it, who answers for it, and what whoever comes next must know.
import { z } from 'zod';
import { personaLimits as most } from './usual.ts';
import type { BrokenGuideline } from './settings.ts';

const line = (length: number) =>
  z
    .string()
    .trim()
    .max(length)
    .regex(/^[^\p{Cc}]*$/u, 'this stands on one line');
const text = (length: number) => z.string().trim().max(length);

const example = z.strictObject({
  kind: z.enum(['good', 'bad']),
  text: text(most.example).min(1, 'an empty example shows nothing: take it out'),
  /** What makes it one. */
  why: text(most.why).default(''),
});

const limit = z.strictObject({
  /** One of these in a reply is too much. */
  words: z.array(line(most.word).min(1)).min(1, 'a limit names at least one word').max(most.words),
  /** What to say, or where to lead the customer, in its place. */
  instead: text(most.why).default(''),
});

export const guidelinePersona = z.strictObject({
  /** Empty: the account's own name. */
  name: line(most.name).default(''),
  /** How it speaks, in words of whoever made it. */
  tone: text(most.tone).default(''),
  register: z.enum(['polite', 'friendly']).default('polite'),
  emoji: z.enum(['none', 'allowed']).default('none'),
  /** What replies end with, `{initials}` for the writer's; empty: each writer's own signature. */
  signature: line(most.signature).default(''),
  examples: z.array(example).max(most.examples).default([]),
  limits: z.array(limit).max(most.limits).default([]),
  /** Members who may speak as it; null: all who may send. */
  speakers: z.array(z.uuid()).min(1, 'nobody could speak as it').max(most.speakers).nullable().default(null),
  /** The member who answers for it; null while nobody does, and nothing goes out as it then. */
  ownerId: z.uuid().nullable().default(null),
  /** What whoever takes it over has to know. */
  handover: text(most.handover).default(''),
});
export type GuidelinePersona = z.infer<typeof guidelinePersona>;

/** What was stored, or what is wrong with it. Never throws. */
export function readPersona(stored: unknown): GuidelinePersona | BrokenGuideline {
  const read = guidelinePersona.safeParse(stored);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { fault: `persona.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be read'}` };
}
