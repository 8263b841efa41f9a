// Speaking: replies, reactions, the outbox, our own posts.
import { z } from 'zod';
import { ruleIds } from '../../domain/guideline/finding.ts';
import { startingPointKinds } from '../../domain/drafting/starting-point.ts';
import { outboundStates } from '../../domain/decision/outbox.ts';
import { visibilities } from '../../domain/post/post.ts';
import { endpoint } from '../endpoint.ts';
import { attachmentRef } from '../draft-view.ts';
import { id, none, outboundView, pageOf, pageQuery } from '../views.ts';

const byId = z.object({ id });

export const sendReply = endpoint({
  name: 'sendReply',
  method: 'POST',
  path: '/cases/:id/replies',
  summary:
    'Queues a reply; it goes out once, after the undo window, or waits for a second pair of eyes. Refused when the thread changed since it was read.',
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
      /** For a reply that the guideline stops: which rules are passed over, and why. */
      override: z
        .object({ rules: z.array(z.enum(ruleIds)).min(1).max(20), reason: z.string().trim().min(1).max(500) })
        .strict()
        .optional(),
      /** Whether a model wrote the draft, though a person may have changed it since: then somebody else approves it. */
      byModel: z.boolean().default(false),
      /** A person posts it on the network's own page: it is checked and written down, and not sent. */
      byHand: z.boolean().default(false),
      /** What its writer began with, so that one sees what became of it. */
      begunWith: z
        .array(z.object({ kind: z.enum(startingPointKinds), id }).strict())
        .max(20)
        .default([]),
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
    'guideline_blocks',
  ],
  idempotent: true,
});

export const react = endpoint({
  name: 'react',
  method: 'POST',
  path: '/cases/:id/reactions',
  summary:
    'Likes or reposts a post of the case as an account, or takes that back. Where the network leaves that to people on its own page, it is written down as opened there.',
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
  errors: ['not_found', 'network_forbids', 'account_token_dead', 'transition_refused', 'guideline_blocks'],
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
    'For a send that failed or whose fate is unknown: look it up again, try a failed one again, or give it up. For a reply that is posted on the network’s own page: say that it was posted, or give it up.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z.object({ choice: z.enum(['look_up', 'retry', 'give_up', 'posted']) }).strict(),
  reply: outboundView,
  status: 200,
  errors: ['not_found', 'transition_refused', 'guideline_blocks'],
});

export const listOutbound = endpoint({
  name: 'listOutbound',
  method: 'GET',
  path: '/outbound',
  summary: 'What we sent or tried to, newest first.',
  needs: 'work.read',
  params: none,
  query: pageQuery.extend({
    state: z.enum(outboundStates).optional(),
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
  errors: ['not_found', 'network_forbids', 'text_too_long', 'guideline_blocks'],
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
