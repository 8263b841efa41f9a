// The fault proxy itself: every switch does what it says, over HTTP, streams, WebSockets and plain TCP.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startTcpFaultProxy } from './faults-tcp.ts';
import { startFaultProxy } from './faults.ts';
import { closeServer, listen, onRequest, readBody, sendJson, trackSockets } from './kit/http.ts';

const closers: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A server that counts, echoes, streams and speaks WebSocket. */
async function startEcho() {
  const server = createServer();
  const sockets = trackSockets(server);
  const handled: string[] = [];
  onRequest(server, async (request, response) => {
    const body = (await readBody(request)).toString('utf8');
    handled.push(`${request.method} ${request.url} ${body}`);
    if (request.url === '/stream') response.writeHead(200, { 'content-type': 'text/plain' }).write('first');
    else sendJson(response, 201, { host: request.headers.host, body }, { 'x-own': 'yes' });
  });
  const ws = new WebSocketServer({ server });
  ws.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => socket.send(`echo ${data.toString('utf8')}`)),
  );
  const port = await listen(server);
  closers.push(() => closeServer(server, sockets));
  const proxy = await startFaultProxy(`http://127.0.0.1:${port}`);
  closers.push(proxy.close);
  return { port, handled, proxy };
}

test('passes requests, their bodies and the answers on', async () => {
  const { port, handled, proxy } = await startEcho();
  const response = await fetch(`${proxy.url}/a?b=1`, { method: 'POST', body: 'こんにちは' });
  expect(response.status).toBe(201);
  expect(response.headers.get('x-own')).toBe('yes');
  expect(await response.json()).toEqual({ host: `127.0.0.1:${port}`, body: 'こんにちは' });
  expect(handled).toEqual(['POST /a?b=1 こんにちは']);
  expect(proxy.seen.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
    { method: 'POST', path: '/a?b=1', body: 'こんにちは' },
  ]);
});

test('answers with a status of its own, so many times and only where asked', async () => {
  const { handled, proxy } = await startEcho();
  proxy.set(
    { kind: 'status', status: 429, headers: { 'retry-after': '3' }, body: 'slow down' },
    { times: 1, when: ({ path }) => path === '/hit' },
  );
  expect((await fetch(`${proxy.url}/other`)).status).toBe(201);
  const refused = await fetch(`${proxy.url}/hit`);
  expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([
    429,
    '3',
    'slow down',
  ]);
  expect((await fetch(`${proxy.url}/hit`)).status).toBe(201);
  expect(handled).toEqual(['GET /other ', 'GET /hit ']);
});

test('resets before the server sees it, or after the server has done it', async () => {
  const { handled, proxy } = await startEcho();
  proxy.set({ kind: 'reset' }, { times: 1 });
  await expect(fetch(`${proxy.url}/lost`, { method: 'POST' })).rejects.toThrow('fetch failed');
  expect(handled).toEqual([]);
  proxy.set({ kind: 'lostAnswer' }, { times: 1 });
  await expect(fetch(`${proxy.url}/done`, { method: 'POST' })).rejects.toThrow('fetch failed');
  expect(handled).toEqual(['POST /done ']);
});

test('delays', async () => {
  const { proxy } = await startEcho();
  proxy.set({ kind: 'latency', latencyMs: 120 });
  const startMs = performance.now();
  await fetch(`${proxy.url}/slow`);
  expect(performance.now() - startMs).toBeGreaterThan(115);
});

test('goes down and comes up again on the same port', async () => {
  const { proxy } = await startEcho();
  await proxy.down();
  await expect(fetch(proxy.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await proxy.passThrough();
  expect((await fetch(proxy.url)).status).toBe(201);
});

test('keeps streams streaming and cuts them', async () => {
  const { proxy } = await startEcho();
  const response = await fetch(`${proxy.url}/stream`);
  const reader = response.body?.getReader();
  const first = await reader?.read();
  expect(Buffer.from(first?.value ?? []).toString('utf8')).toBe('first');
  proxy.cut();
  await expect(reader?.read()).rejects.toThrow('terminated');
});

test('tunnels WebSockets, cuts them, and refuses their upgrade', async () => {
  const { proxy } = await startEcho();
  const client = new WebSocket(proxy.url.replace('http', 'ws'));
  await once(client, 'open');
  client.send('hi');
  const [answer] = (await once(client, 'message')) as [Buffer];
  expect(String(answer)).toBe('echo hi');
  proxy.cut();
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1006);

  proxy.set({ kind: 'status', status: 503 });
  const refused = new WebSocket(proxy.url.replace('http', 'ws'));
  const [error] = (await once(refused, 'error')) as [Error];
  expect(error.message).toContain('503');
});

test('breaks plain TCP connections too', async () => {
  const { port } = await startEcho();
  const tcp = await startTcpFaultProxy(port);
  closers.push(tcp.close);
  tcp.setLatencyMs(60);
  const startMs = performance.now();
  expect((await fetch(`http://127.0.0.1:${tcp.port}/`)).status).toBe(201);
  expect(performance.now() - startMs).toBeGreaterThan(110);

  const socket = connect(tcp.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /stream HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(socket, 'data');
  tcp.cut();
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');

  await tcp.down();
  const refused = connect(tcp.port, '127.0.0.1');
  const [refusal] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
  expect(refusal.code).toBe('ECONNREFUSED');
});
