// The batcher keeps order, bounds and pace, and never loses a failure.
import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createBatcher } from './batch.ts';
import type { Batch, Delivered } from './network.ts';

const item = (n: number): Delivered => ({ raw: n, outcome: { heard: null } });
const numbers = (batches: Batch[]): unknown[] => batches.flatMap((batch) => batch.items.map((i) => i.raw));
const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
};
const now = (): number => performance.now();

describe('batcher', () => {
  test('delivers at once when it is quiet', async () => {
    const batches: Batch[] = [];
    const times: number[] = [];
    const batcher = createBatcher(
      {
        deliver: async (batch) => {
          batches.push(batch);
          times.push(now());
        },
        now,
        sleep,
      },
      null,
    );
    const started = now();
    await batcher.add(item(1), 'a');
    await delay(30);
    expect(batches).toEqual([{ items: [item(1)], cursor: 'a' }]);
    expect(times[0]).toBeLessThan(started + 30);
  });

  test('gathers what comes soon after a delivery, and lets nothing wait much over the limit', async () => {
    const batches: Batch[] = [];
    const batcher = createBatcher(
      { deliver: async (batch) => void batches.push(batch), now, sleep, maxWaitMs: 60 },
      null,
    );
    for (let n = 0; n < 20; n += 1) {
      await batcher.add(item(n), String(n));
      await delay(5);
    }
    await delay(80);
    expect(numbers(batches)).toEqual([...Array(20).keys()]);
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.length).toBeLessThan(8);
    expect(batches.at(-1)?.cursor).toBe('19');
  });

  test('keeps its pace when the clock is put back', async () => {
    const batches: Batch[] = [];
    let backMs = 0;
    const batcher = createBatcher(
      { deliver: async (batch) => void batches.push(batch), now: () => now() - backMs, sleep, maxWaitMs: 20 },
      null,
    );
    await batcher.add(item(1), 'a');
    await delay(10);
    backMs = 3_600_000;
    await batcher.add(item(2), 'b');
    await delay(60);
    expect(numbers(batches)).toEqual([1, 2]);
  });

  test('holds the reader back while a commit is slow, and never passes the size limit', async () => {
    const batches: Batch[] = [];
    let release: () => void = () => {};
    const gate = new Promise<void>((resume) => {
      release = resume;
    });
    const batcher = createBatcher(
      {
        deliver: async (batch) => {
          batches.push(batch);
          await gate;
        },
        now,
        sleep,
        maxItems: 3,
        maxWaitMs: 1,
      },
      null,
    );
    let taken = 0;
    const reading = (async () => {
      for (let n = 0; n < 10; n += 1) {
        await batcher.add(item(n), String(n));
        taken = n + 1;
      }
    })();
    await delay(40);
    expect(taken).toBeLessThan(6);
    expect(batcher.hasRoom).toBe(false);
    release();
    await reading;
    await batcher.flush();
    expect(numbers(batches)).toEqual([...Array(10).keys()]);
    expect(Math.max(...batches.map((batch) => batch.items.length))).toBeLessThanOrEqual(3);
  });

  test('a failed commit reaches the reader, and nothing is delivered after it', async () => {
    let calls = 0;
    const batcher = createBatcher(
      {
        deliver: async () => {
          calls += 1;
          throw new Error('database gone');
        },
        now,
        sleep,
      },
      null,
    );
    await batcher.add(item(1), '1');
    await expect(batcher.failed).rejects.toThrow('database gone');
    await expect(batcher.add(item(2), '2')).rejects.toThrow('database gone');
    await expect(batcher.flush()).rejects.toThrow('database gone');
    expect(calls).toBe(1);
  });

  test('a position that moved past uninteresting records is saved alone after a while', async () => {
    const batches: Batch[] = [];
    const batcher = createBatcher(
      { deliver: async (batch) => void batches.push(batch), now, sleep, cursorWaitMs: 40, maxWaitMs: 5 },
      '0',
    );
    await batcher.add(item(1), '1');
    await delay(10);
    batcher.skipTo('2');
    batcher.skipTo('3');
    await delay(10);
    expect(batches).toHaveLength(1);
    await delay(60);
    expect(batches.slice(1)).toEqual([{ items: [], cursor: '3' }]);
  });

  test('an item that comes during that while does not wait for it', async () => {
    const batches: Batch[] = [];
    const batcher = createBatcher(
      { deliver: async (batch) => void batches.push(batch), now, sleep, cursorWaitMs: 5000, maxWaitMs: 20 },
      '0',
    );
    await batcher.add(item(1), '1');
    await batcher.flush();
    batcher.skipTo('2');
    await delay(5);
    await batcher.add(item(3), '3');
    await delay(60);
    expect(numbers(batches)).toEqual([1, 3]);
    expect(batches.at(-1)?.cursor).toBe('3');
  });

  test('any rhythm of items, skips and flushes: all delivered once, in order, cursor never ahead of its items', async () => {
    const step = fc.oneof(fc.constant('add'), fc.constant('rush'), fc.constant('skip'), fc.constant('flush'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, max) => {
          const batches: Batch[] = [];
          const batcher = createBatcher(
            { deliver: async (batch) => void batches.push(batch), now, sleep, maxItems: max, maxWaitMs: 1 },
            '0',
          );
          let n = 0;
          const rushes: Promise<void>[] = [];
          for (const s of steps) {
            n += 1;
            if (s === 'add') await batcher.add(item(n), String(n));
            else if (s === 'rush') rushes.push(batcher.add(item(n), String(n)));
            else if (s === 'skip') batcher.skipTo(String(n));
            else await batcher.flush();
          }
          await Promise.all(rushes);
          await batcher.flush();
          const added = steps.flatMap((s, i) => (s === 'add' || s === 'rush' ? [i + 1] : []));
          expect(numbers(batches)).toEqual(added);
          let seen = 0;
          for (const batch of batches) {
            expect(batch.items.length).toBeLessThanOrEqual(max);
            seen += batch.items.length;
            const next = added[seen];
            if (next !== undefined) expect(Number(batch.cursor)).toBeLessThan(next);
          }
          const last = steps.findLastIndex((s) => s !== 'flush');
          if (last >= 0) expect(batches.at(-1)?.cursor).toBe(String(last + 1));
        },
      ),
      { numRuns: 60 },
    );
  });
});
