// A practice session as it is shown: its score, and each reply with what the guideline found in it.
import { z } from 'zod';
import { ruleIds } from '../domain/guideline/finding.ts';
import { markReasons, scoreParts } from '../domain/practice/scoring.ts';
import { outcomes } from '../domain/practice/story.ts';

const id = z.uuid();
const time = z.iso.datetime();
const inBothLanguages = z.object({ ja: z.string(), en: z.string() });
const person = z.object({ id, name: z.string() });
const partScore = z.object({ part: z.enum(scoreParts), got: z.number(), of: z.number() });

const markView = z.object({
  part: z.enum(scoreParts),
  lost: z.number(),
  why: z.enum(markReasons),
  /** Of the reply that cost the points. */
  replyId: id.nullable(),
  rule: z.enum(ruleIds).nullable(),
});

const replyView = z.object({
  id,
  caseId: id.nullable(),
  at: time,
  storyMs: z.number(),
  visibility: z.enum(['public', 'dm']),
  answers: z.string(),
  text: z.string(),
  findings: z.array(
    z.object({
      rule: z.enum(ruleIds),
      level: z.enum(['block', 'warn']),
      why: inBothLanguages,
      span: z.tuple([z.number(), z.number()]).readonly().nullable(),
      mended: z.string().nullable(),
      toDm: z.boolean(),
    }),
  ),
  overrides: z.array(z.object({ rules: z.array(z.string()), reason: z.string() })),
});

const storyView = z.object({
  runId: id,
  storyId: z.string(),
  title: inBothLanguages,
  /** What it teaches; empty until it is over. */
  lesson: inBothLanguages,
  /** What would have been right; null until it is over. */
  advice: z.enum(['speak', 'stay_silent']).nullable(),
  outcome: z.enum(outcomes).nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  /** Story time, in milliseconds. */
  clockMs: z.number(),
  firstAnswerMs: z.number().nullable(),
  decision: z
    .object({
      choice: z.enum(['speak', 'silent']),
      reason: z.string(),
      note: z.string(),
      at: time,
      advised: z.enum(['speak', 'silent', 'private']).nullable(),
    })
    .nullable(),
  replies: z.array(replyView),
  modelAnswer: z.string().nullable(),
  parts: z.array(partScore),
  marks: z.array(markView),
  score: z.number().nullable(),
});

export const practiceSessionRow = z.object({
  id,
  user: person,
  startedAt: time,
  /** Null while it goes on. */
  endedAt: time.nullable(),
  /** 0 to 100; null where there is nothing to say yet. */
  score: z.number().nullable(),
  parts: z.array(partScore),
  stories: z.array(
    z.object({ title: inBothLanguages, outcome: z.enum(outcomes).nullable(), score: z.number().nullable() }),
  ),
  replies: z.number(),
  /** In how many replies each rule was broken, the most often first. */
  broken: z.array(z.object({ rule: z.enum(ruleIds), replies: z.number() })),
});
export type PracticeSessionRow = z.infer<typeof practiceSessionRow>;

export const practiceSessionView = practiceSessionRow.extend({ stories: z.array(storyView) });
export type PracticeSessionView = z.infer<typeof practiceSessionView>;
