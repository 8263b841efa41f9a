// Proves the outbox's promise: from “unknown” no way leads to a resend but a look-up that found nothing.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moveOutbound, outboundMoves, outboundStates, type OutboundState } from './outbox.ts';

it('sends at most once between two look-ups that found nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...outboundMoves)), (moves) => {
      let state: OutboundState = 'queued';
      let mayHaveHappened = false;
      for (const move of moves) {
        const next = moveOutbound(state, move);
        if (next === null) continue;
        if (next === 'sending') {
          expect(mayHaveHappened).toBe(false);
        }
        if (move === 'lose_sight' || move === 'succeed' || move === 'found') mayHaveHappened = true;
        if (move === 'absent' || move === 'not_delivered') mayHaveHappened = false;
        state = next;
      }
    }),
  );
});

it('never leaves cancelled, and sent only by the network’s own word that it did not arrive', () => {
  for (const move of outboundMoves) expect(moveOutbound('cancelled', move)).toBeNull();
  expect(outboundMoves.filter((move) => moveOutbound('sent', move) !== null)).toEqual(['not_delivered']);
});

it('never sends what a person posts on the network’s own page', () => {
  const ways = outboundMoves.map((move) => [move, moveOutbound('opened', move)] as const);
  expect(Object.fromEntries(ways.filter(([, next]) => next !== null))).toEqual({
    confirm: 'sent',
    found: 'sent',
    give_up: 'cancelled',
    hold: 'awaiting_approval',
  });
});

it('undoes only what nobody has claimed', () => {
  expect(outboundStates.filter((state) => moveOutbound(state, 'undo') !== null)).toEqual([
    'queued',
    'awaiting_approval',
  ]);
});

it('leads out of the wait for approval only by a person: on, back, or away', () => {
  const ways = outboundMoves.map((move) => [move, moveOutbound('awaiting_approval', move)] as const);
  expect(Object.fromEntries(ways.filter(([, next]) => next !== null))).toEqual({
    approve: 'queued',
    give_up: 'cancelled',
    hand_over: 'opened',
    send_back: 'returned',
    undo: 'cancelled',
  });
  expect(outboundMoves.filter((move) => moveOutbound('returned', move) !== null)).toEqual(['give_up']);
});
