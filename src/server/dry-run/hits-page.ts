// One page of the posts that a query finds, newest first, by a cursor.
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { endpoints } from '../../contract/endpoints.ts';
import { readCursor, writeCursor } from '../read/cursor.ts';
import { hitView, type HeardHit, type Labels, type Tried } from './run.ts';
import { storedPosts, windowPosts } from '../../storage/heard-posts.ts';
import { heardSince } from './days.ts';
import { engineOf } from './engine.ts';
import { heardNewestFirst } from './heard.ts';
import { Pace } from './pace.ts';
import { chunkSize, type Scan } from './scan.ts';

export interface HitsPageInput extends Pick<Scan, 'nowMs' | 'inWorkspace' | 'limits'> {
  query: Tried;
  labels: Labels;
  cursor: string | null;
  limit: number;
}

/** Errors: `cursor_invalid`. */
export async function hitsPage(input: HitsPageInput): Promise<ReplyOf<(typeof endpoints)['readDryRunHits']>> {
  const { query, labels, limits, inWorkspace } = input;
  const [beforeId] = input.cursor === null ? [] : readCursor(input.cursor, 1);
  const pace = new Pace(limits.timeLimitMs);
  const sinceMs = heardSince(input.nowMs, limits.maxAgeMs);
  const engine = engineOf(new Map([['', query.text]]));
  const posts = heardNewestFirst(
    [storedPosts, windowPosts],
    (chunk, before) => inWorkspace((trx) => chunk(trx, { beforeId: before, sinceMs, limit: chunkSize })),
    beforeId,
  );
  const rows: HeardHit[] = [];
  for await (const post of posts) {
    if (engine.matchingIds(post).length > 0) rows.push(hitView(post, query.compiled, labels));
    if (rows.length === input.limit || pace.isOver) return { rows, nextCursor: writeCursor([post.id]) };
    await pace.breathe();
  }
  return { rows, nextCursor: null };
}
