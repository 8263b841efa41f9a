// Reads one list of a server on from where it stood: page by page, again and again, or beside the stream that adds to it.
import type { ListenInput, NetworkDeps } from './network.ts';
import type { Positions } from './position.ts';
import { spacingMs } from './rate-limit.ts';
import type { RateState } from './rate-limit.ts';

export interface Feed {
  /** Stable name inside the source's cursor. */
  key: string;
  /** For messages. */
  name: string;
  /** Records of one page; the most the API gives. */
  pageSize: number;
}

/** How often a server without a stream is asked: soon after something new, seldom when it is quiet. */
export interface PollPace {
  fastestMs: number;
  slowestMs: number;
}
export const defaultPace: PollPace = { fastestMs: 2000, slowestMs: 15_000 };

/** What reading a list needs of a connection, and how its network does it. `E`: an event of its stream. */
export interface Reading<F extends Feed, E> {
  deps: Pick<NetworkDeps, 'now' | 'sleep'>;
  input: Pick<ListenInput, 'source' | 'gap'>;
  signal: AbortSignal;
  positions: Positions;
  pollPace: PollPace;
  /** What the last answer said about the limit of requests. */
  rate(): RateState | null;
  /** The page right after `after`, oldest first; the newest page where that is null. */
  readPage(feed: F, after: string | null): Promise<unknown[]>;
  /** The id of a record; null when it has none. */
  idOf(raw: unknown): string | null;
  /** When a record was made, as the network writes it. */
  createdAt(raw: unknown): string;
  take(feed: F, raw: unknown): Promise<void>;
  takeEvent(feed: F, event: E, isEarly: boolean): Promise<void>;
  /** Whether an event changes what was told before: it must not come before that. */
  isChange(event: E): boolean;
}

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
const DEFAULT_SINCE_HOURS = 24;

const ignoreAbort =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (!signal.aborted) throw error;
  };

/** Waits as long as the request limit asks for. */
async function pace<F extends Feed, E>(on: Reading<F, E>): Promise<void> {
  const waitMs = spacingMs(on.rate(), on.deps.now(), RESERVE);
  if (waitMs > 0) await on.deps.sleep(waitMs, on.signal).catch(ignoreAbort(on.signal));
}

/** The first start: the newest page, as far as it is recent. */
async function takeFirstPage<F extends Feed, E>(feed: F, on: Reading<F, E>): Promise<void> {
  const hours = Number(on.input.source.config['since_hours'] ?? DEFAULT_SINCE_HOURS);
  const sinceMs =
    on.deps.now() - (Number.isFinite(hours) && hours >= 0 ? hours : DEFAULT_SINCE_HOURS) * 3_600_000;
  for (const raw of await on.readPage(feed, null)) {
    const createdMs = Date.parse(on.createdAt(raw));
    const id = on.idOf(raw);
    if (createdMs < sinceMs && id !== null) on.positions.advance(feed.key, id, on.deps.now());
    else await on.take(feed, raw);
  }
}

/** Reads everything after `from`, page by page, oldest first. Returns how many records were new to this connection. */
async function readOn<F extends Feed, E>(
  feed: F,
  from: string,
  on: Reading<F, E>,
  isPoll: boolean,
): Promise<number> {
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
    const page = await on.readPage(feed, after);
    const before = on.positions.newest(feed.key);
    for (const raw of page) await on.take(feed, raw);
    if (on.positions.newest(feed.key) !== before) taken += page.length;
    const last = on.idOf(page.at(-1));
    // A page can be short because of what the account hides, so only an empty one ends a backfill.
    if (last === null || last === after || (isPoll && page.length < feed.pageSize / 2)) break;
    after = last;
    await pace(on);
  }
  return taken;
}

async function backfill<F extends Feed, E>(feed: F, on: Reading<F, E>): Promise<void> {
  const from = on.positions.resumeFrom(feed.key);
  if (from === null) await takeFirstPage(feed, on);
  else await readOn(feed, from, on, false);
}

/** Asks again and again: soon while there is something new, seldom while there is not. */
export async function poll<F extends Feed, E>(feed: F, on: Reading<F, E>, forMs: number): Promise<void> {
  const startedMs = on.deps.now();
  let lookedBackMs = startedMs;
  const { fastestMs, slowestMs } = on.pollPace;
  let waitMs = fastestMs;
  await backfill(feed, on);
  while (!on.signal.aborted && on.deps.now() - startedMs < forMs) {
    const byLimitMs = spacingMs(on.rate(), on.deps.now(), RESERVE);
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
interface Hold<E> {
  events: E[];
  /** Aborts when reading has ended, wherever it got to. */
  ended: AbortController;
  /** All that was missed has been read: from here on events move the position. */
  isCaughtUp: boolean;
}

/**
 * Lets held events through now and then while the backfill runs: what is live does not wait for all that was missed. What
 * was deleted or edited waits all the same: a page that is under way may still have it as it was.
 */
async function letThrough<F extends Feed, E>(feed: F, hold: Hold<E>, on: Reading<F, E>): Promise<void> {
  const until = hold.ended.signal;
  for (let isOver = false; !isOver;) {
    await on.deps.sleep(MOST_HELD_MS, until).catch(ignoreAbort(until));
    isOver = until.aborted;
    const changes: E[] = [];
    for (let event = hold.events.shift(); event !== undefined; event = hold.events.shift()) {
      if (isOver || !on.isChange(event)) await on.takeEvent(feed, event, !hold.isCaughtUp);
      else changes.push(event);
    }
    hold.events.unshift(...changes);
  }
}

export interface Follower<E> {
  /** Takes an event of the stream; a promise means "enough for now". */
  push(event: E): Promise<void> | undefined;
  /** Reads what was missed, once, and lets go what was held meanwhile. */
  catchUp(): Promise<void>;
}

/** Follows an open stream: holds its events while what was missed is read, for some seconds at most. */
export function createFollower<F extends Feed, E>(feed: F, on: Reading<F, E>): Follower<E> {
  const hold: Hold<E> = { events: [], ended: new AbortController(), isCaughtUp: false };
  let lettingThrough: Promise<void> = Promise.resolve();
  return {
    push(event) {
      if (!hold.ended.signal.aborted && hold.events.length < MAX_HELD_EVENTS) {
        hold.events.push(event);
        return undefined;
      }
      return lettingThrough.then(() => on.takeEvent(feed, event, !hold.isCaughtUp));
    },
    async catchUp() {
      lettingThrough = letThrough(feed, hold, on);
      lettingThrough.catch(() => {});
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
    },
  };
}

/**
 * Runs one task per feed until the first of them ends or fails, and waits for all: what breaks because the others stopped
 * is no failure of its own. `stop` is what `signal` hears.
 */
export async function runTogether(
  tasks: readonly (() => Promise<void>)[],
  stop: AbortController,
  signal: AbortSignal,
  failed: Promise<never>,
): Promise<void> {
  const running = tasks.map(async (task) => {
    try {
      await task();
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      stop.abort();
    }
  });
  const settled = Promise.allSettled(running);
  try {
    await Promise.race([Promise.all(running), failed]);
  } finally {
    stop.abort();
    await settled;
  }
}
