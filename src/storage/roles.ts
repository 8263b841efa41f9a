// The two roles of the database: the owner of the tables, who migrates, and the program's role, which row-level security binds.
import pg from 'pg';
import { AppError } from '../domain/errors.ts';
import { isSqlState } from './failures.ts';

/** All reading and writing of the program is done as this role. It owns no table of ours and cannot pass row-level security. */
export const appRole = 'kizuki_app';

const oldestMajor = 15;

/**
 * Checks that a server can hold Kizuki. Throws `database_unsupported` for a server older than 15 or a database that
 * is not UTF-8.
 */
export async function checkServer(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number; encoding: string; name: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
            current_setting('server_encoding') as encoding, current_database() as name`,
  );
  const [server] = rows;
  if (!server) throw new AppError('internal', 'The database did not say its version.');
  if (server.number < oldestMajor * 10_000) {
    throw new AppError(
      'database_unsupported',
      `The server of DATABASE_URL is PostgreSQL ${server.version}; Kizuki needs ${oldestMajor} or newer. Upgrade it, ` +
        'or leave DATABASE_URL unset to use the embedded database.',
      { where: 'DATABASE_URL' },
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new AppError(
      'database_unsupported',
      `The database "${server.name}" is encoded in ${server.encoding}; Kizuki needs UTF8. Create another with ` +
        `CREATE DATABASE kizuki ENCODING 'UTF8' TEMPLATE template0; and name it in DATABASE_URL.`,
      { where: 'DATABASE_URL' },
    );
  }
}

interface Rights {
  user: string;
  database: string;
  may_create_role: boolean;
  may_create_schema: boolean;
  may_create_table: boolean;
  exists: boolean;
  too_strong: boolean;
  may_become: boolean;
}

/**
 * Makes sure the program's role exists and that the connected user, who is to own the tables, may become it.
 * Throws `invalid_configuration` with the SQL that an administrator has to run where the user lacks the right.
 */
export async function ensureAppRole(client: pg.ClientBase): Promise<void> {
  let rights = await rightsOf(client);
  if (rights.too_strong) {
    throw new AppError(
      'invalid_configuration',
      `The role ${appRole} is a superuser or may bypass row-level security, so workspaces would see each other. ` +
        `Run as an administrator: ALTER ROLE ${appRole} NOSUPERUSER NOBYPASSRLS;`,
      { where: appRole },
    );
  }
  if (!rights.exists && rights.may_create_role) {
    // Another program may be creating it right now, on another database of the same server.
    await ignoring(client, `create role ${appRole} nologin nosuperuser nobypassrls`, ['42710', '23505']);
    rights = await rightsOf(client);
  }
  if (rights.exists && !rights.may_become) {
    await ignoring(client, `grant ${appRole} to ${pg.escapeIdentifier(rights.user)}`, [
      '42501',
      '0LP01',
      '23505',
    ]);
    rights = await rightsOf(client);
  }
  const missing = missingRights(rights);
  if (missing.length === 0) return;
  throw new AppError(
    'invalid_configuration',
    `The user "${rights.user}" of DATABASE_URL may not set up the database "${rights.database}". ` +
      `An administrator has to run there:\n${missing.join('\n')}`,
    { where: 'DATABASE_URL', data: { sql: missing } },
  );
}

function missingRights(rights: Rights): string[] {
  const user = pg.escapeIdentifier(rights.user);
  const missing: string[] = [];
  if (!rights.exists) missing.push(`CREATE ROLE ${appRole} NOLOGIN NOSUPERUSER NOBYPASSRLS;`);
  if (!rights.may_become) missing.push(`GRANT ${appRole} TO ${user};`);
  if (!rights.may_create_schema) {
    missing.push(`GRANT CREATE ON DATABASE ${pg.escapeIdentifier(rights.database)} TO ${user};`);
  }
  if (!rights.may_create_table) missing.push(`GRANT CREATE ON SCHEMA public TO ${user};`);
  return missing;
}

async function rightsOf(client: pg.ClientBase): Promise<Rights> {
  // Since PostgreSQL 16 being a member and being allowed to SET ROLE are two things.
  const { rows } = await client.query<Rights>(
    `select session_user::text as "user", current_database()::text as database,
            (me.rolcreaterole or me.rolsuper) as may_create_role,
            has_database_privilege(current_database(), 'CREATE') as may_create_schema,
            has_schema_privilege('public', 'CREATE') as may_create_table,
            app.oid is not null as exists,
            coalesce(app.rolsuper or app.rolbypassrls, false) as too_strong,
            case when app.oid is null then false
                 when current_setting('server_version_num')::int >= 160000
                   then pg_has_role(session_user, app.oid, 'SET')
                 else pg_has_role(session_user, app.oid, 'MEMBER') end as may_become
     from pg_roles as me left join pg_roles as app on app.rolname = $1
     where me.rolname = session_user`,
    [appRole],
  );
  const [rights] = rows;
  if (!rights) throw new AppError('internal', 'The database does not know its own user.');
  return rights;
}

async function ignoring(client: pg.ClientBase, statement: string, states: readonly string[]): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    if (!states.some((state) => isSqlState(error, state))) throw error;
  }
}
