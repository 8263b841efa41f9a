// Reads one WebSocket until it ends: bounded by pausing it, watched for silence, and stopped by a signal.
import { WebSocket } from 'ws';
import { AppError } from '../../domain/errors.ts';
import { transportError } from './http.ts';
import type { SocketGuard } from './ports.ts';

/** The server answered the upgrade with something else. */
export class UpgradeRefused extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super(`the server refused the stream with HTTP ${status}: ${body.slice(0, 300)}`);
    this.name = 'UpgradeRefused';
    this.status = status;
    this.body = body;
  }
}

export interface SocketInput {
  url: string;
  protocols?: string[];
  headers?: Record<string, string>;
  guard?: SocketGuard;
  signal: AbortSignal;
  /** One frame, in order. A promise means "enough for now": the socket is held back until it resolves. */
  onFrame(data: Buffer, isBinary: boolean): Promise<void> | undefined;
  /** Connected, or another sign of life. */
  onAlive(): void;
  /** Silence after which the connection counts as dead; pings are sent in between. */
  silenceMs?: number;
  connectTimeoutMs?: number;
  maxFrameBytes?: number;
}

const BODY_MAX = 4096;

async function readBody(stream: AsyncIterable<Buffer>): Promise<string> {
  let body = '';
  for await (const chunk of stream) {
    body += chunk.toString('utf8');
    if (body.length > BODY_MAX) break;
  }
  return body.slice(0, BODY_MAX);
}

/**
 * Connects and reads. Resolves with the close code when the other side closes, and (with 1000) when `signal` aborts.
 * @throws UpgradeRefused · AppError `network_unavailable` when it cannot connect, breaks or goes silent, `network_rejected`
 *   for a forbidden address · whatever `onFrame` throws or rejects with.
 */
export async function readSocket(input: SocketInput): Promise<{ code: number; reason: string }> {
  const { signal, silenceMs = 45_000 } = input;
  if (signal.aborted) return { code: 1000, reason: 'stopped' };
  const { host, hostname } = new URL(input.url);
  const unreachable = (error: unknown): AppError =>
    transportError(error, { network: host, doing: 'reading the stream', repeat: 'harmless' });
  try {
    input.guard?.checkHost(hostname);
  } catch (error) {
    throw unreachable(error);
  }
  const socket = new WebSocket(input.url, input.protocols ?? [], {
    perMessageDeflate: false,
    followRedirects: false,
    handshakeTimeout: input.connectTimeoutMs ?? 15_000,
    maxPayload: input.maxFrameBytes ?? 8 * 1024 * 1024,
    ...(input.headers === undefined ? {} : { headers: input.headers }),
    ...(input.guard === undefined ? {} : { lookup: input.guard.lookup }),
  });
  let lastSignMs = performance.now();
  let heldBack = 0;
  const sign = (): void => {
    lastSignMs = performance.now();
    input.onAlive();
  };

  return await new Promise((resolve, reject) => {
    let isDone = false;
    const finish = (act: () => void): void => {
      if (isDone) return;
      isDone = true;
      clearInterval(watch);
      signal.removeEventListener('abort', stop);
      socket.terminate();
      act();
    };
    const fail = (error: unknown): void =>
      finish(() => reject(error instanceof Error ? error : new Error(String(error))));
    const lost = (why: string, cause?: unknown): void =>
      fail(new AppError('network_unavailable', `The stream at ${host} ${why}.`, { cause }));
    const stop = (): void => finish(() => resolve({ code: 1000, reason: 'stopped' }));
    const watch = setInterval(() => {
      // While we hold it back its pongs wait too: that silence is ours.
      if (heldBack > 0 || socket.readyState !== WebSocket.OPEN) return;
      if (performance.now() - lastSignMs > silenceMs)
        lost(`was silent for ${Math.round(silenceMs / 1000)} s`);
      else socket.ping();
    }, silenceMs / 3);
    watch.unref();
    signal.addEventListener('abort', stop);

    const release = (): void => {
      heldBack -= 1;
      lastSignMs = performance.now();
      if (heldBack === 0 && !isDone) socket.resume();
    };
    socket.on('open', sign);
    socket.on('pong', sign);
    socket.on('ping', sign);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isDone) return;
      sign();
      let wait: Promise<void> | undefined;
      try {
        wait = input.onFrame(data, isBinary);
      } catch (error) {
        fail(error);
        return;
      }
      if (wait === undefined) return;
      heldBack += 1;
      socket.pause();
      wait.then(release, fail);
    });
    socket.on('unexpected-response', (_request, response) => {
      readBody(response).then(
        (body) => fail(new UpgradeRefused(response.statusCode ?? 0, body)),
        (error: unknown) => lost('refused the connection', error),
      );
    });
    socket.on('error', (error) => fail(unreachable(error)));
    socket.on('close', (code, reason) => finish(() => resolve({ code, reason: reason.toString('utf8') })));
  });
}
