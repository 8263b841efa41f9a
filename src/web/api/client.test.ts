// Proves that calls go out as the contract says, and that every way of failing has its code.
import { describe, expect, test } from 'vitest';
import { endpoints, type EndpointName } from '../../contract/endpoints.ts';
import type { Method } from '../../contract/endpoint.ts';
import { addressOf, createClient, type Client } from './client.ts';
import { ApiError, codeOf } from './errors.ts';

const routes = Object.fromEntries(
  Object.entries(endpoints).map(([name, { method, path }]) => [name, { method, path }]),
) as Record<EndpointName, { method: Method; path: string }>;

interface Sent {
  address: string;
  init: RequestInit;
}

function clientWith(
  answer: () => Response | Promise<Response>,
  signedOut = { times: 0 },
): { client: Client; sent: Sent[] } {
  const sent: Sent[] = [];
  const client = createClient({
    routes,
    fetch: async (address, init = {}) => {
      sent.push({ address: typeof address === 'string' ? address : '', init });
      return answer();
    },
    csrfToken: () => 'token',
    onSignedOut: () => {
      signedOut.times += 1;
    },
  });
  return { client, sent };
}
const json = (body: unknown, status = 200): Response => Response.json(body, { status });
const failure = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error('The call did not fail as an ApiError.');
  return error;
};

describe('an address', () => {
  test('has its parameters and its query, escaped', () => {
    expect(addressOf('/posts/:id/thread', { id: 'at://a b' })).toBe('/api/posts/at%3A%2F%2Fa%20b/thread');
    expect(addressOf('/search', {}, { q: '騒音 50%', limit: 50 })).toBe(
      '/api/search?q=%E9%A8%92%E9%9F%B3+50%25&limit=50',
    );
  });

  test('leaves out what was not chosen', () => {
    expect(addressOf('/ledger', {}, { heap: undefined, lang: null, network: '' })).toBe('/api/ledger');
  });
});

describe('a call', () => {
  const id = '01900000-0000-7000-8000-000000000001';

  test('carries body, version, key and the proof that it comes from us', async () => {
    const { client, sent } = clientWith(() => json({ id }));
    await client.call(
      'changeBrand',
      { params: { id }, body: { name: 'Aoba' } },
      { ifMatch: 7, idempotencyKey: 'k1' },
    );
    const headers = new Headers(sent[0]?.init.headers);
    expect(sent[0]?.address).toBe(`/api/brands/${id}`);
    expect(sent[0]?.init.method).toBe('PATCH');
    expect(sent[0]?.init.body).toBe('{"name":"Aoba"}');
    expect(headers.get('if-match')).toBe('"7"');
    expect(headers.get('idempotency-key')).toBe('k1');
    expect(headers.get('x-csrf-token')).toBe('token');
  });

  test('that only reads proves nothing and sends nothing', async () => {
    const { client, sent } = clientWith(() => json({ rows: [] }));
    await client.call('listMonitors', {});
    expect(new Headers(sent[0]?.init.headers).get('x-csrf-token')).toBeNull();
    expect(sent[0]?.init.body).toBeUndefined();
  });

  test('with nothing to answer answers nothing', async () => {
    const { client } = clientWith(() => new Response(null, { status: 204 }));
    expect(await client.call('signOut', {})).toEqual({});
  });
});

describe('a failure', () => {
  test('keeps the code, the place and the data of the server', async () => {
    const problem = {
      code: 'thread_changed',
      detail: 'Read first.',
      where: 'body.x',
      data: { threadVersion: 3 },
    };
    const { client } = clientWith(() => json(problem, 412));
    const error = await failure(client.call('readCounts', {}));
    expect(error.problem).toMatchObject({ ...problem, status: 412 });
  });

  test.each([
    [401, 'sign_in_required'],
    [403, 'not_allowed'],
    [404, 'not_found'],
    [413, 'payload_too_large'],
    [429, 'too_many_requests'],
    [502, 'internal'],
  ] as const)('of a proxy with status %i is %s', async (status, code) => {
    const { client } = clientWith(() => new Response('<html>', { status }));
    expect((await failure(client.call('readCounts', {}))).code).toBe(code);
  });

  test('to reach the server is offline', async () => {
    const { client } = clientWith(() => Promise.reject(new TypeError('fetch failed')));
    const error = await failure(client.call('readCounts', {}));
    expect(error.code).toBe('offline');
    expect(error.problem.status).toBe(0);
  });

  test('for want of a session tells that it is over', async () => {
    const signedOut = { times: 0 };
    const { client } = clientWith(() => json({ code: 'sign_in_required', detail: '' }, 401), signedOut);
    await failure(client.call('readCounts', {}));
    expect(signedOut.times).toBe(1);
  });

  test('by giving up is not a failure of ours to explain', async () => {
    const { client } = clientWith(() => Promise.reject(new DOMException('', 'AbortError')));
    await expect(client.call('readCounts', {})).rejects.toThrow(DOMException);
    expect(codeOf(new Error('x'))).toBe('internal');
  });
});
