// People who can sign in; they stand above workspaces, because one person may belong to several.
import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

export interface UserRow {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  locale: 'ja' | 'en';
  preferences: Record<string, unknown>;
  disabledAt: string | null;
}

const columns = [
  'id',
  'email',
  'name',
  'password_hash as passwordHash',
  'locale',
  'preferences',
  'disabled_at as disabledAt',
] as const;

/** Case does not matter. */
export function findUserByEmail(db: Kysely<Database>, email: string): Promise<UserRow | undefined> {
  return db
    .selectFrom('app_user')
    .select(columns)
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
}

export function findUser(db: Kysely<Database>, id: string): Promise<UserRow | undefined> {
  return db.selectFrom('app_user').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function anyUserExists(db: Kysely<Database>): Promise<boolean> {
  const row = await db.selectFrom('app_user').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

export interface NewUser {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  locale: 'ja' | 'en';
  /** ISO 8601 UTC. */
  createdAt: string;
}

/** Fails with SQLSTATE 23505 when the address is taken. */
export async function insertUser(db: Kysely<Database>, user: NewUser): Promise<void> {
  await db
    .insertInto('app_user')
    .values({
      id: user.id,
      email: user.email.toLowerCase(),
      name: user.name,
      password_hash: user.passwordHash,
      locale: user.locale,
      preferences: '{}',
      created_at: user.createdAt,
      disabled_at: null,
    })
    .execute();
}

export interface UserPatch {
  name?: string | undefined;
  locale?: 'ja' | 'en' | undefined;
  passwordHash?: string | undefined;
  /** Merged into what is there. */
  preferences?: Record<string, unknown> | undefined;
}

/** Changes what the patch names. */
export async function changeUser(db: Kysely<Database>, id: string, patch: UserPatch): Promise<void> {
  const current = await db
    .selectFrom('app_user')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await db
    .updateTable('app_user')
    .set({
      name: patch.name ?? current.name,
      locale: patch.locale ?? current.locale,
      password_hash: patch.passwordHash ?? current.passwordHash,
      preferences: JSON.stringify({ ...current.preferences, ...patch.preferences }),
    })
    .where('id', '=', id)
    .execute();
}
