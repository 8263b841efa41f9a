// Proves four eyes: whatever happens to a reply that needs approval, only another person’s yes puts it into the queue.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../access/policy.ts';
import {
  approvalReasonsOf,
  canBeTrainee,
  isSpoken,
  mayApproveOthers,
  whyNotApprove,
  type ApprovalFacts,
  type Approver,
} from './approval.ts';
import { moveOutbound, outboundMoves, type OutboundMove, type OutboundState } from './outbox.ts';

const facts = fc.record<ApprovalFacts>({
  author: fc.option(fc.record({ isTrainee: fc.boolean() })),
  isCrisis: fc.boolean(),
  account: fc.record({ needsApproval: fc.boolean() }),
  byModel: fc.boolean(),
});
const people = ['author', 'colleague', 'another'] as const;
const approver = fc.record<Approver>({
  userId: fc.option(fc.constantFrom(...people)),
  role: fc.constantFrom(...roles),
  isTrainee: fc.boolean(),
  mayApprove: fc.boolean(),
});
const plain: ApprovalFacts = {
  author: { isTrainee: false },
  isCrisis: false,
  account: { needsApproval: false },
  byModel: false,
};
const supervisor: Approver = { userId: 'b', role: 'supervisor', isTrainee: false, mayApprove: false };

describe('who needs a second pair of eyes', () => {
  it('is told with every reason', () => {
    expect(approvalReasonsOf(plain)).toEqual([]);
    expect(approvalReasonsOf({ ...plain, author: null })).toEqual([]);
    expect(approvalReasonsOf({ ...plain, author: { isTrainee: true } })).toEqual(['trainee']);
    expect(
      approvalReasonsOf({
        author: { isTrainee: true },
        isCrisis: true,
        account: { needsApproval: true },
        byModel: true,
      }),
    ).toEqual(['trainee', 'crisis', 'account', 'model']);
  });

  it('holds each reason alone, whatever else is so', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const reasons = approvalReasonsOf(given);
        expect(reasons.includes('crisis')).toBe(given.isCrisis);
        expect(reasons.includes('account')).toBe(given.account.needsApproval);
        expect(reasons.includes('model')).toBe(given.byModel);
        expect(reasons.includes('trainee')).toBe(given.author?.isTrainee === true);
      }),
    );
  });

  it('asks only for what has words', () => {
    for (const action of ['reply', 'dm', 'post', 'edit']) expect(isSpoken(action)).toBe(true);
    for (const action of ['like', 'unlike', 'repost', 'unrepost', 'delete'])
      expect(isSpoken(action)).toBe(false);
  });
});

const byA = { createdBy: 'a', onBehalfOf: null };
const writtenBy = fc.oneof(
  fc.record({ createdBy: fc.constantFrom(...people), onBehalfOf: fc.constant(null) }),
  fc.record({ createdBy: fc.constant(null), onBehalfOf: fc.constantFrom(...people) }),
);

describe('who may approve', () => {
  it('is a supervisor or above, or an agent who was given the right', () => {
    expect(whyNotApprove(supervisor, byA)).toBeNull();
    expect(whyNotApprove({ ...supervisor, role: 'agent' }, byA)).toMatch(/given the right/);
    expect(whyNotApprove({ ...supervisor, role: 'agent', mayApprove: true }, byA)).toBeNull();
    expect(whyNotApprove({ ...supervisor, role: 'viewer', mayApprove: true }, byA)).not.toBeNull();
  });

  it('is never whoever made the program that wrote it, and told so', () => {
    const byProgram = { createdBy: null, onBehalfOf: supervisor.userId };
    expect(whyNotApprove(supervisor, byProgram)).toMatch(/on their behalf/);
    expect(whyNotApprove({ ...supervisor, userId: 'another' }, byProgram)).toBeNull();
  });

  it('is never the author, a trainee or a program', () => {
    fc.assert(
      fc.property(approver, writtenBy, (given, written) => {
        if (whyNotApprove(given, written) !== null) return;
        expect(given.userId).not.toBeNull();
        expect(given.userId).not.toBe(written.createdBy);
        expect(given.userId).not.toBe(written.onBehalfOf);
        expect(given.isTrainee).toBe(false);
        expect(mayApproveOthers(given)).toBe(true);
      }),
    );
  });

  it('leaves nobody a trainee who could lift the mark', () => {
    expect(roles.filter(canBeTrainee)).toEqual(['agent', 'viewer']);
  });
});

/** What can happen to a send: somebody makes a move, and by then the facts may be others. */
const happening = fc.record({ move: fc.constantFrom(...outboundMoves), by: approver, facts });

it('never lets a trainee’s reply into the queue without another person’s approval', () => {
  fc.assert(
    fc.property(facts, fc.array(happening, { maxLength: 30 }), (first, happenings) => {
      const written = { ...first, author: { isTrainee: true } };
      let state: OutboundState = approvalReasonsOf(written).length > 0 ? 'awaiting_approval' : 'queued';
      let approvedBy: string | null = null;
      for (const { move, by } of happenings) {
        // As the stages do it: who may not approve is refused, and what needs approval is held instead of retried.
        const refused =
          ['approve', 'hand_over', 'send_back'].includes(move) &&
          whyNotApprove(by, { createdBy: 'author', onBehalfOf: null }) !== null;
        const needs = approvedBy === null && approvalReasonsOf(written).length > 0;
        const wanted: OutboundMove = move === 'retry' && needs ? 'hold' : move;
        const next: OutboundState | null = refused ? null : moveOutbound(state, wanted);
        if (next === null) continue;
        if (move === 'approve' || move === 'hand_over') approvedBy = by.userId;
        state = next;
        if (['queued', 'sending', 'sent', 'unknown', 'failed', 'opened'].includes(state)) {
          expect(approvedBy).not.toBeNull();
          expect(approvedBy).not.toBe('author');
        }
      }
    }),
  );
});
