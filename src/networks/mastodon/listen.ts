// Hears a server's public timeline, hashtags or an account's notifications: by its stream, or by asking again and again.
import { AppError } from '../../domain/errors.ts';
import { createBatcher } from '../kit/batch.ts';
import type { Batcher } from '../kit/batch.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import { spacingMs } from '../kit/rate-limit.ts';
import { readEvents } from '../kit/sse.ts';
import type { SseEvent } from '../kit/sse.ts';
import { readBody, serverAddress } from './client.ts';
import type { Client } from './client.ts';
import { feedsOf } from './feeds.ts';
import type { Feed } from './feeds.ts';
import { hearDelete, hearEdit, hearNotification, hearStatus } from './normalise.ts';
import type { Origin } from './normalise.ts';
import { Positions } from './position.ts';
import { listSchema } from './schemas.ts';
import { openStream } from './stream.ts';

/** How often a server without a stream is asked: soon after something new, seldom when it is quiet. */
export interface PollPace {
  fastestMs: number;
  slowestMs: number;
}
export const defaultPace: PollPace = { fastestMs: 2000, slowestMs: 15_000 };

/** How often a poll goes back over the last minutes for late arrivals. */
const LOOK_BACK_EVERY_MS = 60_000;
/** Part of the request limit that listening leaves to people who act. */
const RESERVE = 0.3;
/** Pages of one backfill at most; what is beyond is told as a gap. */
const MAX_PAGES = 2000;
/** Events held in memory while the backfill runs; beyond, the server is held back. */
const MAX_HELD_EVENTS = 5000;
/** Servers send a heartbeat every 15 s. */
const STREAM_IDLE_MS = 60_000;
/** After this long without the stream that the server promises, a new connection tries it again. */
const POLL_INSTEAD_MS = 10 * 60_000;
const DEFAULT_SINCE_HOURS = 24;

interface Listening {
  deps: NetworkDeps;
  client: Client;
  origin: Origin;
  input: ListenInput;
  pollPace: PollPace;
  signal: AbortSignal;
  positions: Positions;
  batcher: Batcher;
}

const idOf = (raw: unknown): string | null =>
  typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : null;
const fieldOf = (raw: unknown, name: string): string => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
};

function hear(feed: Feed, raw: unknown, on: Listening): Delivered[] {
  return feed.of === 'notifications'
    ? hearNotification(raw, on.origin, on.deps.now())
    : hearStatus(raw, on.origin);
}

/** False for a further notification of a status that was told: one is made for each delivery, and servers deliver again. */
function tellsNew(feed: Feed, raw: unknown, { positions }: Listening): boolean {
  const type = fieldOf(raw, 'type');
  if (feed.of !== 'notifications' || (type !== 'mention' && type !== 'quote')) return true;
  const status = typeof raw === 'object' && raw !== null && 'status' in raw ? idOf(raw.status) : null;
  return status === null || positions.isNew('told', status, '');
}

/** Delivers one record of a feed, once, and moves the feed's position past it. */
async function take(feed: Feed, raw: unknown, on: Listening): Promise<void> {
  const id = idOf(raw);
  const isUnseen = id === null || on.positions.isNew(feed.of, id, fieldOf(raw, 'edited_at'));
  const isNew = isUnseen && tellsNew(feed, raw, on);
  if (id !== null) on.positions.advance(feed.key, id, on.deps.now());
  const position = on.positions.toString();
  const items = isNew ? hear(feed, raw, on) : [];
  // The position is passed with the last item only: before it, the record is not wholly told.
  for (const item of items.slice(0, -1)) await on.batcher.add(item);
  const last = items.at(-1);
  if (last === undefined) on.batcher.skipTo(position);
  else await on.batcher.add(last, position);
}

/** One page, oldest first. */
async function readPage(feed: Feed, extra: Record<string, string>, on: Listening): Promise<unknown[]> {
  const doing = `reading ${feed.name}`;
  const params = { ...feed.params, ...extra, limit: String(feed.pageSize) };
  const answer = await on.client.get(feed.path, params, { doing, signal: on.signal });
  on.input.alive();
  return readBody(listSchema, answer, { doing }).toReversed();
}

