// Proves that tokens, limits and deletions of X are what its answers say, and nothing is taken for granted.
import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { createClients } from './client.ts';
import { createPublisher } from './publish.ts';

const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const tokens = { access_token: 'new', refresh_token: 'r2', expires_in: 7200 };
const old = { kind: 'oauth2', clientId: 'c', clientSecret: 's', accessToken: 'old', refreshToken: 'r1' };

type Answer = { status?: number; body: unknown; headers?: Record<string, string> };

function clientsOf(answer: () => Answer) {
  const fetch: NetworkDeps['fetch'] = async () => {
    const { status = 200, body, headers = {} } = answer();
    return new Response(JSON.stringify(body), { status, headers });
  };
  const log = { info() {}, warn() {}, error() {} };
  const deps: NetworkDeps = { fetch, log, now: () => NOW_MS, randomId: () => 'id', sleep: async () => {} };
  return createClients(deps, {});
}

function accountOf(expiresAtMs: number, more: Partial<AccountSession> = {}): AccountSession {
  const secrets = { ...old, expiresAtMs: String(expiresAtMs) };
  return {
    id: 'a',
    server: '',
    nativeId: '1',
    handle: 'us',
    secrets,
    saveSecrets: async () => {},
    ...more,
  };
}

const request = { method: 'GET', url: 'https://api.x.com/2/users/me' };

test('traded tokens that cannot be stored are kept, and stored with a later call', async () => {
  let isDown = true;
  let stored: Record<string, string> = { ...old, expiresAtMs: String(NOW_MS) };
  let trades = 0;
  const more: Partial<AccountSession> = {
    async saveSecrets(secrets) {
      if (isDown) throw new Error('the database is away');
      stored = secrets;
    },
    reloadSecrets: async () => stored,
  };
  const { sessions } = clientsOf(() => {
    trades += 1;
    return { body: tokens };
  });
  expect(await sessions.authorise(accountOf(NOW_MS, more), request)).toBe('Bearer new');
  expect(stored['accessToken']).toBe('old');
  isDown = false;
  // Read anew from what is stored, which is used up.
  expect(await sessions.authorise(accountOf(NOW_MS, more), request)).toBe('Bearer new');
  expect(stored).toMatchObject({ accessToken: 'new', refreshToken: 'r2' });
  expect(trades).toBe(1);
});

test('who loses a renewal waits for what the winner stores', async () => {
  const newer = {
    ...old,
    accessToken: 'theirs',
    refreshToken: 'r3',
    expiresAtMs: String(NOW_MS + 7_200_000),
  };
  const before = { ...old, expiresAtMs: String(NOW_MS) };
  let looks = 0;
  const account = accountOf(NOW_MS, {
    reloadSecrets: async () => {
      looks += 1;
      return looks > 2 ? newer : before;
    },
  });
  const { sessions } = clientsOf(() => ({ status: 400, body: { error: 'invalid_request' } }));
  expect(await sessions.authorise(account, request)).toBe('Bearer theirs');
});

test.each([
  [400, { error: 'invalid_grant' }, 'account_token_dead'],
  [401, { error: 'invalid_client' }, 'account_token_dead'],
  [403, {}, 'network_unavailable'],
  [403, { title: 'no token for this proxy' }, 'network_unavailable'],
  [401, {}, 'network_unavailable'],
])('a renewal refused with %i %o is %s', async (status, body, code) => {
  const { sessions } = clientsOf(() => ({ status, body }));
  await expect(sessions.authorise(accountOf(NOW_MS), request)).rejects.toMatchObject({ code });
});

const gone = 'https://api.x.com/2/problems/resource-not-found';
test.each([
  [200, { data: { deleted: true } }, null],
  [200, { errors: [{ type: gone }] }, null],
  [404, {}, null],
  [410, {}, null],
  [200, { data: { deleted: false } }, 'network_rejected'],
  [
    200,
    { errors: [{ type: 'https://api.x.com/2/problems/not-authorized-for-resource' }] },
    'network_rejected',
  ],
  [200, 'deleted', 'network_unavailable'],
])('a deletion answered with %i %o', async (status, body, code) => {
  const clients = clientsOf(() => ({ status, body }));
  const account = accountOf(NOW_MS + 7_200_000);
  const removing = createPublisher(clients, clients.for(account)).remove('1590000000000000001', 'public');
  const failure = await removing.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.code : 'other'),
  );
  expect(failure).toBe(code);
});

test.each(['user', 'app'])('a limit of 24 hours that is used up (%s) is waited for', async (whose) => {
  const headers = {
    'x-rate-limit-remaining': '80',
    'x-rate-limit-reset': String(NOW_MS / 1000 + 60),
    [`x-${whose}-limit-24hour-limit`]: '100',
    [`x-${whose}-limit-24hour-remaining`]: '0',
    [`x-${whose}-limit-24hour-reset`]: String(NOW_MS / 1000 + 40_000),
  };
  const clients = clientsOf(() => ({ status: 429, body: {}, headers }));
  const call = clients.for(accountOf(NOW_MS + 7_200_000)).get('/2/users/me', {}, { doing: 'asking' });
  await expect(call).rejects.toMatchObject({ code: 'network_rate_limited', retryAfterMs: 40_000_000 });
});
