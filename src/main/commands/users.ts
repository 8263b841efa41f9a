// The users port of the command line, over storage.
import { randomInt } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { NewMember, UsersPort } from '../../cli/ports.ts';
import { AppError } from '../../domain/errors.ts';
import { createPasswords } from '../../server/auth/passwords.ts';
import { makeWorkspace } from '../../server/new-workspace.ts';
import { expectTimeZone } from '../../server/present/settings.ts';
import { inWorkspace } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { migrationState } from '../../storage/migration-state.ts';
import type { Database } from '../../storage/tables.ts';
import { addMember } from '../../storage/team.ts';
import {
  allUsers,
  allWorkspaces,
  endSessions,
  ownedAlone,
  setDisabled,
  type WorkspaceName,
} from '../../storage/user-admin.ts';
import { changeUser, findUserByEmail, insertUser, type UserRow } from '../../storage/users.ts';
import type { Config } from '../config.ts';
import { createIds } from '../world.ts';
import { commandLog, withDatabase, withMigrated, type Reached } from './database.ts';

/** Letters and digits that cannot be taken for one another; 20 of them are 114 bits. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const madeLength = 20;

function madePassword(): string {
  return Array.from({ length: madeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Makes the port. */
export function createUsers(config: Pick<Config, 'dataDir' | 'databaseUrl'>): UsersPort {
  const withDb = <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> =>
    withMigrated(config, (reached) => work(reached.open().db));
  const now = (): string => new Date().toISOString();
  return {
    list: () => withDb(allUsers),
    create: (user) =>
      withDatabase(config, async (reached) => {
        await migrateFirst(reached);
        return createMember(reached.open().db, user, now());
      }),
    resetPassword: (email, given) =>
      withDb(async (db) => {
        const user = await expectUser(db, email);
        const password = given ?? madePassword();
        const passwordHash = await createPasswords().hash(password);
        const sessionsEnded = await db.transaction().execute(async (trx) => {
          await changeUser(trx, user.id, { passwordHash });
          return endSessions(trx, user.id);
        });
        return { password: given === null ? password : null, sessionsEnded };
      }),
    disable: (email) =>
      withDb(async (db) => {
        const user = await expectUser(db, email);
        const [alone] = await ownedAlone(db, user.id);
        if (alone !== undefined) {
          throw new AppError(
            'transition_refused',
            `${user.email} is the last owner of the workspace ${JSON.stringify(alone)}. Make somebody else an owner first.`,
            { where: 'EMAIL' },
          );
        }
        const sessionsEnded = await db.transaction().execute(async (trx) => {
          await setDisabled(trx, user.id, now());
          return endSessions(trx, user.id);
        });
        return { sessionsEnded };
      }),
    enable: (email) =>
      withDb(async (db) => {
        await setDisabled(db, (await expectUser(db, email)).id, null);
      }),
  };
}

/** The first user may be made before the program was ever started. */
async function migrateFirst({ ownerUrl }: Reached): Promise<void> {
  const states = await migrationState(ownerUrl);
  const isEmpty = states.every(({ appliedAt }) => appliedAt === null);
  if (isEmpty) await migrate({ url: ownerUrl, log: commandLog });
  else if (states.some(({ appliedAt }) => appliedAt === null)) {
    throw new AppError(
      'database_unsupported',
      'The database lacks migrations of this program. Run "kizuki migrate up", or start Kizuki once.',
    );
  }
}

async function expectUser(db: Kysely<Database>, email: string): Promise<UserRow> {
  const user = await findUserByEmail(db, email);
  if (user !== undefined) return user;
  throw new AppError('not_found', `There is no user ${email}. "kizuki user list" shows all.`, {
    where: 'EMAIL',
  });
}

/** By id, short name or name, in this order; null when there is none. Errors: `invalid_input` when several fit. */
export function pickWorkspace(all: readonly WorkspaceName[], wanted: string): WorkspaceName | null {
  const exact = all.find(({ id, slug }) => id === wanted || slug === wanted);
  if (exact !== undefined) return exact;
  const named = all.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (named.length <= 1) return named[0] ?? null;
  const slugs = named.map(({ slug }) => slug).join(', ');
  throw new AppError(
    'invalid_input',
    `Several workspaces are named ${JSON.stringify(wanted)}. Give the short name: ${slugs}.`,
    { where: '--workspace' },
  );
}

