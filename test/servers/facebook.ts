// A fake Facebook, since none can be run: it keeps state and Meta's rules, and every question is held to what the documents describe.
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { answer, exchanged, ofApp, ofUser } from './facebook/answers.ts';
import { operations } from './facebook/operations.ts';
import { FacebookStore, type StoredComment, type StoredPost } from './facebook/store.ts';
import { startFakeApi, type FakeApi } from './kit/fake.ts';
import { bodyIn, complaints, deadToken, refused, type Answer, type Question } from './kit/graph.ts';
import { readBody, urlOf } from './kit/http.ts';
import { askAsMeta, postAsMeta, type PostAsMeta } from './kit/meta.ts';
import { messagingOf, type StoredMessage } from './kit/meta-talks.ts';

export interface FakeFacebook extends FakeApi {
  store: FacebookStore;
  /** What was asked otherwise than it is described. */
  violations: string[];
  /** Where Facebook calls the Page. */
  webhookUrl: string;
  /** Tells a message as it came, or what `over` has in its place; answers the status. */
  tell(message: StoredMessage, over?: Record<string, unknown>): Promise<number>;
  /** Tells of a comment or a post on the Page. */
  tellWritten(written: StoredComment | StoredPost, over?: Record<string, unknown>): Promise<number>;
  /** Tells a change of any field. */
  change(field: string, value: unknown): Promise<number>;
  /** Calls with entries of the Page. */
  call(entry: Record<string, unknown>): Promise<number>;
  /** Calls with any body. */
  post: PostAsMeta;
  /** Asks whether anybody is there, as Meta does when an address is entered. */
  ask(verifyToken: string): Promise<{ status: number; body: string }>;
}

/** Whoever has only the token is not let in. */
const isProven = (store: FacebookStore, token: string, query: URLSearchParams): boolean =>
  query.get('appsecret_proof') === createHmac('sha256', store.appSecret).update(token).digest('hex');

function answered(store: FacebookStore, question: Question, token: string): Answer | null {
  const { path, query } = question;
  if (path === 'oauth/access_token') return exchanged(store, question);
  if (token === `${store.appId}|${store.appSecret}`) return ofApp(store, question);
  const isUser = token === store.userToken || token === store.lastingToken;
  if (!isUser && token !== store.pageToken) return refused('', deadToken);
  if (!isProven(store, token, query)) {
    const message = 'Invalid appsecret_proof provided in the API argument';
    return refused('', { status: 400, code: 100, message });
  }
  return isUser ? ofUser(store, question, token) : answer(store, question);
}

export async function startFacebook(): Promise<FakeFacebook> {
  const store = new FacebookStore();
  const violations: string[] = [];

  async function serve(request: IncomingMessage): Promise<Answer> {
    const bytes = await readBody(request);
    const method = request.method ?? 'GET';
    const { pathname, searchParams: query } = urlOf(request);
    const [, path = ''] = /^\/v23\.0\/(.+)$/.exec(pathname) ?? [];
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const body = bodyIn(request, bytes);
    const said = answered(store, { method, path, query, body }, token);
    if (said === null) {
      violations.push(`${method} ${pathname}: no such question`);
      return refused('', { status: 400, code: 2_500, message: 'Unknown path components' });
    }
    if (said.path !== '') {
      const asked = { query, body: Object.keys(body) };
      violations.push(...complaints(operations, { method, path: said.path }, asked));
    }
    return said;
  }

  const api = await startFakeApi(serve, 'x-fb-trace-id');
  const fake: FakeFacebook = {
    ...api,
    store,
    violations,
    webhookUrl: '',
    tell: (message, over) => fake.call({ messaging: [messagingOf(message, store.page.id, over)] }),
    tellWritten(written, over) {
      const { by, text: message, atMs } = written;
      const from = { id: by?.id ?? store.page.id, name: by?.name ?? store.page.name };
      const created = Math.floor(atMs / 1_000);
      const about =
        'postId' in written
          ? {
              item: 'comment',
              comment_id: written.id,
              post_id: written.postId,
              parent_id: written.parentId ?? written.postId,
              post: { id: written.postId, permalink_url: `https://www.facebook.com/${written.postId}` },
            }
          : { item: 'status', post_id: written.id };
      return fake.change('feed', { from, verb: 'add', created_time: created, message, ...about, ...over });
    },
    change: (field, value) => fake.call({ changes: [{ field, value }] }),
    call(entry) {
      const entries = [{ id: store.page.id, time: Math.floor(Date.now() / 1_000), ...entry }];
      return fake.post(JSON.stringify({ object: 'page', entry: entries }));
    },
    post: (...call) => postAsMeta(fake, ...call),
    ask: (verifyToken) => askAsMeta(fake, verifyToken),
  };
  return fake;
}
