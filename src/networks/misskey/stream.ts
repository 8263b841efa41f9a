// Misskey's stream: one WebSocket on which channels are connected to and notes are captured.
import { z } from 'zod';
import type { NetworkDeps } from '../kit/network.ts';
import { readSocket } from '../kit/socket.ts';
import type { Client } from './client.ts';
import type { Feed } from './feeds.ts';
import type { StreamEvent } from './take.ts';

const OPEN_TIMEOUT_MS = 15_000;
/** Notes whose deletion is told; beyond, the oldest are let go. */
const MOST_CAPTURED = 1000;
const BROKEN_MAX = 4096;

const frameSchema = z.object({ type: z.string(), body: z.unknown().optional() });
const channelSchema = z.object({ id: z.string(), type: z.string(), body: z.unknown().optional() });
const idSchema = z.object({ id: z.string() });

/** What comes of a stream, and to which feed. */
export interface StreamEar {
  /** A promise means "enough for now". */
  hear(feed: Feed, event: StreamEvent): Promise<void> | undefined;
  /** A frame that cannot be read. */
  broken(raw: unknown, why: string): Promise<void>;
  alive(): void;
}

export interface OpenStream {
  /** Resolves when the other side closes, rejects when it breaks. */
  ended: Promise<void>;
  capture(noteId: string, feed: Feed): void;
}

/** Where a server streams; the token is in it. */
function streamUrl({ server, token }: Client): string {
  const url = new URL('/streaming', server.replace(/^http/i, 'ws'));
  if (token !== undefined) url.searchParams.set('i', token);
  return url.href;
}

/** Which notes are captured, for whom; the oldest are let go. */
function createCaptures(send: (type: string, body: unknown) => void) {
  const captured = new Map<string, Feed>();
  return {
    feedOf: (noteId: string): Feed | undefined => captured.get(noteId),
    add(noteId: string, feed: Feed): void {
      if (captured.has(noteId)) return;
      captured.set(noteId, feed);
      send('subNote', { id: noteId });
      const [oldest] = captured.keys();
      if (captured.size <= MOST_CAPTURED || oldest === undefined) return;
      captured.delete(oldest);
      send('unsubNote', { id: oldest });
    },
  };
}

function parseFrame(data: Buffer): z.infer<typeof frameSchema> | null {
  try {
    const parsed = frameSchema.safeParse(JSON.parse(data.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Connects to the channels of all feeds. Null where the server has no stream for us: one that refuses, is silent, or does
 * not let us into a channel. A token that is dead shows in the lists, with a clearer word. Throws only when `signal` aborts.
 */
export async function openStream(
  client: Client,
  feeds: readonly Feed[],
  deps: NetworkDeps,
  ear: StreamEar,
  signal: AbortSignal,
): Promise<OpenStream | null> {
  const giveUp = new AbortController();
  const opened = Promise.withResolvers<true>();
  const waiting = new Set(feeds.map(({ key }) => key));
  const byKey = new Map(feeds.map((feed) => [feed.key, feed]));
  let sendText: (text: string) => void = () => {};
  const send = (type: string, body: unknown): void => sendText(JSON.stringify({ type, body }));
  const captures = createCaptures(send);

  function onChannel(body: unknown): Promise<void> | undefined {
    const parsed = channelSchema.safeParse(body);
    const feed = parsed.success ? byKey.get(parsed.data.id) : undefined;
    if (!parsed.success || feed === undefined) return undefined;
    // The main channel says the same of a mention three times; the notification has an id that the list has too.
    const isRecord = parsed.data.type === (feed.of === 'notes' ? 'note' : 'notification');
    return isRecord ? ear.hear(feed, { type: 'record', raw: parsed.data.body }) : undefined;
  }

  function onFrame(data: Buffer): Promise<void> | undefined {
    const frame = parseFrame(data);
    if (frame === null)
      return ear.broken(data.toString('utf8').slice(0, BROKEN_MAX), 'the frame is not readable');
    if (frame.type === 'channel') return onChannel(frame.body);
    const parsed = idSchema.safeParse(frame.body);
    if (!parsed.success) return undefined;
    if (frame.type === 'connected') {
      waiting.delete(parsed.data.id);
      if (waiting.size === 0) opened.resolve(true);
    }
    const feed = frame.type === 'noteUpdated' ? captures.feedOf(parsed.data.id) : undefined;
    return feed === undefined ? undefined : ear.hear(feed, { type: 'update', raw: frame.body });
  }

  const ended = readSocket({
    url: streamUrl(client),
    ...(deps.socketGuard === undefined ? {} : { guard: deps.socketGuard }),
    signal: AbortSignal.any([signal, giveUp.signal]),
    onOpen(sendNow) {
      sendText = sendNow;
      for (const { key, stream } of feeds) {
        send('connect', { channel: stream.channel, id: key, params: stream.params ?? {}, pong: true });
      }
    },
    onFrame,
    onAlive: ear.alive,
  }).then(() => {});
  const why = await Promise.race([
    opened.promise.then(() => null),
    ended.then(
      () => 'closed',
      (error: unknown) => String(error),
    ),
    deps.sleep(OPEN_TIMEOUT_MS, signal).then(
      () => 'a channel was not opened',
      () => 'stopped',
    ),
  ]);
  if (why === null) return { ended, capture: (noteId, feed) => captures.add(noteId, feed) };
  giveUp.abort();
  await ended.catch(() => {});
  if (!signal.aborted)
    deps.log.info({ server: client.host, why }, 'No stream for us; asking the lists instead');
  return null;
}