/** The one there is. Errors: `not_found` when there is none, `invalid_input` when there are several. */
export function onlyWorkspace(all: readonly WorkspaceName[]): WorkspaceName {
  const [only] = all;
  const where = '--workspace';
  if (only === undefined) throw new AppError('not_found', 'There is no workspace yet.', { where });
  if (all.length === 1) return only;
  const slugs = all.map(({ slug }) => slug).join(', ');
  throw new AppError('invalid_input', `There are several workspaces. Name one with --workspace: ${slugs}.`, {
    where,
  });
}

/** The error for a workspace that is not there, with those that are. */
export function noWorkspace(all: readonly WorkspaceName[], wanted: string): AppError {
  const names = all.map(({ name }) => name).join(', ');
  const hint = all.length === 0 ? 'There is none yet.' : `There are: ${names}.`;
  return new AppError('not_found', `There is no workspace ${JSON.stringify(wanted)}. ${hint}`, {
    where: '--workspace',
  });
}

function expectInput(user: NewMember): { email: string; name: string } {
  const email = z.email().max(254).safeParse(user.email.trim());
  if (!email.success) {
    throw new AppError(
      'invalid_input',
      `--email is ${JSON.stringify(user.email)}, which is no address. Example: --email aoi@example.com`,
      { where: '--email' },
    );
  }
  const name = user.name.trim();
  if (name === '' || name.length > 80) {
    throw new AppError('invalid_input', '--name must have 1 to 80 characters.', { where: '--name' });
  }
  return { email: email.data.toLowerCase(), name };
}

async function createMember(
  db: Kysely<Database>,
  user: NewMember,
  at: string,
): ReturnType<UsersPort['create']> {
  const { email, name } = expectInput(user);
  const timeZone = expectTimeZone(user.timeZone, '--time-zone');
  const all = await allWorkspaces(db);
  const workspace = pickWorkspace(all, user.workspace);
  if (workspace === null && user.role !== 'owner') throw noWorkspace(all, user.workspace);
  const known = await findUserByEmail(db, email);
  if (known?.disabledAt != null) {
    throw new AppError(
      'transition_refused',
      `${email} is disabled. Run "kizuki user enable ${email}" first.`,
      {
        where: '--email',
      },
    );
  }
  if (known !== undefined && user.password !== null) {
    throw new AppError(
      'already_exists',
      `${email} has a password already. Leave --password-stdin out, or use "kizuki user reset-password".`,
      { where: '--password-stdin' },
    );
  }
  const newId = createIds(() => Date.now());
  const password = user.password ?? madePassword();
  const passwordHash = known === undefined ? await createPasswords().hash(password) : '';
  const userId = known?.id ?? newId();
  const workspaceId = workspace?.id ?? newId();
  const change = { workspaceId, actorId: null, at };
  await inWorkspace(db, workspaceId, async (trx) => {
    // The same lock as the first set-up in the browser: of two at once, one sees the other.
    await sql`select pg_advisory_xact_lock(hashtextextended('kizuki set up', 0))`.execute(trx);
    if (known === undefined) {
      await insertUser(trx, { id: userId, email, name, passwordHash, locale: user.locale, createdAt: at });
    }
    if (workspace === null) {
      await makeWorkspace(trx, change, {
        name: user.workspace,
        timeZone,
        ownerId: userId,
        languages: [user.locale],
      });
    } else if (!(await addMember(trx, change, { userId, role: user.role, languages: [user.locale] }))) {
      throw new AppError('already_exists', `${email} is on the team of ${workspace.name} already.`, {
        where: '--email',
      });
    }
  });
  return {
    userId,
    workspaceId,
    madeWorkspace: workspace === null,
    madeUser: known === undefined,
    password: known === undefined && user.password === null ? password : null,
  };
}
