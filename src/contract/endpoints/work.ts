// The daily decisions: candidates, the ledger, posts, search.
import { z } from 'zod';
import { advices } from '../../domain/decision/advice-choice.ts';
import { ledgerHeaps, origins } from '../../domain/ledger/ledger.ts';
import { candidateOrders } from '../../domain/judgement/standing.ts';
import { judgedNames } from '../candidate-filter.ts';
import { endpoint } from '../endpoint.ts';
import {
  caseRow,
  givenTime,
  id,
  identityView,
  ledgerEntryView,
  none,
  pageOf,
  pageQuery,
  postView,
  silenceReason,
  threadPost,
  time,
} from '../views.ts';

const byId = z.object({ id });
const ledgerFilter = pageQuery.extend({
  brandId: id.optional(),
  network: z.string().max(40).optional(),
  origin: z.enum(origins).optional(),
  lang: z.string().max(8).optional(),
  monitorId: id.optional(),
  judged: judgedNames.optional(),
});

export const listCandidates = endpoint({
  name: 'listCandidates',
  method: 'GET',
  path: '/candidates',
  summary:
    'Posts that wait for the decision whether to speak, newest first or by how soon they need somebody.',
  needs: 'work.read',
  params: none,
  query: ledgerFilter.extend({
    state: z.enum(['waiting', 'later']).default('waiting'),
    order: z.enum(candidateOrders).default('newest'),
    since: givenTime.optional(),
  }),
  body: none,
  reply: pageOf(ledgerEntryView),
  status: 200,
  errors: ['cursor_invalid'],
});

export const listLedger = endpoint({
  name: 'listLedger',
  method: 'GET',
  path: '/ledger',
  summary: 'Everything that came in, by heap, newest first.',
  needs: 'work.read',
  params: none,
  query: ledgerFilter.extend({
    heap: z.enum(ledgerHeaps).optional(),
    since: givenTime.optional(),
    until: givenTime.optional(),
  }),
  body: none,
  reply: pageOf(ledgerEntryView),
  status: 200,
  errors: ['cursor_invalid'],
});

export const readLedgerCounts = endpoint({
  name: 'readLedgerCounts',
  method: 'GET',
  path: '/ledger/counts',
  summary: 'How many came in and how each heap stands, since a time.',
  needs: 'work.read',
  params: none,
  query: z.object({ since: givenTime.optional() }),
  body: none,
  reply: z.object({
    total: z.number(),
    waiting: z.number(),
    answered: z.number(),
    closed: z.number(),
    /** Since when the one waits longest whom nobody has answered: when their post was written. */
    oldestWaitingAt: time.nullable(),
    /** When each post was written that was sent to us and waits, in the order in which they came; the first of them where `isMore`. */
    owed: z.object({ since: z.array(time), isMore: z.boolean() }),
    /** When each account's network was last asked for everything that came to us, and what of it was missing here. */
    reconciled: z.array(
      z.object({
        network: z.string(),
        handle: z.string(),
        /** The last time that came through; null before the first. */
        doneAt: time.nullable(),
        /** How far back it looked. */
        since: time,
        listed: z.number(),
        /** Fetched then. */
        missing: z.number(),
        /** False where the network did not tell everything back to `since`. */
        isComplete: z.boolean(),
        /** Why the last try did not come through; null where it did. */
        errorCode: z.string().nullable(),
        error: z.string().nullable(),
      }),
    ),
  }),
  status: 200,
  errors: [],
});

export const readLedgerEntry = endpoint({
  name: 'readLedgerEntry',
  method: 'GET',
  path: '/ledger/:id',
  summary: 'One entry, by its post’s id, with every decision taken about it.',
  needs: 'work.read',
  params: byId,
  query: none,
  body: none,
  reply: z.object({
    entry: ledgerEntryView,
    decisions: z.array(
      z.object({
        choice: z.enum(['speak', 'silent', 'later', 'reconsider']),
        reason: z.string().nullable(),
        note: z.string(),
        actorName: z.string().nullable(),
        at: time,
        isPrivate: z.boolean(),
        isConversation: z.boolean(),
        /** As it stood then; null where nobody had asked. */
        advice: z.object({ advice: z.enum(advices), strength: z.number() }).nullable(),
      }),
    ),
  }),
  status: 200,
  errors: ['not_found'],
  versioned: 'etag',
});

export const decide = endpoint({
  name: 'decide',
  method: 'POST',
  path: '/candidates/:id/decision',
  summary:
    'Takes the decision: speak (opens or joins a case), stay silent with a reason, later, or reconsider a silence.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: z.discriminatedUnion('choice', [
    z
      .object({
        choice: z.literal('speak'),
        assigneeId: id.nullable().optional(),
        /** In a direct message: the composer begins there. */
        isPrivate: z.boolean().default(false),
        /** Only with who called on us: the case ends by itself once it is answered, and no measure counts it. */
        isConversation: z.boolean().default(false),
      })
      .strict(),
    z
      .object({
        choice: z.literal('silent'),
        reason: silenceReason,
        note: z.string().max(2000).default(''),
      })
      .strict(),
    z
      .object({ choice: z.literal('later'), until: givenTime, note: z.string().max(2000).default('') })
      .strict(),
    z.object({ choice: z.literal('reconsider'), note: z.string().max(2000).default('') }).strict(),
  ]),
  reply: z.object({ entry: ledgerEntryView, case: caseRow.nullable() }),
  status: 200,
  errors: ['not_found', 'already_decided', 'invalid_input', 'transition_refused'],
  idempotent: true,
});

export const decideMany = endpoint({
  name: 'decideMany',
  method: 'POST',
  path: '/candidates/decisions',
  summary: 'Stays silent about many at once, with one reason; answers which were moved.',
  needs: 'work.decide',
  params: none,
  query: none,
  body: z
    .object({
      ids: z.array(id).min(1).max(1000),
      choice: z.literal('silent'),
      reason: silenceReason,
      note: z.string().max(2000).default(''),
    })
    .strict(),
  reply: z.object({ moved: z.array(id), refused: z.array(id) }),
  status: 200,
  errors: [],
  idempotent: true,
});

export const readThread = endpoint({
  name: 'readThread',
  method: 'GET',
  path: '/posts/:id/thread',
  summary:
    'The thread around a post, read from the network now; what we hold where the network does not answer.',
  needs: 'work.read',
  params: byId,
  query: none,
  body: none,
  reply: z.object({ posts: z.array(threadPost), fresh: z.boolean(), problem: z.string().nullable() }),
  status: 200,
  errors: ['not_found'],
});

export const readAuthorPosts = endpoint({
  name: 'readAuthorPosts',
  method: 'GET',
  path: '/posts/:id/author',
  summary: 'The author as the network knows them now, and their newest posts.',
  needs: 'work.read',
  params: byId,
  query: none,
  body: none,
  reply: z.object({
    identity: identityView,
    posts: z.array(threadPost),
    earlierCases: z.array(caseRow),
    fresh: z.boolean(),
    problem: z.string().nullable(),
  }),
  status: 200,
  errors: ['not_found'],
});

export const search = endpoint({
  name: 'search',
  method: 'GET',
  path: '/search',
  summary: 'Posts that contain all the given words, newest first; two-character Japanese words too.',
  needs: 'work.read',
  params: none,
  query: pageQuery.extend({ q: z.string().trim().min(1).max(200) }),
  body: none,
  reply: pageOf(z.object({ post: postView, caseIds: z.array(id), inLedger: z.boolean() })),
  status: 200,
  errors: ['cursor_invalid'],
});
