// Proves that the next case after one that was answered or closed is the one that moved up into its place.
import { describe, expect, test } from 'vitest';
import { stepFrom } from './use-steps.ts';

const open = (id: string): { id: string; state: string } => ({ id, state: 'open' });
const waiting = (id: string): { id: string; state: string } => ({ id, state: 'waiting_customer' });

describe('a step', () => {
  const rows = [open('a'), open('b'), open('c'), waiting('w')];

  test.each([
    [undefined, 1, 'a'],
    ['a', 1, 'b'],
    ['c', -1, 'b'],
    ['c', 1, 'w'],
    ['w', 1, undefined],
    ['a', -1, undefined],
  ] as const)('from %s by %i leads to %s', (openId, by, next) => {
    const at = rows.findIndex((row) => row.id === openId && row.state === 'open');
    expect(stepFrom({ rows, openId, by, stoodAt: at === -1 ? undefined : at })).toBe(next);
  });

  test('from a case that was answered leads to the neighbours it had', () => {
    const answered = [open('a'), open('c'), waiting('b'), waiting('w')];
    expect(stepFrom({ rows: answered, openId: 'b', by: 1, stoodAt: 1 })).toBe('c');
    expect(stepFrom({ rows: answered, openId: 'b', by: -1, stoodAt: 1 })).toBe('a');
  });

  test('from a case that left the list leads to the neighbours it had', () => {
    const closed = [open('a'), open('c'), waiting('w')];
    expect(stepFrom({ rows: closed, openId: 'b', by: 1, stoodAt: 1 })).toBe('c');
    expect(stepFrom({ rows: closed, openId: 'b', by: -1, stoodAt: 1 })).toBe('a');
  });

  test('from the last of ours leads to those that wait, never to itself', () => {
    const answered = [waiting('c'), waiting('w')];
    expect(stepFrom({ rows: answered, openId: 'c', by: 1, stoodAt: 0 })).toBe('w');
    expect(stepFrom({ rows: answered, openId: 'c', by: -1, stoodAt: 0 })).toBeUndefined();
  });
});
