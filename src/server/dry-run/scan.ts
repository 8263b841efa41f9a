// Goes through what was heard, newest first, with any number of queries at once, within a time limit and with breaths.
import { setImmediate as breathe } from 'node:timers/promises';
import { Engine } from '../../domain/listening/engine/engine.ts';
import { Frequencies } from '../../domain/listening/engine/frequencies.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { storedPosts, windowPosts, type HeardPost } from '../../storage/heard-posts.ts';
import { quarterMs } from './days.ts';
import type { Part } from './estimate.ts';

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
  /** Looked at by quarter hour of when they were seen (days.ts), the quarter's number as key. */
  perQuarter: Map<number, number>;
  since: string | null;
  exact: boolean;
  partial: boolean;
}

const chunkSize = 1_000;
/** Worked between two breaths; a large query takes milliseconds a post. */
const breatheEveryMs = 5;
const afterEverything = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Learns of all dry runs what is rare. */
const frequencies = new Frequencies();
const whole: Part = { factor: 1, lookedPerCluster: new Map() };

type ReadChunk = typeof storedPosts;

/** Both places merged, newest first; each is read only as far as it is needed. */
export async function* heardNewestFirst(
  read: (chunk: ReadChunk, beforeId: string) => Promise<HeardPost[]>,
  beforeId = afterEverything,
): AsyncGenerator<HeardPost> {
  const places = [storedPosts, windowPosts].map((chunk) => ({
    chunk,
    before: beforeId,
    posts: [] as HeardPost[],
    at: 0,
    done: false,
  }));
  for (;;) {
    for (const place of places) {
      if (place.done || place.at < place.posts.length) continue;
      place.posts = await read(place.chunk, place.before);
      place.at = 0;
      place.before = place.posts.at(-1)?.id ?? place.before;
      place.done = place.posts.length === 0;
    }
    const [a, b] = places;
    const first = a?.posts[a.at];
    const second = b?.posts[b.at];
    if (first !== undefined && (second === undefined || first.id > second.id)) {
      if (a !== undefined) a.at += 1;
      yield first;
    } else if (second !== undefined) {
      if (b !== undefined) b.at += 1;
      yield second;
    } else return;
  }
}

/** An engine with these queries; they must compile. */
export function engineOf(queries: ReadonlyMap<string, string>): Engine {
  const engine = new Engine(frequencies);
  for (const [id, query] of queries) engine.set({ id, version: 1, query });
  return engine;
}

/** Looks until everything was seen or a limit is reached. */
export async function scanHeard(scan: Scan, visit: (found: Found) => void): Promise<Reach> {
  const { queries, wanted, nowMs, inWorkspace, limits } = scan;
  const started = performance.now();
  let breathed = started;
  const sinceMs = nowMs - limits.maxAgeMs;
  const engine = engineOf(queries);
  const reach: Reach = { looked: 0, perQuarter: new Map(), since: null, exact: true, partial: false };
  const posts = heardNewestFirst((chunk, beforeId) =>
    inWorkspace((trx) => chunk(trx, beforeId, sinceMs, chunkSize)),
  );
  for await (const post of posts) {
    countLooked(reach, post.seenAt);
    const names = engine.matchingIds(post);
    if (names.some((name) => wanted.includes(name))) visit({ post, names, part: whole, cluster: 0 });
    const now = performance.now();
    if (now - started > limits.timeLimitMs) {
      reach.partial = true;
      break;
    }
    if (now - breathed < breatheEveryMs) continue;
    await breathe();
    breathed = performance.now();
  }
  return reach;
}

function countLooked(reach: Reach, seenAt: string): void {
  reach.looked += 1;
  if (reach.since === null || seenAt < reach.since) reach.since = seenAt;
  const quarter = Math.floor(Date.parse(seenAt) / quarterMs);
  reach.perQuarter.set(quarter, (reach.perQuarter.get(quarter) ?? 0) + 1);
}
