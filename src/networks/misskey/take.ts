// Takes what a feed says, record by record: each told once, with the position that reading goes on from after it.
import type { Batcher } from '../kit/batch.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import type { Positions } from '../kit/position.ts';
import { idOf } from '../kit/record.ts';
import type { InTurn } from '../kit/turns.ts';
import type { Client } from './client.ts';
import type { Feed } from './feeds.ts';
import { hearNote, hearNotification, hearUpdate } from './normalise.ts';
import type { Origin } from './normalise.ts';

/** One connection of a source. */
export interface Connection {
  deps: NetworkDeps;
  client: Client;
  origin: Origin;
  input: ListenInput;
  signal: AbortSignal;
  positions: Positions;
  batcher: Batcher;
  /** Runs one after the other what is given to it: a position is saved by records that are wholly told, and by no others. */
  inTurn: InTurn;
  /** Asks the stream to tell what becomes of a note that came by `feed`. */
  capture(noteId: string, feed: Feed): void;
}

/** What a stream says: a record of a list, or what became of a note. */
export type StreamEvent = { type: 'record' | 'update'; raw: unknown };

/** Whether an event changes what was told before: it must not come before that. */
export const isChange = (event: StreamEvent): boolean => event.type === 'update';

/** The note in a record, where there is one. */
function noteIdOf(feed: Feed, raw: unknown): string | null {
  if (feed.of === 'notes') return idOf(raw);
  return typeof raw === 'object' && raw !== null && 'note' in raw ? idOf(raw.note) : null;
}

function hear(feed: Feed, raw: unknown, { origin }: Connection): Delivered[] {
  return feed.of === 'notifications' ? hearNotification(raw, origin) : hearNote(raw, origin);
}

/**
 * Delivers one record of a feed, once, and moves the feed's position past it. One that is `early`, with records before it
 * unread, leaves the feed's place: reading those will pass it.
 */
export function take(feed: Feed, raw: unknown, on: Connection, isEarly = false): Promise<void> {
  return on.inTurn(async () => {
    const id = idOf(raw);
    const isNew = id === null || on.positions.isNew(feed.of, id, '');
    if (id !== null && !isEarly) on.positions.advance(feed.key, id, on.deps.now());
    const position = on.positions.toString();
    const items = isNew ? hear(feed, raw, on) : [];
    for (const item of items.slice(0, -1)) await on.batcher.add(item);
    const last = items.at(-1);
    if (last === undefined) on.batcher.skipTo(position);
    else await on.batcher.add(last, position);
    const noteId = noteIdOf(feed, raw);
    if (last !== undefined && noteId !== null) on.capture(noteId, feed);
  });
}

export async function takeEvent(
  feed: Feed,
  event: StreamEvent,
  on: Connection,
  isEarly: boolean,
): Promise<void> {
  if (event.type === 'record') await take(feed, event.raw, on, isEarly);
  else for (const item of hearUpdate(event.raw, on.origin, on.deps.now())) await on.batcher.add(item);
}
