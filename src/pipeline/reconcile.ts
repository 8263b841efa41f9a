// Holds the ledger against a network's own list of what came to an account; what is missing is fetched.
import type { Post } from '../domain/post/post.ts';
import { ingest, type IngestDeps, type IngestSource } from './ingest.ts';
import type { HeardBatch } from './ports.ts';

/** What a network lists, oldest first; not complete where it stopped before the time that was asked for. */
export interface Listed {
  items: HeardBatch['items'];
  isComplete: boolean;
}

export interface Reconciled {
  /** Posts that came to us by the network's word, without those that are only just on their way. */
  listed: number;
  /** Of these, how many we did not hold; they are in the ledger now. */
  missing: number;
  isComplete: boolean;
}

/** What is newer is still on its way through listening, and not missing. */
const settledMs = 10 * 60_000;
const batchSize = 200;

/** Fetches nothing twice, whoever else listens meanwhile. Errors: those of ingesting. */
export async function reconcile(
  deps: IngestDeps & { now(): number },
  source: IngestSource,
  { items, isComplete }: Listed,
): Promise<Reconciled> {
  const settledBefore = new Date(deps.now() - settledMs).toISOString();
  const inbound = items.flatMap((item) => {
    const post = inboundPostOf(item);
    return post === null || post.createdAt > settledBefore ? [] : [{ item, post }];
  });
  const known = await deps.inWorkspace(source.workspaceId, (tx) =>
    tx.posts.byNativeIds(source.network, [...new Set(inbound.map(({ post }) => post.nativeId))]),
  );
  const missing = inbound.filter(({ post }) => !known.has(post.nativeId)).map(({ item }) => item);
  let fetched = 0;
  for (let at = 0; at < missing.length; at += batchSize) {
    // The position of listening is its own: it stays where it is.
    const batch = { items: missing.slice(at, at + batchSize), cursor: null };
    fetched += (await ingest(deps, source, batch)).entered;
  }
  return { listed: new Set(inbound.map(({ post }) => post.nativeId)).size, missing: fetched, isComplete };
}

function inboundPostOf({ inbound, outcome }: HeardBatch['items'][number]): Post | null {
  if (inbound === undefined || 'malformed' in outcome || outcome.heard?.type !== 'post') return null;
  return outcome.heard.post;
}
