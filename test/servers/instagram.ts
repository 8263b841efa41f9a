// A fake Instagram, since none can be run: it keeps state and Meta's rules, and every question is held to what the documents describe.
import type { IncomingMessage } from 'node:http';
import { answer } from './instagram/answers.ts';
import { operations } from './instagram/operations.ts';
import { InstagramStore, type StoredComment, type StoredMessage } from './instagram/store.ts';
import { startFakeApi, type FakeApi } from './kit/fake.ts';
import { bodyIn, complaints, deadToken, refused, type Answer } from './kit/graph.ts';
import { readBody, urlOf } from './kit/http.ts';
import { askAsMeta, postAsMeta, type PostAsMeta } from './kit/meta.ts';
import { messagingOf } from './kit/meta-talks.ts';

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

function renew(store: InstagramStore, query: URLSearchParams): Answer {
  const isKnown =
    query.get('access_token') === store.accessToken && query.get('grant_type') === 'ig_refresh_token';
  if (!isKnown) return refused('refresh_access_token', deadToken);
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
    if (request.headers.authorization !== `Bearer ${store.accessToken}`) return refused('', deadToken);
    const body = bodyIn(request, bytes);
    const said = path === undefined ? null : answer(store, { method, path, query, body });
    if (said === null) {
      violations.push(`${method} ${pathname}: no such question`);
      return refused('', { status: 400, code: 2_500, message: 'Unknown path components' });
    }
    violations.push(
      ...complaints(operations, { method, path: said.path }, { query, body: Object.keys(body) }),
    );
    return said;
  }

  const api = await startFakeApi(serve, 'x-fb-trace-id');
  const fake: FakeInstagram = {
    ...api,
    store,
    violations,
    webhookUrl: '',
    tell: (message, over) => fake.call({ messaging: [messagingOf(message, store.account.id, over)] }),
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
