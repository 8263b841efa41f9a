// Listening to X over a clock of its own: no burst, refusal or failure loses posts, and no more is read than may be.
import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { costOfPost, SHARES, type SpendBudget } from '../../domain/post/prices.ts';
import type { AccountSession, AccountSpending, Batch, ListenInput, NetworkDeps } from '../kit/network.ts';
import { firstIdAt, timeOfId } from './ids.ts';
import { createX } from './network.ts';
import { prices } from './prices.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-20T12:00:00Z');

/** What X holds: each search finds the posts whose text has its first word. */
let posts: Record<string, unknown>[] = [];
let now = START;
let asked: URL[] = [];
/** Answers instead of X, or null. Called before each request. */
let instead: (url: URL) => Response | null = () => null;

const post = (atMs: number, text: string, over: Record<string, unknown> = {}): string => {
  const id = String(BigInt(firstIdAt(atMs)) + BigInt(posts.length));
  posts.push({ id, text, author_id: '7', ...over });
  return id;
};
const idOf = (record: Record<string, unknown>): bigint => BigInt(String(record['id']));
const json = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { 'content-type': 'application/json' } });

function list(url: URL): Response {
  const { searchParams: params } = url;
  // Nobody wrote a message.
  if (url.pathname === '/2/dm_events') return json({ meta: { result_count: 0 } });
  const word = (params.get('query') ?? '').replaceAll(/["()]/gu, '').split(' ')[0] ?? '';
  const upTo = params.get('pagination_token') ?? params.get('until_id');
  const found = posts
    .filter((record) => String(record['text']).includes(word) && timeOfId(String(record['id'])) <= now)
    .filter((record) => idOf(record) > BigInt(params.get('since_id') ?? 0))
    .filter((record) => upTo === null || idOf(record) < BigInt(upTo))
    .toSorted((a, b) => Number(idOf(b) - idOf(a)));
  const page = found.slice(0, Number(params.get('max_results')));
  const last = page.at(-1);
  const meta = last !== undefined && found.length > page.length ? { next_token: String(last['id']) } : {};
  // Everybody wrote once: each post comes with a user that is paid for.
  const users = page.map((record) => ({ id: `9${String(record['id'])}` }));
  return json({ data: page, includes: { users }, meta });
}

function lookUp(url: URL): Response {
  const ids = (url.searchParams.get('ids') ?? '').split(',');
  const has = (id: string): boolean => posts.some((record) => record['id'] === id);
  return json({
    data: posts.filter((record) => ids.includes(String(record['id']))),
    errors: ids
      .filter((id) => !has(id))
      .map((id) => ({ type: 'https://api.x.com/2/problems/resource-not-found', resource_id: id })),
  });
}

const deps: NetworkDeps = {
  fetch: (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    asked.push(url);
    return Promise.resolve(instead(url) ?? (url.searchParams.has('ids') ? lookUp(url) : list(url)));
  },
  log: { info() {}, warn() {}, error() {} },
  now: () => now,
  randomId: () => 'r',
  sleep: async (ms) => {
    now += ms;
  },
};

/** What lets listening read so many posts with their authors at X's price, with what it leaves to people. */
const budgetOf = (posts: number): SpendBudget => ({
  day: (posts * costOfPost(prices)) / SHARES.listening,
  month: 1_000_000_000,
});

/** Counts as the database does, by days of UTC. */
function countingFor(budget: SpendBudget): AccountSpending {
  const byDay = new Map<number, number>();
  const today = (): number => Math.floor(now / 86_400_000);
  return {
    reads: 'listening',
    async setAside() {
      throw new Error('listening sends nothing');
    },
    async book(items) {
      const sum = items.reduce((all, { microUsd }) => all + microUsd, 0);
      byDay.set(today(), (byDay.get(today()) ?? 0) + sum);
    },
    async state() {
      const month = [...byDay.values()].reduce((all, sum) => all + sum, 0);
      return { spent: { day: byDay.get(today()) ?? 0, month }, budget };
    },
  };
}

const account: AccountSession = {
  id: 'a',
  server: '',
  nativeId: '99',
  handle: 'acme',
  secrets: { apiKey: 'k', apiSecret: 's', accessToken: 't', accessSecret: 'u' },
  saveSecrets: async () => {},
};

interface Run {
  cursor: string | null;
  posts: string[];
  gone: string[];
  gaps: string[];
  unheard: (readonly string[])[];
  error: unknown;
}

/** Listens for some rounds, or until it fails; `cursor` is where it stands then. */
async function rounds(
  count: number,
  over: {
    queries?: string[];
    cursor?: string | null;
    config?: Record<string, string>;
    kind?: string;
    spending?: AccountSpending;
  } = {},
  lookAgainMs = Number.POSITIVE_INFINITY,
): Promise<Run> {
  const stop = new AbortController();
  const run: Run = { cursor: over.cursor ?? null, posts: [], gone: [], gaps: [], unheard: [], error: null };
  let left = count;
  const input: ListenInput = {
    source: { id: 's', kind: over.kind ?? 'search', config: over.config ?? {} },
    account: over.spending === undefined ? account : { ...account, spending: over.spending },
    cursor: run.cursor,
    async deliver({ items, cursor }: Batch) {
      run.cursor = cursor;
      for (const { outcome } of items) {
        const heard = 'heard' in outcome ? outcome.heard : null;
        if (heard?.type === 'post') run.posts.push(heard.post.text);
        if (heard?.type === 'delete') run.gone.push(heard.nativeId);
      }
    },
    alive() {},
    unheard: (queries) => run.unheard.push(queries),
    gap: ({ reason }) => run.gaps.push(reason),
    monitors: async () => (over.queries ?? ['apple']).map((query, n) => ({ id: String(n), query })),
    signal: stop.signal,
  };
  const sleep: NetworkDeps['sleep'] = async (ms) => {
    now += ms;
    if (ms < MINUTE) return;
    left -= 1;
    if (left === 0) stop.abort();
  };
  const network = createX({ ...deps, sleep }, null, { apiUrl: 'https://x.test' }, { lookAgainMs });
  await network.listen(input).catch((error: unknown) => {
    run.error = error;
  });
  return run;
}

beforeEach(() => {
  [posts, asked, now] = [[], [], START];
  instead = () => null;
});

test('a search read early in a long round is asked next for all since that round began', async () => {
  const first = await rounds(1, { queries: ['apple', 'berry'] });
  post(now + 4 * MINUTE, 'apple while berries were read');
  // The second search is reached ten minutes later, and finds something newer.
  instead = (url) => {
    if (url.search.includes('berry') && posts.length === 1) {
      now += 10 * MINUTE;
      post(now, 'berry');
    }
    return null;
  };
  const second = await rounds(2, { queries: ['apple', 'berry'], cursor: first.cursor });
  expect(second.posts.toSorted()).toEqual(['apple while berries were read', 'berry']);
});

test('what one search missed while X refused it is read once X takes it, and the monitor is named', async () => {
  const queries = ['apple', 'berry'];
  const first = await rounds(1, { queries });
  post(now, 'apple');
  post(now, 'berry');
  instead = (url) => (url.search.includes('apple') ? json({ title: 'Invalid Request' }, 400) : null);
  const second = await rounds(3, { queries, cursor: first.cursor });
  expect([second.posts, second.error]).toEqual([['berry'], null]);
  expect(second.unheard.at(-1)).toEqual(['apple']);
  instead = () => null;
  now += 60 * MINUTE;
  const third = await rounds(2, { queries, cursor: second.cursor });
  expect(third.posts).toEqual(['apple']);
  expect(third.unheard.at(-1)).toEqual([]);
});

test.each([402, 403])('%i concerns the whole source: it fails, and keeps its place', async (status) => {
  const queries = ['apple', 'berry'];
  const first = await rounds(1, { queries });
  post(now, 'apple');
  post(now, 'berry');
  instead = (url) => (url.search.includes('apple') ? json({ title: 'CreditsDepleted' }, status) : null);
  const failed = await rounds(1, { queries, cursor: first.cursor });
  expect(failed.error).toMatchObject({ code: 'network_rejected' });
  instead = () => null;
  const after = await rounds(1, { queries, cursor: failed.cursor });
  expect([...failed.posts, ...after.posts].toSorted()).toEqual(['apple', 'berry']);
});

test('a burst of more than a round reads is read to its end by the next, each post once', async () => {
  const first = await rounds(1);
  for (let n = 0; n < 1234; n += 1) post(now + n * 400, `apple ${n}`);
  now += 10 * MINUTE;
  const second = await rounds(1, { cursor: first.cursor });
  expect(second.posts).toHaveLength(500);
  const third = await rounds(3, { cursor: second.cursor });
  const all = [...second.posts, ...third.posts];
  expect([all.length, new Set(all).size]).toEqual([1234, 1234]);
  expect([...second.gaps, ...third.gaps]).toEqual([]);
});

test('no more is read than may be on a day; the next day reads on where it stopped', async () => {
  const spending = countingFor(budgetOf(150));
  const first = await rounds(1, { spending });
  for (let n = 0; n < 250; n += 1) post(now + n * 2400, `apple ${n}`);
  now += 10 * MINUTE;
  const second = await rounds(9, { spending, cursor: first.cursor });
  expect(second.posts).toHaveLength(150);
  expect(second.error).toMatchObject({ code: 'reads_spent' });
  const again = await rounds(1, { spending, cursor: second.cursor });
  expect([again.posts, again.error]).toMatchObject([[], { code: 'reads_spent' }]);
  now += (again.error instanceof AppError ? again.error.retryAfterMs : undefined) ?? 0;
  expect(new Date(now).toISOString()).toBe('2026-11-21T00:00:00.000Z');
  const next = await rounds(1, { spending, cursor: again.cursor });
  const all = [...second.posts, ...next.posts];
  expect([all.length, new Set(all).size]).toEqual([250, 250]);
});

test('a source asks once a minute at most', async () => {
  await rounds(1, { config: { poll_seconds: '5' } });
  expect(now - START).toBe(MINUTE);
});

test('a failed commit of a burst leaves what was not committed to be read again', async () => {
  const first = await rounds(1);
  const early = JSON.parse(first.cursor ?? '{}') as Record<string, unknown>;
  for (let n = 0; n < 450; n += 1) post(now + n, `apple ${n}`);
  now += 10 * MINUTE;
  const cursors: string[] = [];
  const stop = new AbortController();
  const input: ListenInput = {
    source: { id: 's', kind: 'search', config: {} },
    account,
    cursor: first.cursor,
    async deliver({ cursor }) {
      if (cursors.length === 1) throw new Error('the commit failed');
      cursors.push(cursor ?? '');
    },
    alive() {},
    monitors: async () => [{ id: '0', query: 'apple' }],
    signal: stop.signal,
  };
  await expect(createX(deps, null, { apiUrl: 'https://x.test' }).listen(input)).rejects.toThrow(
    'the commit failed',
  );
  expect(JSON.parse(cursors[0] ?? '{}')).toMatchObject({ round: early['round'], owed: early['owed'] });
  const after = await rounds(1, { cursor: cursors[0] ?? null });
  expect(after.posts).toHaveLength(250);
});

test('a deleted post that was heard after its edit is told by its first id', async () => {
  const first = firstIdAt(START - MINUTE);
  const latest = post(START - MINUTE / 2, 'apple mended', {
    edit_history_post_ids: [firstIdAt(START - MINUTE / 2), first],
  });
  const heard = await rounds(1);
  expect(heard.posts).toEqual(['apple mended']);
  expect(latest).not.toBe(first);
  posts = [];
  now += 60 * MINUTE;
  const after = await rounds(1, { cursor: heard.cursor }, MINUTE);
  expect(after.gone).toEqual([first]);
});

test('mentions that end at X’s own limit are told as a gap, and as incomplete where they are listed', async () => {
  const first = await rounds(1, { kind: 'notifications' });
  for (let n = 0; n < 800; n += 1) post(now + n * 400, `@acme ${n}`);
  now += 10 * MINUTE;
  const second = await rounds(3, { kind: 'notifications', cursor: first.cursor });
  expect(new Set(second.posts).size).toBe(800);
  expect(second.gaps).toHaveLength(1);
  const source = { id: 's', kind: 'notifications', config: {} };
  const { signal } = new AbortController();
  const network = createX(deps, null, { apiUrl: 'https://x.test' });
  const listed = await network.listInbound({ source, account, sinceMs: START, signal });
  expect([listed.items.length, listed.isComplete]).toEqual([800, false]);
});
