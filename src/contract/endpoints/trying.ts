// Trying a monitor before and after it is saved: dry runs over what was heard, differences, labels and precision.
import { z } from 'zod';
import { postKinds } from '../../domain/post/post.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, personRef, precisionView, span, time } from '../views.ts';

const query = z.string().min(1).max(65_536);
const label = z.enum(['relevant', 'not_relevant']);
/** The monitor that a query is for: it is no other monitor, and its labels tell the precision. */
const monitorId = id.nullable().default(null);
/** Looks at every post however wide the query is; without, a wide one is estimated within a second. */
const exact = z.boolean().default(false);
const version = z.number().int().min(1).max(2_000_000_000);

/** A heard post that a query finds. */
export const heardHit = z.object({
  /** Names the post wherever it is kept; a post of the rolling window is gone when its time is up. */
  id,
  /** Stored, because a monitor found it then; otherwise it stands in the rolling window. */
  stored: z.boolean(),
  network: z.string(),
  authorHandle: z.string(),
  kind: z.enum(postKinds),
  /** What the post says, and below it how its pictures are described. */
  text: z.string(),
  /** Where in `text` the descriptions begin; null where there are none. */
  altsAt: z.number().nullable(),
  spans: z.array(span),
  lang: z.string().nullable(),
  at: time,
  /** What the asker said of it under the monitor that was named, whatever its version was. */
  label: label.nullable(),
});

/** How far figures go. */
const reach = {
  /** Posts that the figures are about: stored posts of others and the rolling window. */
  looked: z.number(),
  /** Seen at the earliest; null when nothing was heard. */
  since: time.nullable(),
  /** Every post was looked at or ruled out; otherwise all figures but `looked` are estimated from an even sample. */
  exact: z.boolean(),
  /** True when the time limit cut the look short: then `looked` and `since` say how far it went. */
  partial: z.boolean(),
};

export const dryRun = endpoint({
  name: 'dryRun',
  method: 'POST',
  path: '/monitors/dry-run',
  summary:
    'Tries a query on what was already heard: hits per day, network, language and kind, examples, overlap; nothing is saved.',
  needs: 'monitor.read',
  params: none,
  query: none,
  body: z.object({ query, monitorId, exact }).strict(),
  reply: z.object({
    ...reach,
    hits: z.number(),
    /** Half of the 95 % interval around `hits`; 0 when they are exact. */
    margin: z.number(),
    /** Newest first; a day is a calendar day of the workspace's time zone. */
    perDay: z.array(z.object({ day: z.iso.date(), looked: z.number(), hits: z.number() })),
    /** These three with the most hits first. */
    perNetwork: z.array(z.object({ network: z.string(), hits: z.number() })),
    perLang: z.array(z.object({ lang: z.string().nullable(), hits: z.number() })),
    perKind: z.array(z.object({ kind: z.enum(postKinds), hits: z.number() })),
    /** Newest first; of an estimate, the newest of the sample. */
    examples: z.array(heardHit),
    /** For readDryRunHits; null when these are all. After an estimate it begins with the newest, these among them. */
    nextCursor: z.string().nullable(),
    overlap: z.object({
      /** The other monitors that are not archived: of these hits, how many each finds too. Most first. */
      monitors: z.array(z.object({ monitorId: id, name: z.string(), active: z.boolean(), hits: z.number() })),
      /** Hits that none of them finds. */
      alone: z.number(),
    }),
    /** Over the labelled posts of the monitor that this query finds, under whatever version they were labelled. */
    precision: precisionView.nullable(),
  }),
  status: 200,
  errors: ['query_invalid', 'not_found'],
});

export const readDryRunHits = endpoint({
  name: 'readDryRunHits',
  method: 'POST',
  path: '/monitors/dry-run/hits',
  summary: 'More posts that a query finds in what was heard, newest first.',
  needs: 'monitor.read',
  params: none,
  query: none,
  body: z
    .object({
      query,
      monitorId,
      /** Of the page before; null begins with the newest. */
      cursor: z.string().max(500).nullable().default(null),
      limit: z.number().int().min(1).max(100).default(30),
    })
    .strict(),
  reply: z.object({
    rows: z.array(heardHit),
    /** Null when there are no more. A page may be short, or empty, before that: the time limit was reached. */
    nextCursor: z.string().nullable(),
  }),
  status: 200,
  errors: ['query_invalid', 'cursor_invalid', 'not_found'],
});

const difference = z.object({ hits: z.number(), margin: z.number(), examples: z.array(heardHit) });

export const compareQueries = endpoint({
  name: 'compareQueries',
  method: 'POST',
  path: '/monitors/dry-run/difference',
  summary:
    'What one query finds in what was heard and another does not: two versions of a monitor, or a draft.',
  needs: 'monitor.read',
  params: none,
  query: none,
  body: z.object({ before: query, after: query, monitorId, exact }).strict(),
  reply: z.object({
    ...reach,
    /** Hits of each, and of both. */
    before: z.number(),
    after: z.number(),
    both: z.number(),
    /** What only `after` finds. */
    added: difference,
    /** What only `before` finds. */
    removed: difference,
  }),
  status: 200,
  errors: ['query_invalid', 'not_found'],
});

export const labelHit = endpoint({
  name: 'labelHit',
  method: 'PUT',
  path: '/monitors/:id/labels/:postId',
  summary:
    'Says whether a post is what a monitor is meant to find, or takes that back; answers its precision.',
  needs: 'work.decide',
  params: z.object({ id, postId: id }),
  query: none,
  body: z
    .object({
      /** Null takes it back. */
      label: label.nullable(),
      /** Under which it was found; null for the present one. */
      version: version.nullable().default(null),
    })
    .strict(),
  reply: z.object({ version, precision: precisionView.nullable() }),
  status: 200,
  errors: ['not_found'],
});

export const readLabels = endpoint({
  name: 'readLabels',
  method: 'GET',
  path: '/monitors/:id/labels',
  summary:
    'What was said of posts under a version of a monitor (the present one if none is named), newest 1,000.',
  needs: 'monitor.read',
  params: z.object({ id }),
  query: z.object({ version: z.coerce.number().int().min(1).max(2_000_000_000).optional() }).strict(),
  body: none,
  reply: z.object({
    version,
    precision: precisionView.nullable(),
    rows: z.array(z.object({ postId: id, label, by: personRef, at: time })),
  }),
  status: 200,
  errors: ['not_found'],
});
