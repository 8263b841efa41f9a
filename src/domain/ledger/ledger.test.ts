// Proves the ledger's promise: nothing leaves it by itself, and every way out is an answer or a conscious closing.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  heapOf,
  heapStates,
  ledgerMoves,
  ledgerStates,
  mayComeBack,
  moveLedger,
  silenceReasons,
  type LedgerState,
} from './ledger.ts';

it('passes only through legal states, and what is answered stays answered unless the answer did not arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ledgerMoves)), (moves) => {
      let state: LedgerState = 'waiting';
      for (const move of moves) {
        const next = moveLedger(state, move);
        if (state === 'answered') expect(next).toBe(move === 'not_delivered' ? 'in_case' : null);
        // The only move that time makes leads back to waiting.
        if (move === 'wake' && next !== null) expect(next).toBe('waiting');
        if (next !== null && heapOf(next) !== 'waiting' && heapOf(state) === 'waiting') {
          expect(['silence', 'answer', 'case_closed', 'author_deleted']).toContain(move);
        }
        state = next ?? state;
      }
    }),
  );
});

it('puts every state in exactly one heap', () => {
  const listed = Object.values(heapStates).flat();
  expect(listed.toSorted()).toEqual([...ledgerStates].toSorted());
  for (const [heap, states] of Object.entries(heapStates)) {
    for (const state of states) expect(heapOf(state)).toBe(heap);
  }
});

it('lets every state but an answered one reach an end', () => {
  for (const state of ledgerStates) {
    if (state === 'answered' || state === 'closed') continue;
    const ends = ledgerMoves.map((move) => moveLedger(state, move)).filter((next) => next === 'closed');
    expect(ends.length, state).toBeGreaterThan(0);
  }
});

it('lets a silence about one post come back, but not one about all that is to come, nor the end of a case', () => {
  const lasting = silenceReasons.filter((reason) => !mayComeBack(reason));
  expect(lasting).toEqual(['asked_not_to', 'spam', 'abusive']);
  expect([mayComeBack(null), mayComeBack('solved'), mayComeBack('post_deleted')]).toEqual([
    false,
    false,
    false,
  ]);
  expect(moveLedger('closed', 'write_again')).toBe('waiting');
  expect(ledgerStates.filter((state) => moveLedger(state, 'write_again') !== null)).toEqual(['closed']);
});
