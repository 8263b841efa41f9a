// Hears a server's timelines, hashtags, antennas or an account's notifications: by its stream, or by asking again and again.
import { AppError } from '../../domain/errors.ts';
import { createBatcher } from '../kit/batch.ts';
import { createFollower, defaultPace, poll, runTogether } from '../kit/feed.ts';
import type { Follower, PollPace, Reading } from '../kit/feed.ts';
import type { ListenInput, NetworkDeps } from '../kit/network.ts';
import { Positions } from '../kit/position.ts';
import { fieldOf, idOf } from '../kit/record.ts';
import { createTurns } from '../kit/turns.ts';
import { readBody, serverAddress } from './client.ts';
import type { Client } from './client.ts';
import { keepAntennas } from './antennas.ts';
import { antennaFeed, feedsOf, socialTimeline } from './feeds.ts';
import type { Feed, PageWanted } from './feeds.ts';
import { idOrder, isLater } from './ids.ts';
import { listSchema } from './schemas.ts';
import { openStream } from './stream.ts';
import type { OpenStream } from './stream.ts';
import { isChange, take, takeEvent } from './take.ts';
import type { Connection, StreamEvent } from './take.ts';

/** After this long without a stream, a new connection tries it again. */
const POLL_INSTEAD_MS = 10 * 60_000;
/** Pages that fill the hole which some versions leave behind an id. */
const MAX_FILL = 50;
/** How soon antennas follow a change of the monitors. */
const MONITORS_EVERY_MS = 60_000;

/** A connection, and how its lists are read. */
type Listening = Connection & Reading<Feed, StreamEvent>;

/**
 * One page, oldest first. After an id most versions give the page right after it, some the newest one: what then lies
 * between is asked for page by page.
 */
async function readPage(feed: Feed, after: string | null, on: Connection): Promise<unknown[]> {
  const doing = `reading ${feed.name}`;
  const limit = feed.pageSize;
  const ask = async (page: PageWanted): Promise<unknown[]> => {
    const answer = await feed.read(on.client, page, { doing, signal: on.signal });
    on.input.alive();
    return readBody(listSchema, answer, { doing });
  };
  if (after === null) return (await ask({ limit })).toReversed();
  const found = await ask({ limit, sinceId: after });
  const [first, last] = [idOf(found[0]), idOf(found.at(-1))];
  const isNewestFirst = first !== null && last !== null && isLater(first, last) === true;
  if (!isNewestFirst) return found;
  for (let page = found, fills = 0; page.length >= limit / 2 && fills < MAX_FILL; fills += 1) {
    const untilId = idOf(found.at(-1));
    if (untilId === null || on.signal.aborted) break;
    page = await ask({ limit, sinceId: after, untilId });
    found.push(...page);
  }
  return found.toReversed();
}

/** Whether a source has its antennas from the monitors, and not from what a person entered. */
const asksForMonitors = ({ source }: ListenInput): boolean =>
  source.kind === 'antenna' && (source.config['antennas'] ?? '').trim() === '';

/** The feeds of antennas kept for the monitors; what they cannot be asked for is looked for in the social timeline. */
async function feedsForMonitors(on: Pick<Listening, 'client' | 'deps' | 'input'>): Promise<Feed[]> {
  const monitors = (await on.input.monitors?.()) ?? [];
  const { ids, unheard } = await keepAntennas(on.client, on.input.source.id, monitors);
  if (unheard.length === 0) return ids.map(antennaFeed);
  on.deps.log.info(
    { server: on.client.host, unheard },
    'No antenna for some monitors; hearing the social timeline too',
  );
  return [...ids.map(antennaFeed), socialTimeline];
}

/** Ends when the monitors are others than they were: antennas have to follow them. */
async function watchMonitors({ input, deps, signal }: Listening): Promise<void> {
  const now = async (): Promise<string> => JSON.stringify((await input.monitors?.()) ?? []);
  const before = await now();
  while (!signal.aborted && (await now()) === before) {
    await deps.sleep(MONITORS_EVERY_MS, signal).catch(() => {});
  }
}

/** Follows the stream of all feeds, or asks their lists where there is none. */
async function listenTo(feeds: readonly Feed[], on: Listening, stop: AbortController): Promise<void> {
  const followers = new Map<Feed, Follower<StreamEvent>>(
    feeds.map((feed) => [feed, createFollower<Feed, StreamEvent>(feed, on)]),
  );
  const stream: OpenStream | null = await openStream(
    on.client,
    feeds,
    on.deps,
    {
      hear: (feed, event) => followers.get(feed)?.push(event),
      broken: (raw, why) => on.batcher.add({ raw, outcome: { malformed: why } }),
      alive: () => on.input.alive(),
    },
    on.signal,
  );
  if (on.signal.aborted) return;
  if (stream !== null) on.capture = stream.capture;
  const tasks = [...followers].map(([feed, follower]) => async () => {
    if (stream === null) return poll(feed, on, POLL_INSTEAD_MS);
    // A stream that breaks meanwhile is told afterwards: what was read until then counts.
    stream.ended.catch(() => {});
    await follower.catchUp();
    return stream.ended;
  });
  if (asksForMonitors(on.input)) tasks.push(() => watchMonitors(on));
  try {
    await runTogether(tasks, stop, on.signal, on.batcher.failed);
  } finally {
    await stream?.ended.catch(() => {});
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
  const entered = source.config['server'] ?? account?.server;
  if (entered === undefined) {
    throw new AppError('network_rejected', `A source of kind ${source.kind} needs a server or an account`, {
      where: 'server',
    });
  }
  const client = createClientFor(serverAddress(entered));
  const feeds = asksForMonitors(input)
    ? await feedsForMonitors({ client, deps, input })
    : feedsOf(source.kind, source.config);
  const stop = new AbortController();
  const signal = AbortSignal.any([input.signal, stop.signal]);
  const positions = new Positions(input.cursor, idOrder);
  positions.keepOnly(feeds.map((feed) => feed.key));
  const batcher = createBatcher({ deliver: input.deliver, now: deps.now, sleep: deps.sleep }, input.cursor);
  const on: Listening = {
    deps,
    client,
    origin: await client.origin(),
    input,
    signal,
    positions,
    batcher,
    inTurn: createTurns(),
    capture: () => {},
    pollPace,
    // Misskey tells of its limits only when they are reached.
    rate: () => null,
    readPage: (feed, after) => readPage(feed, after, on),
    idOf,
    createdAt: (raw) => fieldOf(raw, 'createdAt'),
    take: (feed, raw) => take(feed, raw, on),
    takeEvent: (feed, event, isEarly) => takeEvent(feed, event, on, isEarly),
    isChange,
  };
  try {
    await listenTo(feeds, on, stop);
  } finally {
    // However it ends: what is delivered later would come beside the next connection, which began before it.
    await batcher.flush();
  }
}
