// One workspace's live feed: reads its events since the last look, and writes what changed to everybody at once.
import type { LiveChange } from '../../contract/live.ts';
import type { CountsView } from '../../contract/counts-view.ts';
import { countWorkspace, type WorkspaceCounts } from '../../storage/counts.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { eventsSince, newestCursor, type EventCursor, type LoggedEvent } from '../../storage/live-events.ts';
import { monitorsOfPosts } from '../../storage/monitors.ts';
import { memberRows } from '../../storage/team.ts';
import { countsViewOf, ownCounts, sharedCounts } from '../present/counts.ts';
import { readChanges, subjectsOf, type ChangeReader } from './changes.ts';
import type { LiveClient } from './client.ts';
import { printLiveCursor } from './cursor.ts';
import { ownFrame } from './frames.ts';

/** At most one write a client and this long. */
const paceMs = 100;
/** Events that are committed but not readable yet are looked for again after this. */
const hiddenRetryMs = 50;
/**
 * Counting costs more than reading what changed, and most where much waits: numbers may be this old while much happens,
 * and older the longer counting takes, but never older than a person would notice.
 */
const countEveryMs = { least: 300, most: 900, timesTaken: 10 };
const monitorsEveryMs = 1_500;
const eventsAtOnce = 500;
/** After a failure; a database that is away is asked no more often for it. */
const failedRetryMs = 1_000;

export interface FeedDeps extends ChangeReader {
  workspaceId: string;
  /** Milliseconds by a clock that nobody sets: the pace must not stand still when the time of day is put back. */
  steadyMs(): number;
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
  failed(error: unknown): void;
  delivered(clients: number, bytes: number): void;
}

export interface Batch {
  after: EventCursor;
  cursor: EventCursor;
  changes: LiveChange[];
}

/** Changes kept for browsers that come back at once after a break, so that they cost the database nothing. */
const changesKept = 2_000;

export class LiveFeed {
  readonly clients = new Set<LiveClient>();
  readonly recent: Batch[] = [];
  private recentSize = 0;
  private readonly deps: FeedDeps;
  private position: EventCursor | null = null;
  private counts: WorkspaceCounts | null = null;
  private countedAtMs = 0;
  private countAgainMs = countEveryMs.least;
  private countsDue = false;
  private readonly monitorsDue = new Set<string>();
  private monitorsReadAtMs = -Infinity;
  private wanted = false;
  private working: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private timerAtMs = 0;
  private lastWorkMs = -Infinity;
  private closed = false;

  constructor(deps: FeedDeps) {
    this.deps = deps;
  }

  /** Reads the position and the numbers to begin with; once. */
  async begin(): Promise<void> {
    const { position, counts } = await this.deps.inWorkspace(async (trx) => ({
      position: await newestCursor(trx),
      counts: await countWorkspace(trx),
    }));
    this.position ??= position;
    this.counts ??= counts;
    this.countedAtMs = this.deps.steadyMs();
    if (this.wanted) this.nudge();
  }

  get cursor(): EventCursor {
    if (this.position === null) throw new Error('the feed has not begun');
    return this.position;
  }

  countsFor(userId: string | null): CountsView {
    if (this.counts === null) throw new Error('the feed has not begun');
    return countsViewOf(this.counts, userId);
  }

  /** Something may have happened: look soon, but not more often than the pace allows. */
  nudge(): void {
    this.wanted = true;
    // Before it has begun there is no position to look from: the beginning looks by itself.
    if (this.position !== null) this.schedule(Math.max(0, this.lastWorkMs + paceMs - this.deps.steadyMs()));
  }

  /** Writes to everybody; those too slow to take it are gone afterwards. */
  broadcast(bytes: (client: LiveClient) => Buffer): void {
    let sent = 0;
    let sentBytes = 0;
    for (const client of this.clients) {
      const frame = bytes(client);
      if (client.send(frame)) {
        sent += 1;
        sentBytes += frame.length;
      } else this.clients.delete(client);
    }
    this.deps.delivered(sent, sentBytes);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    for (const client of this.clients) client.end();
    this.clients.clear();
    await this.working;
  }

