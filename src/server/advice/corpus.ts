// The posts that advice and costs are taken from: labelled ones, the newest hits, and an even sample of all that was heard.
import type { WorkspaceTransaction } from '../../storage/database.ts';
import {
  storedPosts,
  storedPostsOf,
  windowPosts,
  windowPostsOf,
  type HeardPost,
} from '../../storage/heard-posts.ts';
import { heardPerQuarter } from '../../storage/heard-tally.ts';
import { heardSince } from '../dry-run/days.ts';
import { engineOf } from '../dry-run/engine.ts';
import { heardNewestFirst } from '../dry-run/heard.ts';
import { Pace } from '../dry-run/pace.ts';
import { samplePlace } from '../dry-run/sample.ts';
import { chunkSize } from '../dry-run/scan.ts';

export interface Asked {
  nowMs: number;
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
}

const maxAgeMs = 30 * 24 * 60 * 60 * 1000;
const mostHits = 2_000;
const hitsTimeMs = 1_500;

/** About 8,000 of the stored posts and as many of the window, every one as likely as any other of its place. */
export async function sampleHeard({ nowMs, inWorkspace }: Asked): Promise<HeardPost[]> {
  const sinceMs = heardSince(nowMs, maxAgeMs);
  const found: HeardPost[] = [];
  for (const place of ['post', 'window_post'] as const) {
    const counts = await inWorkspace((trx) => heardPerQuarter(trx, place, sinceMs));
    const { posts } = await samplePlace({ place, counts, sinceMs, nowMs, inWorkspace });
    for (const { post } of posts) found.push(post);
  }
  return found;
}

/** The newest posts that a query finds, at most 2,000, as far as a second and a half reaches. */
export async function newestHits({ nowMs, inWorkspace }: Asked, query: string): Promise<HeardPost[]> {
  const engine = engineOf(new Map([['', query]]));
  const pace = new Pace(hitsTimeMs);
  const sinceMs = heardSince(nowMs, maxAgeMs);
  const all = heardNewestFirst([storedPosts, windowPosts], (chunk, beforeId) =>
    inWorkspace((trx) => chunk(trx, { beforeId, sinceMs, limit: chunkSize })),
  );
  const hits: HeardPost[] = [];
  for await (const post of all) {
    if (engine.matchingIds(post).length > 0) hits.push(post);
    if (hits.length === mostHits || pace.isOver) break;
    await pace.breathe();
  }
  return hits;
}

/** Those of the posts that are still kept. */
export function heardByIds({ inWorkspace }: Asked, ids: readonly string[]): Promise<HeardPost[]> {
  return inWorkspace(async (trx) => [...(await storedPostsOf(trx, ids)), ...(await windowPostsOf(trx, ids))]);
}
