// What a browser missed between the cursor it has and where the feed stands, or that it must read everything again.
import type { LiveChange } from '../../contract/live.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { countSince, cursorExists, eventsSince, type EventCursor } from '../../storage/live-events.ts';
import { readChanges, sizeOf, subjectsOf, type ChangeReader } from './changes.ts';
import { compareCursors } from './cursor.ts';
import type { LiveFeed } from './feed.ts';

/** Further behind than this, reading everything again is cheaper for both sides. */
export const mostEventsBehind = 10_000;
/** So many rows at once are no longer a catch-up. */
const mostChanges = 2_000;

/** The changes, or null: the cursor is unknown, or too old. */
export type CaughtUp = LiveChange[] | null;

/** From memory, when the browser left a moment ago: null when memory does not reach back far enough. */
export function catchUpFromMemory(feed: LiveFeed, from: EventCursor): CaughtUp {
  if (compareCursors(from, feed.cursor) === 0) return [];
  const start = feed.recent.findIndex((batch) => compareCursors(batch.after, from) === 0);
  if (start === -1) return null;
  const newest = new Map<string, LiveChange>();
  for (const batch of feed.recent.slice(start)) {
    for (const change of batch.changes) newest.set(`${change.kind} ${change.id}`, change);
  }
  return [...newest.values()];
}

/** From the log: every subject touched since, as it is now. */
export async function catchUpFromLog(
  reader: ChangeReader,
  trx: WorkspaceTransaction,
  workspaceId: string,
  from: EventCursor,
): Promise<CaughtUp> {
  if (!(await cursorExists(trx, from))) return null;
  if ((await countSince(trx, from, mostEventsBehind + 1)) > mostEventsBehind) return null;
  const { events } = await eventsSince(trx, from, mostEventsBehind + 1);
  const subjects = subjectsOf(events);
  if (sizeOf(subjects) > mostChanges) return null;
  return readChanges(reader, trx, workspaceId, subjects);
}
