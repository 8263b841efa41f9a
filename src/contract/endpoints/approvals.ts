// Four eyes: approving a reply that waits, giving it back to its author, and crisis mode.
import { z } from 'zod';
import { approvalVerdicts } from '../../domain/decision/approval.ts';
import { ruleIds } from '../../domain/guideline/finding.ts';
import { crisisView } from '../approval-view.ts';
import { endpoint } from '../endpoint.ts';
import { accountView, id, none, outboundView, personRef, time } from '../views.ts';

const byId = z.object({ id });
const budgetUsd = z.number().min(0).max(1_000_000);

export const approveReply = endpoint({
  name: 'approveReply',
  method: 'POST',
  path: '/outbound/:id/approve',
  summary:
    'Lets a reply of somebody else that waits for a second pair of eyes go out, in other words if some are given.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z
    .object({
      /** The thread version that was read; null where it answers no conversation. */
      seenThreadVersion: z.number().int().nullable(),
      /** Left out: as its author wrote it. */
      text: z.string().max(20_000).optional(),
      /** For a reply that the guideline stops: which rules are passed over, and why. */
      override: z
        .object({ rules: z.array(z.enum(ruleIds)).min(1).max(20), reason: z.string().trim().min(1).max(500) })
        .strict()
        .optional(),
    })
    .strict(),
  reply: outboundView,
  status: 200,
  errors: [
    'not_found',
    'not_allowed',
    'version_changed',
    'transition_refused',
    'thread_changed',
    'text_too_long',
    'text_empty',
    'attachment_invalid',
    'network_forbids',
    'account_token_dead',
    'network_post_gone',
    'guideline_blocks',
  ],
  versioned: 'ifMatch',
});

export const sendBackReply = endpoint({
  name: 'sendBackReply',
  method: 'POST',
  path: '/outbound/:id/send-back',
  summary: 'Gives a reply that waits for a second pair of eyes back to its author, with a comment.',
  needs: 'work.send',
  params: byId,
  query: none,
  body: z.object({ comment: z.string().trim().min(1).max(2000) }).strict(),
  reply: outboundView,
  status: 200,
  errors: ['not_found', 'not_allowed', 'version_changed', 'transition_refused'],
  versioned: 'ifMatch',
});

export const readApprovals = endpoint({
  name: 'readApprovals',
  method: 'GET',
  path: '/approvals',
  summary: 'What became of the replies that a second pair of eyes was asked for lately.',
  needs: 'work.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({
    /** Days looked back. */
    days: z.number(),
    waiting: z.number(),
    counts: z.array(z.object({ verdict: z.enum(approvalVerdicts), count: z.number() })),
    /** From asking to the answer, of those that a person answered; null where there is none. */
    medianMs: z.number().nullable(),
    newest: z.array(
      z.object({
        outboundId: id,
        caseId: id.nullable(),
        caseNumber: z.number().nullable(),
        verdict: z.enum(approvalVerdicts),
        comment: z.string(),
        askedBy: personRef.nullable(),
        decidedBy: personRef.nullable(),
        decidedAt: time,
      }),
    ),
  }),
  status: 200,
  errors: [],
});

export const startCrisis = endpoint({
  name: 'startCrisis',
  method: 'POST',
  path: '/crises',
  summary:
    'Turns crisis mode on, of the workspace or of a brand: every reply needs a second pair of eyes, also those not out yet.',
  needs: 'crisis.change',
  params: none,
  query: none,
  body: z
    .object({
      /** Null: the whole workspace. */
      brandId: id.nullable(),
      reason: z.string().trim().min(1).max(500),
    })
    .strict(),
  reply: crisisView,
  status: 201,
  errors: ['not_found', 'already_exists'],
  idempotent: true,
});

export const endCrisis = endpoint({
  name: 'endCrisis',
  method: 'POST',
  path: '/crises/:id/end',
  summary: 'Turns crisis mode off; replies that wait go on waiting.',
  needs: 'crisis.change',
  params: byId,
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});

export const changeAccount = endpoint({
  name: 'changeAccount',
  method: 'PATCH',
  path: '/accounts/:id',
  summary:
    'Changes what an account asks of the team: whether every reply needs a second pair of eyes, and what it may spend on a paid network.',
  needs: 'account.change',
  params: z.object({ id }),
  query: none,
  body: z
    .object({
      needsApproval: z.boolean().optional(),
      /** US dollars on a day and in a month of UTC. */
      dailyBudgetUsd: budgetUsd.optional(),
      monthlyBudgetUsd: budgetUsd.optional(),
    })
    .strict(),
  reply: accountView,
  status: 200,
  errors: ['not_found', 'version_changed'],
  versioned: 'ifMatch',
});
