// Working on cases: reading, assigning, closing, notes, drafts, presence.
import { z } from 'zod';
import { caseStates, outcomes } from '../../domain/case/case.ts';
import { visibilities } from '../../domain/post/post.ts';
import { endpoint } from '../endpoint.ts';
import { attachmentRef, draftSide, draftView } from '../draft-view.ts';
import { caseDetail, caseRow, givenTime, id, none, noteView, pageOf, pageQuery } from '../views.ts';

const byId = z.object({ id });

export const listCases = endpoint({
  name: 'listCases',
  method: 'GET',
  path: '/cases',
  summary:
    'Cases; open ones with the longest-waiting customer first (by `waitingSince`, else `lastInboundAt`), closed ones, and conversations of any state, newest first.',
  needs: 'work.read',
  params: none,
  query: pageQuery.extend({
    /** `unfinished`: open ones first, then those that wait for the customer. */
    state: z.enum([...caseStates, 'unfinished']).optional(),
    assignee: z.union([id, z.enum(['me', 'nobody'])]).optional(),
    brandId: id.optional(),
    /** Without it, both. */
    kind: z.enum(['support', 'conversation']).optional(),
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

export const setFollowUp = endpoint({
  name: 'setFollowUp',
  method: 'PUT',
  path: '/cases/:id/follow-up',
  summary: 'Plans when to ask how it went, should nothing be heard until then; null drops it.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: z.object({ at: givenTime.nullable() }).strict(),
  reply: caseRow,
  status: 200,
  errors: ['not_found', 'case_closed'],
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
  errors: ['not_found', 'case_closed', 'invalid_input', 'transition_refused'],
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

export const makeSupport = endpoint({
  name: 'makeSupport',
  method: 'POST',
  path: '/cases/:id/support',
  summary:
    'Makes a conversation a support case, which is measured and ends by hand; one that had ended is open again.',
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
  summary: 'Keeps one’s own draft of a reply; an empty text and no picture drops that side of it.',
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
      /** A draft that a model wrote stays one until it is empty or sent. */
      byModel: z.boolean().default(false),
      /** What is written for the other side, public or DM; null: nothing is. Left out, that side stays as it is. */
      aside: draftSide.strict().nullable().optional(),
    })
    .strict(),
  reply: z.object({ draft: draftView.nullable() }),
  status: 200,
  errors: ['not_found'],
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
  errors: ['not_found'],
});
