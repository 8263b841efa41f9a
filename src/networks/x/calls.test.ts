// Calls between two rounds: what is asked for because of them keeps to X's limits, however often it calls.
import { expect, test } from 'vitest';
import type { WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { createX } from './network.ts';

const START = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
/** Enough to see that nothing is waited for. */
const MANY = 50;
const account: AccountSession = {
  id: 'a',
  server: '',
  nativeId: '99',
  handle: 'acme',
  // Not for messages: they have limits of their own.
  secrets: { scopes: 'tweet.read', apiKey: 'k', apiSecret: 's', accessToken: 't', accessSecret: 'u' },
  saveSecrets: async () => {},
};

test('a call that has posts asked for waits as X’s limits say, and is asked for at once where there is plenty', async () => {
  let now = START;
  const stop = new AbortController();
  const askedMs: number[] = [];
  /** Calls of the limit that are left: 60 of 300 may be used up by listening, until minute 15. */
  let remaining = 240;
  const deps: NetworkDeps = {
    fetch: (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (pathname.endsWith('/mentions')) askedMs.push(now - START);
      if (askedMs.length >= MANY) stop.abort();
      const headers = {
        'x-rate-limit-limit': '300',
        'x-rate-limit-remaining': String(remaining),
        'x-rate-limit-reset': String((START + 15 * MINUTE) / 1000),
      };
      return Promise.resolve(Response.json({ meta: { result_count: 0 } }, { headers }));
    },
    log: { info() {}, warn() {}, error() {} },
    now: () => now,
    randomId: () => 'r',
    sleep: async (ms) => {
      now += ms;
    },
  };
  let seq = 0;
  const inbox: WebhookInbox = {
    // Whenever it is looked, something else came.
    after: async () => {
      seq += 1;
      return [{ seq, body: '{"type":"post.older"}', receivedAt: new Date(now).toISOString() }];
    },
    tidy: async () => {},
  };
  const network = createX(deps, inbox, {}, { pollMs: 60 * MINUTE, callsMs: 1000 });
  const heard = network.listen({
    source: { id: 's', kind: 'notifications', config: { workspaceId: 'w' } },
    account,
    cursor: null,
    deliver: async () => {
      if (askedMs.length === 3) remaining = 75;
      if (now - START > 5 * MINUTE) stop.abort();
    },
    alive() {},
    signal: stop.signal,
  });
  await heard;
  const pauses = askedMs.slice(1).map((ms, n) => ms - (askedMs[n] ?? 0));
  expect(Math.max(...pauses.slice(0, 2))).toBeLessThanOrEqual(1000);
  // 15 calls for ten minutes and more, and two lists in a round.
  expect(pauses.length).toBeGreaterThan(4);
  expect(Math.min(...pauses.slice(3))).toBeGreaterThan(75_000);
});
