// Fills a gap that a stream could not resume over, by the network's own search: each monitor asks, the matcher narrows.
import { networkQueries } from '../domain/listening/push-down/network-search.ts';
import { AppError } from '../domain/errors.ts';
import type { Post } from '../domain/post/post.ts';
import { ingest, type IngestDeps, type IngestSource } from './ingest.ts';

export interface SearchPort {
  search?(input: { query: string; since?: string; until?: string; limit: number }): Promise<Post[]>;
}

export interface Gap {
  /** ISO 8601 UTC; null when nobody knows since when posts are missing. */
  since: string | null;
  reason: string;
}

export interface Backfilled {
  /** Posts the network gave us, and how many of them entered the ledger. */
  found: number;
  entered: number;
  /** Monitors that the network's search cannot be asked for. */
  uncovered: number;
}

/** Posts asked for per search. */
const searchLimit = 300;
/** Without a known beginning a gap is taken to be this long. */
const unknownGapMs = 3_600_000;
const batchSize = 200;

/** Null where the network does not take the query: the others are asked all the same. */
async function askFor(search: Promise<Post[]>): Promise<Post[] | null> {
  try {
    return await search;
  } catch (error) {
    if (error instanceof AppError && error.code === 'query_invalid') return null;
    throw error;
  }
}

/** Asks for what was missed and takes it in; redelivery is harmless. Null where the network has no search. */
export async function backfill(
  deps: IngestDeps & { now(): number },
  source: IngestSource,
  reader: SearchPort,
  gap: Gap,
): Promise<Backfilled | null> {
  if (reader.search === undefined) return null;
  const until = new Date(deps.now()).toISOString();
  const since = gap.since ?? new Date(deps.now() - unknownGapMs).toISOString();
  const { monitors } = await deps.inWorkspace(source.workspaceId, (tx) => tx.workspace.monitors());
  const covered = monitors.map((monitor) => networkQueries(monitor.query));
  const queries = new Set(covered.flatMap((list) => list ?? []));
  const result: Backfilled = {
    found: 0,
    entered: 0,
    uncovered: covered.filter((list) => list === null).length,
  };
  for (const query of queries) {
    const posts = await askFor(reader.search({ query, since, until, limit: searchLimit }));
    if (posts === null) {
      result.uncovered += 1;
      continue;
    }
    result.found += posts.length;
    for (let at = 0; at < posts.length; at += batchSize) {
      const items = posts.slice(at, at + batchSize).map((post) => ({
        raw: null,
        outcome: { heard: { type: 'post' as const, post } },
      }));
      const { entered } = await ingest(deps, source, { items, cursor: null });
      result.entered += entered;
    }
  }
  return result;
}
