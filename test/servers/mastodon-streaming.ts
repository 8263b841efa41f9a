// A real snac server with what Mastodon has and snac lacks: streaming, idempotent posting, deleting, stable ids, and faults.
import { createServer } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { startFaultProxy } from './faults.ts';
import type { FaultProxy, FaultScope } from './faults.ts';
import {
  closeServer,
  listen,
  onRequest,
  readBody,
  refuseUpgrade,
  sendJson,
  trackSockets,
  urlOf,
} from './kit/http.ts';
import { createEntityCheck } from './mastodon/contract.ts';
import { createNormaliser } from './mastodon/entities.ts';
import { createRest } from './mastodon/routes.ts';
import type { Rest, RestAnswer } from './mastodon/routes.ts';
import { createStreams, parseStream } from './mastodon/streams.ts';
import type { Stream, StreamEvent, Streams } from './mastodon/streams.ts';
import { createUpstream } from './mastodon/upstream.ts';
import { createWatch, publicStreamsOf } from './mastodon/watch.ts';
import type { Snac } from './snac.ts';

export type MastodonServer = {
  /** `http://127.0.0.1:<port>`: the server as clients know it, behind the fault proxy. */
  url: string;
  /** Every switch of the proxy; also what was asked so far. */
  faults: FaultProxy;
  /** 429 with the headers and the body of Mastodon; the limit resets after `resetInMs`. */
  rateLimit: (resetInMs: number, scope?: FaultScope) => void;
  /** 401 for this token from now on, as after a person withdrew the permission; `null` token ends all of it. */
  revoke: (token: string | null) => void;
  /** How many streams are open. */
  listeners: () => number;
  /** What in the emitted entities broke the published description; empty when there is no description to check by. */
  violations: readonly string[];
  /** Ends the front, not the server behind it; throws when an emitted entity broke the published description. */
  close: () => Promise<void>;
};

/** `forgetKeys`: a server without `Idempotency-Key`, as snac itself is. `limit`: requests of a token in five minutes. */
export type MastodonOptions = { pollMs?: number; nowMs?: () => number; forgetKeys?: boolean; limit?: number };

const DEFAULT_POLL_MS = 100;
const HEARTBEAT_MS = 15_000;
const DEFAULT_LIMIT = 300;
const WINDOW_MS = 300_000;
const STREAMING_PATH = '/api/v1/streaming';
const FORWARDED_HEADERS = [
  'authorization',
  'content-type',
  'accept',
  'accept-language',
  'idempotency-key',
] as const;

/** The token of a request: its header, its query, or for WebSockets its subprotocol. */
function tokenOf(request: IncomingMessage, url: URL): string {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? url.searchParams.get('access_token') ?? request.headers['sec-websocket-protocol'] ?? '';
}

/** Counts requests of each token the way Mastodon does, in fixed windows. */
function createLimits(limit: number, nowMs: () => number) {
  const used = new Map<string, { count: number; resetMs: number }>();
  return (token: string): OutgoingHttpHeaders => {
    const known = used.get(token);
    const current =
      known === undefined || known.resetMs <= nowMs() ? { count: 0, resetMs: nowMs() + WINDOW_MS } : known;
    const next = { count: current.count + 1, resetMs: current.resetMs };
    used.set(token, next);
    return limitHeaders(limit, Math.max(0, limit - next.count), next.resetMs);
  };
}

const limitHeaders = (limit: number, remaining: number, resetMs: number): OutgoingHttpHeaders => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': new Date(resetMs).toISOString(),
});

function sendAnswer(response: ServerResponse, answer: RestAnswer, headers: OutgoingHttpHeaders): void {
  if (answer.raw === undefined) {
    sendJson(response, answer.status, answer.json, headers);
    return;
  }
  const { body, contentType, location } = answer.raw;
  response.writeHead(answer.status, {
    ...headers,
    'content-type': contentType,
    ...(location === undefined ? {} : { location }),
  });
  response.end(body);
}

/** The stream that a path of the streaming API names: `/user/notification` is `user:notification`. */
function streamOfPath(url: URL): Stream | string {
  const name = url.pathname.slice(STREAMING_PATH.length + 1).replaceAll('/', ':');
  return parseStream(name, url.searchParams.get('tag'));
}

