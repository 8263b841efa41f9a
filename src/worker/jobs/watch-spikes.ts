// Watches how many posts come in: counts them by interval, asks the detector, and writes down spikes. It never acts.
import type { Kysely } from 'kysely';
import type { SpikeSettings } from '../../domain/spikes/settings.ts';
import { newWatchedSeries, watch, watchIntervalMs, type SpikeNews } from '../../domain/spikes/watch.ts';
import { inWorkspace, type WorkspaceTransaction } from '../../storage/database.ts';
import { appendEvents } from '../../storage/events.ts';
import {
  alignSeries,
  claimCounting,
  countPosts,
  endCounting,
  keyOf,
  listeningSince,
  saveSeries,
  saveSpike,
  seriesAfter,
  type SeriesKey,
  type StoredSeries,
} from '../../storage/spike-series.ts';
import type { Database } from '../../storage/tables.ts';

export interface WatchDeps {
  db: Kysely<Database>;
  now(): number;
  newId(): string;
  settings: SpikeSettings;
}

/** A post's transaction may commit a little after the time it is entered with. */
const GRACE_MS = 20_000;
/** What was written longer ago was caught up on after a break, and says nothing of how much comes in now. */
const FRESH_MS = 900_000;
/** Whoever was away longer begins anew here: nobody needs to be told of a spike of the day before yesterday. */
const MOST_BEHIND_MS = 48 * 3_600_000;
/** Intervals of one transaction, and series in memory at a time: both bound what is held and for how long. */
const MOST_INTERVALS = 48;
const CHUNK = 1_000;

interface Interval {
  step: number;
  startMs: number;
}

const intervalAt = (timeMs: number): number => Math.floor(timeMs / watchIntervalMs) * watchIntervalMs;

/**
 * Counts what came in since the last time, of one workspace. Each series says itself until when it was counted and is
 * written together with its spikes: however often this is killed and however many workers there are, each interval is
 * counted once. Answers how many intervals were gone through; 0 when there was none yet, or somebody else counts.
 */
export async function watchSpikes(deps: WatchDeps, workspaceId: string): Promise<number> {
  const { db } = deps;
  const nowMs = deps.now();
  const newestMs = intervalAt(nowMs - GRACE_MS);
  const clockMs = await inWorkspace(db, workspaceId, (trx) =>
    claimCounting(trx, workspaceId, newestMs, nowMs),
  );
  if (clockMs === null) return 0;
  const fromMs = intervalAt(Math.max(clockMs, nowMs - MOST_BEHIND_MS));
  const toMs = Math.min(newestMs, fromMs + MOST_INTERVALS * watchIntervalMs);
  await countBetween(deps, workspaceId, { fromMs, toMs });
  await inWorkspace(db, workspaceId, (trx) => endCounting(trx, workspaceId, toMs, nowMs));
  return (toMs - fromMs) / watchIntervalMs;
}

async function countBetween(
  deps: WatchDeps,
  workspaceId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<void> {
  const { db, settings } = deps;
  const intervals = await inWorkspace(db, workspaceId, (trx) => listenedIntervals(trx, fromMs, toMs));
  if (intervals.length === 0) return;
  const counts = await inWorkspace(db, workspaceId, async (trx) => {
    const at = new Date(deps.now()).toISOString();
    const ended = await alignSeries(trx, workspaceId, newWatchedSeries(settings), at);
    await tell(deps, trx, workspaceId, 'ended', ended);
    return countPosts(trx, workspaceId, { fromMs, toMs, intervalMs: watchIntervalMs, freshMs: FRESH_MS });
  });
  let after: StoredSeries | null = null;
  for (;;) {
    // Short transactions: live readers wait for the oldest one that writes.
    const from: StoredSeries | null = after;
    const series: StoredSeries[] = await inWorkspace(db, workspaceId, (trx) =>
      feedChunk(deps, trx, workspaceId, { after: from, intervals, counts }),
    );
    after = series.at(-1) ?? null;
    if (series.length < CHUNK) break;
  }
}

interface Chunk {
  after: SeriesKey | null;
  intervals: readonly Interval[];
  counts: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

async function feedChunk(
  deps: WatchDeps,
  trx: WorkspaceTransaction,
  workspaceId: string,
  { after, intervals, counts }: Chunk,
): Promise<StoredSeries[]> {
  const series = await seriesAfter(trx, after, CHUNK);
  for (const one of series) {
    for (const { what, spike, atMs } of hear(deps, one, intervals, counts.get(keyOf(one)))) {
      await saveSpike(trx, workspaceId, one, spike, what === 'ended' ? atMs : null);
      await tell(deps, trx, workspaceId, what, [spike.id]);
    }
  }
  await saveSeries(trx, series);
  return series;
}

async function tell(
  { now }: WatchDeps,
  trx: WorkspaceTransaction,
  workspaceId: string,
  what: SpikeNews['what'],
  ids: readonly string[],
): Promise<void> {
  const at = new Date(now()).toISOString();
  const type = `spike.${what}`;
  await appendEvents(
    trx,
    ids.map((subjectId) => ({ workspaceId, at, actorId: null, type, subject: 'spike', subjectId })),
  );
}

/** Of a time in which nothing was listened to nothing is known: it is left out, not taken for silence. */
async function listenedIntervals(
  trx: WorkspaceTransaction,
  fromMs: number,
  toMs: number,
): Promise<Interval[]> {
  const sinceMs = await listeningSince(trx);
  if (sinceMs === null) return [];
  const intervals: Interval[] = [];
  for (let startMs = fromMs, step = 0; startMs < toMs; startMs += watchIntervalMs, step += 1) {
    if (startMs >= sinceMs) intervals.push({ step, startMs });
  }
  return intervals;
}

/** Feeds a series; answers the last word on each of its spikes, and when the interval began that said it. */
function hear(
  { settings, newId }: WatchDeps,
  { watched }: StoredSeries,
  intervals: readonly Interval[],
  counts: ReadonlyMap<number, number> | undefined,
): Iterable<SpikeNews & { atMs: number }> {
  const news = new Map<string, SpikeNews & { atMs: number }>();
  for (const { step, startMs } of intervals) {
    if (startMs <= watched.detector.lastMs) continue;
    const said = watch(watched, startMs, counts?.get(step) ?? 0, settings, newId);
    if (said !== null) news.set(said.spike.id, { ...said, atMs: startMs });
  }
  return news.values();
}
