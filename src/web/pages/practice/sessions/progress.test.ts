// Proves that a member's progress is theirs alone, in the order of time, and counts each reply that broke a rule.
import { expect, test } from 'vitest';
import type { PracticeSessionRow } from '../../../../contract/practice-session-view.ts';
import { progressOf } from './progress.ts';

const row = (userId: string, day: number, more: Partial<PracticeSessionRow> = {}): PracticeSessionRow => ({
  id: `${userId}${day}`,
  user: { id: userId, name: userId },
  startedAt: `2026-11-0${day}T00:00:00.000Z`,
  endedAt: `2026-11-0${day}T01:00:00.000Z`,
  score: 50 + day,
  parts: [],
  stories: [],
  replies: 2,
  broken: [],
  ...more,
});

test('scores stand oldest first, without sessions that go on or have none', () => {
  const rows = [
    row('a', 5, { endedAt: null }),
    row('a', 4),
    row('b', 3, { score: null }),
    row('a', 1, { broken: [{ rule: 'R18', replies: 2 }] }),
  ];
  expect(progressOf(rows)).toMatchObject([
    { user: { id: 'a' }, sessions: 3, lastAt: '2026-11-05T00:00:00.000Z', scores: [51, 54] },
    { user: { id: 'b' }, sessions: 1, scores: [], weakest: [] },
  ]);
});

test('the rule that was broken in most replies stands first', () => {
  const rows = [
    row('a', 2, { broken: [{ rule: 'R07', replies: 1 }] }),
    row('a', 1, {
      broken: [
        { rule: 'R18', replies: 1 },
        { rule: 'R07', replies: 1 },
      ],
    }),
  ];
  expect(progressOf(rows)[0]?.weakest).toEqual([
    { rule: 'R07', replies: 2, of: 4 },
    { rule: 'R18', replies: 1, of: 4 },
  ]);
});
