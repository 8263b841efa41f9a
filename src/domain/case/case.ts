// A case's state machine and projection: events in, the row's next state out; server and tests share it.
import type { Origin } from '../ledger/ledger.ts';

export const caseStates = ['open', 'waiting_customer', 'closed'] as const;
/** `open`: our turn · `waiting_customer`: theirs · `closed`: ended with an outcome. */
export type CaseState = (typeof caseStates)[number];
/** What somebody still has in hand: our turn before theirs. */
export const unfinishedStates = ['open', 'waiting_customer'] as const satisfies readonly CaseState[];

/** Characters (code points) of its newest post that a case's row shows. */
export const snippetLength = 200;

export const outcomes = [
  'solved',
  'solved_by_customer',
  'answered', // told what there is to tell; nobody knows whether it helped
  'handed_over',
  'no_reply', // the customer never came back
  'declined', // they did not want to be spoken to
  'not_for_us',
  'thanked',
  'conversation', // a conversation that was answered: neither good nor bad, and counted nowhere
] as const;
export type Outcome = (typeof outcomes)[number];
/** How a case can end that is no conversation. */
export const supportOutcomes = outcomes.filter((outcome) => outcome !== 'conversation');
/** What became of a case that ended well. */
export const goodOutcomes = ['solved', 'solved_by_customer', 'thanked'] as const satisfies readonly Outcome[];

export interface CaseCore {
  state: CaseState;
  origin: Origin;
  assigneeId: string | null;
  outcome: Outcome | null;
  threadVersion: number;
  /** ISO 8601 UTC throughout. */
  firstPostAt: string;
  lastInboundAt: string;
  lastOutboundAt: string | null;
  firstAnswerAt: string | null;
  closedAt: string | null;
  /** When we ask how it went, should nothing be heard until then. Past: that time has come, and it is our turn. */
  followUpAt: string | null;
  /** It ends by itself when everything in it is answered, and no measure counts it. */
  isConversation: boolean;
}

export type CaseEvent =
  | { type: 'case.opened'; at: string; origin: Origin; firstPostAt: string; isConversation: boolean }
  | { type: 'case.assigned'; at: string; assigneeId: string | null }
  | { type: 'case.inbound_added'; at: string; postCreatedAt: string }
  | { type: 'case.thread_changed'; at: string }
  /** `isMoreWaiting`: something came in that the answer, as it was written, does not answer. */
  | { type: 'case.answered'; at: string; sentAt: string; writtenAt: string; isMoreWaiting?: true }
  /** The network says that our answer did not arrive: it is our turn again. */
  | { type: 'case.undelivered'; at: string }
  | { type: 'case.follow_up_planned'; at: string; followUpAt: string | null }
  | { type: 'case.follow_up_due'; at: string }
  | { type: 'case.closed'; at: string; outcome: Outcome }
  | { type: 'case.reopened'; at: string }
  /** `waitingSince`: when the first post was written that is not answered yet; null where all is answered. */
  | { type: 'case.made_support'; at: string; waitingSince: string | null };

/** Which events each state takes; anything else is refused by `applyCaseEvent`. */
const accepts: Record<CaseState, ReadonlySet<CaseEvent['type']>> = {
  open: new Set([
    'case.assigned',
    'case.inbound_added',
    'case.thread_changed',
    'case.answered',
    'case.follow_up_planned',
    'case.closed',
    'case.made_support',
  ]),
  waiting_customer: new Set([
    'case.assigned',
    'case.inbound_added',
    'case.thread_changed',
    'case.answered',
    'case.follow_up_planned',
    'case.follow_up_due',
    'case.undelivered',
    'case.closed',
    'case.reopened',
    'case.made_support',
  ]),
  // A reply that was on its way when the case was closed still counts as the answer it was.
  closed: new Set(['case.inbound_added', 'case.thread_changed', 'case.answered', 'case.reopened']),
};

/** What a case’s row shows, and lists are ordered by: since when the customer waits for us, else when they were last heard. */
export function queueTimeOf(row: { waitingSince: string | null; lastInboundAt: string }): string {
  return row.waitingSince ?? row.lastInboundAt;
}

/** The case a first post opens. */
export function openCase(event: Extract<CaseEvent, { type: 'case.opened' }>): CaseCore {
  return {
    state: 'open',
    origin: event.origin,
    assigneeId: null,
    outcome: null,
    threadVersion: 1,
    firstPostAt: event.firstPostAt,
    lastInboundAt: event.firstPostAt,
    lastOutboundAt: null,
    firstAnswerAt: null,
    closedAt: null,
    followUpAt: null,
    isConversation: event.isConversation,
  };
}

/** The case after `event`, or null when the event is not legal in its state. A customer's new post reopens a closed case. */
export function applyCaseEvent(core: CaseCore, event: CaseEvent): CaseCore | null {
  if (!accepts[core.state].has(event.type)) return null;
  switch (event.type) {
    case 'case.opened':
      return null;
    case 'case.assigned':
      return { ...core, assigneeId: event.assigneeId };
    case 'case.inbound_added':
      return {
        ...core,
        state: 'open',
        outcome: null,
        closedAt: null,
        // They spoke: nobody has to ask any more.
        followUpAt: null,
        threadVersion: core.threadVersion + 1,
        lastInboundAt: later(core.lastInboundAt, event.postCreatedAt),
      };
    case 'case.thread_changed':
      return { ...core, threadVersion: core.threadVersion + 1 };
    case 'case.answered':
      return {
        ...core,
        state:
          core.state === 'closed' ? 'closed' : event.isMoreWaiting === true ? 'open' : 'waiting_customer',
        threadVersion: core.threadVersion + 1,
        lastOutboundAt: later(core.lastOutboundAt ?? event.sentAt, event.sentAt),
        // The clock of a conversation does not run until it is made a support case.
        firstAnswerAt: core.firstAnswerAt ?? (core.isConversation ? null : event.sentAt),
        // The follow-up whose time had come when it was written is this answer; one that was planned for later stands.
        followUpAt: core.followUpAt !== null && core.followUpAt > event.writtenAt ? core.followUpAt : null,
      };
    case 'case.follow_up_planned':
      return { ...core, followUpAt: event.followUpAt };
    case 'case.follow_up_due':
      return { ...core, state: 'open' };
    case 'case.undelivered':
      return { ...core, state: 'open', threadVersion: core.threadVersion + 1 };
    case 'case.closed':
      return { ...core, state: 'closed', outcome: event.outcome, closedAt: event.at, followUpAt: null };
    case 'case.reopened':
      return { ...core, state: 'open', outcome: null, closedAt: null };
    case 'case.made_support':
      return core.isConversation ? madeSupport(core, event.waitingSince) : null;
  }
}

/** Its measures begin with what is not answered yet; what is answered already is not measured afterwards. */
function madeSupport(core: CaseCore, waitingSince: string | null): CaseCore {
  const support = { ...core, isConversation: false };
  if (waitingSince === null) return { ...support, firstAnswerAt: core.lastOutboundAt };
  return { ...support, firstPostAt: waitingSince, firstAnswerAt: null };
}

function later(a: string, b: string): string {
  return a >= b ? a : b;
}
