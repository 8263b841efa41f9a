// Reading the event log by its cursor (tx, id), below the oldest transaction that still runs, so that none is skipped.
import { sql } from 'kysely';
import type { WorkspaceTransaction } from './database.ts';
import type { EventSubject } from './events.ts';

/** A place in the log; `tx` is a 64-bit number as text. */
export interface EventCursor {
  tx: string;
  id: number;
}

export interface LoggedEvent extends EventCursor {
  type: string;
  subject: EventSubject;
  subjectId: string;
}

/** Before everything. */
export const startOfLog: EventCursor = { tx: '0', id: 0 };

/** The newest event that no running transaction can still precede. */
export async function newestCursor(trx: WorkspaceTransaction): Promise<EventCursor> {
  const { rows } = await sql<EventCursor>`
    select tx::text as tx, id from event
    where workspace_id = current_workspace() and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by event.tx desc, event.id desc limit 1`.execute(trx);
  return rows[0] ?? startOfLog;
}

export interface EventsSince {
  events: LoggedEvent[];
  /** Events are committed that cannot be read yet: look again soon. */
  moreSoon: boolean;
}

/** Events after `cursor` in order, at most `limit`. */
export async function eventsSince(
  trx: WorkspaceTransaction,
  cursor: EventCursor,
  limit: number,
): Promise<EventsSince> {
  // One statement, so that both halves see the same snapshot.
  const { rows } = await sql<LoggedEvent & { hidden: boolean }>`
    (select tx::text as tx, id, type, subject, subject_id as "subjectId", false as hidden from event
     where workspace_id = current_workspace()
       and (event.tx, event.id) > (${cursor.tx}::xid8, ${cursor.id}::bigint)
       and event.tx < pg_snapshot_xmin(pg_current_snapshot())
     order by event.tx, event.id limit ${limit})
    union all
    (select tx::text, id, type, subject, subject_id, true from event
     where workspace_id = current_workspace() and event.tx >= pg_snapshot_xmin(pg_current_snapshot())
     limit 1)`.execute(trx);
  const events = rows.filter((row) => !row.hidden).map(({ hidden: _, ...event }) => event);
  return { events, moreSoon: events.length === limit || rows.some((row) => row.hidden) };
}

/** Whether an event stands at exactly this place of this workspace's log; the start always does. */
export async function cursorExists(trx: WorkspaceTransaction, cursor: EventCursor): Promise<boolean> {
  if (cursor.tx === startOfLog.tx && cursor.id === startOfLog.id) return true;
  const { rows } = await sql`
    select 1 from event where workspace_id = current_workspace()
      and tx = ${cursor.tx}::xid8 and id = ${cursor.id}::bigint`.execute(trx);
  return rows.length > 0;
}

/** How many events lie after a cursor, counting no further than `limit`. */
export async function countSince(
  trx: WorkspaceTransaction,
  cursor: EventCursor,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from event where workspace_id = current_workspace()
        and (tx, id) > (${cursor.tx}::xid8, ${cursor.id}::bigint) limit ${limit}) as newer`.execute(trx);
  return rows[0]?.n ?? 0;
}
