// The append-only event log: written in the same transaction as what it tells, read by cursor (tx, id).
import { sql, type Transaction } from 'kysely';
import type { Database } from './tables.ts';

export type EventSubject =
  | 'ledger'
  | 'case'
  | 'post'
  | 'outbound'
  | 'note'
  | 'monitor'
  | 'account'
  | 'source'
  | 'member'
  | 'brand'
  | 'product'
  | 'workspace'
  | 'invite'
  | 'token'
  | 'spike'
  | 'practice'
  | 'judging'
  | 'view'
  | 'guideline'
  | 'snippet'
  | 'article'
  | 'persona'
  | 'identity';

export interface NewEvent {
  workspaceId: string;
  /** ISO 8601 UTC. */
  at: string;
  /** The user who did it; null for the program itself. */
  actorId: string | null;
  type: string;
  subject: EventSubject;
  subjectId: string;
  /** Ids and decisions only, never what people wrote. */
  data?: Record<string, unknown>;
}

/** The channel a commit is announced on; the payload is the workspace's id, once per transaction. */
export const liveChannel = 'kizuki_live';

/** Appends events and announces the workspace to live readers when the transaction commits. */
export async function appendEvents(trx: Transaction<Database>, events: readonly NewEvent[]): Promise<void> {
  const first = events[0];
  if (first === undefined) return;
  await trx
    .insertInto('event')
    .values(
      events.map((event) => ({
        workspace_id: event.workspaceId,
        at: event.at,
        actor_id: event.actorId,
        type: event.type,
        subject: event.subject,
        subject_id: event.subjectId,
        data: JSON.stringify(event.data ?? {}),
      })),
    )
    .execute();
  await sql`select pg_notify(${liveChannel}, ${first.workspaceId})`.execute(trx);
}

/** Appends one event. */
export async function appendEvent(trx: Transaction<Database>, event: NewEvent): Promise<void> {
  await appendEvents(trx, [event]);
}
