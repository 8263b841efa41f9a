// One WebSocket is read in order, held back while its reader is busy, and given up when it is refused, cut or silent.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { AppError } from '../../domain/errors.ts';
import { createSafeFetch } from './safe-fetch.ts';
import { readSocket, UpgradeRefused, type SocketInput } from './socket.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function urlOf(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server whose every connection is handed to `serve`. */
async function serving(
  serve: (socket: WebSocket) => void,
  options: { autoPong?: boolean } = {},
): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, ...options });
  sockets.on('connection', serve);
  open.push(() => {
    for (const socket of sockets.clients) socket.terminate();
  });
  return await urlOf(server);
}

function read(url: string, over: Partial<SocketInput> = {}) {
  return readSocket({
    url,
    signal: new AbortController().signal,
    onFrame: () => undefined,
    onAlive() {},
    ...over,
  });
}

const errorOf = async (act: Promise<unknown>): Promise<unknown> =>
  await act.then(
    () => null,
    (error: unknown) => error,
  );

describe('readSocket', () => {
  test('gives frames in order and resolves with how the other side closed', async () => {
    const url = await serving((socket) => {
      for (let n = 0; n < 500; n += 1) socket.send(String(n));
      socket.close(1000, 'done');
    });
    const frames: string[] = [];
    const closed = await read(url, { onFrame: (data) => void frames.push(data.toString()) });
    expect(frames).toEqual(Array.from({ length: 500 }, (_, n) => String(n)));
    expect(closed).toEqual({ code: 1000, reason: 'done' });
  });

  test('a busy reader holds the sender back instead of filling memory', async () => {
    const frame = Buffer.alloc(64 * 1024);
    const total = 1000;
    let sent = 0;
    const url = await serving((socket) => {
      const pump = (): void => {
        if (sent === total) return socket.close(1000);
        sent += 1;
        socket.send(frame, pump);
      };
      pump();
    });
    let release: () => void = () => {};
    const gate = new Promise<void>((resume) => {
      release = resume;
    });
    let taken = 0;
    const reading = read(url, {
      onFrame() {
        taken += 1;
        return taken === 1 ? gate : undefined;
      },
    });
    await delay(300);
    expect(sent).toBeLessThan(total / 2);
    expect(taken).toBeLessThan(20);
    release();
    await reading;
    expect(taken).toBe(total);
  });

  test('a connection that says nothing any more is given up; one held back by us is not', async () => {
    const url = await serving((socket) => socket.send('hello'), { autoPong: false });
    const error = await errorOf(read(url, { silenceMs: 90 }));
    expect(error).toMatchObject({
      code: 'network_unavailable',
      message: expect.stringMatching(/silent/u) as string,
    });
    const controller = new AbortController();
    const held = read(url, {
      silenceMs: 90,
      signal: controller.signal,
      onFrame: async () => await delay(400),
    });
    await delay(300);
    controller.abort();
    expect(await held).toMatchObject({ reason: 'stopped' });
  });

  test('a refusal carries status and words, a failure of the reader comes through, a cut is unavailable', async () => {
    const refusing = createServer();
    refusing.on('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 24\r\n\r\n{"error":"CursorTooOld"}');
    });
    const refused = await errorOf(read(await urlOf(refusing)));
    expect(refused).toBeInstanceOf(UpgradeRefused);
    expect(refused).toMatchObject({ status: 400, body: '{"error":"CursorTooOld"}' });

    const talking = await serving((socket) => socket.send('x'));
    const failed = await errorOf(
      read(talking, { onFrame: () => Promise.reject(new Error('commit failed')) }),
    );
    expect(failed).toMatchObject({ message: 'commit failed' });
    const thrown = await errorOf(
      read(talking, {
        onFrame() {
          throw new Error('no frame of ours');
        },
      }),
    );
    expect(thrown).toMatchObject({ message: 'no frame of ours' });

    const nobody = await errorOf(read('ws://127.0.0.1:1/'));
    expect(nobody).toBeInstanceOf(AppError);
    expect(nobody).toMatchObject({ code: 'network_unavailable' });
  });

  test('forbidden addresses are refused, written as numbers or as a name', async () => {
    const url = await serving(() => {});
    const guard = createSafeFetch({ allow: [] });
    open.push(() => {
      void guard.close();
    });
    const refused = { code: 'network_rejected', message: expect.stringMatching(/not a public/u) as string };
    expect(await errorOf(read(url, { guard }))).toMatchObject(refused);
    expect(await errorOf(read(url.replace('127.0.0.1', 'localhost'), { guard }))).toMatchObject(refused);
    const allowed = createSafeFetch({ allow: ['127.0.0.1', '::1'] });
    open.push(() => {
      void allowed.close();
    });
    const controller = new AbortController();
    const reading = read(url, {
      guard: allowed,
      signal: controller.signal,
      onAlive: () => controller.abort(),
    });
    expect(await reading).toMatchObject({ code: 1000 });
  });
});
