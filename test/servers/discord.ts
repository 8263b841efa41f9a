// A fake Discord, API and gateway, since Discord itself cannot be asked: it keeps state and rules, and every exchange is checked.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { startFaultProxy, type FaultProxy } from './faults.ts';
import { closeServer, listen, onRequest, readBody, sendJson, trackSockets, urlOf } from './kit/http.ts';
import { createExchangeCheck } from './discord/contract.ts';
import { createGateway, type FakeGateway } from './discord/gateway.ts';
import { createRoutes, type Answer, type Asked } from './discord/routes.ts';
import { DiscordStore, Refusal, type Upload } from './discord/store.ts';

export interface FakeDiscord {
  /** The address of the API, behind switches for faults. */
  apiUrl: string;
  faults: FaultProxy;
  store: DiscordStore;
  gateway: FakeGateway;
  /** What was not as Discord describes it; null without the description. */
  violations: string[] | null;
  close(): Promise<void>;
}

const API = '/api/v10';

interface Sent {
  body: Record<string, unknown> | undefined;
  files: Upload[];
}

/** What came with a request: JSON, or a form with files beside it. */
async function bodyOf(request: IncomingMessage): Promise<Sent> {
  const bytes = await readBody(request);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith('multipart/')) {
    return { body: JSON.parse(bytes.toString('utf8')) as Record<string, unknown>, files: [] };
  }
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const body = JSON.parse(typeof payload === 'string' ? payload : '{}') as Record<string, unknown>;
  const described = (body['attachments'] ?? []) as { id: string; filename: string; description?: string }[];
  const files = described.flatMap(({ id, filename, description }): Upload[] => {
    const file = form.get(`files[${id}]`);
    if (!(file instanceof File)) return [];
    return [{ filename, mimeType: file.type, size: file.size, description }];
  });
  return { body, files };
}

export async function startDiscord(): Promise<FakeDiscord> {
  const store = new DiscordStore();
  const check = createExchangeCheck();
  const violations: string[] | null = check === null ? null : [];
  const server = createServer();
  const sockets = trackSockets(server);
  const webSockets = new WebSocketServer({ noServer: true });
  let gatewayUrl = '';
  const gateway = createGateway(store, () => gatewayUrl);
  const route = createRoutes({ store, gatewayUrl: () => gatewayUrl });

  function answer(request: IncomingMessage, asked: Asked): Answer {
    if (request.headers.authorization !== `Bot ${store.token}`) {
      return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
    }
    try {
      return route(asked);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const errors = error.errors === undefined ? {} : { errors: error.errors };
      return { status: error.status, body: { message: error.message, code: error.code, ...errors } };
    }
  }

  onRequest(server, async (request, response) => {
    const url = urlOf(request);
    const { body, files } = await bodyOf(request);
    const path = url.pathname.slice(API.length);
    const method = request.method ?? '';
    const said = answer(request, { method, path, query: url.searchParams, body: body ?? {}, files });
    const mimeType = request.headers['content-type'] ?? '';
    const checked = new URL(path + url.search, 'http://discord.test');
    violations?.push(
      ...(check?.({ method, url: checked, mimeType, body, status: said.status, answer: said.body }) ?? []),
    );
    const limits = {
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-reset-after': '1.000',
    };
    if (said.body === undefined) response.writeHead(said.status, limits).end();
    else sendJson(response, said.status, said.body, limits);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const { searchParams } = urlOf(request);
    if (searchParams.get('v') !== '10' || searchParams.get('encoding') !== 'json') {
      violations?.push(`gateway: ${searchParams.toString()}`);
    }
    webSockets.handleUpgrade(request, socket, head, gateway.accept);
  });
  const port = await listen(server);
  const faults = await startFaultProxy(`http://127.0.0.1:${String(port)}`);
  gatewayUrl = faults.url.replace(/^http/, 'ws');
  return {
    apiUrl: faults.url + API,
    faults,
    store,
    gateway,
    violations,
    async close() {
      webSockets.close();
      await faults.close();
      await closeServer(server, sockets);
    },
  };
}
