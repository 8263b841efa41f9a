// Proves that one workspace's failure is said, and stops neither the other workspaces nor the log's reader.
import { expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { eachWorkspace } from './each-workspace.ts';

function stage(work: (workspaceId: string) => Promise<void>) {
  const said: unknown[] = [];
  const clock = { nowMs: 0 };
  const step = eachWorkspace({
    name: 'chore',
    everyMs: 1000,
    workspaceIds: async () => ['a', 'b', 'c'],
    work,
    log: { warn: (details) => said.push(details['workspace']) },
    now: () => clock.nowMs,
  });
  return { said, clock, run: () => step(new AbortController().signal) };
}

it('goes on with the others, and says a lasting failure once a minute', async () => {
  const done: string[] = [];
  const { said, clock, run } = stage(async (workspaceId) => {
    if (workspaceId === 'b') throw new Error('broken');
    done.push(workspaceId);
  });
  for (; clock.nowMs < 61_000; clock.nowMs += 1000) expect(await run()).toBe(1000);
  expect(done).toHaveLength(2 * 61);
  expect(said).toEqual(['b', 'b']);
});

it('leaves to the loop what concerns all', async () => {
  const done: string[] = [];
  const { said, run } = stage(async (workspaceId) => {
    done.push(workspaceId);
    throw new AppError('database_unavailable', 'gone');
  });
  await expect(run()).rejects.toMatchObject({ code: 'database_unavailable' });
  expect([done, said]).toEqual([['a'], []]);
});