/** Waits as long as the request limit asks for. */
async function pace(on: Listening): Promise<void> {
  const waitMs = spacingMs(on.client.rate, on.deps.now(), RESERVE);
  if (waitMs > 0) await on.deps.sleep(waitMs, on.signal).catch(ignoreAbort(on.signal));
}

const ignoreAbort =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (!signal.aborted) throw error;
  };

/** The first start: the newest page, as far as it is recent. */
async function takeFirstPage(feed: Feed, on: Listening): Promise<void> {
  const hours = Number(on.input.source.config['since_hours'] ?? DEFAULT_SINCE_HOURS);
  const sinceMs =
    on.deps.now() - (Number.isFinite(hours) && hours >= 0 ? hours : DEFAULT_SINCE_HOURS) * 3_600_000;
  for (const raw of await readPage(feed, {}, on)) {
    const createdMs = Date.parse(fieldOf(raw, 'created_at'));
    const id = idOf(raw);
    if (createdMs < sinceMs && id !== null) on.positions.advance(feed.key, id, on.deps.now());
    else await take(feed, raw, on);
  }
}

/**
 * Reads everything after `from`, page by page, oldest first. `min_id` gives the page right after an id; `since_id` would
 * give the newest page and lose what lies between. Returns how many records were new to this connection.
 */
async function readOn(feed: Feed, from: string, on: Listening, isPoll: boolean): Promise<number> {
  let after = from;
  let taken = 0;
  for (let pages = 0; !on.signal.aborted; pages += 1) {
    if (pages === MAX_PAGES) {
      const atMs = on.positions.newestAtMs(feed.key);
      const since = atMs === null ? null : new Date(atMs).toISOString();
      on.input.gap?.({ since, reason: `more than ${MAX_PAGES} pages were missed in ${feed.name}` });
      await takeFirstPage(feed, on);
      break;
    }
    const page = await readPage(feed, { min_id: after }, on);
    const before = on.positions.newest(feed.key);
    for (const raw of page) await take(feed, raw, on);
    if (on.positions.newest(feed.key) !== before) taken += page.length;
    const last = idOf(page.at(-1));
    // A page can be short because of what the account hides, so only an empty one ends a backfill.
    if (last === null || last === after || (isPoll && page.length < feed.pageSize / 2)) break;
    after = last;
    await pace(on);
  }
  return taken;
}

async function backfill(feed: Feed, on: Listening): Promise<void> {
  const from = on.positions.resumeFrom(feed.key);
  if (from === null) await takeFirstPage(feed, on);
  else await readOn(feed, from, on, false);
}

/** Asks again and again: soon while there is something new, seldom while there is not. */
async function poll(feed: Feed, on: Listening, forMs: number): Promise<void> {
  const startedMs = on.deps.now();
  let lookedBackMs = startedMs;
  const { fastestMs, slowestMs } = on.pollPace;
  let waitMs = fastestMs;
  await backfill(feed, on);
  while (!on.signal.aborted && on.deps.now() - startedMs < forMs) {
    const byLimitMs = spacingMs(on.client.rate, on.deps.now(), RESERVE);
    await on.deps.sleep(Math.max(waitMs, byLimitMs), on.signal).catch(ignoreAbort(on.signal));
    if (on.signal.aborted) return;
    const isLookBack = on.deps.now() - lookedBackMs >= LOOK_BACK_EVERY_MS;
    if (isLookBack) lookedBackMs = on.deps.now();
    const from = isLookBack ? on.positions.resumeFrom(feed.key) : on.positions.newest(feed.key);
    let taken = 0;
    if (from === null) await takeFirstPage(feed, on);
    else taken = await readOn(feed, from, on, true);
    waitMs = taken > 0 ? fastestMs : Math.min(slowestMs, waitMs * 1.5);
  }
}

function parsePayload(data: string): { ok: boolean; value: unknown } {
  try {
    return { ok: true, value: JSON.parse(data) as unknown };
  } catch {
    return { ok: false, value: data };
  }
}

