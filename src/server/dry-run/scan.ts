// Goes through what was heard with any number of queries at once: all of it, what the index leaves of it, or a sample.
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { storedPosts, windowPosts, type HeardPost } from '../../storage/heard-posts.ts';
import { heardPerQuarter, quarterMs, type HeardCounts } from '../../storage/heard-tally.ts';
import { heardSince } from './days.ts';
import { engineOf } from './engine.ts';
import type { Part } from './estimate.ts';
import { heardNewestFirst } from './heard.ts';
import { narrowed } from './narrowed.ts';
import { Pace } from './pace.ts';
import { samplePlace } from './sample.ts';

export interface ScanLimits {
  /** Look no further back than this. */
  maxAgeMs: number;
  timeLimitMs: number;
}

export interface Scan {
  /** By name. */
  queries: ReadonlyMap<string, string>;
  /** Only what one of these finds is of interest; of that, all that find it. */
  wanted: readonly string[];
  nowMs: number;
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
  limits: ScanLimits;
  /** Whether an estimate will do where a query is wide. */
  sampled: boolean;
  /** So many posts are gone through one by one rather than sampled; the usual number where it is left out. */
  fewPosts?: number;
}

/** A heard post that one of the wanted queries finds. */
export interface Found {
  post: HeardPost;
  /** Of the queries that find it. */
  names: readonly string[];
  part: Part;
  cluster: number;
}

/** What was gone through. */
export interface Reach {
  looked: number;
  /** Heard by quarter hour in which they were seen (heard-tally.ts), the quarter's number as key. */
  perQuarter: Map<number, number>;
  since: string | null;
  exact: boolean;
  partial: boolean;
}

export const chunkSize = 1_000;
const fewPosts = 20_000;
const whole: Part = { factor: 1, lookedPerCluster: new Map() };

/** Looks until everything was seen or the time is up. */
export async function scanHeard(scan: Scan, visit: (found: Found) => void): Promise<Reach> {
  const { queries, wanted, nowMs, inWorkspace, limits, sampled } = scan;
  const sinceMs = heardSince(nowMs, limits.maxAgeMs);
  const pace = new Pace(limits.timeLimitMs);
  const engine = engineOf(queries);
  const see = async (heard: Omit<Found, 'names'>): Promise<void> => {
    const names = engine.matchingIds(heard.post);
    if (names.some((name) => wanted.includes(name))) visit({ ...heard, names });
    await pace.breathe();
  };

  const asked = wanted.map((name) => queries.get(name) ?? '');
  const [stored, inWindow, posts] = await Promise.all([
    inWorkspace((trx) => heardPerQuarter(trx, 'post', sinceMs)),
    inWorkspace((trx) => heardPerQuarter(trx, 'window_post', sinceMs)),
    narrowed({ queries: asked, sinceMs, inWorkspace, pace }),
  ]);
  const reach = reachOf([stored, inWindow]);
  if (posts !== null) {
    for (const post of posts) await see({ post, part: whole, cluster: 0 });
    return reach;
  }
  if (sampled && reach.looked > (scan.fewPosts ?? fewPosts)) {
    const samples = await Promise.all([
      samplePlace({ place: 'post', counts: stored, sinceMs, nowMs, inWorkspace }),
      samplePlace({ place: 'window_post', counts: inWindow, sinceMs, nowMs, inWorkspace }),
    ]);
    for (const { posts: some, part } of samples)
      for (const { post, cluster } of some) await see({ post, part, cluster });
    return { ...reach, exact: false };
  }
  const plain: Reach = { looked: 0, perQuarter: new Map(), since: null, exact: true, partial: false };
  const all = heardNewestFirst([storedPosts, windowPosts], (chunk, beforeId) =>
    inWorkspace((trx) => chunk(trx, { beforeId, sinceMs, limit: chunkSize })),
  );
  for await (const post of all) {
    countLooked(plain, post.seenAt);
    await see({ post, part: whole, cluster: 0 });
    if (pace.isOver) return { ...plain, partial: true };
  }
  return plain;
}

function reachOf(places: readonly HeardCounts[]): Reach {
  const reach: Reach = { looked: 0, perQuarter: new Map(), since: null, exact: true, partial: false };
  for (const { perQuarter, since } of places) {
    for (const { quarter, posts } of perQuarter) {
      reach.looked += posts;
      reach.perQuarter.set(quarter, (reach.perQuarter.get(quarter) ?? 0) + posts);
    }
    if (since !== null && (reach.since === null || since < reach.since)) reach.since = since;
  }
  return reach;
}

function countLooked(reach: Reach, seenAt: string): void {
  reach.looked += 1;
  if (reach.since === null || seenAt < reach.since) reach.since = seenAt;
  const quarter = Math.floor(Date.parse(seenAt) / quarterMs);
  reach.perQuarter.set(quarter, (reach.perQuarter.get(quarter) ?? 0) + 1);
}
