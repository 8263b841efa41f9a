// A Misskey server with what the product asks of one: notes, timelines, notifications, antennas, files, MiAuth, streaming.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Endpoints } from 'misskey-js';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
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
import { createEndpoints, kinds, Refusal } from './misskey/endpoints.ts';
import { createPacker } from './misskey/entities.ts';
import { createStore, type Access, type Person, type Store } from './misskey/store.ts';
import { createStreams } from './misskey/streams.ts';

export interface MisskeyServer {
  url: string;
  store: Store;
  /** A person with a token that may do everything here. */
  addPerson(username: string): { person: Person; token: string };
  /** Sends a record to every public channel, whatever it is. */
  sayPublicly(raw: unknown): void;
  /** As a person says yes on the server's page for an address of MiAuth; returns where their browser is sent. */
  allow(miauthUrl: string, userId: string): URL;
  listeners(): number;
  close(): Promise<void>;
}

/** Requests an account may make in an hour, and the least time between two, as Misskey ships them. */
const limits: Record<string, { perHour: number; minMs?: number }> = {
  'notes/create': { perHour: 300 },
  'notes/delete': { perHour: 300, minMs: 1000 },
  'notes/unrenote': { perHour: 300, minMs: 1000 },
  'notes/reactions/delete': { perHour: 60, minMs: 3000 },
  'drive/files/create': { perHour: 120 },
};
const HOUR_MS = 3_600_000;
const everything = [...new Set(Object.values(kinds))];
const bodySchema = z.looseObject({ i: z.string().optional() });

/** The body of a refusal. */
export function refusalBody(code: string, info?: Record<string, unknown>): string {
  const error = {
    message: `Refused: ${code}`,
    code,
    id: '00000000-0000-4000-8000-000000000000',
    kind: 'client',
  };
  return JSON.stringify({ error: { ...error, ...(info === undefined ? {} : { info }) } });
}

function createLimiter() {
  const used = new Map<string, number[]>();
  return (userId: string, endpoint: string): void => {
    const limit = limits[endpoint];
    if (limit === undefined) return;
    const now = Date.now();
    const key = `${userId} ${endpoint}`;
    const recent = (used.get(key) ?? []).filter((at) => at > now - HOUR_MS);
    const last = recent.at(-1) ?? 0;
    const [oldest = now] = recent;
    const resetMs = recent.length >= limit.perHour ? oldest + HOUR_MS : last + (limit.minMs ?? 0);
    if (resetMs > now) throw new Refusal('RATE_LIMIT_EXCEEDED', 429, { resetMs });
    used.set(key, [...recent, now]);
  };
}

/** `hasStream` false: a server whose stream lets nobody in. */
export async function startMisskey({ hasStream = true } = {}): Promise<MisskeyServer> {
  const store = createStore();
  let url = '';
  const pack = createPacker(store, () => url);
  const endpoints = createEndpoints(store, pack, () => url);
  const streams = createStreams(store, pack);
  const limiter = createLimiter();
  const server = createServer();
  const sockets = trackSockets(server);
  const webSockets = new WebSocketServer({ noServer: true });

  function accessOf(token: string | undefined): Access | null {
    if (token === undefined) return null;
    const access = store.tokens.get(token);
    if (access === undefined) throw new Refusal('AUTHENTICATION_FAILED', 401);
    return access;
  }

  function check(endpoint: string, access: Access | null): void {
    const kind = kinds[endpoint];
    if (kind === undefined) return;
    if (access === null) throw new Refusal('CREDENTIAL_REQUIRED', 401);
    if (!access.permissions.includes(kind)) throw new Refusal('PERMISSION_DENIED', 403);
    limiter(access.userId, endpoint);
  }

  async function upload(request: IncomingMessage): Promise<unknown> {
    const type = request.headers['content-type'] ?? '';
    const form = await new Response(new Uint8Array(await readBody(request)), {
      headers: { 'content-type': type },
    }).formData();
    const token = form.get('i');
    const access = accessOf(typeof token === 'string' ? token : undefined);
    check('drive/files/create', access);
    const file = form.get('file');
    const comment = form.get('comment');
    if (!(file instanceof File)) throw new Refusal('INVALID_PARAM');
    if (typeof comment === 'string' && comment.length > 512) throw new Refusal('COMMENT_TOO_LONG');
    const made: Endpoints['drive/files/create']['res'] = {
      id: store.newId(),
      createdAt: new Date().toISOString(),
      name: file.name,
      type: file.type,
      md5: '',
      size: file.size,
      isSensitive: false,
      blurhash: null,
      properties: { width: 1, height: 1 },
      url: `${url}/files/${file.name}`,
      thumbnailUrl: null,
      comment: typeof comment === 'string' ? comment : null,
      folderId: null,
      userId: access?.userId ?? null,
    };
    store.files.set(made.id, made);
    return made;
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    const endpoint = urlOf(request).pathname.replace('/api/', '');
    if (endpoint === 'drive/files/create') return upload(request);
    const { i: token, ...params } = bodySchema.parse(
      JSON.parse((await readBody(request)).toString('utf8') || '{}'),
    );
    const session = /^miauth\/([^/]+)\/check$/.exec(endpoint)?.[1];
    if (session !== undefined) {
      const granted = store.granted.get(session);
      store.granted.delete(session);
      const access = granted === undefined ? null : accessOf(granted);
      const person = access === null ? undefined : store.people.get(access.userId);
      return person === undefined ? { ok: false } : { ok: true, token: granted, user: pack.detailed(person) };
    }
    const access = accessOf(token);
    check(endpoint, access);
    const handler = (
      endpoints as Record<string, ((params: unknown, access: Access | null) => unknown) | undefined>
    )[endpoint];
    if (handler === undefined) throw new Refusal('NO_SUCH_ENDPOINT', 404);
    return handler(params, access);
  }

  onRequest(server, async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const body = await answer(request);
      if (body === undefined) response.writeHead(204).end();
      else sendJson(response, 200, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const resetMs = error.info?.['resetMs'];
      const wait =
        typeof resetMs === 'number'
          ? { 'retry-after': String(Math.ceil((resetMs - Date.now()) / 1000)) }
          : {};
      response
        .writeHead(error.status, { 'content-type': 'application/json', ...wait })
        .end(refusalBody(error.code, error.info));
    }
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const asked = urlOf(request);
    let access: Access | null;
    try {
      access = accessOf(asked.searchParams.get('i') ?? undefined);
      if (!hasStream || asked.pathname !== '/streaming') throw new Refusal('NO_SUCH_ENDPOINT', 404);
    } catch {
      refuseUpgrade(socket, 401, 'Unauthorized', {});
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (opened) => streams.accept(opened, access));
  });
  url = `http://127.0.0.1:${await listen(server)}`;

  return {
    url,
    store,
    addPerson(username) {
      const person = store.addPerson(username);
      return { person, token: store.addToken(person.id, everything) };
    },
    sayPublicly: streams.sayPublicly,
    allow(miauthUrl, userId) {
      const asked = new URL(miauthUrl);
      const session = asked.pathname.split('/').at(-1) ?? '';
      const permissions = (asked.searchParams.get('permission') ?? '').split(',');
      store.granted.set(session, store.addToken(userId, permissions));
      const back = new URL(asked.searchParams.get('callback') ?? '');
      back.searchParams.set('session', session);
      return back;
    },
    listeners: streams.count,
    async close() {
      webSockets.close();
      await closeServer(server, sockets);
    },
  };
}
