// The practice network's public page: being a customer, and directing the play.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, none, pageOf, pageQuery, time } from '../views.ts';

/** The reader's language decides, not the story's. */
const inBothLanguages = z.object({ ja: z.string(), en: z.string() });

export const practicePostView = z.object({
  id: z.string(),
  personId: z.string(),
  handle: z.string(),
  name: z.string(),
  ours: z.boolean(),
  text: z.string(),
  image: z.object({ url: z.string(), alt: z.string() }).nullable(),
  replyTo: z.string().nullable(),
  root: z.string().nullable(),
  visibility: z.enum(['public', 'dm']),
  likes: z.number(),
  reposts: z.number(),
  deleted: z.boolean(),
  edited: z.boolean(),
  at: time,
});
export type PracticePostView = z.infer<typeof practicePostView>;

export const readPracticeTimeline = endpoint({
  name: 'readPracticeTimeline',
  method: 'GET',
  path: '/practice/posts',
  summary:
    'The practice network’s timeline, newest first; with `root`, one thread, with `person`, the direct messages between them and us, oldest first.',
  needs: 'work.read',
  params: none,
  query: pageQuery.extend({ root: z.string().max(200).optional(), person: z.string().max(200).optional() }),
  body: none,
  reply: pageOf(practicePostView),
  status: 200,
  errors: ['not_found', 'cursor_invalid'],
});

export const postAsCustomer = endpoint({
  name: 'postAsCustomer',
  method: 'POST',
  path: '/practice/posts',
  summary: 'Posts, replies or writes a DM as a customer of the practice network.',
  needs: 'practice.play',
  params: none,
  query: none,
  body: z
    .object({
      /** The customer's name; a new one becomes a new person. */
      name: z.string().trim().min(1).max(60),
      text: z.string().trim().min(1).max(2000),
      replyTo: z.string().max(200).nullable().default(null),
      visibility: z.enum(['public', 'dm']).default('public'),
    })
    .strict(),
  reply: practicePostView,
  status: 201,
  errors: ['not_found', 'text_too_long'],
  idempotent: true,
});

export const deleteAsCustomer = endpoint({
  name: 'deleteAsCustomer',
  method: 'DELETE',
  path: '/practice/posts/:id',
  summary: 'Deletes a customer’s post on the practice network, as the customer would.',
  needs: 'practice.play',
  params: z.object({ id: z.string().max(200) }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});

export const readPracticeStage = endpoint({
  name: 'readPracticeStage',
  method: 'GET',
  path: '/practice/stage',
  summary: 'The practice network’s pace, faults, stories and people.',
  needs: 'work.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({
    pace: z.enum(['off', 'calm', 'busy']),
    /** 1 = as in life; 60 = an hour a minute. */
    speed: z.number(),
    languages: z.array(z.enum(['ja', 'en'])),
    fault: z.enum(['none', 'slow', 'rate_limited', 'down', 'reset', 'token_dead', 'malformed']),
    stories: z.array(
      z.object({
        id: z.string(),
        lang: z.enum(['ja', 'en']),
        title: inBothLanguages,
        teaches: inBothLanguages,
      }),
    ),
    people: z.array(z.object({ id: z.string(), name: z.string(), handle: z.string() })),
  }),
  status: 200,
  errors: [],
});

export const changePracticeStage = endpoint({
  name: 'changePracticeStage',
  method: 'PATCH',
  path: '/practice/stage',
  summary: 'Changes the practice network’s pace, speed, languages or faults.',
  needs: 'practice.direct',
  params: none,
  query: none,
  body: z
    .object({
      pace: z.enum(['off', 'calm', 'busy']).optional(),
      speed: z.number().min(1).max(600).optional(),
      languages: z
        .array(z.enum(['ja', 'en']))
        .min(1)
        .optional(),
      fault: z.enum(['none', 'slow', 'rate_limited', 'down', 'reset', 'token_dead', 'malformed']).optional(),
    })
    .strict(),
  reply: none,
  status: 204,
  errors: [],
});

export const startPracticeStory = endpoint({
  name: 'startPracticeStory',
  method: 'POST',
  path: '/practice/stories/:id/runs',
  summary: 'Lets one story begin now.',
  needs: 'practice.play',
  params: z.object({ id: z.string().max(80) }),
  query: none,
  body: none,
  reply: z.object({ runId: z.string() }),
  status: 201,
  errors: ['not_found'],
});

/** Setting the practice network up needs a brand to speak as; used by the first run. */
export const joinPractice = endpoint({
  name: 'joinPractice',
  method: 'POST',
  path: '/practice/join',
  summary: 'Makes our account on the practice network, listens to it, and lets a first story begin.',
  needs: 'account.change',
  params: none,
  query: none,
  body: z
    .object({ brandId: id.nullable().default(null), handle: z.string().trim().min(2).max(30).optional() })
    .strict(),
  reply: z.object({ accountId: id }),
  status: 201,
  errors: ['already_exists', 'not_found'],
});
