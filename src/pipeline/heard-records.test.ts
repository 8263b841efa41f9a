// Under whose name what came is noted, so that it is forgotten with them.
import { expect, test } from 'vitest';
import { recordsOf } from './heard-records.ts';

const about = { nativeId: 'm1', authorNativeId: 'u1' };

test('what nothing came of is noted under the post it holds, and forgotten with that', () => {
  const raw = { text: 'among friends' };
  const items = [
    { raw, outcome: { heard: null }, about },
    { raw, outcome: { malformed: 'It is odd.' }, about },
    { raw, outcome: { heard: null } },
  ];
  expect(recordsOf(items, new Map())).toMatchObject([
    { fate: 'nothing', ...about, raw: JSON.stringify(raw) },
    { fate: 'malformed', ...about, problem: 'It is odd.' },
    { fate: 'nothing', nativeId: null, authorNativeId: null },
  ]);
});

test('of a repost only what we made of it is noted: as it came it holds what another one wrote', () => {
  const heard = {
    type: 'repost' as const,
    nativeId: 'r1',
    of: 'm1',
    byNativeId: 'u2',
    at: '2026-11-20T01:00:00.000Z',
  };
  const raw = { reblog: { content: 'what another one wrote' } };
  const [record] = recordsOf([{ raw, outcome: { heard } }], new Map());
  expect(record).toMatchObject({ nativeId: 'r1', authorNativeId: 'u2', raw: null });
  expect(record?.made).not.toContain('wrote');
});
