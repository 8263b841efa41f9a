// Proves that turns are fair: nobody is skipped while on shift, and speakers of the language come first.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextInTurn, type Candidate } from './in-turn.ts';

const member = (userId: string, more: Partial<Candidate> = {}): Candidate => ({
  userId,
  onShift: true,
  maySend: true,
  languages: [],
  openCases: 0,
  lastAssignedAt: null,
  ...more,
});

it('gives each of n members every n-th case', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 40 }), (people, cases) => {
      const team = Array.from({ length: people }, (_, n) => member(String(n)));
      const got = new Map<string, number>();
      for (let turn = 0; turn < cases; turn += 1) {
        const id = nextInTurn(team, 'ja') ?? '';
        got.set(id, (got.get(id) ?? 0) + 1);
        const at = new Date(Date.UTC(2026, 0, 1, 0, turn)).toISOString();
        const index = team.findIndex((one) => one.userId === id);
        team[index] = member(id, { lastAssignedAt: at });
      }
      const counts = team.map((one) => got.get(one.userId) ?? 0);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

it('asks speakers of the language first, and the others rather than nobody', () => {
  const team = [
    member('en', { languages: ['en'] }),
    member('ja', { languages: ['ja'], lastAssignedAt: '2026-01-01' }),
  ];
  expect(nextInTurn(team, 'ja')).toBe('ja');
  expect(nextInTurn(team, 'ko')).toBe('en');
});

it('asks nobody who is off shift or may not send', () => {
  expect(nextInTurn([member('a', { onShift: false }), member('b', { maySend: false })], null)).toBeNull();
});
