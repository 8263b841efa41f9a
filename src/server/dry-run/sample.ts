// An even sample of what was heard: short slices of time, as many of each hour as of any other.
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { idsOfSlices, storedPostsOf, windowPostsOf, type HeardPost } from '../../storage/heard-posts.ts';
import type { HeardCounts, HeardPlace } from '../../storage/heard-tally.ts';
import type { Part } from './estimate.ts';

export interface Sampling {
  place: HeardPlace;
  counts: HeardCounts;
  sinceMs: number;
  nowMs: number;
  inWorkspace<T>(work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T>;
}

export interface Sample {
  posts: { post: HeardPost; cluster: number }[];
  part: Part;
}

const aimedAt = 8_000;
const sliceCount = 400;
/** A burst in one slice must not fill the memory. */
const mostPosts = 4 * aimedAt;
const chunkSize = 2_000;

/** Every post is as likely as any other to be in it. */
export async function samplePlace({ place, counts, sinceMs, nowMs, inWorkspace }: Sampling): Promise<Sample> {
  const total = counts.perQuarter.reduce((sum, { posts }) => sum + posts, 0);
  const firstMs = Math.max(
    sinceMs,
    counts.since === null ? nowMs : Math.min(nowMs, Date.parse(counts.since)),
  );
  const eachMs = Math.max(1, (nowMs - firstMs) / sliceCount);
  const shareOf = Math.min(1, aimedAt / Math.max(1, total));
  const slices = Array.from({ length: sliceCount }, (_, at) => {
    const widthMs = eachMs * shareOf;
    // By golden steps, not in step with hours or days.
    const startMs = firstMs + eachMs * at + (eachMs - widthMs) * ((at * 0.618_033_988_75) % 1);
    return { fromMs: Math.floor(startMs), untilMs: Math.floor(startMs + widthMs) };
  });
  const found = await inWorkspace((trx) => idsOfSlices(trx, place, slices, mostPosts));
  const clusterOf = new Map(found.map(({ id, slice }) => [id, slice]));
  // Slices without a post are clusters too: that they have none says something.
  const lookedPerCluster = new Map(slices.map((_, at) => [at, 0]));
  for (const { slice } of found) lookedPerCluster.set(slice, (lookedPerCluster.get(slice) ?? 0) + 1);
  const posts: Sample['posts'] = [];
  const read = place === 'post' ? storedPostsOf : windowPostsOf;
  for (let at = 0; at < found.length; at += chunkSize) {
    const ids = found.slice(at, at + chunkSize).map(({ id }) => id);
    for (const post of await inWorkspace((trx) => read(trx, ids)))
      posts.push({ post, cluster: clusterOf.get(post.id) ?? 0 });
  }
  return { posts, part: { factor: found.length === 0 ? 1 : total / found.length, lookedPerCluster } };
}
