// Proves that one workspace's failure is said, that one which takes long is not waited for, and that nobody is forgotten.
import { expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { eachWorkspace, pieceMs, type EachWorkspace } from './each-workspace.ts';

function stage(work: EachWorkspace['work'], more: Partial<EachWorkspace> = {}) {
  const said: string[] = [];
  const clock = { nowMs: 0 };
  /** Those who wait for a piece's time to be over. */
  const waiting = new Set<() => void>();
  const chore = eachWorkspace({
    name: 'chore',
    everyMs: 1000,
    workspaceIds: async () => ['a', 'b', 'c'],
    work,
    log: { warn: (details, message) => said.push(`${String(details['workspace'])}: ${message}`) },
    now: () => clock.nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        expect(ms).toBe(pieceMs);
        waiting.add(resolve);
        signal.addEventListener('abort', () => {
          waiting.delete(resolve);
          reject(new Error('aborted'));
        });
      }),
    ...more,
  });
  return {
    said,
    clock,
    chore,
    timeIsOver: () => {
      for (const resolve of waiting) resolve();
    },
    run: (signal = new AbortController().signal) => chore.step(signal),
  };
}

/** A piece that ends when it is told to, whatever its signal says. */
function stubborn() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { ended: promise, end: () => resolve(undefined) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('goes on with the others, and says a lasting failure once a minute', async () => {
  const done: string[] = [];
  const { said, clock, run } = stage(async (workspaceId) => {
    if (workspaceId === 'b') throw new Error('broken');
    done.push(workspaceId);
  });
  for (; clock.nowMs < 61_000; clock.nowMs += 1000) expect(await run()).toBe(1000);
  expect(done).toHaveLength(2 * 61);
  expect(said).toEqual(['b: a chore failed in one workspace', 'b: a chore failed in one workspace']);
});

it('leaves to the loop what concerns all, and not that one workspace’s network is away', async () => {
  const done: string[] = [];
  const { said, run } = stage(async (workspaceId) => {
    done.push(workspaceId);
    if (workspaceId === 'a') throw new AppError('network_unavailable', 'away');
    throw new AppError('database_unavailable', 'gone');
  });
  await expect(run()).rejects.toMatchObject({ code: 'database_unavailable' });
  expect([done, said]).toEqual([['a', 'b'], ['a: a chore failed in one workspace']]);
});

it('lets the others go on when one’s time is over, never has it at work twice, and comes back to it', async () => {
  const slow = stubborn();
  const begun: string[] = [];
  const told: string[] = [];
  const { said, run, timeIsOver, chore } = stage(async (workspaceId, signal) => {
    begun.push(workspaceId);
    if (workspaceId !== 'a') return;
    signal.addEventListener('abort', () => told.push(workspaceId));
    await slow.ended;
  });
  const first = run();
  await turn();
  expect(begun).toEqual(['a']);
  timeIsOver();
  await first;
  expect(begun).toEqual(['a', 'b', 'c']);
  expect(told).toEqual(['a']);
  await run();
  expect(begun).toEqual(['a', 'b', 'c', 'b', 'c']);
  expect(said).toEqual([
    'a: a chore took too long in one workspace; what is left of it is for its next turn',
    'a: a chore is still at work in one workspace from an earlier turn; this turn goes on without it',
  ]);
  let isSettled = false;
  const settled = chore.settle().then(() => (isSettled = true));
  await turn();
  expect(isSettled).toBe(false);
  slow.end();
  await settled;
  const last = run();
  await turn();
  expect(begun.slice(5)).toEqual(['a', 'b', 'c']);
  await last;
});

it('says what fails when its time is over, but not that it was ended', async () => {
  const slow = stubborn();
  const { said, run, timeIsOver, chore } = stage(
    async (workspaceId, signal) => {
      await slow.ended;
      if (workspaceId === 'a') throw new AppError('database_unavailable', 'away');
      signal.throwIfAborted();
    },
    { workspaceIds: async () => ['a', 'b'], atOnce: 2 },
  );
  const step = run();
  await turn();
  timeIsOver();
  await step;
  slow.end();
  await chore.settle();
  expect(said.slice(2)).toEqual(['a: a chore failed in one workspace']);
});

it('has no more at work at once than it is told', async () => {
  const work = stubborn();
  const begun: string[] = [];
  const { run } = stage(
    async (workspaceId) => {
      begun.push(workspaceId);
      await work.ended;
    },
    { atOnce: 2 },
  );
  const step = run();
  await turn();
  expect(begun).toEqual(['a', 'b']);
  work.end();
  await step;
  expect(begun).toEqual(['a', 'b', 'c']);
});

it('begins nothing more once it is to stop, and tells what is at work', async () => {
  const stop = new AbortController();
  const begun: string[] = [];
  const { run } = stage(async (workspaceId, signal) => {
    begun.push(workspaceId);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  });
  const step = run(stop.signal);
  await turn();
  stop.abort();
  await step;
  expect(begun).toEqual(['a']);
});
