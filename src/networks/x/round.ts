// One round over what a source asks X for: reads each list from where it stands, and keeps what could not be read as owed.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { Delivered, ListenInput } from '../kit/network.ts';
import { spacingMs } from '../kit/rate-limit.ts';
import { LEAST_PAGE, postParams, readBody, type Client, type Clients } from './client.ts';
import { byId, firstIdAt, isId, isLaterId, timeOfId } from './ids.ts';
import { hearPost, readIncludes } from './normalise.ts';
import { nameOf, type Position } from './position.ts';
import { questionsOf, SEARCHED_MS } from './questions.ts';
import { mayBeCutOff } from './read.ts';
import { pageSchema, type Page } from './schemas.ts';
import type { Window } from './windows.ts';

export const PAGE = 100;
/** What one round reads of one list; the rest is read by the next. */
const MAX_PAGES = 5;
export const BATCH = 200;
/** Part of each limit that listening leaves to people who act. */
export const RESERVE = 0.2;
/** How long a position that did not move may stay unsaved. */
export const SAVE_EVERY_MS = 5 * 60_000;

export interface List {
  key: string;
  path: string;
  params: Record<string, string>;
  /** For messages. */
  name: string;
  /** The ids of the monitors that need it. */
  monitors: string[];
}

export interface Listening {
  clients: Clients;
  client: Client;
  input: ListenInput;
  position: Position;
  /** The account that everything came to; null: nobody. */
  self: string | null;
  savedMs: number;
  /** Told as deleted by this connection. */
  buried: Set<string>;
}

export interface Told {
  name: string;
  items: Delivered[];
}

function listOf(list: Omit<List, 'key'>): List {
  const text = JSON.stringify([list.path, list.params]);
  return { ...list, key: createHash('sha256').update(text).digest('base64url').slice(0, 20) };
}

/** What is asked for, and the queries of the monitors that cannot be. */
async function listsOf({
  input,
  client,
}: Listening): Promise<{ lists: List[]; unheard: string[]; of: Asked }> {
  if (input.source.kind === 'notifications') {
    const user = `/2/users/${client.account.nativeId}`;
    const lists = [
      listOf({ path: `${user}/mentions`, params: {}, name: 'the mentions', monitors: [] }),
      // What a person wrote on X's own page is an answer like any other.
      listOf({
        path: `${user}/tweets`,
        params: { exclude: 'retweets' },
        name: 'our own posts',
        monitors: [],
      }),
    ];
    return { lists, unheard: [], of: new Map() };
  }
  const monitors = (await input.monitors?.()) ?? [];
  const { searches, unheard } = questionsOf(monitors);
  return {
    lists: searches.map(({ query, monitors: ids }) =>
      listOf({ path: '/2/tweets/search/recent', params: { query }, name: 'the search', monitors: ids }),
    ),
    unheard: unheard.map(({ query }) => query),
    of: new Map(monitors.map(({ id, query }) => [id, query])),
  };
}

/** The monitors' queries by their ids. */
type Asked = ReadonlyMap<string, string>;

export function recordsOf(page: Page, self: string | null): Told[] {
  const included = readIncludes(page.includes);
  return page.data.map((raw) => ({ name: nameOf(raw), items: hearPost(raw, included, self) }));
}

/** Oldest first; what has no id, and so no time, before all that has. */
export const inOrder = (a: { name: string }, b: { name: string }): number =>
  isId(a.name) && isId(b.name) ? byId(a.name, b.name) : Number(isId(a.name)) - Number(isId(b.name));

export async function commit(on: Listening, records: readonly Told[]): Promise<void> {
  on.position.take(records.map(({ name }) => name));
  for (const { name, items } of records) {
    for (const { outcome } of items) {
      const heard = 'heard' in outcome ? outcome.heard : null;
      if (heard?.type === 'post' && heard.post.nativeId !== name)
        on.position.noteFirst(name, heard.post.nativeId);
    }
  }
  await on.input.deliver({ items: records.flatMap(({ items }) => items), cursor: String(on.position) });
  on.savedMs = on.clients.deps.now();
}

/** Only the last batch says that a round was read: what a failure leaves unsaved is read again. */
export async function commitAll(on: Listening, records: readonly Told[]): Promise<void> {
  for (let at = 0; at < records.length; at += BATCH) {
    if (at + BATCH >= records.length) on.position.endRound();
    await commit(on, records.slice(at, at + BATCH));
  }
}

export const sleep = ({ clients, input }: Listening, ms: number): Promise<void> =>
  clients.deps.sleep(ms, input.signal).catch((error: unknown) => {
    if (!input.signal.aborted) throw error;
  });

/** Reads posts by their ids, no more than a page of them. */
export async function readByIds(
  on: Listening,
  ids: readonly string[],
  { doing, fields = postParams }: { doing: string; fields?: Record<string, string> },
): Promise<Page> {
  const params = { ids: ids.join(','), ...fields };
  const answer = await on.client.get('/2/tweets', params, { doing, signal: on.input.signal });
  on.input.alive();
  return readBody(pageSchema, answer, { doing });
}

/** Posts that listening may still read. */
export const postsLeft = ({ clients, client }: Listening): Promise<number> =>
  clients.till.postsLeft(client.account);

/** Why listening stops. */
export const readsSpent = ({ clients, client, input }: Listening): Promise<AppError> =>
  clients.till.listeningStops(client.account, `source ${input.source.id}`);

