// An account's hours: its own, the posts that open and close a day, answers while nobody is there, and their plan.
import { z } from 'zod';
import { outboundStates } from '../../domain/decision/outbox.ts';
import { afterHoursSettings } from '../../domain/hours/after-hours.ts';
import { silenceCauses } from '../../domain/hours/silence.ts';
import { dayPostKinds, dayPostSettings, occasions } from '../../domain/hours/day-posts.ts';
import { businessHoursSchema, ownHoursSchema, writtenOwnHours } from '../../domain/hours/own-hours.ts';
import { hoursLanguages } from '../../domain/hours/words.ts';
import { policyAnswerSchema } from '../../domain/post/policy.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, time } from '../views.ts';

const byAccount = z.object({ id });

const written = z
  .object({
    /** Null: the workspace's hours hold. */
    ownHours: writtenOwnHours.nullable(),
    dayPosts: dayPostSettings,
    afterHours: afterHoursSettings,
  })
  .strict();

const problem = z.object({
  code: z.enum([
    'unknown_place',
    'needs_place',
    'must_say_automatic',
    'too_long',
    'guideline',
    'repeats',
    'no_next_opening',
    'nothing_written',
  ]),
  /** A path into `dayPosts` or `afterHours`. */
  where: z.string(),
  detail: z.string(),
});

/** The coming fourteen days, word for word. */
const hoursPlan = z.object({
  posts: z.array(
    z.object({
      day: z.iso.date(),
      kind: z.enum(dayPostKinds),
      occasion: z.enum(occasions),
      at: time,
      /** Null where a place in it cannot be filled. */
      text: z.string().nullable(),
    }),
  ),
  answers: z.array(z.object({ lang: z.enum(hoursLanguages), text: z.string() })),
  /** What keeps each from being switched on; none where nothing does. */
  dayPostProblems: z.array(problem),
  afterHoursProblems: z.array(problem),
});
export type HoursPlanView = z.infer<typeof hoursPlan>;

const accountHoursView = z.object({
  accountId: id,
  /** 0: nothing was ever set. */
  version: z.number(),
  ...written.shape,
  ownHours: ownHoursSchema.nullable(),
  dayPostsOn: z.boolean(),
  afterHoursOn: z.boolean(),
  /** What was stored cannot be read, and how: nothing is posted or answered then. */
  fault: z.string().nullable(),
  /** The hours that hold: the account's own or the workspace's. */
  holding: z.object({ timeZone: z.string(), businessHours: businessHoursSchema }),
  /** What the network lets a program do: post, answer who named us, answer other replies, answer messages. */
  allowed: z.object({
    post: policyAnswerSchema,
    mention: policyAnswerSchema,
    reply: policyAnswerSchema,
    dm: policyAnswerSchema,
  }),
  plan: hoursPlan,
  /** The newest openings and closings whose time came, newest first. */
  posted: z.array(
    z.object({
      day: z.iso.date(),
      kind: z.enum(dayPostKinds),
      dueAt: time,
      skipped: z.string().nullable(),
      send: z
        .object({
          id,
          state: z.enum(outboundStates),
          text: z.string(),
          /** Until then it can be undone. */
          notBefore: time,
          errorCode: z.string().nullable(),
          /** Our post, where it stands on the network and was not deleted. */
          postId: id.nullable(),
          url: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  /** The newest posts that came while nobody was there, newest first. */
  answered: z.array(
    z.object({
      postId: id,
      handle: z.string(),
      at: time,
      skipped: z.enum(silenceCauses).nullable(),
      state: z.enum(outboundStates).nullable(),
    }),
  ),
});
export type AccountHoursView = z.infer<typeof accountHoursView>;

export const readAccountHours = endpoint({
  name: 'readAccountHours',
  method: 'GET',
  path: '/accounts/:id/hours',
  summary: 'The hours of an account, what is posted and answered by them, and the coming fourteen days.',
  needs: 'account.read',
  params: byAccount,
  query: none,
  body: none,
  reply: accountHoursView,
  status: 200,
  errors: ['not_found'],
  versioned: 'etag',
});

export const previewAccountHours = endpoint({
  name: 'previewAccountHours',
  method: 'POST',
  path: '/accounts/:id/hours/preview',
  summary: 'The coming fourteen days by hours and texts that are not saved, and what is wrong with them.',
  needs: 'guideline.change',
  params: byAccount,
  query: none,
  body: written,
  reply: hoursPlan,
  status: 200,
  errors: ['not_found'],
});

export const saveAccountHours = endpoint({
  name: 'saveAccountHours',
  method: 'PUT',
  path: '/accounts/:id/hours',
  summary: 'Keeps the hours and texts of an account, and switches what the program does by them on or off.',
  needs: 'guideline.change',
  params: byAccount,
  query: none,
  body: written.extend({ dayPostsOn: z.boolean(), afterHoursOn: z.boolean() }),
  reply: accountHoursView,
  status: 200,
  errors: ['not_found', 'version_changed', 'network_forbids'],
  versioned: 'ifMatch',
});
