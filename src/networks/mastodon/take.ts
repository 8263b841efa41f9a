// Takes what a feed says, record by record: each told once, with the position that reading goes on from after it.
import type { Batcher } from '../kit/batch.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import type { Positions } from '../kit/position.ts';
import { fieldOf, idOf } from '../kit/record.ts';
import type { SseEvent } from '../kit/sse.ts';
import type { InTurn } from '../kit/turns.ts';
import type { Client } from './client.ts';
import type { Feed } from './feeds.ts';
import { hearDelete, hearEdit, hearNotification, hearStatus } from './normalise.ts';
import type { Origin } from './normalise.ts';

/** One connection of a source. */
export interface Listening {
  deps: NetworkDeps;
  client: Client;
  origin: Origin;
  input: ListenInput;
  signal: AbortSignal;
  positions: Positions;
  batcher: Batcher;
  /** Runs one after the other what is given to it: a position is saved by records that are wholly told, and by no others. */
  inTurn: InTurn;
}

function hear(feed: Feed, raw: unknown, on: Listening): Delivered[] {
  return feed.of === 'notifications'
    ? hearNotification(raw, on.origin, on.deps.now())
    : hearStatus(raw, on.origin);
}

/** False for a further notification of a status that was told: one is made for each delivery, and servers deliver again. */
function tellsNew(feed: Feed, raw: unknown, { positions }: Listening): boolean {
  const type = fieldOf(raw, 'type');
  if (feed.of !== 'notifications' || (type !== 'mention' && type !== 'quote')) return true;
  const status = typeof raw === 'object' && raw !== null && 'status' in raw ? idOf(raw.status) : null;
  return status === null || positions.isNew('told', status, '');
}

/**
 * Delivers one record of a feed, once, and moves the feed's position past it. One that is `early`, with records before it
 * unread, leaves the feed's place: reading those will pass it.
 */
export function take(feed: Feed, raw: unknown, on: Listening, isEarly = false): Promise<void> {
  return on.inTurn(async () => {
    const id = idOf(raw);
    const isUnseen = id === null || on.positions.isNew(feed.of, id, fieldOf(raw, 'edited_at'));
    const isNew = isUnseen && tellsNew(feed, raw, on);
    if (id !== null && !isEarly) on.positions.advance(feed.key, id, on.deps.now());
    const position = on.positions.toString();
    const items = isNew ? hear(feed, raw, on) : [];
    // The position is passed with the last item only: before it, the record is not wholly told.
    for (const item of items.slice(0, -1)) await on.batcher.add(item);
    const last = items.at(-1);
    if (last === undefined) on.batcher.skipTo(position);
    else await on.batcher.add(last, position);
  });
}

function parsePayload(data: string): { ok: boolean; value: unknown } {
  try {
    return { ok: true, value: JSON.parse(data) as unknown };
  } catch {
    return { ok: false, value: data };
  }
}

/** Whether an event changes what was told before: it must not come before that. */
export function isChange({ event }: SseEvent): boolean {
  return event === 'delete' || event === 'status.update';
}

/** One event of a stream: what a feed does not speak of (others' favourites, filters) is passed over. */
export async function takeEvent(feed: Feed, event: SseEvent, on: Listening, isEarly = false): Promise<void> {
  const { deps, origin, batcher } = on;
  const isStatusFeed = feed.of === 'statuses';
  if (event.event === 'delete') {
    for (const item of hearDelete(event.data.trim(), origin, deps.now())) await batcher.add(item);
    return;
  }
  const isMeant =
    event.event === 'status.update' || event.event === (isStatusFeed ? 'update' : 'notification');
  if (!isMeant) return;
  const payload = parsePayload(event.data);
  if (!payload.ok) await batcher.add({ raw: event, outcome: { malformed: 'the payload is not JSON' } });
  else if (event.event !== 'status.update') await take(feed, payload.value, on, isEarly);
  else for (const item of hearEdit(payload.value, origin, deps.now())) await batcher.add(item);
}
