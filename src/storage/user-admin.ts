// What only the operator of the whole program may see and do about users: all of them, across workspaces.
import { sql, type Kysely } from 'kysely';
import type { Role } from '../domain/access/policy.ts';
import { asSystem, inWorkspace } from './database.ts';
import { announceRevocation } from './revocations.ts';
import type { Database } from './tables.ts';

export interface WorkspaceName {
  id: string;
  name: string;
  slug: string;
}

export interface UserWithTeams {
  id: string;
  email: string;
  name: string;
  disabledAt: string | null;
  workspaces: { id: string; name: string; role: Role }[];
}

/** All workspaces, oldest first. */
export function allWorkspaces(db: Kysely<Database>): Promise<WorkspaceName[]> {
  return asSystem(db, (trx) =>
    trx.selectFrom('workspace').select(['id', 'name', 'slug']).orderBy('id').execute(),
  );
}

/** All users by address, with where they belong. */
export async function allUsers(db: Kysely<Database>): Promise<UserWithTeams[]> {
  const users = await db
    .selectFrom('app_user')
    .select(['id', 'email', 'name', 'disabled_at as disabledAt'])
    .orderBy('email')
    .execute();
  const found = new Map(
    users.map((user) => [user.id, { ...user, workspaces: [] as UserWithTeams['workspaces'] }]),
  );
  for (const { id, name } of await allWorkspaces(db)) {
    const members = await inWorkspace(db, id, (trx) =>
      trx
        .selectFrom('membership')
        .select(['user_id as userId', 'role'])
        .where('workspace_id', '=', id)
        .where('removed_at', 'is', null)
        .execute(),
    );
    for (const { userId, role } of members) found.get(userId)?.workspaces.push({ id, name, role });
  }
  return [...found.values()];
}

/** Names of the workspaces that would have no owner left who can sign in, were this user disabled. */
export async function ownedAlone(db: Kysely<Database>, userId: string): Promise<string[]> {
  const users = await allUsers(db);
  const alone = new Map<string, string>();
  for (const user of users.filter(({ id }) => id === userId)) {
    for (const { id, name, role } of user.workspaces) if (role === 'owner') alone.set(id, name);
  }
  for (const user of users.filter(({ id, disabledAt }) => id !== userId && disabledAt === null)) {
    for (const { id, role } of user.workspaces) if (role === 'owner') alone.delete(id);
  }
  return [...alone.values()];
}

/** Sets when a user was disabled (ISO 8601 UTC), or null to let them in again. */
export async function setDisabled(db: Kysely<Database>, userId: string, at: string | null): Promise<void> {
  await db.updateTable('app_user').set({ disabled_at: at }).where('id', '=', userId).execute();
}

/** Ends all sessions of a user, in every process; answers how many. */
export async function endSessions(db: Kysely<Database>, userId: string): Promise<number> {
  const ended = await db
    .deleteFrom('session')
    .where('user_id', '=', userId)
    .returning(sql<number>`1`.as('one'))
    .execute();
  await announceRevocation(db, { ends: true, userId });
  return ended.length;
}
