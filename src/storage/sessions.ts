// Sessions and counted sign-in tries. Only hashes are kept: a leaked table opens no session and names nobody.
import { sql, type Kysely } from 'kysely';
import type { Database } from './tables.ts';

export interface SessionRow {
  tokenHash: Buffer;
  userId: string;
  workspaceId: string | null;
  csrfToken: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
}

export interface SessionWithUser extends SessionRow {
  userName: string;
  disabledAt: string | null;
}

export function findSession(db: Kysely<Database>, tokenHash: Buffer): Promise<SessionWithUser | undefined> {
  return db
    .selectFrom('session')
    .innerJoin('app_user', 'app_user.id', 'session.user_id')
    .select([
      'session.token_hash as tokenHash',
      'session.user_id as userId',
      'session.workspace_id as workspaceId',
      'session.csrf_token as csrfToken',
      'session.created_at as createdAt',
      'session.last_seen_at as lastSeenAt',
      'session.expires_at as expiresAt',
      'app_user.name as userName',
      'app_user.disabled_at as disabledAt',
    ])
    .where('session.token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function insertSession(
  db: Kysely<Database>,
  session: SessionRow & { userAgent: string },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      workspace_id: session.workspaceId,
      csrf_token: session.csrfToken,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
    })
    .execute();
}

export async function touchSession(db: Kysely<Database>, tokenHash: Buffer, at: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_seen_at: at })
    .where('token_hash', '=', tokenHash)
    .where('last_seen_at', '<', at)
    .execute();
}

export async function moveSession(
  db: Kysely<Database>,
  tokenHash: Buffer,
  workspaceId: string | null,
): Promise<void> {
  await db
    .updateTable('session')
    .set({ workspace_id: workspaceId })
    .where('token_hash', '=', tokenHash)
    .execute();
}

export async function deleteSession(db: Kysely<Database>, tokenHash: Buffer): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Ends all sessions of a user. */
export async function deleteSessionsOf(db: Kysely<Database>, userId: string): Promise<void> {
  await db.deleteFrom('session').where('user_id', '=', userId).execute();
}

/** Ends a user's sessions in one workspace: they are no longer a member there. */
export async function deleteSessionsIn(
  db: Kysely<Database>,
  userId: string,
  workspaceId: string,
): Promise<void> {
  await db
    .deleteFrom('session')
    .where('user_id', '=', userId)
    .where('workspace_id', '=', workspaceId)
    .execute();
}

/** Deletes what has run out: sessions by either limit, and tries nobody counts any more. */
export async function deleteOutdated(
  db: Kysely<Database>,
  limits: { expiredAt: string; idleSince: string; attemptsBefore: string },
): Promise<void> {
  await db
    .deleteFrom('session')
    .where((where) =>
      where.or([where('expires_at', '<', limits.expiredAt), where('last_seen_at', '<', limits.idleSince)]),
    )
    .execute();
  await db.deleteFrom('sign_in_attempt').where('at', '<', limits.attemptsBefore).execute();
}

export interface AttemptLimit {
  keyHash: Buffer;
  max: number;
}

/**
 * Counts a try against every limit at once, one after another for the same key, so that tries made in parallel are
 * counted too. Answers null when it is within all limits (and is then written down), else since when the oldest
 * counted try stands (ISO 8601).
 */
export function admitAttempt(
  db: Kysely<Database>,
  limits: readonly AttemptLimit[],
  at: string,
  since: string,
): Promise<string | null> {
  return db.transaction().execute(async (trx) => {
    for (const { keyHash } of limits.toSorted((a, b) => Buffer.compare(a.keyHash, b.keyHash))) {
      await sql`select pg_advisory_xact_lock(${keyHash.readInt32BE(0)}, ${keyHash.readInt32BE(4)})`.execute(
        trx,
      );
    }
    for (const { keyHash, max } of limits) {
      const counted = await trx
        .selectFrom('sign_in_attempt')
        .select('at')
        .where('key_hash', '=', keyHash)
        .where('at', '>', since)
        .orderBy('at', 'desc')
        .limit(max)
        .execute();
      const oldest = counted.at(-1);
      if (counted.length >= max && oldest !== undefined) return oldest.at;
    }
    await trx
      .insertInto('sign_in_attempt')
      .values(limits.map(({ keyHash }) => ({ key_hash: keyHash, at })))
      .execute();
    return null;
  });
}

/** Forgets tries after one succeeded. */
export async function forgetAttempts(db: Kysely<Database>, keyHash: Buffer): Promise<void> {
  await db.deleteFrom('sign_in_attempt').where('key_hash', '=', keyHash).execute();
}

/** Takes the newest try back: it succeeded, and others may share this key. */
export async function takeAttemptBack(db: Kysely<Database>, keyHash: Buffer): Promise<void> {
  await db
    .deleteFrom('sign_in_attempt')
    .where('id', '=', (select) =>
      select
        .selectFrom('sign_in_attempt')
        .select('id')
        .where('key_hash', '=', keyHash)
        .orderBy('id', 'desc')
        .limit(1),
    )
    .execute();
}
