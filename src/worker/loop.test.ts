// Proves the loop: it backs off, honours Retry-After, can be poked, and stops.
import { expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { Loop, type LoopOptions } from './loop.ts';

function harness(step: LoopOptions['step'], more: Partial<LoopOptions> = {}) {
  const waits: number[] = [];
  let now = 0;
  const loop = new Loop({
    name: 'test',
    step,
    log: { warn: () => undefined },
    now: () => now,
    random: () => 1,
    sleep: async (ms, signal) => {
      waits.push(ms);
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new Error('aborted');
    },
    ...more,
  });
  return { loop, waits };
}

it('doubles its wait after each failure, up to the bound, and starts over after a success', async () => {
  let calls = 0;
  const { loop, waits } = harness(
    () => {
      calls += 1;
      return calls <= 4 ? Promise.reject(new Error('no')) : Promise.resolve(5);
    },
    { minBackoffMs: 100, maxBackoffMs: 400 },
  );
  loop.start();
  while (calls < 6) await new Promise((resolve) => setImmediate(resolve));
  await loop.stop();
  expect(waits.slice(0, 5)).toEqual([100, 200, 400, 400, 5]);
});

it('waits as long as the other side asked for', async () => {
  const failed: number[] = [];
  const { loop, waits } = harness(
    () => Promise.reject(new AppError('network_rate_limited', 'slow down', { retryAfterMs: 30_000 })),
    {
      onFailure: (_, retryAtMs) => {
        failed.push(retryAtMs);
      },
    },
  );
  loop.start();
  while (waits.length < 1) await new Promise((resolve) => setImmediate(resolve));
  await loop.stop();
  expect(waits[0]).toBe(30_000);
  expect(failed[0]).toBe(30_000);
});

it('stops while a step runs, and a report that fails does not end it', async () => {
  let calls = 0;
  const { loop } = harness(
    async (signal) => {
      calls += 1;
      if (calls === 1) throw new Error('no');
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return 0;
    },
    { onFailure: () => Promise.reject(new Error('database gone')) },
  );
  loop.start();
  while (calls < 2) await new Promise((resolve) => setImmediate(resolve));
  await loop.stop();
  expect(calls).toBe(2);
});

it('runs again at once when it was poked during a step', async () => {
  let calls = 0;
  let finish: () => void = () => undefined;
  const { loop, waits } = harness(
    () => {
      calls += 1;
      return calls > 1
        ? new Promise(() => undefined)
        : new Promise((resolve) => (finish = () => resolve(60_000)));
    },
    {
      sleep: (ms, signal) => {
        if (signal.aborted) return Promise.reject(new Error('aborted'));
        waits.push(ms);
        return new Promise(() => undefined);
      },
    },
  );
  loop.start();
  await new Promise((resolve) => setImmediate(resolve));
  loop.poke();
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect([calls, waits]).toEqual([2, []]);
});
