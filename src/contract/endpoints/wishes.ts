// What people wish for under a campaign's hashtag: the ranking of a monitor's posts, and corrections of it by hand.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { givenTime, id, ledgerEntryView, none, personRef, time } from '../views.ts';

/** Names a way of writing a wish under one monitor, without saying what it is. */
const spellingId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'A wish is named by the id that the ranking has for it');
/** As many as a ranking compares: a wish that it shows can be corrected as a whole. */
const mostSpellings = 3_000;
const kind = z.enum(['same', 'none', 'own']);
/** By when posts came in; without, from the beginning and until now. */
const period = { since: givenTime.optional(), until: givenTime.optional() };

const spelling = z.object({
  id: spellingId,
  /** As most people wrote it. */
  text: z.string(),
  people: z.number(),
});

export const readWishes = endpoint({
  name: 'readWishes',
  method: 'GET',
  path: '/monitors/:id/wishes',
  summary:
    'What people wish for in posts that a monitor found, the wish of most people first. Of the newest 2,000 posts of the period.',
  needs: 'work.read',
  params: z.object({ id }),
  query: z.object({ ...period, limit: z.coerce.number().int().min(1).max(1_000).default(100) }).strict(),
  body: none,
  reply: z.object({
    rows: z.array(
      spelling.extend({
        /** One person counts once, however often they wish. */
        people: z.number(),
        posts: z.number(),
        /** Of these posts, together. */
        reposts: z.number(),
        newest: time,
        oldest: time,
        /** Posts that were answered, or liked by one of our accounts; a like on the network's own page counts when it was opened. */
        acknowledged: z.number(),
        /** All of them, most people first: what is said of a wish is said of each. */
        spellings: z.array(spelling),
        /** Newest first, at most 5. */
        examples: z.array(id),
      }),
    ),
    /** Wishes there are, of which `rows` are the first. */
    total: z.number(),
    /** Posts that were read. */
    looked: z.number(),
    /** Whether there are older posts in the period, which were not read. */
    more: z.boolean(),
    /** Posts in which no wish was found. */
    unread: z.number(),
    /** Whether spellings of few people were left out, as there are very many. */
    cut: z.boolean(),
    /** Newest first. */
    corrections: z.array(
      z.object({
        id,
        kind,
        /** Those that somebody wrote in these posts, at most 30. */
        spellings: z.array(spelling),
        /** Of `same`: what they are the same as; null where nobody wrote it in these posts. */
        sameAs: spelling.nullable(),
        /** How much of it holds: of a spelling, what was said last. */
        holds: z.enum(['all', 'some', 'none']),
        by: personRef.nullable(),
        at: time,
      }),
    ),
  }),
  status: 200,
  errors: ['not_found'],
});

export const listWishPosts = endpoint({
  name: 'listWishPosts',
  method: 'GET',
  path: '/monitors/:id/wishes/:wish/posts',
  summary:
    'The posts that make a wish, newest first, at most 100; or those of them that nobody acknowledged.',
  needs: 'work.read',
  params: z.object({ id, wish: spellingId }),
  query: z.object({ ...period, waiting: z.enum(['true', 'false']).optional() }).strict(),
  body: none,
  reply: z.object({
    rows: z.array(z.object({ entry: ledgerEntryView, acknowledged: z.boolean() })),
    /** How many there are, of which `rows` are the first. */
    total: z.number(),
  }),
  status: 200,
  errors: ['not_found'],
});

export const correctWishes = endpoint({
  name: 'correctWishes',
  method: 'POST',
  path: '/monitors/:id/wish-corrections',
  summary:
    'Says of spellings that they are the same wish as another, that they are no wish, or that they stand for themselves. It goes before what was said of them earlier, and lasts until it is taken back.',
  needs: 'work.decide',
  params: z.object({ id }),
  query: none,
  body: z
    .object({
      kind,
      spellings: z.array(spellingId).min(1).max(mostSpellings),
      /** Of `same`, and of nothing else. */
      sameAs: spellingId.optional(),
    })
    .strict()
    .refine((said) => (said.kind === 'same') === (said.sameAs !== undefined), {
      path: ['sameAs'],
      message: 'Belongs to “same”, and only there',
    }),
  reply: z.object({ id }),
  status: 201,
  errors: ['not_found', 'limit_reached'],
  idempotent: true,
});

export const takeBackWishCorrection = endpoint({
  name: 'takeBackWishCorrection',
  method: 'DELETE',
  path: '/monitors/:id/wish-corrections/:correctionId',
  summary: 'Takes back what was said of wishes by hand; what was said of them earlier holds again.',
  needs: 'work.decide',
  params: z.object({ id, correctionId: id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});
