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
  /** Connected; `send` does nothing once the connection has ended. */
  onOpen?(send: (text: string) => void): void;
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

function connect(input: SocketInput, unreachable: (error: unknown) => AppError): WebSocket {
  try {
    input.guard?.checkHost(new URL(input.url).hostname);
  } catch (error) {
    throw unreachable(error);
  }
  return new WebSocket(input.url, input.protocols ?? [], {
    perMessageDeflate: false,
    followRedirects: false,
    handshakeTimeout: input.connectTimeoutMs ?? 15_000,
    maxPayload: input.maxFrameBytes ?? 8 * 1024 * 1024,
    ...(input.headers === undefined ? {} : { headers: input.headers }),
    ...(input.guard === undefined ? {} : { lookup: input.guard.lookup }),
  });
}

/** Pings, and tells when nothing came back for too long. While we hold the socket back that silence is ours. */
function watchSilence(socket: WebSocket, silenceMs: number, onSilent: () => void) {
  let lastSignMs = performance.now();
  const timer = setInterval(() => {
    if (socket.isPaused || socket.readyState !== WebSocket.OPEN) return;
    if (performance.now() - lastSignMs > silenceMs) onSilent();
    else socket.ping();
  }, silenceMs / 3);
  timer.unref();
  return {
    sign: () => {
      lastSignMs = performance.now();
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * Connects and reads. Resolves with the close code when the other side closes, and (with 1000) when `signal` aborts.
 * @throws UpgradeRefused · AppError `network_unavailable` when it cannot connect, breaks or goes silent, `network_rejected`
 *   for a forbidden address · whatever `onFrame` throws or rejects with.
 */
export async function readSocket(input: SocketInput): Promise<{ code: number; reason: string }> {
  const { signal, silenceMs = 45_000 } = input;
  if (signal.aborted) return { code: 1000, reason: 'stopped' };
  const { host } = new URL(input.url);
  const unreachable = (error: unknown): AppError =>
    transportError(error, { network: host, doing: 'reading the stream', repeat: 'harmless' });
  const socket = connect(input, unreachable);
  const done = Promise.withResolvers<{ code: number; reason: string }>();
  let heldBack = 0;

  const fail = (error: unknown): void => done.reject(error);
  const stop = (): void => done.resolve({ code: 1000, reason: 'stopped' });
  const silence = watchSilence(socket, silenceMs, () => {
    const why = `The stream at ${host} was silent for ${Math.round(silenceMs / 1000)} s.`;
    fail(new AppError('network_unavailable', why));
  });
  const sign = (): void => {
    silence.sign();
    input.onAlive();
  };
  const holdBack = (until: Promise<void>): void => {
    heldBack += 1;
    socket.pause();
    until.then(() => {
      heldBack -= 1;
      silence.sign();
      if (heldBack === 0) socket.resume();
    }, fail);
  };
  const onFrame = (data: Buffer, isBinary: boolean): void => {
    try {
      sign();
      const wait = input.onFrame(data, isBinary);
      if (wait !== undefined) holdBack(wait);
    } catch (error) {
      socket.off('message', onFrame);
      fail(error);
    }
  };
  for (const event of ['open', 'ping', 'pong'] as const) socket.on(event, sign);
  socket.on('open', () =>
    input.onOpen?.((text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    }),
  );
  socket.on('message', onFrame);
  socket.on('unexpected-response', (_request, response) => {
    readBody(response).then((body) => fail(new UpgradeRefused(response.statusCode ?? 0, body)), fail);
  });
  socket.on('error', (error) => fail(unreachable(error)));
  socket.on('close', (code, reason) => done.resolve({ code, reason: reason.toString('utf8') }));
  signal.addEventListener('abort', stop);
  try {
    return await done.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    silence.stop();
    socket.off('message', onFrame);
    socket.terminate();
  }
}
