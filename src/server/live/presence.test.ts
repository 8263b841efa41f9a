// Presence: one entry a person and case, typing over viewing, and nobody lingers.
import { expect, test } from 'vitest';
import { createPresence } from './presence.ts';

const notice = (of: {
  userId?: string;
  tab?: string;
  caseId?: string | null;
  doing?: 'viewing' | 'typing';
}) => ({
  workspaceId: 'w',
  userId: 'u',
  name: 'Aiko',
  tab: 't',
  caseId: 'c' as string | null,
  doing: 'viewing' as const,
  ...of,
});

test('a person in two tabs of a case is there once, and typing if they type in one', () => {
  const presence = createPresence(() => 0);
  expect(presence.apply(notice({ tab: '1', doing: 'typing' }))).toBe(true);
  expect(presence.apply(notice({ tab: '2' }))).toBe(true);
  expect(presence.stateOf('w')).toEqual([{ caseId: 'c', userId: 'u', name: 'Aiko', doing: 'typing' }]);
  expect(presence.stateOf('other')).toEqual([]);
});

test('saying the same again changes nothing, leaving does', () => {
  const presence = createPresence(() => 0);
  presence.apply(notice({}));
  expect(presence.apply(notice({}))).toBe(false);
  expect(presence.apply(notice({ doing: 'typing' }))).toBe(true);
  expect(presence.apply(notice({ caseId: null }))).toBe(true);
  expect(presence.apply(notice({ caseId: null }))).toBe(false);
  expect(presence.stateOf('w')).toEqual([]);
});

test('who is not heard of for 30 s is forgotten, who is heard of stays', () => {
  let nowMs = 0;
  const presence = createPresence(() => nowMs);
  presence.apply(notice({ userId: 'a' }));
  presence.apply(notice({ userId: 'b' }));
  nowMs = 20_000;
  presence.apply(notice({ userId: 'b' }));
  expect(presence.sweep()).toEqual([]);
  nowMs = 30_000;
  expect(presence.sweep()).toEqual(['w']);
  expect(presence.stateOf('w').map((it) => it.userId)).toEqual(['b']);
  nowMs = 50_000;
  expect(presence.sweep()).toEqual(['w']);
  expect(presence.sweep()).toEqual([]);
});
