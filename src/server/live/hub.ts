// The live hub of a process: one feed for each workspace somebody watches, fed by one listening connection.
import type pg from 'pg';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../storage/database.ts';
import type { EventCursor } from '../../storage/live-events.ts';
import type { Revocation } from '../../storage/revocations.ts';
import type { Database } from '../../storage/tables.ts';
import type { Log, NetworkPort, WorkRows } from '../ports.ts';
import { catchUpFromLog, catchUpFromMemory, type CaughtUp } from './catch-up.ts';
import { LiveClient, type Sink, type StreamCaller } from './client.ts';
import { parseLiveCursor, printLiveCursor } from './cursor.ts';
import { LiveFeed } from './feed.ts';
import { frame, heartbeat, retryAfter } from './frames.ts';
import { createNotices } from './notices.ts';
import type { Presence } from './presence.ts';

const heartbeatMs = 15_000;
/** In case an announcement was lost. */
const safetyPollMs = 5_000;
const presencePaceMs = 100;
const presenceSweepMs = 5_000;
const feedLingerMs = 30_000;
const reconnectAfterMs = 1_000;

export interface HubDeps {
  db: Kysely<Database>;
  pool: pg.Pool;
  log: Log;
  now(): number;
  rows: WorkRows;
  networks: ReadonlyMap<string, NetworkPort>;
  presence: Presence;
  /** A revocation was heard of: other parts of the process forget what they remember. */
  revoked(revocation: Revocation): void;
}

export interface HubStats {
  connections: number;
  feeds: number;
  framesSent: number;
  bytesSent: number;
}

interface KnownFeed {
  feed: LiveFeed;
  ready: Promise<void>;
  emptySinceMs: number | null;
  presenceTimer: NodeJS.Timeout | null;
  /** Browsers that come back together with the same cursor are read for once. */
  readonly reading: Map<string, Promise<CaughtUp>>;
}

export interface LiveHub {
  start(): Promise<void>;
  listening(): boolean;
  /** Adds a browser; `lastEventId` is the cursor it had before its connection broke. */
  connect(caller: StreamCaller, sink: Sink, lastEventId: string | null): Promise<LiveClient>;
  disconnect(client: LiveClient): void;
  revoke(revocation: Revocation): void;
  stats(): HubStats;
  stop(): Promise<void>;
}

