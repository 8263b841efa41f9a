// Hears a server's public timeline, hashtags or an account's notifications: by its stream, or by asking again and again.
import { AppError } from '../../domain/errors.ts';
import { createBatcher } from '../kit/batch.ts';
import type { ListenInput, NetworkDeps } from '../kit/network.ts';
import { spacingMs } from '../kit/rate-limit.ts';
import { readEvents } from '../kit/sse.ts';
import type { SseEvent } from '../kit/sse.ts';
import { readBody, serverAddress } from './client.ts';
import type { Client } from './client.ts';
import { feedsOf } from './feeds.ts';
import type { Feed } from './feeds.ts';
import { Positions } from './position.ts';
import { listSchema } from './schemas.ts';
import { openStream } from './stream.ts';
import { createTurns, fieldOf, idOf, isChange, take, takeEvent } from './take.ts';
import type { Listening as Connection } from './take.ts';

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
/** How long a stream's events wait for what was missed before them: reading that may wait minutes for the request limit. */
const MOST_HELD_MS = 5000;
/** Servers send a heartbeat every 15 s. */
const STREAM_IDLE_MS = 60_000;
/** After this long without the stream that the server promises, a new connection tries it again. */
const POLL_INSTEAD_MS = 10 * 60_000;
const DEFAULT_SINCE_HOURS = 24;

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

/** A connection, and how often it asks where there is no stream. */
interface Listening extends Connection {
  pollPace: PollPace;
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

/** What a stream told while what was missed is being read. */
interface Hold {
  events: SseEvent[];
  /** Aborts when reading has ended, wherever it got to. */
  ended: AbortController;
  /** All that was missed has been read: from here on events move the position. */
  isCaughtUp: boolean;
}

/**
 * Lets held events through now and then while the backfill runs: what is live does not wait for all that was missed. What
 * was deleted or edited waits all the same: a page that is under way may still have it as it was.
 */
async function letThrough(feed: Feed, hold: Hold, on: Listening): Promise<void> {
  const until = hold.ended.signal;
  for (let isOver = false; !isOver;) {
    await on.deps.sleep(MOST_HELD_MS, until).catch(ignoreAbort(until));
    isOver = until.aborted;
    const changes: SseEvent[] = [];
    for (let event = hold.events.shift(); event !== undefined; event = hold.events.shift()) {
      if (isOver || !isChange(event)) await takeEvent(feed, event, on, !hold.isCaughtUp);
      else changes.push(event);
    }
    hold.events.unshift(...changes);
  }
}

/** Follows an open stream: holds its events while what was missed is read, for some seconds at most. */
async function follow(feed: Feed, response: Response, on: Listening): Promise<void> {
  const events = readEvents(response, {
    network: `Mastodon (${on.client.host})`,
    idleMs: STREAM_IDLE_MS,
    alive: () => on.input.alive(),
    signal: on.signal,
  });
  const hold: Hold = { events: [], ended: new AbortController(), isCaughtUp: false };
  const lettingThrough = letThrough(feed, hold, on);
  lettingThrough.catch(() => {});
  const reading = (async () => {
    for await (const event of events) {
      if (!hold.ended.signal.aborted && hold.events.length < MAX_HELD_EVENTS) hold.events.push(event);
      else {
        await lettingThrough;
        await takeEvent(feed, event, on, !hold.isCaughtUp);
      }
    }
  })();
  // A stream that breaks during the backfill is told after it: what was read until then counts.
  reading.catch(() => {});
  try {
    await backfill(feed, on);
    // One that was stopped half-way has not read all.
    hold.isCaughtUp = !on.signal.aborted;
  } finally {
    hold.ended.abort();
    // Nothing of this connection may come after it has ended, beside the next one.
    await lettingThrough.catch(() => {});
  }
  await lettingThrough;
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
  const on: Listening = {
    deps,
    client,
    origin,
    input,
    pollPace,
    signal,
    positions,
    batcher,
    inTurn: createTurns(),
  };
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
