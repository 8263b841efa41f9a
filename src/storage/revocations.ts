// Tells every process that somebody's right to be here changed, so that caches forget it and live streams end.
import { sql, type Kysely } from 'kysely';
import type { Database } from './tables.ts';

export const revocationChannel = 'kizuki_revoked';

/** Whose rights changed. `ends`: open streams of theirs end; otherwise only what is remembered of them is forgotten. */
export interface Revocation {
  ends: boolean;
  userId?: string;
  /** With `userId`: only there. */
  workspaceId?: string;
  /** Hex of the session's token hash. */
  sessionHash?: string;
  tokenId?: string;
}

/** Sent when the transaction commits. */
export async function announceRevocation(db: Kysely<Database>, revocation: Revocation): Promise<void> {
  await sql`select pg_notify(${revocationChannel}, ${JSON.stringify(revocation)})`.execute(db);
}
