// One page of the posts that a query finds, newest first, by a cursor.
import { setImmediate as breathe } from 'node:timers/promises';
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { endpoints } from '../../contract/endpoints.ts';
import { readCursor, writeCursor } from '../read/cursor.ts';
import { hitView, type HeardHit, type Labels, type Tried } from './run.ts';
import { engineOf, heardNewestFirst, type Scan } from './scan.ts';

export interface HitsPageInput extends Pick<Scan, 'nowMs' | 'inWorkspace' | 'limits'> {
  query: Tried;
  labels: Labels;
  cursor: string | null;
  limit: number;
}

const chunkSize = 1_000;
const breatheEveryMs = 5;

/** Errors: `cursor_invalid`. */
export async function hitsPage(input: HitsPageInput): Promise<ReplyOf<(typeof endpoints)['readDryRunHits']>> {
  const { query, labels, limits, inWorkspace } = input;
  const [beforeId] = input.cursor === null ? [] : readCursor(input.cursor, 1);
  const started = performance.now();
  let breathed = started;
  const sinceMs = input.nowMs - limits.maxAgeMs;
  const engine = engineOf(new Map([['', query.text]]));
  const posts = heardNewestFirst(
    (chunk, before) => inWorkspace((trx) => chunk(trx, before, sinceMs, chunkSize)),
    beforeId,
  );
  const rows: HeardHit[] = [];
  for await (const post of posts) {
    if (engine.matchingIds(post).length > 0) rows.push(hitView(post, query.compiled, labels));
    const now = performance.now();
    if (rows.length === input.limit || now - started > limits.timeLimitMs)
      return { rows, nextCursor: writeCursor([post.id]) };
    if (now - breathed < breatheEveryMs) continue;
    await breathe();
    breathed = performance.now();
  }
  return { rows, nextCursor: null };
}