  private schedule(inMs: number): void {
    if (this.closed || this.working !== null) return;
    const atMs = this.deps.steadyMs() + inMs;
    if (this.timer !== null) {
      if (this.timerAtMs <= atMs) return;
      clearTimeout(this.timer);
    }
    this.timerAtMs = atMs;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.working = this.workOnce().then((againInMs) => {
        this.working = null;
        if (this.wanted) this.schedule(againInMs);
      });
    }, inMs);
  }

  /** Answers when to look again where that is wanted: what could not be read is still to be told. */
  private async workOnce(): Promise<number> {
    try {
      await this.work();
      return paceMs;
    } catch (error) {
      this.deps.failed(error);
      this.wanted = true;
      this.countsDue = true;
      return failedRetryMs;
    }
  }

  private async work(): Promise<void> {
    this.wanted = false;
    this.lastWorkMs = this.deps.steadyMs();
    const after = this.cursor;
    const { batch, moreSoon, counted } = await this.deps.inWorkspace(async (trx) => {
      const { events, moreSoon } = await eventsSince(trx, after, eventsAtOnce);
      if (events.length > 0) this.countsDue = true;
      const changes = events.length === 0 ? [] : await this.changesOf(trx, events);
      changes.push(...(await this.dueMonitors(trx, changes)));
      const counted = await this.dueCounts(trx, changes);
      const last = events.at(-1);
      const cursor = last === undefined ? after : { tx: last.tx, id: last.id };
      return { batch: { after, cursor, changes }, moreSoon, counted };
    });
    this.position = batch.cursor;
    if (batch.changes.length > 0) this.keep(batch);
    if (batch.changes.length > 0 || counted) this.publish(batch);
    if (moreSoon) {
      this.wanted = true;
      this.later(hiddenRetryMs);
    }
    if (this.countsDue) this.later(this.countedAtMs + this.countAgainMs - this.deps.steadyMs());
    if (this.monitorsDue.size > 0) this.later(this.monitorsReadAtMs + monitorsEveryMs - this.deps.steadyMs());
  }

  /** Work schedules its successor only once it is over. */
  private later(inMs: number): void {
    setImmediate(() => this.schedule(Math.max(0, inMs)));
  }

  private async changesOf(trx: WorkspaceTransaction, events: LoggedEvent[]): Promise<LiveChange[]> {
    const subjects = subjectsOf(events);
    const posts = [...(subjects.get('ledger') ?? []), ...(subjects.get('post') ?? [])];
    if (posts.length > 0) for (const id of await monitorsOfPosts(trx, posts)) this.monitorsDue.add(id);
    for (const id of subjects.get('monitor') ?? []) this.monitorsDue.delete(id);
    return readChanges(this.deps, trx, this.deps.workspaceId, subjects);
  }

  /** A monitor's matches of the day move with every match: shown in time, but not read for each. */
  private async dueMonitors(trx: WorkspaceTransaction, sofar: LiveChange[]): Promise<LiveChange[]> {
    if (this.monitorsDue.size === 0 || this.deps.steadyMs() < this.monitorsReadAtMs + monitorsEveryMs)
      return [];
    this.monitorsReadAtMs = this.deps.steadyMs();
    const shown = new Set(sofar.filter((change) => change.kind === 'monitor').map((change) => change.id));
    const ids = new Set([...this.monitorsDue].filter((id) => !shown.has(id)));
    this.monitorsDue.clear();
    if (ids.size === 0) return [];
    return readChanges(this.deps, trx, this.deps.workspaceId, new Map([['monitor', ids]]));
  }

  /** Counts again when that is due; who has more or fewer cases than before is a change too. Answers whether it counted. */
  private async dueCounts(trx: WorkspaceTransaction, changes: LiveChange[]): Promise<boolean> {
    if (!this.countsDue || this.deps.steadyMs() < this.countedAtMs + this.countAgainMs) return false;
    this.countsDue = false;
    this.countedAtMs = this.deps.steadyMs();
    const before = this.counts?.unfinishedByAssignee ?? new Map<string, number>();
    const { least, most, timesTaken } = countEveryMs;
    const started = performance.now();
    this.counts = await countWorkspace(trx);
    this.countAgainMs = Math.min(most, Math.max(least, (performance.now() - started) * timesTaken));
    const after = this.counts.unfinishedByAssignee;
    const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
      (id) => before.get(id) !== after.get(id),
    );
    if (moved.length > 0) {
      for (const row of await memberRows(trx, moved)) changes.push({ kind: 'member', id: row.userId, row });
    }
    return true;
  }

  private keep(batch: Batch): void {
    this.recent.push(batch);
    this.recentSize += batch.changes.length;
    while (this.recentSize > changesKept && this.recent.length > 1) {
      this.recentSize -= this.recent.shift()?.changes.length ?? 0;
    }
  }

  private publish({ cursor, changes }: Batch): void {
    if (this.clients.size === 0 || this.counts === null) return;
    const { counts } = this;
    const shared = JSON.stringify(sharedCounts(counts)).slice(0, -1);
    const frameFor = ownFrame(
      `id: ${printLiveCursor(cursor)}\nevent: changes\ndata: {"changes":${JSON.stringify(changes)},"counts":`,
      `${shared},`,
      '}}',
    );
    this.broadcast((client) => frameFor(JSON.stringify(ownCounts(counts, client.userId)).slice(1, -1)));
  }
}
