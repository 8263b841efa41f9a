// Carries presence between processes: who looks at or types in which case. Nothing of it is stored.
import { sql, type Kysely } from 'kysely';
import type { Database } from './tables.ts';

export const presenceChannel = 'kizuki_presence';

export interface PresenceNotice {
  workspaceId: string;
  userId: string;
  name: string;
  /** One browser tab; a person may have several. */
  tab: string;
  /** Null: nowhere any more. */
  caseId: string | null;
  doing: 'viewing' | 'typing';
}

export async function announcePresence(db: Kysely<Database>, notice: PresenceNotice): Promise<void> {
  await sql`select pg_notify(${presenceChannel}, ${JSON.stringify(notice)})`.execute(db);
}
