// Listening against a small server on loopback that pages and streams as the documents say, and misbehaves on demand.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Heard } from '../../domain/post/post.ts';
import type { AccountSession, Batch, ListenInput, NetworkDeps } from '../kit/network.ts';
import { parseTags } from '../kit/tags.ts';
import { createMastodon } from './network.ts';

const deps: NetworkDeps = {
  fetch: globalThis.fetch,
  log: { info() {}, warn() {}, error() {} },
  now: () => Date.now(),
  randomId: () => crypto.randomUUID(),
  async sleep(ms, signal) {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  },
};

const status = (id: number, over: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: String(id),
  uri: `https://m.example/s/${id}`,
  created_at: new Date().toISOString(),
  account: { id: '1', username: 'taro', acct: 'taro' },
  content: `<p>post ${id}</p>`,
  visibility: 'public',
  ...over,
});

/** What the server has, and how it behaves. */
let statuses: Record<string, unknown>[] = [];
let hasStream = true;
let streamStatus = 200;
let pageDelayMs = 0;
let streams: { url: string; response: ServerResponse }[] = [];
let seen: string[] = [];
let server: Server;
let base = '';
let running: { stop: AbortController; done: Promise<void> }[] = [];

const idOf = (entity: Record<string, unknown>): number => Number(entity['id']);

/** The page of a list that the API gives: `min_id` the one right after, else the newest. */
function page(list: Record<string, unknown>[], query: URLSearchParams): Record<string, unknown>[] {
  const limit = Number(query.get('limit') ?? 20);
  const newestFirst = list.toSorted((a, b) => idOf(b) - idOf(a));
  const minId = query.get('min_id');
  if (minId === null) return newestFirst.slice(0, limit);
  const after = newestFirst.filter((entity) => idOf(entity) > Number(minId));
  return after.slice(-limit);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', base);
  seen.push(url.pathname + url.search);
  const json = (value: unknown): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (url.pathname === '/api/v2/instance') {
    const urls = hasStream ? { streaming: base.replace('http', 'ws') } : {};
    return json({ domain: 'm.example', configuration: { urls } });
  }
  if (url.pathname.startsWith('/api/v1/streaming/')) {
    if (streamStatus !== 200) return void response.writeHead(streamStatus).end('<h1>no</h1>');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':)\n');
    streams.push({ url: url.pathname + url.search, response });
    return undefined;
  }
  await delay(pageDelayMs);
  const tag = /^\/api\/v1\/timelines\/tag\/(.+)$/.exec(url.pathname)?.[1];
  const tagged = (entity: Record<string, unknown>): boolean =>
    entity['tag'] === decodeURIComponent(tag ?? '');
  json(page(tag === undefined ? statuses : statuses.filter(tagged), url.searchParams));
}

beforeEach(async () => {
  [statuses, streams, seen, running] = [[], [], [], []];
  [hasStream, streamStatus, pageDelayMs] = [true, 200, 0];
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const { stop, done } of running) {
    stop.abort();
    await done.catch(() => {});
  }
  server.closeAllConnections();
  server.close();
});

interface Heads {
  batches: Batch[];
  gaps: string[];
  done: Promise<void>;
  stop(): void;
}

function listen(
  over: {
    kind?: string;
    config?: Record<string, string>;
    cursor?: string | null;
    account?: AccountSession;
  } = {},
): Heads {
  const batches: Batch[] = [];
  const gaps: string[] = [];
  const stop = new AbortController();
  const input: ListenInput = {
    source: { id: 's', kind: over.kind ?? 'public_timeline', config: { server: base, ...over.config } },
    account: over.account ?? null,
    cursor: over.cursor ?? null,
    deliver: async (batch) => void batches.push(batch),
    alive() {},
    gap: ({ reason }) => gaps.push(reason),
    signal: stop.signal,
  };
  const done = createMastodon(deps, { fastestMs: 20, slowestMs: 50 }).listen(input);
  done.catch(() => {});
  running.push({ stop, done });
  return { batches, gaps, done, stop: () => stop.abort() };
}

const heardOf = (batches: Batch[]): Heard[] =>
  batches
    .flatMap((batch) => batch.items)
    .flatMap(({ outcome }) => ('heard' in outcome && outcome.heard !== null ? [outcome.heard] : []));
const textsOf = (batches: Batch[]): string[] =>
  heardOf(batches).flatMap((heard) => (heard.type === 'post' ? [heard.post.text] : []));

