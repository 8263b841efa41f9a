// Every way a call can fail is named right, against a real server on loopback that fails in that way.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createHttp } from './http.ts';
import type { HttpCall } from './http.ts';
import type { RateState } from './rate-limit.ts';

let server: Server;
let base = '';
let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
const rates: RateState[] = [];
const http = createHttp({
  fetch,
  now: () => Date.parse('2026-11-21T12:00:00Z'),
  network: 'Test',
  rates: { kind: 'iso', prefix: 'x-ratelimit-' },
  onRate: (state) => rates.push(state),
});
const read = (extra: Partial<HttpCall> = {}): Promise<unknown> =>
  http({ method: 'GET', url: `${base}/x`, doing: 'reading', ...extra });
const send = (extra: Partial<HttpCall> = {}): Promise<unknown> =>
  http({
    method: 'POST',
    url: `${base}/x`,
    body: { json: { a: 1 } },
    repeat: 'harmful',
    doing: 'sending',
    ...extra,
  });

beforeAll(async () => {
  server = createServer((request, response) => handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => rates.splice(0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const answer =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, headers).end(body);
  };

describe('statuses', () => {
  test.each<[number, string, Record<string, string>, string, string]>([
    [401, '{"error":"The access token is invalid"}', {}, 'account_token_dead', 'account_token_dead'],
    [
      403,
      '{"error":"This action is outside the authorized scopes"}',
      {},
      'account_token_dead',
      'account_token_dead',
    ],
    [403, '{"error":"This action is not allowed"}', {}, 'network_rejected', 'network_rejected'],
    [404, '', {}, 'network_post_gone', 'network_post_gone'],
    [410, '', {}, 'network_post_gone', 'network_post_gone'],
    [422, '{"error":"Validation failed"}', {}, 'network_rejected', 'network_rejected'],
    [429, '', {}, 'network_rate_limited', 'network_rate_limited'],
    [500, '', {}, 'network_unavailable', 'send_fate_unknown'],
    [502, '<html>bad gateway', {}, 'network_unavailable', 'send_fate_unknown'],
    [503, '', {}, 'network_unavailable', 'send_fate_unknown'],
    [503, '', { 'retry-after': '5' }, 'network_unavailable', 'network_unavailable'],
    [501, '', {}, 'network_unavailable', 'network_unavailable'],
    [302, '', { location: '/y' }, 'ok', 'network_rejected'],
    [200, '<html>not json', {}, 'network_unavailable', 'send_fate_unknown'],
  ])('%i %s %j: read %s, write %s', async (status, body, headers, forRead, forWrite) => {
    handle = (request, response) =>
      request.url === '/y'
        ? answer(200, '{}')(request, response)
        : answer(status, body, headers)(request, response);
    if (forRead === 'ok') await expect(read()).resolves.toMatchObject({ body: {} });
    else await expect(read()).rejects.toMatchObject({ code: forRead });
    await expect(send()).rejects.toMatchObject({ code: forWrite });
  });

  test('the wait of a 429 is taken from Retry-After, else from the reset, else a minute', async () => {
    handle = answer(429, '', { 'retry-after': '7', 'x-ratelimit-remaining': '0' });
    await expect(read()).rejects.toMatchObject({ retryAfterMs: 7000 });
    handle = answer(429, '', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-21T12:01:30Z' });
    await expect(read()).rejects.toMatchObject({ retryAfterMs: 90_000 });
    handle = answer(429);
    await expect(read()).rejects.toMatchObject({ retryAfterMs: 60_000 });
  });

  test('what is asked for comes back, and limits are told', async () => {
    handle = (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.writeHead(202, { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '299' });
        response.end(JSON.stringify({ method: request.method, type: request.headers['content-type'], body }));
      });
    };
    expect(await send()).toMatchObject({
      status: 202,
      body: { method: 'POST', type: 'application/json', body: '{"a":1}' },
    });
    expect(await send({ body: { form: { a: '日 本' } } })).toMatchObject({
      body: { type: 'application/x-www-form-urlencoded', body: 'a=%E6%97%A5+%E6%9C%AC' },
    });
    expect(rates).toHaveLength(2);
    handle = answer(404, '{"a":1}');
    expect(await read({ accept: [404] })).toMatchObject({ status: 404, body: { a: 1 } });
    handle = answer(404, '<h1>not here</h1>');
    expect(await read({ accept: [404] })).toMatchObject({ status: 404, body: undefined });
  });

  test('an answer over the size limit is not read to its end', async () => {
    handle = answer(200, JSON.stringify('x'.repeat(5000)));
    await expect(read({ maxBytes: 1000 })).rejects.toMatchObject({ code: 'network_unavailable' });
    await expect(send({ maxBytes: 1000 })).rejects.toMatchObject({ code: 'send_fate_unknown' });
  });
});

describe('without an answer', () => {
  test('nobody listens: certainly not done', async () => {
    const tcp = createTcpServer();
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done));
    const { port } = tcp.address() as AddressInfo;
    await new Promise((done) => tcp.close(done));
    const url = `http://127.0.0.1:${port}/`;
    await expect(read({ url })).rejects.toMatchObject({ code: 'network_unavailable' });
    await expect(send({ url })).rejects.toMatchObject({ code: 'network_unavailable' });
  });

  test('no such name: certainly not done', async () => {
    await expect(send({ url: 'http://name.invalid/' })).rejects.toMatchObject({
      code: 'network_unavailable',
    });
  });

  test('no TLS where it is expected: certainly not done', async () => {
    await expect(send({ url: base.replace('http:', 'https:') })).rejects.toMatchObject({
      code: 'network_unavailable',
    });
  });

  test('cut off after the request, or in the middle of the answer: nobody knows', async () => {
    handle = (request) => request.socket.destroy();
    await expect(send()).rejects.toMatchObject({ code: 'send_fate_unknown' });
    await expect(read()).rejects.toMatchObject({ code: 'network_unavailable' });
    handle = (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":');
      setTimeout(() => request.socket.destroy(), 10);
    };
    await expect(send()).rejects.toMatchObject({ code: 'send_fate_unknown' });
    await expect(read()).rejects.toMatchObject({ code: 'network_unavailable' });
  });

  test('a connection that was closed in silence costs a read one more try, a write its certainty', async () => {
    let calls = 0;
    handle = (request, response) => {
      calls += 1;
      if (calls % 2 === 1) request.socket.destroy();
      else response.end('{}');
    };
    await expect(read()).resolves.toMatchObject({ status: 200 });
    expect(calls).toBe(2);
    await expect(send()).rejects.toMatchObject({ code: 'send_fate_unknown' });
    expect(calls).toBe(3);
  });

  test('no answer in time: nobody knows', async () => {
    handle = () => {};
    await expect(send({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'send_fate_unknown' });
    await expect(read({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'network_unavailable' });
  });

  test('the caller gives up: a read ends with the reason, a write is unknown', async () => {
    handle = () => {};
    const reason = new Error('shutting down');
    const stop = (): AbortSignal => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 20);
      return controller.signal;
    };
    await expect(read({ signal: stop() })).rejects.toBe(reason);
    await expect(send({ signal: stop() })).rejects.toMatchObject({ code: 'send_fate_unknown' });
  });
});
