// The outbox's state machine: what a send may go through, so that nothing is sent twice and nothing is lost.

export const outboundStates = [
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
  'cancelled',
  'awaiting_approval', // for a second pair of eyes
  'returned', // to its author, with a comment
  'opened', // a person posts it on the network's own page, and has not said so yet
] as const;
export type OutboundState = (typeof outboundStates)[number];

export const outboundMoves = [
  'claim', // a sender takes it, and writes that down before the network hears anything
  'undo', // within the undo window
  'succeed',
  'refuse', // the network said no, or whom it is for asked to be left alone: for good
  'postpone', // certainly not done; try again later
  'lose_sight', // may or may not have been done
  'found', // looked up: it is there
  'absent', // looked up: it is not there, so it may be tried again with the same key
  'not_delivered', // the network says afterwards that it did not arrive
  'give_up', // a person says it will not be sent
  'retry', // a person asks for another try of a failed one
  'hold', // it needs another person's approval by now
  'approve', // another person read it: it may go out
  'send_back', // another person read it: it may not
  'hand_over', // another person read it: its author may post it on the network's own page
  'confirm', // a person says that they posted it there
] as const;
export type OutboundMove = (typeof outboundMoves)[number];

const table: Record<OutboundState, Partial<Record<OutboundMove, OutboundState>>> = {
  queued: {
    claim: 'sending',
    undo: 'cancelled',
    give_up: 'cancelled',
    hold: 'awaiting_approval',
    refuse: 'failed',
  },
  sending: { succeed: 'sent', refuse: 'failed', postpone: 'queued', lose_sight: 'unknown' },
  unknown: { found: 'sent', absent: 'queued', give_up: 'cancelled', lose_sight: 'unknown' },
  failed: { retry: 'queued', give_up: 'cancelled', hold: 'awaiting_approval' },
  awaiting_approval: {
    approve: 'queued',
    hand_over: 'opened',
    send_back: 'returned',
    undo: 'cancelled',
    give_up: 'cancelled',
  },
  returned: { give_up: 'cancelled' },
  opened: { confirm: 'sent', found: 'sent', give_up: 'cancelled', hold: 'awaiting_approval' },
  sent: { not_delivered: 'failed' },
  cancelled: {},
};

/** Where `move` leads from `state`, or null when it is not allowed. There is no way from `unknown` to a resend but `absent`. */
export function moveOutbound(state: OutboundState, move: OutboundMove): OutboundState | null {
  return table[state][move] ?? null;
}
