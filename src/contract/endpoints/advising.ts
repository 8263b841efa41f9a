// Advice on a monitor's words, and what listening for it costs: both read what was heard, and change nothing.
import { z } from 'zod';
import { pushDownNetworks } from '../../domain/listening/push-down/networks.ts';
import { pushDownCodes } from '../../domain/listening/push-down/notes.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, precisionView, span } from '../views.ts';
import { heardHit } from './trying.ts';

const body = z
  .object({
    query: z.string().min(1).max(65_536),
    /** The monitor that the query is for; null for a new one. */
    monitorId: id.nullable().default(null),
  })
  .strict();

const suggestion = z.object({
  /** `word`, `variant` and `hashtag` are to be added, `exclusion` is to be excluded. */
  kind: z.enum(['word', 'variant', 'hashtag', 'exclusion']),
  /** Of a variant: how it differs from `of`, which the query has. */
  form: z.enum(['kana', 'spacing', 'abbreviation', 'misspelling']).nullable(),
  of: z.string().nullable(),
  text: z.string(),
  /** The whole changed query, to be tried. */
  query: z.string(),
  /** Posts among those looked at that it would bring (an exclusion: spare), by what was said of them. */
  posts: z.object({
    all: z.number(),
    relevant: z.number(),
    notRelevant: z.number(),
    unlabelled: z.number(),
  }),
  /** Of those posts: an exclusion is right about what is not relevant. Null where nobody said anything. */
  precision: precisionView.nullable(),
  evidence: z.object({
    /** Posts with the word among those that matter, and among all others. */
    inside: z.number(),
    outside: z.number(),
    /** Log-likelihood ratio; above 15.1 it is chance once in 10,000 times. */
    g2: z.number(),
    examples: z.array(heardHit.omit({ label: true }).extend({ spans: z.array(span) })),
  }),
});

export const adviseKeywords = endpoint({
  name: 'adviseKeywords',
  method: 'POST',
  path: '/monitors/advice',
  summary:
    'Words, variants and hashtags that a monitor could have, and what it could exclude, from labels and what was heard.',
  needs: 'monitor.read',
  params: none,
  query: none,
  body,
  reply: z.object({
    /** Posts looked at: labelled ones, the newest hits, and an even sample of all that was heard. */
    looked: z.number(),
    /** Of them: hits of the query, and those labelled relevant and not relevant. */
    hits: z.number(),
    relevant: z.number(),
    notRelevant: z.number(),
    /** Of the query as it is, over its labelled hits. */
    precision: precisionView.nullable(),
    /** Variants, words, hashtags and exclusions, of each the best first. */
    suggestions: z.array(suggestion),
  }),
  status: 200,
  errors: ['query_invalid', 'not_found', 'payload_too_large'],
});

export const readQueryCost = endpoint({
  name: 'readQueryCost',
  method: 'POST',
  path: '/monitors/cost',
  summary:
    'How often the matcher has to look at a query, and what networks that filter themselves could be asked.',
  needs: 'monitor.read',
  params: none,
  query: none,
  body,
  reply: z.object({
    /** Posts of an even sample of what was heard, over which all of this was counted. */
    posts: z.number(),
    hits: z.number(),
    /** Posts for which the matcher had to look at the query, and words and fields that it looked for then. */
    candidates: z.number(),
    evaluations: z.number(),
    /** The same for the middle one of the other monitors; null without any. */
    usual: z.object({ candidates: z.number(), evaluations: z.number() }).nullable(),
    networks: z.array(
      z.object({
        network: z.enum(pushDownNetworks),
        /** The first 20 of what it would be asked, and how many there are; none where it cannot be asked. */
        asks: z.array(z.string()),
        askCount: z.number(),
        notes: z.array(
          z.object({
            code: z.enum(pushDownCodes),
            effect: z.enum(['wider', 'missed', 'unpushed']),
            start: z.number(),
            end: z.number(),
          }),
        ),
        /** Posts of the sample that it would send; null where it cannot be asked. */
        sent: z.number().nullable(),
      }),
    ),
  }),
  status: 200,
  errors: ['query_invalid', 'not_found', 'payload_too_large'],
});
