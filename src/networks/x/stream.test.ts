// A stream that is never still ends when the budget does.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { ListenInput } from '../kit/network.ts';
import { createBackoff } from './backoff.ts';
import type { Clients } from './client.ts';
import { follow } from './stream.ts';

const BUDGET = 100;
/** One post comes every 2 ms, and to keep some takes 20 ms. */
const EVERY_MS = 2;
const KEEPING_MS = 20;
const idOf = (n: number): string => String((BigInt(Date.now() - 1_288_834_974_657) << 22n) + BigInt(n));

/** Posts without a pause, for as long as it is read. */
function endless(signal: AbortSignal): Response {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await sleep(EVERY_MS);
      if (signal.aborted) return controller.close();
      sent += 1;
      const data = { id: idOf(sent), text: 'again', author_id: '1', created_at: new Date().toISOString() };
      const includes = { users: [{ id: '1', username: 'fan', name: 'Fan' }] };
      const line = JSON.stringify({ data, includes, matching_rules: [] });
      controller.enqueue(new TextEncoder().encode(`${line}\r\n`));
    },
  });
  return new Response(body);
}

test('what comes without a pause is read no further than the budget goes, and each is told once', async () => {
  const stop = new AbortController();
  let bought = 0;
  const told: string[] = [];
  const answer = { status: 200, headers: new Headers(), body: { data: [], meta: {} } };
  const account = {
    id: 'a',
    server: '',
    nativeId: '9',
    handle: 'acme',
    secrets: {},
    saveSecrets: async () => {},
  };
  const client = {
    account,
    rateOf: () => null,
    get: async () => answer,
    call: async () => answer,
    open: async () => endless(stop.signal),
  };
  const clients = {
    deps: { now: Date.now, sleep: (ms: number) => sleep(Math.min(ms, 10)), log: { warn() {}, info() {} } },
    for: () => client,
    asApp: () => client,
    till: {
      heard: async (_: unknown, things: readonly { what: string }[]) => {
        await sleep(KEEPING_MS / 2);
        bought += things.filter(({ what }) => what === 'readPost').length;
      },
      postsLeft: async () => Math.max(0, BUDGET - bought),
      listeningStops: async () => new AppError('reads_spent', 'enough', { retryAfterMs: 60_000 }),
    },
  } as unknown as Clients;
  const input: ListenInput = {
    source: { id: 's', kind: 'stream', config: {} },
    account,
    cursor: null,
    monitors: async () => [],
    alive() {},
    deliver: async ({ items }) => {
      await sleep(KEEPING_MS / 2);
      for (const { outcome } of items) {
        const heard = 'heard' in outcome ? outcome.heard : null;
        if (heard?.type === 'post') told.push(heard.post.nativeId);
      }
    },
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(4_000)]),
  };
  const pace = { silenceMs: 5_000, monitorsMs: 1e9, lookAgainMs: 1e12 } as Parameters<typeof follow>[2];
  await expect(follow(clients, input, pace, createBackoff())).rejects.toMatchObject({ code: 'reads_spent' });
  stop.abort();
  // What came while it was counted and kept is over: a few times as much as comes meanwhile.
  expect(bought).toBeLessThan(BUDGET * 2);
  expect(new Set(told).size).toBe(told.length);
  // The last few, which came while it ended, are searched for by the next connection.
  expect(told.length).toBeGreaterThan(BUDGET / 2);
  expect(told.length).toBeLessThanOrEqual(bought);
});
