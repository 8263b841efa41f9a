// A fake Instagram, since none can be run: it keeps state and Meta's rules, and every question is held to what the documents describe.
import type { IncomingMessage } from 'node:http';
import { answer, refused, type Answer } from './instagram/answers.ts';
import { complaints } from './instagram/operations.ts';
import { InstagramStore, type StoredComment, type StoredMessage } from './instagram/store.ts';
import { startFakeApi, type FakeApi } from './kit/fake.ts';
import { readBody, urlOf } from './kit/http.ts';
import { askAsMeta, postAsMeta, type PostAsMeta } from './kit/meta.ts';

export interface FakeInstagram extends FakeApi {
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
  post: PostAsMeta;
  /** Asks whether anybody is there, as Meta does when an address is entered. */
  ask(verifyToken: string): Promise<{ status: number; body: string }>;
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

  const api = await startFakeApi(serve, 'x-fb-trace-id');
  const fake: FakeInstagram = {
    ...api,
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
    post: (...call) => postAsMeta(fake, ...call),
    ask: (verifyToken) => askAsMeta(fake, verifyToken),
  };
  return fake;
}
