// The daily work: candidates, the ledger, posts, cases, sending.
import { z } from 'zod';
import { caseStates, outcomes } from '../../domain/case/case.ts';
import { ledgerHeaps, origins } from '../../domain/ledger/ledger.ts';
import { visibilities } from '../../domain/post/post.ts';
import { endpoint } from '../endpoint.ts';
import {
  attachmentRef,
  caseDetail,
  caseRow,
  draftView,
  id,
  identityView,
  ledgerEntryView,
  none,
  noteView,
  outboundView,
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
});

export const listCandidates = endpoint({
  name: 'listCandidates',
  method: 'GET',
  path: '/candidates',
  summary: 'Posts that wait for the decision whether to speak, newest first.',
  needs: 'work.read',
  params: none,
  query: ledgerFilter.extend({ state: z.enum(['waiting', 'later']).default('waiting') }),
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
    since: time.optional(),
    until: time.optional(),
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
  query: z.object({ since: time.optional() }),
  body: none,
  reply: z.object({
    total: z.number(),
    waiting: z.number(),
    answered: z.number(),
    closed: z.number(),
    /** The oldest entry still waiting. */
    oldestWaitingAt: time.nullable(),
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
    z.object({ choice: z.literal('speak'), assigneeId: id.nullable().optional() }).strict(),
    z
      .object({
        choice: z.literal('silent'),
        reason: silenceReason,
        note: z.string().max(2000).default(''),
      })
      .strict(),
    z.object({ choice: z.literal('later'), until: time, note: z.string().max(2000).default('') }).strict(),
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

export const listCases = endpoint({
  name: 'listCases',
  method: 'GET',
  path: '/cases',
  summary: 'Cases; open ones with the longest-waiting customer first, closed ones newest first.',
  needs: 'work.read',
  params: none,
  query: pageQuery.extend({
    state: z.enum(caseStates).optional(),
    assignee: z.union([id, z.enum(['me', 'nobody'])]).optional(),
    brandId: id.optional(),
    network: z.string().max(40).optional(),
    q: z.string().trim().min(1).max(200).optional(),
  }),
  body: none,
  reply: pageOf(caseRow),
  status: 200,
  errors: ['cursor_invalid'],
});

export const readCase = endpoint({
  name: 'readCase',
  method: 'GET',
  path: '/cases/:id',
  summary:
    'A case whole: posts, notes, what was sent, the asker’s draft, earlier cases, what the network allows.',
  needs: 'work.read',
  params: byId,
  query: none,
  body: none,
  reply: caseDetail,
  status: 200,
  errors: ['not_found'],
  versioned: 'etag',
});

export const assignCase = endpoint({
  name: 'assignCase',
  method: 'POST',
  path: '/cases/:id/assignee',
  summary: 'Assigns a case to a member, to nobody, or in turn among who is on shift.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: z.union([
    z.object({ assigneeId: id.nullable() }).strict(),
    z.object({ inTurn: z.literal(true) }).strict(),
  ]),
  reply: caseRow,
  status: 200,
  errors: ['not_found', 'transition_refused', 'version_changed'],
});

export const closeCase = endpoint({
  name: 'closeCase',
  method: 'POST',
  path: '/cases/:id/close',
  summary: 'Closes a case with its outcome; its unanswered posts are closed in the ledger with it.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: z.object({ outcome: z.enum(outcomes) }).strict(),
  reply: caseRow,
  status: 200,
  errors: ['not_found', 'case_closed', 'transition_refused'],
});

export const reopenCase = endpoint({
  name: 'reopenCase',
  method: 'POST',
  path: '/cases/:id/reopen',
  summary: 'Opens a case again.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: none,
  reply: caseRow,
  status: 200,
  errors: ['not_found', 'transition_refused'],
});

export const addNote = endpoint({
  name: 'addNote',
  method: 'POST',
  path: '/cases/:id/notes',
  summary: 'Writes an internal note; customers never see it.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: z.object({ text: z.string().trim().min(1).max(10_000) }).strict(),
  reply: noteView,
  status: 201,
  errors: ['not_found'],
  idempotent: true,
});

export const saveDraft = endpoint({
  name: 'saveDraft',
  method: 'PUT',
  path: '/cases/:id/draft',
  summary: 'Keeps one’s own draft of a reply; an empty text and no picture drops it.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: z
    .object({
      text: z.string().max(20_000),
      visibility: z.enum(visibilities),
      accountId: id.nullable(),
      replyToPostId: id.nullable(),
      attachments: z.array(attachmentRef).max(10),
    })
    .strict(),
  reply: z.object({ draft: draftView.nullable() }),
  status: 200,
  errors: ['not_found'],
});

export const sendReply = endpoint({
  name: 'sendReply',
  method: 'POST',
  path: '/cases/:id/replies',
  summary:
    'Queues a reply; it goes out once, after the undo window. Refused when the thread changed since it was read.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z
    .object({
      accountId: id,
      replyToPostId: id,
      visibility: z.enum(visibilities),
      text: z.string().max(20_000),
      attachments: z.array(attachmentRef).max(10).default([]),
      /** The thread version the writer has seen. */
      seenThreadVersion: z.number().int(),
    })
    .strict(),
  reply: outboundView,
  status: 202,
  errors: [
    'not_found',
    'thread_changed',
    'text_too_long',
    'text_empty',
    'attachment_invalid',
    'network_forbids',
    'account_token_dead',
    'network_post_gone',
  ],
  idempotent: true,
});

export const react = endpoint({
  name: 'react',
  method: 'POST',
  path: '/cases/:id/reactions',
  summary: 'Likes or reposts a post of the case as an account, or takes that back.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z
    .object({
      accountId: id,
      postId: id,
      action: z.enum(['like', 'repost', 'unlike', 'unrepost']),
    })
    .strict(),
  reply: outboundView,
  status: 202,
  errors: ['not_found', 'network_forbids', 'account_token_dead', 'transition_refused'],
  idempotent: true,
});

export const undoOutbound = endpoint({
  name: 'undoOutbound',
  method: 'POST',
  path: '/outbound/:id/undo',
  summary: 'Takes a queued send back within its undo window; a reply’s text returns to the draft.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: none,
  reply: outboundView,
  status: 200,
  errors: ['not_found', 'undo_too_late'],
});

export const settleOutbound = endpoint({
  name: 'settleOutbound',
  method: 'POST',
  path: '/outbound/:id/settle',
  summary:
    'For a send that failed or whose fate is unknown: look it up again, try a failed one again, or give it up.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z.object({ choice: z.enum(['look_up', 'retry', 'give_up']) }).strict(),
  reply: outboundView,
  status: 200,
  errors: ['not_found', 'transition_refused'],
});

export const listOutbound = endpoint({
  name: 'listOutbound',
  method: 'GET',
  path: '/outbound',
  summary: 'What we sent or tried to, newest first.',
  needs: 'work.read',
  params: none,
  query: pageQuery.extend({
    state: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']).optional(),
  }),
  body: none,
  reply: pageOf(outboundView),
  status: 200,
  errors: ['cursor_invalid'],
});

export const editOwnPost = endpoint({
  name: 'editOwnPost',
  method: 'PATCH',
  path: '/posts/:id',
  summary: 'Edits a post of ours on the network, where it can be edited.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z.object({ text: z.string().min(1).max(20_000) }).strict(),
  reply: outboundView,
  status: 202,
  errors: ['not_found', 'network_forbids', 'text_too_long'],
  idempotent: true,
});

export const deleteOwnPost = endpoint({
  name: 'deleteOwnPost',
  method: 'DELETE',
  path: '/posts/:id',
  summary: 'Deletes a post of ours on the network.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: none,
  reply: outboundView,
  status: 202,
  errors: ['not_found', 'network_forbids'],
  idempotent: true,
});

export const setPresence = endpoint({
  name: 'setPresence',
  method: 'PUT',
  path: '/presence',
  summary: 'Says what one looks at or types in; forgotten after 30 s.',
  needs: 'work.read',
  params: none,
  query: none,
  body: z
    .object({ caseId: id.nullable(), doing: z.enum(['viewing', 'typing']), tab: z.string().max(40) })
    .strict(),
  reply: none,
  status: 204,
  errors: [],
});
