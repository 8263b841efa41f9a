// The inbound ledger's state machine: everything that came in, and the only ways it can move.

export const origins = ['found', 'mention', 'reply', 'dm'] as const;
/** How a post came in: found by our listening, or sent to us. */
export type Origin = (typeof origins)[number];

export const ledgerStates = ['waiting', 'later', 'in_case', 'answered', 'closed'] as const;
export type LedgerState = (typeof ledgerStates)[number];

/** The three heaps the ledger is read as; `waiting` is all that is not yet answered or consciously closed. */
export const ledgerHeaps = ['waiting', 'answered', 'closed'] as const;
export type LedgerHeap = (typeof ledgerHeaps)[number];

export const ledgerMoves = [
  'speak', // a person decided to speak: a case opens, or an open one takes the post in
  'join_case', // came in on a thread whose case is open
  'silence', // a person decided to stay silent, with a reason
  'postpone',
  'wake', // the time of `later` has come, or the author wrote again
  'write_again', // the author of what we stayed silent about wrote again in that thread
  'reconsider', // a person takes a silence, or a `later`, back
  'answer', // our reply to it was sent
  'not_delivered', // the network says afterwards that our reply did not arrive
  'case_closed', // the case ended without an answer to this post, with an outcome
  'case_reopened',
  'author_deleted', // the author took it back before anything was said
] as const;
export type LedgerMove = (typeof ledgerMoves)[number];

/** Every legal move; a pair that is not here is refused. Nothing moves by the passing of time except `wake`. */
const table: Record<LedgerState, Partial<Record<LedgerMove, LedgerState>>> = {
  waiting: {
    speak: 'in_case',
    join_case: 'in_case',
    silence: 'closed',
    postpone: 'later',
    author_deleted: 'closed',
  },
  later: {
    speak: 'in_case',
    join_case: 'in_case',
    silence: 'closed',
    postpone: 'later',
    wake: 'waiting',
    reconsider: 'waiting',
    author_deleted: 'closed',
  },
  in_case: { answer: 'answered', case_closed: 'closed', author_deleted: 'closed' },
  answered: { not_delivered: 'in_case' },
  closed: { reconsider: 'waiting', write_again: 'waiting', case_reopened: 'in_case' },
};

/** Where `move` leads from `state`, or null when it is not allowed. */
export function moveLedger(state: LedgerState, move: LedgerMove): LedgerState | null {
  return table[state][move] ?? null;
}

/** Which heap a state belongs to. */
export function heapOf(state: LedgerState): LedgerHeap {
  if (state === 'answered') return 'answered';
  return state === 'closed' ? 'closed' : 'waiting';
}

export const heapStates: Record<LedgerHeap, readonly LedgerState[]> = {
  waiting: ['waiting', 'later', 'in_case'],
  answered: ['answered'],
  closed: ['closed'],
};

/** Why a person stays silent; `other` needs a note. */
export const silenceReasons = [
  'not_about_us',
  'among_friends', // they talk to each other, not about a need
  'already_solved',
  'answered_by_others',
  'asked_not_to',
  'would_not_help',
  'spam',
  'abusive',
  'other',
] as const;
export type SilenceReason = (typeof silenceReasons)[number];

/** Silences that stand however often their author writes again; only a person takes them back. */
const lastingSilences: ReadonlySet<string> = new Set<SilenceReason>(['spam', 'abusive', 'asked_not_to']);

/** Whether what was closed with `reason` comes back when its author writes again: a silence that was about that post only. */
export function mayComeBack(reason: string | null): boolean {
  return silenceReasons.some((known) => known === reason) && reason !== null && !lastingSilences.has(reason);
}
