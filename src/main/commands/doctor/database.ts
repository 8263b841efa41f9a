// The doctor looks at the database: its server, its migrations, its roles, and whether workspaces are kept apart.
import type pg from 'pg';
import type { Check } from '../../../cli/ports.ts';
import { AppError } from '../../../domain/errors.ts';
import { withClient } from '../../../storage/client.ts';
import { migrationState } from '../../../storage/migration-state.ts';
import { appRole, checkServer } from '../../../storage/roles.ts';
import { fail, ok, warn, wordsOf } from './check.ts';

/** Beyond this, the order of what came in and the times shown are no longer true. */
const mostClockDifferenceMs = 5_000;

/** Answers whether the rest can be looked at, after its lines. */
export async function* examineDatabase(
  ownerUrl: string,
  isEmbedded: boolean,
): AsyncGenerator<Check, boolean> {
  try {
    const line = await withClient(ownerUrl, (client) => describeServer(client, isEmbedded));
    yield line;
    yield await withClient(ownerUrl, checkClock);
  } catch (error) {
    yield fail(
      'database',
      wordsOf(error),
      isEmbedded
        ? 'Look at postgres.log in the data directory.'
        : 'Correct DATABASE_URL, or start the server it names.',
    );
    return false;
  }
  const migrations = await examineMigrations(ownerUrl);
  yield migrations;
  if (migrations.state !== 'ok') return false;
  yield await withClient(ownerUrl, examineRoles);
  yield await withClient(ownerUrl, examineWalls);
  yield await withClient(ownerUrl, describeSize);
  return true;
}

async function describeServer(client: pg.Client, isEmbedded: boolean): Promise<Check> {
  await checkServer(client);
  const before = performance.now();
  const { rows } = await client.query<{ version: string; used: number; most: number }>(
    `select current_setting('server_version') as version, current_setting('max_connections')::int as most,
            (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`,
  );
  const tookMs = performance.now() - before;
  const { version = '', used = 0, most = 0 } = rows[0] ?? {};
  const found = `${isEmbedded ? 'embedded ' : ''}PostgreSQL ${version}, answers in ${tookMs.toFixed(0)} ms, ${String(used)} of ${String(most)} connections`;
  return used > 0.9 * most
    ? warn('database', found, 'Raise max_connections of the server, or lower KIZUKI_DATABASE_POOL.')
    : ok('database', found);
}

async function checkClock(client: pg.Client): Promise<Check> {
  const before = Date.now();
  const { rows } = await client.query<{ ms: string }>(
    `select extract(epoch from clock_timestamp()) * 1000 as ms`,
  );
  const middle = (before + Date.now()) / 2;
  const differenceMs = Math.abs(Number(rows[0]?.ms) - middle);
  const found = `${(differenceMs / 1000).toFixed(1)} s between this machine and the database`;
  return differenceMs > mostClockDifferenceMs
    ? warn('clock', found, 'Set both clocks (NTP): times and orders are wrong otherwise.')
    : ok('clock', found);
}

async function examineMigrations(ownerUrl: string): Promise<Check> {
  try {
    const states = await migrationState(ownerUrl);
    const pending = states.filter(({ appliedAt }) => appliedAt === null).length;
    if (pending === 0) return ok('migrations', `all ${String(states.length)} are applied`);
    return fail(
      'migrations',
      `${String(pending)} are pending`,
      'Run "kizuki migrate up", or start Kizuki once.',
    );
  } catch (error) {
    const advice = 'Start the version of Kizuki that fits the database.';
    return fail(
      'migrations',
      wordsOf(error),
      error instanceof AppError ? advice : 'Look at the log of the database.',
    );
  }
}

async function examineRoles(client: pg.Client): Promise<Check> {
  const { rows } = await client.query<{ strong: boolean; owns: number; me: string; superuser: boolean }>(
    `select coalesce(app.rolsuper or app.rolbypassrls, false) as strong, session_user::text as me,
            (select rolsuper from pg_roles where rolname = session_user) as superuser,
            (select count(*)::int from pg_class c where c.relowner = app.oid
               and c.relnamespace = 'public'::regnamespace) as owns
     from (select) as one left join pg_roles as app on app.rolname = $1`,
    [appRole],
  );
  const [found] = rows;
  if (found === undefined) return fail('roles', 'the database does not say', 'Look at its log.');
  if (found.strong || found.owns > 0) {
    return fail(
      'roles',
      `${appRole} ${found.strong ? 'may pass row-level security' : `owns ${String(found.owns)} tables`}, so workspaces would see each other`,
      found.strong
        ? `As an administrator: ALTER ROLE ${appRole} NOSUPERUSER NOBYPASSRLS;`
        : `As an administrator: REASSIGN OWNED BY ${appRole} TO another role, in this database.`,
    );
  }
  if (found.superuser) {
    return warn(
      'roles',
      `${found.me} of DATABASE_URL is a superuser`,
      'Give Kizuki a user of its own that owns only its database (docs/operations.md).',
    );
  }
  return ok('roles', `the tables belong to ${found.me}; the program works as ${appRole}`);
}

/** Every table that belongs to workspaces must be closed to the program's role but for the workspace it works in. */
async function examineWalls(client: pg.Client): Promise<Check> {
  const { rows } = await client.query<{ name: string; closed: boolean }>(
    `select c.relname as name,
            c.relrowsecurity and c.relforcerowsecurity
              and exists (select from pg_policy p where p.polrelid = c.oid) as closed
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'session'
       and (c.relname = 'workspace' or exists (select from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))`,
  );
  const open = rows.filter(({ closed }) => !closed).map(({ name }) => name);
  if (open.length === 0)
    return ok('row-level security', `forced on all ${String(rows.length)} tables of workspaces`);
  return fail(
    'row-level security',
    `not forced on ${open.join(', ')}: workspaces could see each other's rows`,
    `As the owner: ${open.map((name) => `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`).join(' ')}`,
  );
}

async function describeSize(client: pg.Client): Promise<Check> {
  // Less than none before the server has looked at the table for the first time.
  const { rows } = await client.query<{ size: string; posts: string }>(
    `select pg_size_pretty(pg_database_size(current_database())) as size,
            (select reltuples::bigint from pg_class where oid = 'post'::regclass)::text as posts`,
  );
  const posts = Number(rows[0]?.posts ?? -1);
  const about = posts < 0 ? 'posts not counted yet' : `about ${posts.toLocaleString('en-US')} posts`;
  return ok('size', `${rows[0]?.size ?? '?'}, ${about}`);
}