async function restRequest(request: IncomingMessage, url: URL, token: string) {
  const headers: Record<string, string> = {};
  for (const name of FORWARDED_HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const body = await readBody(request);
  return { method: request.method ?? 'GET', path: `${url.pathname}${url.search}`, url, token, headers, body };
}

/** Every emitted entity goes through here, so that none escapes the check. */
function checkedPublish(streams: Streams, violations: string[]): Streams['publish'] {
  const check = createEntityCheck();
  return (audience, event) => {
    if (event.event === 'notification') violations.push(...check('Notification', event.payload));
    else if (event.event !== 'delete') violations.push(...check('Status', event.payload));
    streams.publish(audience, event);
  };
}

type Door = {
  isRevoked: (token: string) => boolean;
  begin: (token: string) => Promise<void>;
  streams: Streams;
  rest: Rest;
};

const isKnownToken = async (rest: Rest, token: string): Promise<boolean> => {
  const path = '/api/v1/accounts/verify_credentials';
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await rest({
    method: 'GET',
    path,
    url: new URL(path, 'http://127.0.0.1'),
    token,
    headers,
  });
  return status === 200;
};

async function openSse(door: Door, url: URL, token: string, response: ServerResponse): Promise<void> {
  const stream = streamOfPath(url);
  if (url.pathname === `${STREAMING_PATH}/health`) return void response.end('OK');
  if (typeof stream === 'string') return sendJson(response, 400, { error: stream });
  if (!(await isKnownToken(door.rest, token)))
    return sendJson(response, 401, { error: 'Invalid access token' });
  await door.begin(token);
  door.streams.listenSse(response, token, stream);
}

function acceptWebSockets(door: Door) {
  const webSockets = new WebSocketServer({ noServer: true });
  return async (request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> => {
    const url = urlOf(request);
    const token = tokenOf(request, url);
    const name = url.searchParams.get('stream');
    const stream = name === null ? undefined : parseStream(name, url.searchParams.get('tag'));
    if (url.pathname !== STREAMING_PATH)
      return refuseUpgrade(socket, 404, 'Not Found', { error: 'Not found' });
    if (door.isRevoked(token) || !(await isKnownToken(door.rest, token))) {
      return refuseUpgrade(socket, 401, 'Unauthorized', { error: 'Invalid access token' });
    }
    if (typeof stream === 'string') return refuseUpgrade(socket, 400, 'Bad Request', { error: stream });
    await door.begin(token);
    webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      door.streams.listenWebSocket(webSocket, token, stream),
    );
  };
}

/** Looks at the server again and again while anybody listens, until closed. */
function startPolling(
  look: (tokens: ReadonlySet<string>) => Promise<void>,
  streams: Streams,
  pollMs: number,
) {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await wait(pollMs);
      if (!stopping.signal.aborted && streams.count() > 0)
        await look(streams.tokens()).catch(() => undefined);
    }
  };
  const done = loop();
  const heartbeat = setInterval(streams.heartbeat, HEARTBEAT_MS);
  return async (): Promise<void> => {
    stopping.abort();
    clearInterval(heartbeat);
    await done;
  };
}

/**
 * Starts the front over a snac server.
 *
 * Streams carry what appears on the real server within about `pollMs` after it appears there; snac itself takes up to five
 * seconds to deliver to another user.
 */
export async function startMastodon(snac: Snac, options: MastodonOptions = {}): Promise<MastodonServer> {
  const nowMs = options.nowMs ?? Date.now;
  const violations: string[] = [];
  const revoked = new Set<string>();
  const streams = createStreams();
  const publish = checkedPublish(streams, violations);
  const limit = options.limit ?? DEFAULT_LIMIT;
  const limits = createLimits(limit, nowMs);

  const server = createServer();
  const sockets = trackSockets(server);
  const port = await listen(server);
  const faults = await startFaultProxy(`http://127.0.0.1:${port}`);
  const rest = createRest({
    upstream: createUpstream(snac.url),
    normaliser: createNormaliser(faults.url),
    baseUrl: faults.url,
    nowMs,
    forgetsKeys: options.forgetKeys === true,
    deletePost: snac.deletePost,
    publishDelete: (status, event: StreamEvent) =>
      publish({ streams: [{ name: 'user' }, ...publicStreamsOf(status)] }, event),
  });
  const watch = createWatch(async (path, token) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await rest({ method: 'GET', path, url: new URL(path, faults.url), token, headers })).json;
  }, publish);
  const door: Door = {
    isRevoked: (token) => revoked.has(token),
    begin: (token) => watch.begin(token, streams.tokens()),
    streams,
    rest,
  };

  onRequest(server, async (request, response) => {
    const url = urlOf(request);
    const token = tokenOf(request, url);
    if (revoked.has(token)) return sendJson(response, 401, { error: 'The access token is invalid' });
    if (url.pathname.startsWith(`${STREAMING_PATH}/`)) return await openSse(door, url, token, response);
    sendAnswer(response, await rest(await restRequest(request, url, token)), limits(token));
  });
  const accept = acceptWebSockets(door);
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    accept(request, socket, head).catch(() => socket.destroy());
  });
  const stopPolling = startPolling(watch.look, streams, options.pollMs ?? DEFAULT_POLL_MS);

  return {
    url: faults.url,
    faults,
    rateLimit: (resetInMs, scope) => {
      const headers = { 'content-type': 'application/json', ...limitHeaders(limit, 0, nowMs() + resetInMs) };
      faults.set({ kind: 'status', status: 429, headers, body: '{"error":"Too many requests"}' }, scope);
    },
    revoke: (token) => {
      if (token === null) revoked.clear();
      else revoked.add(token);
    },
    listeners: streams.count,
    violations,
    close: async () => {
      await stopPolling();
      await faults.close();
      await closeServer(server, sockets);
      if (violations.length > 0) {
        throw new Error(
          `Entities broke the description of the Mastodon API:\n${[...new Set(violations)].join('\n')}`,
        );
      }
    },
  };
}
