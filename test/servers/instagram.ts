// A fake Instagram, since none can be run: it keeps state and Meta's rules, and every question is held to what the documents describe.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { startFaultProxy, type FaultProxy } from './faults.ts';
import { answer, refused, type Answer } from './instagram/answers.ts';
import { complaints } from './instagram/operations.ts';
import { InstagramStore, type StoredComment, type StoredMessage } from './instagram/store.ts';
import { closeServer, listen, onRequest, readBody, sendJson, trackSockets, urlOf } from './kit/http.ts';

export interface FakeInstagram {
  /** Its address, behind switches for faults. */
  url: string;
  faults: FaultProxy;
  store: InstagramStore;
  /** What was asked otherwise than it is described. */
  violations: string[];
  /** Where Instagram calls the account. */
  webhookUrl: string;
  /** Tells a message as it came, or what `over` has in its place; answers the status. */
  tell(message: StoredMessage, over?: Record<string, unknown>): Promise<number>;
  /** Tells a comment; `isFlat` as the documents of this login show it. */
  tellComment(comment: StoredComment, over?: Record<string, unknown> & { isFlat?: boolean }): Promise<number>;
  /** Calls with entries of the account. */
  call(entry: Record<string, unknown>): Promise<number>;
  /** Calls with any body. */
  post(
    body: string | Uint8Array<ArrayBuffer>,
    over?: { secret?: string; headers?: Record<string, string> },
  ): Promise<number>;
  /** Asks whether anybody is there, as Meta does when an address is entered. */
  ask(verifyToken: string): Promise<{ status: number; body: string }>;
  close(): Promise<void>;
}

function bodyIn(request: IncomingMessage, bytes: Buffer): Record<string, unknown> {
  const type = request.headers['content-type'] ?? '';
  if (bytes.byteLength === 0) return {};
  if (type.startsWith('application/json'))
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}

const dead = {
  status: 401,
  code: 190,
  message: 'Error validating access token: the session has been invalidated',
};

function renew(store: InstagramStore, query: URLSearchParams): Answer {
  const isKnown =
    query.get('access_token') === store.accessToken && query.get('grant_type') === 'ig_refresh_token';
  if (!isKnown) return refused('refresh_access_token', dead);
  store.renewed += 1;
  store.accessToken = `IGAA${crypto.randomUUID().replaceAll('-', '')}${'r'.repeat(20)}`;
  const body = { access_token: store.accessToken, token_type: 'bearer', expires_in: 5_183_944 };
  return { path: 'refresh_access_token', status: 200, body };
}

export async function startInstagram(): Promise<FakeInstagram> {
  const store = new InstagramStore();
  const violations: string[] = [];
  const server = createServer();
  const sockets = trackSockets(server);

  async function serve(request: IncomingMessage): Promise<Answer> {
    const bytes = await readBody(request);
    const method = request.method ?? 'GET';
    const { pathname, searchParams: query } = urlOf(request);
    if (method === 'GET' && pathname === '/refresh_access_token') return renew(store, query);
    const [, path] = /^\/v23\.0\/(.+)$/.exec(pathname) ?? [];
    if (request.headers.authorization !== `Bearer ${store.accessToken}`) return refused('', dead);
    const body = bodyIn(request, bytes);
    const said = path === undefined ? null : answer(store, { method, path, query, body });
    if (said === null) {
      violations.push(`${method} ${pathname}: no such question`);
      return refused('', { status: 400, code: 2_500, message: 'Unknown path components' });
    }
    violations.push(...complaints(method, said.path, { query, body: Object.keys(body) }));
    return said;
  }

  onRequest(server, async (request, response) => {
    const { status, body, headers = {} } = await serve(request);
    sendJson(response, status, body, { 'x-fb-trace-id': crypto.randomUUID(), ...headers });
  });
  const port = await listen(server);
  const faults = await startFaultProxy(`http://127.0.0.1:${String(port)}`);
  const fake: FakeInstagram = {
    url: faults.url,
    faults,
    store,
    violations,
    webhookUrl: '',
    tell({ id: mid, person, isOurs, text, atMs }, over) {
      const us = { id: store.account.id };
      const told = over ?? { message: { mid, text, ...(isOurs ? { is_echo: true } : {}) } };
      const between = isOurs
        ? { sender: us, recipient: { id: person.id } }
        : { sender: { id: person.id }, recipient: us };
      return fake.call({ messaging: [{ ...between, timestamp: atMs, ...told }] });
    },
    tellComment({ id, mediaId, parentId, by, text, isLive }, { isFlat = false, ...over } = {}) {
      const { account } = store;
      const from =
        by === null
          ? { id: account.id, username: account.username, self_ig_scoped_id: account.appScopedId }
          : { id: by.id, username: by.username };
      const media = { id: mediaId, media_product_type: isLive ? 'LIVE' : 'FEED' };
      const parent = parentId === null ? {} : { parent_id: parentId };
      const value = { id, from, text, media, ...parent, ...over };
      const change = { field: isLive ? 'live_comments' : 'comments', value };
      return fake.call(isFlat ? change : { changes: [change] });
    },
    call(entry) {
      const entries = [{ id: store.account.id, time: Math.floor(Date.now() / 1_000), ...entry }];
      return fake.post(JSON.stringify({ object: 'instagram', entry: entries }));
    },
    async post(body, { secret = store.appSecret, headers = {} } = {}) {
      const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
      const response = await fetch(fake.webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, ...headers },
        body,
      });
      await response.arrayBuffer();
      return response.status;
    },
    async ask(verifyToken) {
      const url = new URL(fake.webhookUrl);
      url.searchParams.set('hub.mode', 'subscribe');
      url.searchParams.set('hub.verify_token', verifyToken);
      url.searchParams.set('hub.challenge', '1158201444');
      const response = await fetch(url);
      return { status: response.status, body: await response.text() };
    },
    async close() {
      await faults.close();
      await closeServer(server, sockets);
    },
  };
  return fake;
}
