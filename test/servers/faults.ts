// A proxy on loopback that stands in front of any HTTP or WebSocket server and breaks its answers on demand.
import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { closeServer, listen, onRequest, readBody, trackSockets } from './kit/http.ts';

/** What happens to a request. */
export type Fault =
  /** Forwarded untouched. */
  | { kind: 'passThrough' }
  /** Forwarded after a wait. */
  | { kind: 'latency'; latencyMs: number }
  /** Answered here: the server never sees it. */
  | { kind: 'status'; status: number; headers?: OutgoingHttpHeaders; body?: string }
  /** The connection is reset: the server never sees it. */
  | { kind: 'reset' }
  /** The server does it, and its answer is lost on the way: the fate is unknown to the caller. */
  | { kind: 'lostAnswer' };

export type FaultScope = {
  /** How many requests it hits before everything passes again; every one when left out. */
  times?: number;
  /** Which requests it hits; every one when left out. */
  when?: (request: { method: string; path: string }) => boolean;
};

/** One request as it arrived, whatever became of it. */
export type SeenRequest = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

export type FaultProxy = {
  url: string;
  /** Every request so far, oldest first. */
  seen: readonly SeenRequest[];
  set: (fault: Fault, scope?: FaultScope) => void;
  /** Back to passing everything; also up again after `down`. */
  passThrough: () => Promise<void>;
  /** Nothing listens any more: connections are refused, open ones are cut. */
  down: () => Promise<void>;
  /** Cuts every open connection, streams and WebSockets included, and goes on serving. */
  cut: () => void;
  close: () => Promise<void>;
};

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection']);

const withoutHopHeaders = (headers: IncomingMessage['headers']): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

/** Which fault the next request meets. */
function createPlan() {
  let fault: Fault = { kind: 'passThrough' };
  let scope: FaultScope = {};
  let left = Infinity;
  return {
    set: (nextFault: Fault, nextScope: FaultScope): void => {
      fault = nextFault;
      scope = nextScope;
      left = nextScope.times ?? Infinity;
    },
    next: (request: { method: string; path: string }): Fault => {
      if (left <= 0 || !(scope.when?.(request) ?? true)) return { kind: 'passThrough' };
      left -= 1;
      return fault;
    },
  };
}

/** Sends a request on and the answer back as it comes, so that streams stay streams. */
async function pass(
  target: URL,
  request: IncomingMessage,
  body: Buffer,
  answer: ServerResponse | null,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const upstream = forward(
      new URL(request.url ?? '/', target),
      {
        ...(request.method === undefined ? {} : { method: request.method }),
        headers: { ...withoutHopHeaders(request.headers), host: target.host },
        agent: false,
      },
      (incoming) => {
        answer?.writeHead(incoming.statusCode ?? 502, withoutHopHeaders(incoming.headers));
        incoming.on('data', (chunk: Buffer) => answer?.write(chunk));
        incoming.on('end', () => {
          answer?.end();
          resolve();
        });
        incoming.on('error', reject);
      },
    );
    upstream.on('error', reject);
    answer?.on('close', () => upstream.destroy());
    upstream.end(body);
  });
}

/** Joins the two ends of an upgraded connection. */
function tunnel(target: URL, request: IncomingMessage, socket: Socket, head: Buffer): void {
  const upstream = connect(Number(target.port), target.hostname, () => {
    const headers = { ...request.headers, host: target.host };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    upstream.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  const end = (): void => {
    upstream.destroy();
    socket.destroy();
  };
  for (const one of [upstream, socket]) one.on('error', end).on('close', end);
}

/**
 * Starts a proxy in front of a server.
 *
 * @param targetUrl the server, as `http://host:port`; its own host name is sent on
 */
export async function startFaultProxy(targetUrl: string): Promise<FaultProxy> {
  const target = new URL(targetUrl);
  const plan = createPlan();
  const seen: SeenRequest[] = [];
  const server = createServer();
  const sockets = trackSockets(server);

  const note = (request: IncomingMessage, body: Buffer): SeenRequest => {
    const one = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: request.headers,
      body: body.toString('utf8'),
    };
    seen.push(one);
    return one;
  };

  onRequest(server, async (request, response) => {
    const body = await readBody(request);
    const fault = plan.next(note(request, body));
    if (fault.kind === 'latency') await wait(fault.latencyMs);
    if (fault.kind === 'reset') request.socket.resetAndDestroy();
    else if (fault.kind === 'status') response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
    else if (fault.kind === 'lostAnswer') {
      await pass(target, request, body, null);
      request.socket.resetAndDestroy();
    } else {
      await pass(target, request, body, response).catch(() => request.socket.resetAndDestroy());
    }
  });

  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const fault = plan.next(note(request, Buffer.alloc(0)));
    if (fault.kind === 'reset' || fault.kind === 'lostAnswer') socket.resetAndDestroy();
    else if (fault.kind === 'status') {
      const headers = Object.entries(fault.headers ?? {}).map(
        ([name, value]) => `${name}: ${String(value)}\r\n`,
      );
      socket.end(
        `HTTP/1.1 ${fault.status} Fault\r\n${headers.join('')}connection: close\r\ncontent-length: 0\r\n\r\n`,
      );
    } else if (fault.kind === 'latency')
      setTimeout(() => tunnel(target, request, socket, head), fault.latencyMs);
    else tunnel(target, request, socket, head);
  });

  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    set: (fault, scope = {}) => plan.set(fault, scope),
    passThrough: async () => {
      plan.set({ kind: 'passThrough' }, {});
      if (!server.listening) await listen(server, port);
    },
    down: () => closeServer(server, sockets),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => closeServer(server, sockets),
  };
}
