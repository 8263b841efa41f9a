// Goes through what was heard with any number of queries at once: all of it, what the index leaves of it, or a sample.
import { Engine } from '../../domain/listening/engine/engine.ts';
import { Frequencies } from '../../domain/listening/engine/frequencies.ts';
import { parseQuery } from '../../domain/listening/query.ts';
import type { QueryNode } from '../../domain/listening/query-node.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { heardPerQuarter, storedPosts, windowPosts, type HeardPost } from '../../storage/heard-posts.ts';
import { Pace } from './pace.ts';
import { quarterMs } from './days.ts';
import type { Part } from './estimate.ts';
import { heardNewestFirst } from './heard.ts';
import { narrowed } from './narrowed.ts';
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
  /** Posts that are gone through one by one whatever is asked; the usual number where it is left out. */
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
  /** Heard by quarter hour in which they were seen (days.ts), the quarter's number as key. */
  perQuarter: Map<number, number>;
  since: string | null;
  exact: boolean;
  partial: boolean;
}

export const chunkSize = 1_000;
const fewPosts = 20_000;
/** Learns of all dry runs what is rare. */
const frequencies = new Frequencies();
const whole: Part = { factor: 1, lookedPerCluster: new Map() };

/** An engine with these queries; they must compile. */
export function engineOf(queries: ReadonlyMap<string, string>): Engine {
  const engine = new Engine(frequencies);
  for (const [id, query] of queries) engine.set({ id, version: 1, query });
  return engine;
}

/** Looks until everything was seen or the time is up. */
export async function scanHeard(scan: Scan, visit: (found: Found) => void): Promise<Reach> {
  const { queries, wanted, nowMs, inWorkspace, limits, sampled } = scan;
  const sinceMs = nowMs - limits.maxAgeMs;
  const pace = new Pace(limits.timeLimitMs);
  const engine = engineOf(queries);
  const see = async (heard: Omit<Found, 'names'>): Promise<void> => {
    const names = engine.matchingIds(heard.post);
    if (names.some((name) => wanted.includes(name))) visit({ ...heard, names });
    await pace.breathe();
  };

  const [stored, inWindow] = await Promise.all(
    (['post', 'window_post'] as const).map((place) =>
      inWorkspace((trx) => heardPerQuarter(trx, place, sinceMs)),
    ),
  );
  const reach = reachOf([...(stored ?? []), ...(inWindow ?? [])]);
  if (reach.looked > (scan.fewPosts ?? fewPosts)) {
    const nodes = wanted.flatMap((name) => nodeOf(queries.get(name) ?? ''));
    const posts = await narrowed({ nodes, sinceMs, inWorkspace, pace });
    if (posts !== null) {
      for (const post of posts) await see({ post, part: whole, cluster: 0 });
      return reach;
    }
    if (sampled) {
      for (const [place, counts] of [
        ['post', stored],
        ['window_post', inWindow],
      ] as const) {
        const sample = await samplePlace({ place, counts: counts ?? [], sinceMs, nowMs, inWorkspace });
        const { part } = sample;
        for (const { post, cluster } of sample.posts) await see({ post, part, cluster });
      }
      return { ...reach, exact: false };
    }
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

function nodeOf(query: string): QueryNode[] {
  const parsed = parseQuery(query);
  return parsed.ok ? [parsed.node] : [];
}

function reachOf(counts: readonly { quarter: number; posts: number; since: string }[]): Reach {
  const reach: Reach = { looked: 0, perQuarter: new Map(), since: null, exact: true, partial: false };
  for (const { quarter, posts, since } of counts) {
    reach.looked += posts;
    reach.perQuarter.set(quarter, (reach.perQuarter.get(quarter) ?? 0) + posts);
    if (reach.since === null || since < reach.since) reach.since = since;
  }
  return reach;
}

function countLooked(reach: Reach, seenAt: string): void {
  reach.looked += 1;
  if (reach.since === null || seenAt < reach.since) reach.since = seenAt;
  const quarter = Math.floor(Date.parse(seenAt) / quarterMs);
  reach.perQuarter.set(quarter, (reach.perQuarter.get(quarter) ?? 0) + 1);
}
