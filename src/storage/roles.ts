// The roles of the database: the owner of the tables, who migrates, the program's role, which row-level security binds, and the role of the search.
import pg from 'pg';
import { AppError } from '../domain/errors.ts';
import { isSqlState } from './failures.ts';

/** All reading and writing of the program is done as this role. It owns no table of ours and cannot pass row-level security. */
export const appRole = 'kizuki_app';

/**
 * Owns the functions that search posts, and nothing else; nobody signs in as it. Its functions read across workspaces
 * what is kept for searching and keep to the caller's workspace themselves (migrations/0007_search.sql says why).
 */
export const searchRole = 'kizuki_search';

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
  roles: readonly RoleRights[];
}

interface RoleRights {
  name: string;
  exists: boolean;
  too_strong: boolean;
  may_become: boolean;
}

/**
 * Makes sure the program's roles exist and that the connected user, who is to own the tables, may become each.
 * Throws `invalid_configuration` with the SQL that an administrator has to run where the user lacks the right.
 */
export async function ensureRoles(client: pg.ClientBase): Promise<void> {
  let rights = await rightsOf(client);
  for (const { name, too_strong: tooStrong } of rights.roles) {
    if (!tooStrong) continue;
    throw new AppError(
      'invalid_configuration',
      `The role ${name} is a superuser or may bypass row-level security, so workspaces would see each other. ` +
        `Run as an administrator: ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS;`,
      { where: name },
    );
  }
  for (const { name, exists } of rights.roles) {
    if (exists || !rights.may_create_role) continue;
    // Another program may be creating it right now, on another database of the same server.
    await ignoring(client, `create role ${name} nologin nosuperuser nobypassrls`, ['42710', '23505']);
  }
  rights = await rightsOf(client);
  for (const { name, exists, may_become: mayBecome } of rights.roles) {
    if (!exists || mayBecome) continue;
    await ignoring(client, `grant ${name} to ${pg.escapeIdentifier(rights.user)}`, [
      '42501',
      '0LP01',
      '23505',
    ]);
  }
  rights = await rightsOf(client);
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
  for (const role of rights.roles) {
    if (!role.exists) missing.push(`CREATE ROLE ${role.name} NOLOGIN NOSUPERUSER NOBYPASSRLS;`);
    if (!role.may_become) missing.push(`GRANT ${role.name} TO ${user};`);
  }
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
            (select jsonb_agg(jsonb_build_object(
               'name', wanted.name,
               'exists', role.oid is not null,
               'too_strong', coalesce(role.rolsuper or role.rolbypassrls, false),
               'may_become', case
                 when role.oid is null then false
                 when current_setting('server_version_num')::int >= 160000
                   then pg_has_role(session_user, role.oid, 'SET')
                 else pg_has_role(session_user, role.oid, 'MEMBER') end) order by place)
             from unnest($1::text[]) with ordinality as wanted (name, place)
             left join pg_roles as role on role.rolname = wanted.name) as roles
     from pg_roles as me
     where me.rolname = session_user`,
    [[appRole, searchRole]],
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
