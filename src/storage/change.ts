// A change of a workspace's data: who makes it, where and when; every mutation leaves an event in its transaction.
import type { WorkspaceTransaction } from './database.ts';
import { appendEvent, type EventSubject } from './events.ts';

export interface Change {
  workspaceId: string;
  /** The user who makes it; null for the program itself or an API token. */
  actorId: string | null;
  /** ISO 8601 UTC. */
  at: string;
}

/** Appends the change's event; what it is about stands before the dot of its type. */
export function tell(
  trx: WorkspaceTransaction,
  change: Change,
  type: `${EventSubject}.${string}`,
  subjectId: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const subject = type.slice(0, type.indexOf('.')) as EventSubject;
  return appendEvent(trx, { ...change, type, subject, subjectId, data });
}