async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await delay(5);
  }
}

const send = (event: string, payload: unknown, at = 0): void => {
  const data = typeof payload === 'string' ? payload : JSON.stringify(payload);
  streams[at]?.response.write(`event: ${event}\ndata: ${data}\n\n`);
};

/** The cursor of a connection that heard everything up to now. */
async function cursorNow(): Promise<string> {
  const first = listen();
  await until(() => textsOf(first.batches).length >= Math.min(40, statuses.length), 'the first page');
  first.stop();
  await first.done;
  return first.batches.at(-1)?.cursor ?? '';
}

describe('the stream', () => {
  test('posts, edits and deletions come as they are; others are passed over', async () => {
    const heads = listen();
    await until(() => streams.length === 1, 'the stream');
    send('update', status(5));
    send('status.update', status(5, { edited_at: '2026-11-20T00:00:00Z', content: '<p>changed</p>' }));
    send('filters_changed', 'undefined');
    send('notification', { id: '1' });
    send('delete', '5');
    await until(() => heardOf(heads.batches).length === 3, 'three events');
    expect(heardOf(heads.batches).map(({ type }) => type)).toEqual(['post', 'edit', 'delete']);
  });

  test('a broken record is told with what it was, and the rest goes on', async () => {
    const heads = listen();
    await until(() => streams.length === 1, 'the stream');
    send('update', '{"id":"6",');
    send('update', { id: '7', content: 42 });
    send('update', status(8));
    await until(() => textsOf(heads.batches).length === 1, 'the post after');
    const broken = heads.batches
      .flatMap((batch) => batch.items)
      .filter(({ outcome }) => 'malformed' in outcome);
    expect(broken.map(({ raw }) => raw)).toEqual([
      { event: 'update', data: '{"id":"6",' },
      { id: '7', content: 42 },
    ]);
  });

  test('what was missed comes first and in order, then what came meanwhile; nothing twice', async () => {
    statuses = [status(1)];
    const cursor = await cursorNow();
    streams = [];
    for (let id = 2; id <= 130; id += 1) statuses.push(status(id));
    pageDelayMs = 30;
    const heads = listen({ cursor });
    await until(() => streams.length === 1, 'the stream');
    // Came while the backfill runs: one that it reads too, one that it does not.
    send('update', status(130));
    send('update', status(131));
    await until(() => textsOf(heads.batches).includes('post 131'), 'the live post');
    expect(textsOf(heads.batches)).toEqual(Array.from({ length: 130 }, (_, n) => `post ${n + 2}`));
    const pages = seen.filter((path) => path.includes('min_id'));
    expect(pages.length).toBeGreaterThanOrEqual(4);
    expect(seen.some((path) => path.includes('since_id'))).toBe(false);
  });

  test('ends when the server ends it; breaks when the connection breaks', async () => {
    const ended = listen();
    await until(() => streams.length === 1, 'the stream');
    streams[0]?.response.end();
    await expect(ended.done).resolves.toBeUndefined();
    const cut = listen();
    await until(() => streams.length === 2, 'the second stream');
    streams[1]?.response.destroy();
    await expect(cut.done).rejects.toMatchObject({ code: 'network_unavailable' });
  });

  test('what was heard before the connection broke is delivered before that is told', async () => {
    const cut = listen();
    await until(() => streams.length === 1, 'the stream');
    // The second waits for its batch: two are not delivered within a tenth of a second.
    for (const id of [1, 2]) {
      send('update', status(id));
      await delay(20);
    }
    streams[0]?.response.destroy();
    await expect(cut.done).rejects.toMatchObject({ code: 'network_unavailable' });
    expect(textsOf(cut.batches)).toEqual(['post 1', 'post 2']);
  });

  test('stops at once, and delivers what it had', async () => {
    const heads = listen();
    await until(() => streams.length === 1, 'the stream');
    send('update', status(9));
    await until(() => textsOf(heads.batches).length === 1, 'the post');
    const started = Date.now();
    heads.stop();
    await heads.done;
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('asking instead', () => {
  test.each([401, 404, 501, 503])('a stream that answers %i is replaced by asking', async (code) => {
    streamStatus = code;
    statuses = [status(1)];
    const heads = listen();
    await until(() => textsOf(heads.batches).length === 1, 'the first post');
    statuses.push(status(2), status(3));
    await until(() => textsOf(heads.batches).length === 3, 'the new posts');
    expect(textsOf(heads.batches)).toEqual(['post 1', 'post 2', 'post 3']);
  });

  test('a server that promises no stream is not asked for one', async () => {
    hasStream = false;
    statuses = [status(1)];
    const heads = listen();
    await until(() => textsOf(heads.batches).length === 1, 'the first post');
    expect(seen.some((path) => path.includes('streaming'))).toBe(false);
  });

  test('the first start takes what is recent, and no more', async () => {
    hasStream = false;
    const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
    statuses = [status(1, { created_at: hoursAgo(30) }), status(2, { created_at: hoursAgo(3) })];
    const heads = listen();
    const short = listen({ config: { since_hours: '1' } });
    await until(() => textsOf(heads.batches).length === 1, 'the recent post');
    statuses.push(status(3));
    await until(() => textsOf(heads.batches).length === 2, 'the new post');
    await until(() => textsOf(short.batches).length === 1, 'the new post there');
    expect(textsOf(heads.batches)).toEqual(['post 2', 'post 3']);
    expect(textsOf(short.batches)).toEqual(['post 3']);
  });

  test('a post that arrives late under an older id is found after a pause', async () => {
    hasStream = false;
    for (const id of [10, 20, 30]) statuses.push(status(id));
    const cursor = await cursorNow();
    statuses.push(status(25), status(40));
    const heads = listen({ cursor });
    await until(() => textsOf(heads.batches).length === 2, 'both');
    expect(textsOf(heads.batches)).toEqual(['post 25', 'post 40']);
  });
});

test('a second notification of the same mention, under its own id, tells nothing again', async () => {
  hasStream = false;
  const mention = (id: number, of: number): Record<string, unknown> => ({
    id: String(id),
    type: 'mention',
    created_at: new Date().toISOString(),
    account: { id: '1', username: 'taro', acct: 'taro' },
    status: status(of),
  });
  statuses = [mention(1, 71)];
  const account: AccountSession = {
    id: 'account',
    server: base,
    nativeId: 'm.example/9',
    handle: 'us@m.example',
    secrets: { accessToken: 'token' },
    saveSecrets: async () => {},
  };
  const heads = listen({ kind: 'notifications', account });
  await until(() => textsOf(heads.batches).length === 1, 'the mention');
  statuses.push(mention(2, 71), mention(3, 72));
  await until(() => textsOf(heads.batches).includes('post 72'), 'the next mention');
  expect(textsOf(heads.batches)).toEqual(['post 71', 'post 72']);
});

describe('sources', () => {
  test('each hashtag has its own feed and place, in one cursor', async () => {
    statuses = [status(1, { tag: '困った' }), status(2, { tag: 'help' }), status(3, { tag: 'other' })];
    const heads = listen({ kind: 'hashtag', config: { tags: '#困った, Help' } });
    await until(() => textsOf(heads.batches).length === 2, 'both');
    expect(textsOf(heads.batches).toSorted()).toEqual(['post 1', 'post 2']);
    await until(() => streams.length === 2, 'both streams');
    expect(streams.map(({ url }) => decodeURIComponent(url)).toSorted()).toEqual([
      '/api/v1/streaming/hashtag?tag=help',
      '/api/v1/streaming/hashtag?tag=困った',
    ]);
    heads.stop();
    await heads.done;
    const cursor = JSON.parse(heads.batches.at(-1)?.cursor ?? '{}') as { feeds: Record<string, unknown> };
    expect(Object.keys(cursor.feeds).toSorted()).toEqual(['tag:help', 'tag:困った']);
  });

  test('what cannot be listened to is named', async () => {
    await expect(listen({ kind: 'hashtag', config: { tags: ' , ' } }).done).rejects.toMatchObject({
      where: 'tags',
    });
    await expect(listen({ config: { server: '' } }).done).rejects.toMatchObject({ where: 'server' });
    await expect(listen({ kind: 'notifications' }).done).rejects.toMatchObject({ code: 'network_rejected' });
    await expect(listen({ kind: 'antennas' }).done).rejects.toMatchObject({ code: 'network_rejected' });
  });

  test('tags are read as people write them', () => {
    expect(parseTags('#困った、Help，ＡＢＣ\n#help  x')).toEqual(['困った', 'help', 'abc', 'x']);
  });
});