/** One event of a stream: what a feed does not speak of (others' favourites, filters) is passed over. */
async function takeEvent(feed: Feed, event: SseEvent, on: Listening): Promise<void> {
  const { deps, origin, batcher } = on;
  const isStatusFeed = feed.of === 'statuses';
  if (event.event === 'delete') {
    for (const item of hearDelete(event.data.trim(), origin, deps.now())) await batcher.add(item);
    return;
  }
  const isMeant =
    event.event === 'status.update' || event.event === (isStatusFeed ? 'update' : 'notification');
  if (!isMeant) return;
  const payload = parsePayload(event.data);
  if (!payload.ok) await batcher.add({ raw: event, outcome: { malformed: 'the payload is not JSON' } });
  else if (event.event !== 'status.update') await take(feed, payload.value, on);
  else for (const item of hearEdit(payload.value, origin, deps.now())) await batcher.add(item);
}

/** Follows an open stream: holds its events while what was missed is read, then lets them through. */
async function follow(feed: Feed, response: Response, on: Listening): Promise<void> {
  const events = readEvents(response, {
    network: `Mastodon (${on.client.host})`,
    idleMs: STREAM_IDLE_MS,
    alive: () => on.input.alive(),
    signal: on.signal,
  });
  let held: SseEvent[] | null = [];
  let letThrough: () => void = () => {};
  const caughtUp = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const reading = (async () => {
    for await (const event of events) {
      if (held !== null && held.length < MAX_HELD_EVENTS) held.push(event);
      else {
        await caughtUp;
        await takeEvent(feed, event, on);
      }
    }
  })();
  // A stream that breaks during the backfill is told after it: what was read until then counts.
  reading.catch(() => {});
  try {
    await backfill(feed, on);
    for (let event = held.shift(); event !== undefined; event = held.shift())
      await takeEvent(feed, event, on);
  } finally {
    held = null;
    letThrough();
  }
  await reading;
}

async function listenTo(feed: Feed, on: Listening): Promise<void> {
  const opened = await openStream(on.client, feed, on.deps, on.signal);
  if ('response' in opened) {
    on.input.alive();
    await follow(feed, opened.response, on);
  } else {
    await poll(feed, on, opened.isPromised ? POLL_INSTEAD_MS : Number.POSITIVE_INFINITY);
  }
}

/**
 * One connection of a source. Returns when the signal aborts or the server ends the stream; throws AppError when it
 * fails. `createClientFor` makes the client for the source's server.
 */
export async function listen(
  deps: NetworkDeps,
  input: ListenInput,
  createClientFor: (server: string) => Client,
  pollPace: PollPace = defaultPace,
): Promise<void> {
  const { source, account } = input;
  const entered =
    source.kind === 'notifications' ? account?.server : (source.config['server'] ?? account?.server);
  if (entered === undefined) {
    throw new AppError('network_rejected', `A source of kind ${source.kind} needs a server or an account`, {
      where: 'server',
    });
  }
  const feeds = feedsOf(source.kind, source.config);
  const client = createClientFor(serverAddress(entered));
  const stop = new AbortController();
  const signal = AbortSignal.any([input.signal, stop.signal]);
  const positions = new Positions(input.cursor);
  positions.keepOnly(feeds.map((feed) => feed.key));
  const batcher = createBatcher({ deliver: input.deliver, now: deps.now, sleep: deps.sleep }, input.cursor);
  const origin = await client.origin();
  const on: Listening = { deps, client, origin, input, pollPace, signal, positions, batcher };
  const run = async (feed: Feed): Promise<void> => {
    try {
      await listenTo(feed, on);
    } catch (error) {
      // What breaks because the others stopped is no failure of its own.
      if (!signal.aborted) throw error;
    } finally {
      stop.abort();
    }
  };
  const running = feeds.map(run);
  const settled = Promise.allSettled(running);
  try {
    await Promise.race([Promise.all(running), batcher.failed]);
  } finally {
    stop.abort();
    await settled;
  }
  await batcher.flush();
}