/** Makes a process's hub; nothing runs before `start`. */
export function createLiveHub(deps: HubDeps): LiveHub {
  const feeds = new Map<string, KnownFeed>();
  const timers: NodeJS.Timeout[] = [];
  let framesSent = 0;
  let bytesSent = 0;

  const notices = createNotices(deps.pool, deps.log, {
    changed: (workspaceId) => feeds.get(workspaceId)?.feed.nudge(),
    present(notice) {
      if (deps.presence.apply(notice)) announcePresenceSoon(notice.workspaceId);
    },
    revoked: (revocation) => revoke(revocation),
    missed() {
      // Revocations may have been missed: every stream begins anew, with its caller looked up again.
      for (const { feed } of feeds.values()) {
        for (const client of feed.clients) client.end();
        feed.clients.clear();
        feed.nudge();
      }
    },
  });

  function openFeed(workspaceId: string): KnownFeed {
    const known = feeds.get(workspaceId);
    if (known !== undefined) return known;
    const feed = new LiveFeed({
      workspaceId,
      rows: deps.rows,
      networks: deps.networks,
      now: () => deps.now(),
      inWorkspace: (work) => inWorkspace(deps.db, workspaceId, work),
      failed: (error) =>
        deps.log.warn({ err: error, workspaceId }, 'a live feed could not be read; it tries again'),
      delivered(clients, bytes) {
        framesSent += clients;
        bytesSent += bytes;
      },
    });
    const opened: KnownFeed = {
      feed,
      ready: feed.begin(),
      emptySinceMs: null,
      presenceTimer: null,
      reading: new Map(),
    };
    feeds.set(workspaceId, opened);
    opened.ready.catch(() => {
      if (feeds.get(workspaceId) === opened) feeds.delete(workspaceId);
    });
    return opened;
  }

  function announcePresenceSoon(workspaceId: string): void {
    const known = feeds.get(workspaceId);
    if (known === undefined || known.presenceTimer !== null) return;
    known.presenceTimer = setTimeout(() => {
      known.presenceTimer = null;
      const bytes = presenceFrame(workspaceId);
      known.feed.broadcast(() => bytes);
    }, presencePaceMs);
  }

  function presenceFrame(workspaceId: string): Buffer {
    return frame('presence', JSON.stringify({ presence: deps.presence.stateOf(workspaceId) }));
  }

  function revoke(revocation: Revocation): void {
    deps.revoked(revocation);
    if (!revocation.ends) return;
    for (const { feed } of feeds.values()) {
      for (const client of feed.clients) {
        if (!client.isEndedBy(revocation)) continue;
        client.end();
        feed.clients.delete(client);
      }
    }
  }

  async function missedSince(known: KnownFeed, workspaceId: string, from: EventCursor): Promise<CaughtUp> {
    const remembered = catchUpFromMemory(known.feed, from);
    if (remembered !== null) return remembered;
    const key = printLiveCursor(from);
    const running =
      known.reading.get(key) ??
      inWorkspace(deps.db, workspaceId, (trx) => catchUpFromLog(deps, trx, workspaceId, from)).finally(() =>
        known.reading.delete(key),
      );
    known.reading.set(key, running);
    return running;
  }

  function beat(): void {
    const nowMs = deps.now();
    for (const { feed } of feeds.values()) {
      for (const client of feed.clients) {
        if (client.isOutdated(nowMs)) client.end();
        if (!client.open) feed.clients.delete(client);
      }
      feed.broadcast(() => heartbeat);
    }
  }

  function poll(): void {
    const nowMs = deps.now();
    for (const [workspaceId, known] of feeds) {
      if (known.feed.clients.size > 0) {
        known.emptySinceMs = null;
        known.feed.nudge();
        continue;
      }
      known.emptySinceMs ??= nowMs;
      if (nowMs < known.emptySinceMs + feedLingerMs) continue;
      feeds.delete(workspaceId);
      void known.feed.close();
    }
  }

  return {
    async start() {
      await notices.start();
      timers.push(setInterval(beat, heartbeatMs), setInterval(poll, safetyPollMs));
      timers.push(
        setInterval(() => {
          for (const workspaceId of deps.presence.sweep()) announcePresenceSoon(workspaceId);
        }, presenceSweepMs),
      );
    },
    listening: () => notices.listening(),
    async connect(caller, sink, lastEventId) {
      const { workspaceId } = caller;
      const known = openFeed(workspaceId);
      await known.ready;
      const { feed } = known;
      const client = new LiveClient(caller, sink);
      // From here on nothing is missed: what happens while the past is read waits in the client.
      feed.clients.add(client);
      known.emptySinceMs = null;
      try {
        const { cursor } = feed;
        const from = lastEventId === null ? null : parseLiveCursor(lastEventId);
        const missed = from === null ? null : await missedSince(known, workspaceId, from);
        client.catchUp(firstFrames(feed, client, { cursor, missed, from, asked: lastEventId !== null }));
        client.send(presenceFrame(workspaceId));
      } catch (error) {
        feed.clients.delete(client);
        client.end();
        throw error;
      }
      return client;
    },
    disconnect(client) {
      client.end();
      feeds.get(client.caller.workspaceId)?.feed.clients.delete(client);
    },
    revoke,
    stats() {
      let connections = 0;
      for (const { feed } of feeds.values()) connections += feed.clients.size;
      return { connections, feeds: feeds.size, framesSent, bytesSent };
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      for (const known of feeds.values()) {
        if (known.presenceTimer !== null) clearTimeout(known.presenceTimer);
      }
      await Promise.all([...feeds.values()].map((known) => known.feed.close()));
      feeds.clear();
      await notices.stop();
    },
  };
}

interface Beginning {
  cursor: EventCursor;
  from: EventCursor | null;
  missed: CaughtUp;
  /** The browser had a cursor. */
  asked: boolean;
}

function firstFrames(
  feed: LiveFeed,
  client: LiveClient,
  { cursor, from, missed, asked }: Beginning,
): Buffer[] {
  const id = printLiveCursor(cursor);
  const counts = feed.countsFor(client.userId);
  const retry = retryAfter(reconnectAfterMs);
  if (missed !== null && from !== null) {
    // The cursor moves only with the changes: a break in between must not lose them.
    const hello = JSON.stringify({ cursor: printLiveCursor(from), counts, resumed: true });
    return [retry, frame('hello', hello), frame('changes', JSON.stringify({ changes: missed, counts }), id)];
  }
  const frames = [retry, frame('hello', JSON.stringify({ cursor: id, counts, resumed: false }), id)];
  if (asked) frames.push(frame('reset', '{}', id));
  return frames;
}
