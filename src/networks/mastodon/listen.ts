// Hears a server's public timeline, hashtags or an account's notifications: by its stream, or by asking again and again.
import { AppError } from '../../domain/errors.ts';
import { createBatcher } from '../kit/batch.ts';
import { createFollower, defaultPace, poll, runTogether } from '../kit/feed.ts';
import type { PollPace, Reading } from '../kit/feed.ts';
import type { ListenInput, NetworkDeps } from '../kit/network.ts';
import { Positions } from '../kit/position.ts';
import { fieldOf, idOf } from '../kit/record.ts';
import { readEvents } from '../kit/sse.ts';
import type { SseEvent } from '../kit/sse.ts';
import { createTurns } from '../kit/turns.ts';
import { readBody, serverAddress } from './client.ts';
import type { Client } from './client.ts';
import { feedsOf } from './feeds.ts';
import type { Feed } from './feeds.ts';
import { idOrder } from './ids.ts';
import { listSchema } from './schemas.ts';
import { openStream } from './stream.ts';
import { isChange, take, takeEvent } from './take.ts';
import type { Listening as Connection } from './take.ts';

/** Servers send a heartbeat every 15 s. */
const STREAM_IDLE_MS = 60_000;
/** After this long without the stream that the server promises, a new connection tries it again. */
const POLL_INSTEAD_MS = 10 * 60_000;

/** A connection, and how its lists are read. */
type Listening = Connection & Reading<Feed, SseEvent>;

/**
 * One page, oldest first. `min_id` gives the page right after an id; `since_id` would give the newest page and lose what
 * lies between.
 */
async function readPage(feed: Feed, after: string | null, on: Connection): Promise<unknown[]> {
  const doing = `reading ${feed.name}`;
  const extra: Record<string, string> = after === null ? {} : { min_id: after };
  const params = { ...feed.params, ...extra, limit: String(feed.pageSize) };
  const answer = await on.client.get(feed.path, params, { doing, signal: on.signal });
  on.input.alive();
  return readBody(listSchema, answer, { doing }).toReversed();
}

/** Follows an open stream. */
async function follow(feed: Feed, response: Response, on: Listening): Promise<void> {
  const events = readEvents(response, {
    network: `Mastodon (${on.client.host})`,
    idleMs: STREAM_IDLE_MS,
    alive: () => on.input.alive(),
    signal: on.signal,
  });
  const follower = createFollower(feed, on);
  const catchingUp = follower.catchUp();
  const reading = (async () => {
    for await (const event of events) await follower.push(event);
  })();
  // A stream that breaks during the backfill is told after it: what was read until then counts.
  reading.catch(() => {});
  await catchingUp;
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
  const positions = new Positions(input.cursor, idOrder);
  positions.keepOnly(feeds.map((feed) => feed.key));
  const batcher = createBatcher({ deliver: input.deliver, now: deps.now, sleep: deps.sleep }, input.cursor);
  const origin = await client.origin();
  const connection: Connection = {
    deps,
    client,
    origin,
    input,
    signal,
    positions,
    batcher,
    inTurn: createTurns(),
  };
  const on: Listening = {
    ...connection,
    pollPace,
    rate: () => client.rate,
    readPage: (feed, after) => readPage(feed, after, connection),
    idOf,
    createdAt: (raw) => fieldOf(raw, 'created_at'),
    take: (feed, raw) => take(feed, raw, connection),
    takeEvent: (feed, event, isEarly) => takeEvent(feed, event, connection, isEarly),
    isChange,
  };
  const tasks = feeds.map((feed) => () => listenTo(feed, on));
  try {
    await runTogether(tasks, stop, signal, batcher.failed);
  } finally {
    // However it ends: what is delivered later would come beside the next connection, which began before it.
    await batcher.flush();
  }
}