/** How many posts the next page may have; throws `reads_spent` where listening may read no more. */
async function roomOf(on: Listening): Promise<number> {
  const left = await postsLeft(on);
  if (left > 0) return Math.max(LEAST_PAGE, Math.min(PAGE, left));
  throw await readsSpent(on);
}

/** The parameters of a window; null where X no longer knows anything of it. */
function paramsOf(on: Listening, list: List, window: Window): Record<string, string> | null {
  const isSearch = on.input.source.kind !== 'notifications';
  const oldest = firstIdAt(isSearch ? on.clients.deps.now() - SEARCHED_MS : 0);
  if (window.until !== null && !isLaterId(window.until, oldest)) return null;
  return {
    ...list.params,
    since_id: isLaterId(oldest, window.since) ? oldest : window.since,
    ...(window.until === null ? {} : { until_id: window.until }),
    ...postParams,
  };
}

function lose(on: Listening, { since }: Window, reason: string): void {
  on.input.gap?.({ since: new Date(timeOfId(since)).toISOString(), reason });
}

/** The posts of a round, each once. */
type Fresh = Map<string, Told>;

function takePage(on: Listening, page: Page, fresh: Fresh): void {
  for (const record of recordsOf(page, on.self)) {
    if (on.position.isNew(record.name) && !fresh.has(record.name)) fresh.set(record.name, record);
  }
}

async function waitBetween(on: Listening, list: List): Promise<void> {
  on.input.alive();
  const waitMs = spacingMs(on.client.rateOf(list.path), on.clients.deps.now(), RESERVE);
  if (waitMs > 0) await sleep(on, waitMs);
}

/** Reads a window, newest first; what is left of it when that fails or has been enough stays owed. */
async function readWindow(on: Listening, list: List, window: Window, fresh: Fresh): Promise<void> {
  const { client, input, position } = on;
  const params = paramsOf(on, list, window);
  if (params === null) {
    position.settle(window, null);
    return lose(on, window, 'X’s search knows a week, and this was not read within it');
  }
  const doing = `reading ${list.name}`;
  let token: string | null = null;
  let left = window;
  for (let n = 0; n < MAX_PAGES; n += 1) {
    if (n > 0) await waitBetween(on, list);
    const asked: Record<string, string> = { ...params, max_results: String(await roomOf(on)) };
    if (token !== null) asked['pagination_token'] = token;
    const page = readBody(pageSchema, await client.get(list.path, asked, { doing, signal: input.signal }), {
      doing,
    });
    takePage(on, page, fresh);
    token = page.meta?.next_token ?? null;
    const read = left.read + page.data.length;
    const oldest = page.data.map(nameOf).filter(isId).toSorted(byId)[0];
    const rest = token === null ? null : { ...left, until: oldest ?? left.until, read, refused: false };
    position.settle(left, rest);
    if (rest === null) {
      if (mayBeCutOff(list.path, read)) lose(on, left, `X lists no more than the newest of ${list.name}`);
      return;
    }
    left = rest;
  }
}

/** Whether X did not take this one question; that credits or rights are missing concerns all. */
const isOfQuestion = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'network_rejected' && error.data?.['status'] === 400;

/**
 * Reads all windows, the newest of each list before what is owed of it. One question that X does not take must not
 * silence the others: it stays owed; all of them refused is a failure. Answers the lists that were refused.
 */
async function readWindows(on: Listening, lists: readonly List[], fresh: Fresh): Promise<Set<List>> {
  const { position, clients, input } = on;
  const refused = new Set<List>();
  const windows = position.owed.toSorted((a, b) => Number(a.until !== null) - Number(b.until !== null));
  for (const window of windows) {
    const list = lists.find(({ key }) => key === window.list);
    if (list === undefined || refused.has(list)) continue;
    try {
      await readWindow(on, list, window, fresh);
    } catch (error) {
      if (!isOfQuestion(error)) throw error;
      refused.add(list);
      position.settle(window, { ...window, refused: true });
      const details = { source: input.source.id, error: error.message, ...list.params };
      clients.deps.log.warn(details, 'X refused a search');
      if (refused.size === lists.length) throw error;
    }
    input.alive();
  }
  return refused;
}

/** One round; answers what it asked for. */
export async function round(on: Listening): Promise<List[]> {
  const { clients, input, position } = on;
  const { lists, unheard, of } = await listsOf(on);
  const startedMs = clients.deps.now();
  const lastMs = position.roundMs;
  const oldestMs = input.source.kind !== 'notifications' ? startedMs - SEARCHED_MS : 0;
  position.beginRound(
    lists.map(({ key }) => key),
    { nowMs: startedMs, oldestMs },
  );
  if (input.source.kind !== 'notifications' && startedMs - lastMs > SEARCHED_MS) {
    const since = new Date(lastMs).toISOString();
    input.gap?.({ since, reason: 'X’s search knows a week, and the pause was longer' });
  }
  const fresh: Fresh = new Map();
  const commitFresh = (): Promise<void> => commitAll(on, [...fresh.values()].toSorted(inOrder));
  try {
    const refused = await readWindows(on, lists, fresh);
    const ids = new Set([...refused].flatMap(({ monitors }) => monitors));
    input.unheard?.([...new Set([...unheard, ...[...ids].flatMap((id) => of.get(id) ?? [])])]);
  } catch (error) {
    // What was read was paid for, and the position knows what is left.
    if (!input.signal.aborted) await commitFresh();
    throw error;
  }
  await commitFresh();
  position.endRound();
  if (clients.deps.now() - on.savedMs > SAVE_EVERY_MS) await commit(on, []);
  return lists;
}
