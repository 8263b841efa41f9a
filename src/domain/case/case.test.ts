// Proves the case's projection: legal events only, clocks that never run back, a customer's word reopens.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  applyCaseEvent,
  openCase,
  outcomes,
  supportOutcomes,
  type CaseCore,
  type CaseEvent,
} from './case.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString();
const opened = (isConversation = false): CaseCore =>
  openCase({ type: 'case.opened', at: at(0), origin: 'found', firstPostAt: at(0), isConversation });

const minute = fc.integer({ min: 0, max: 1000 }).map(at);
const event: fc.Arbitrary<CaseEvent> = fc.oneof(
  fc.record({
    type: fc.constant('case.assigned' as const),
    at: minute,
    assigneeId: fc.constantFrom('a', 'b', null),
  }),
  fc.record({ type: fc.constant('case.inbound_added' as const), at: minute, postCreatedAt: minute }),
  fc.record({ type: fc.constant('case.thread_changed' as const), at: minute }),
  fc.record(
    {
      type: fc.constant('case.answered' as const),
      at: minute,
      sentAt: minute,
      writtenAt: minute,
      isMoreWaiting: fc.constant(true as const),
    },
    { requiredKeys: ['type', 'at', 'sentAt', 'writtenAt'] },
  ),
  fc.record({
    type: fc.constant('case.follow_up_planned' as const),
    at: minute,
    followUpAt: fc.option(minute),
  }),
  fc.record({ type: fc.constant('case.follow_up_due' as const), at: minute }),
  fc.record({ type: fc.constant('case.closed' as const), at: minute, outcome: fc.constantFrom(...outcomes) }),
  fc.record({ type: fc.constant('case.reopened' as const), at: minute }),
  fc.record({
    type: fc.constant('case.made_support' as const),
    at: minute,
    waitingSince: fc.option(minute),
  }),
);

it('keeps its own rules through any events', () => {
  fc.assert(
    fc.property(fc.array(event), fc.boolean(), (events, isConversation) => {
      let core = opened(isConversation);
      for (const one of events) {
        const next = applyCaseEvent(core, one);
        if (next === null) continue;
        expect(next.state === 'closed').toBe(next.outcome !== null);
        expect(next.state === 'closed').toBe(next.closedAt !== null);
        expect(next.lastInboundAt >= core.lastInboundAt).toBe(true);
        expect(next.threadVersion).toBeGreaterThanOrEqual(core.threadVersion);
        if (next.state === 'closed') expect(next.followUpAt).toBeNull();
        if (next.isConversation) expect([core.isConversation, next.firstAnswerAt]).toEqual([true, null]);
        if (core.firstAnswerAt !== null) expect(next.firstAnswerAt).toBe(core.firstAnswerAt);
        core = next;
      }
    }),
  );
});

it('opens again when the customer writes after it was closed', () => {
  const closed = applyCaseEvent(opened(), { type: 'case.closed', at: at(5), outcome: 'solved' });
  const again =
    closed && applyCaseEvent(closed, { type: 'case.inbound_added', at: at(9), postCreatedAt: at(9) });
  expect(again).toMatchObject({ state: 'open', outcome: null, closedAt: null });
});

it('cannot be closed twice or opened twice', () => {
  const closed = applyCaseEvent(opened(), { type: 'case.closed', at: at(5), outcome: 'solved' });
  expect(closed && applyCaseEvent(closed, { type: 'case.closed', at: at(6), outcome: 'solved' })).toBeNull();
  expect(
    applyCaseEvent(opened(), {
      type: 'case.opened',
      at: at(1),
      origin: 'dm',
      firstPostAt: at(1),
      isConversation: false,
    }),
  ).toBeNull();
});

it('is ours again when a follow-up is due, until the customer or we speak', () => {
  const waiting = [
    { type: 'case.answered', at: at(5), sentAt: at(5), writtenAt: at(5) },
    { type: 'case.follow_up_planned', at: at(6), followUpAt: at(60) },
  ] as const;
  const through = (core: CaseCore | null, event: CaseEvent): CaseCore | null =>
    core && applyCaseEvent(core, event);
  const planned = waiting.reduce<CaseCore | null>(through, opened());
  expect(planned).toMatchObject({ state: 'waiting_customer', followUpAt: at(60) });
  // What we send before then does not take the place of asking.
  expect(
    through(planned, { type: 'case.answered', at: at(9), sentAt: at(9), writtenAt: at(9) }),
  ).toMatchObject({
    followUpAt: at(60),
  });
  expect(through(planned, { type: 'case.inbound_added', at: at(9), postCreatedAt: at(9) })).toMatchObject({
    state: 'open',
    followUpAt: null,
  });
  const due = through(planned, { type: 'case.follow_up_due', at: at(60) });
  expect(due).toMatchObject({ state: 'open', followUpAt: at(60) });
  expect(
    through(due, { type: 'case.answered', at: at(70), sentAt: at(70), writtenAt: at(70) }),
  ).toMatchObject({
    state: 'waiting_customer',
    followUpAt: null,
  });
});

it('keeps no clock of a conversation until it is made a support case, and then from what waits', () => {
  const answer = { type: 'case.answered', at: at(5), sentAt: at(5), writtenAt: at(4) } as const;
  const answered = applyCaseEvent(opened(true), answer);
  expect(answered).toMatchObject({ state: 'waiting_customer', firstAnswerAt: null, lastOutboundAt: at(5) });
  const again =
    answered && applyCaseEvent(answered, { type: 'case.inbound_added', at: at(9), postCreatedAt: at(8) });
  const made = again && applyCaseEvent(again, { type: 'case.made_support', at: at(9), waitingSince: at(8) });
  expect(made).toMatchObject({
    isConversation: false,
    state: 'open',
    firstPostAt: at(8),
    firstAnswerAt: null,
  });
  // What was answered before is not measured afterwards, and no support case is made twice.
  const late =
    answered && applyCaseEvent(answered, { type: 'case.made_support', at: at(9), waitingSince: null });
  expect(late).toMatchObject({ firstPostAt: at(0), firstAnswerAt: at(5) });
  expect(
    late && applyCaseEvent(late, { type: 'case.made_support', at: at(9), waitingSince: null }),
  ).toBeNull();
});

it('stays our turn where an answer does not answer all', () => {
  const answer = { type: 'case.answered', at: at(5), sentAt: at(5), writtenAt: at(4) } as const;
  expect(applyCaseEvent(opened(), { ...answer, isMoreWaiting: true })).toMatchObject({ state: 'open' });
});

it('names the outcomes of support cases without that of a conversation', () => {
  expect(new Set([...supportOutcomes, 'conversation'])).toEqual(new Set(outcomes));
  expect(supportOutcomes).not.toContain('conversation');
});
