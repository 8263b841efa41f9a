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
import { createNotices, type Notices } from './notices.ts';
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

/** A process's hub; nothing runs before `start`. */
export class LiveHub {
  private readonly deps: HubDeps;
  private readonly feeds = new Map<string, KnownFeed>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly notices: Notices;
  private framesSent = 0;
  private bytesSent = 0;

  constructor(deps: HubDeps) {
    this.deps = deps;
    this.notices = createNotices(deps.pool, deps.log, {
      changed: (workspaceId) => this.feeds.get(workspaceId)?.feed.nudge(),
      present: (notice) => {
        if (deps.presence.apply(notice)) this.tellPresenceSoon(notice.workspaceId);
      },
      revoked: (revocation) => this.revoke(revocation),
      missed: () => this.beginAnew(),
    });
  }

  async start(): Promise<void> {
    await this.notices.start();
    const sweep = (): void => {
      for (const workspaceId of this.deps.presence.sweep()) this.tellPresenceSoon(workspaceId);
    };
    this.timers.push(
      setInterval(() => this.beat(), heartbeatMs),
      setInterval(() => this.poll(), safetyPollMs),
      setInterval(sweep, presenceSweepMs),
    );
  }

  /** Whether announcements are heard. */
  listening(): boolean {
    return this.notices.listening();
  }

  /** Adds a browser; `lastEventId` is the cursor it had before its connection broke. */
  async connect(caller: StreamCaller, sink: Sink, lastEventId: string | null): Promise<LiveClient> {
    const { workspaceId } = caller;
    const known = this.openFeed(workspaceId);
    await known.ready;
    const { feed } = known;
    const client = new LiveClient(caller, sink);
    // From here on nothing is missed: what happens while the past is read waits in the client.
    feed.clients.add(client);
    known.emptySinceMs = null;
    try {
      const { cursor } = feed;
      const from = lastEventId === null ? null : parseLiveCursor(lastEventId);
      const missed = from === null ? null : await this.missedSince(known, workspaceId, from);
      client.catchUp(firstFrames(feed, client, { cursor, missed, from, asked: lastEventId !== null }));
      client.send(this.presenceFrame(workspaceId));
    } catch (error) {
      this.disconnect(client);
      throw error;
    }
    return client;
  }

  disconnect(client: LiveClient): void {
    client.end();
    this.feeds.get(client.caller.workspaceId)?.feed.clients.delete(client);
  }

  /** Ends the streams that a revocation names, and lets the rest of the process know. */
  revoke(revocation: Revocation): void {
    this.deps.revoked(revocation);
    this.endWhere((client) => client.isEndedBy(revocation));
  }

  stats(): HubStats {
    let connections = 0;
    for (const { feed } of this.feeds.values()) connections += feed.clients.size;
    const { framesSent, bytesSent } = this;
    return { connections, feeds: this.feeds.size, framesSent, bytesSent };
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const { presenceTimer } of this.feeds.values()) {
      if (presenceTimer !== null) clearTimeout(presenceTimer);
    }
    await Promise.all([...this.feeds.values()].map(({ feed }) => feed.close()));
    this.feeds.clear();
    await this.notices.stop();
  }

  private openFeed(workspaceId: string): KnownFeed {
    const known = this.feeds.get(workspaceId);
    if (known !== undefined) return known;
    const { db, log, rows, networks } = this.deps;
    const feed = new LiveFeed({
      workspaceId,
      rows,
      networks,
      now: () => this.deps.now(),
      steadyMs: () => performance.now(),
      inWorkspace: (work) => inWorkspace(db, workspaceId, work),
      failed: (error) =>
        log.warn({ err: error, workspaceId }, 'a live feed could not be read; it tries again'),
      delivered: (clients, bytes) => {
        this.framesSent += clients;
        this.bytesSent += bytes;
      },
    });
    const ready = feed.begin();
    const opened: KnownFeed = { feed, ready, emptySinceMs: null, presenceTimer: null, reading: new Map() };
    this.feeds.set(workspaceId, opened);
    ready.catch(() => {
      if (this.feeds.get(workspaceId) === opened) this.feeds.delete(workspaceId);
    });
    return opened;
  }

  private async missedSince(known: KnownFeed, workspaceId: string, from: EventCursor): Promise<CaughtUp> {
    const remembered = catchUpFromMemory(known.feed, from);
    if (remembered !== null) return remembered;
    const key = printLiveCursor(from);
    const running =
      known.reading.get(key) ??
      inWorkspace(this.deps.db, workspaceId, (trx) =>
        catchUpFromLog(this.deps, trx, workspaceId, from),
      ).finally(() => known.reading.delete(key));
    known.reading.set(key, running);
    return running;
  }

  private tellPresenceSoon(workspaceId: string): void {
    const known = this.feeds.get(workspaceId);
    if (known === undefined || known.presenceTimer !== null) return;
    known.presenceTimer = setTimeout(() => {
      known.presenceTimer = null;
      const bytes = this.presenceFrame(workspaceId);
      known.feed.broadcast(() => bytes);
    }, presencePaceMs);
  }

  private presenceFrame(workspaceId: string): Buffer {
    return frame('presence', JSON.stringify({ presence: this.deps.presence.stateOf(workspaceId) }));
  }

  /** Revocations may have been missed: every stream begins anew, with its caller looked up again. */
  private beginAnew(): void {
    this.endWhere(() => true);
    for (const { feed } of this.feeds.values()) feed.nudge();
  }

  private endWhere(ends: (client: LiveClient) => boolean): void {
    for (const { feed } of this.feeds.values()) {
      for (const client of feed.clients) {
        if (ends(client)) client.end();
        if (!client.open) feed.clients.delete(client);
      }
    }
  }

  private beat(): void {
    const nowMs = this.deps.now();
    this.endWhere((client) => client.isOutdated(nowMs));
    for (const { feed } of this.feeds.values()) feed.broadcast(() => heartbeat);
  }

  private poll(): void {
    const nowMs = this.deps.now();
    for (const [workspaceId, known] of this.feeds) {
      if (known.feed.clients.size > 0) {
        known.emptySinceMs = null;
        known.feed.nudge();
        continue;
      }
      known.emptySinceMs ??= nowMs;
      if (nowMs < known.emptySinceMs + feedLingerMs) continue;
      this.feeds.delete(workspaceId);
      void known.feed.close();
    }
  }
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
