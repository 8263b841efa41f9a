// The program's role: it can pass no row-level security, and no workspace sees or changes a row of another.
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../../src/storage/client.ts';
import { testDatabase } from '../../harness/database.ts';
import { fillEveryTable, tablesOf, type Table } from './catalog.ts';

/** Tables that belong to no single workspace, each with the reason. All others must be closed to other workspaces. */
const globalTables: Readonly<Record<string, string>> = {
  app_user: 'a person may belong to several workspaces',
  session: 'it is looked up by its token before a workspace is chosen',
  model_use: 'the operator pays for all workspaces together, and it holds numbers only',
  sign_in_attempt: 'it counts attempts by hashed address, before anyone is known',
  schema_migration: 'it is about the database itself; the program only reads it',
};

/** Where the workspace stands in a table: the workspace table is its own. */
const workspaceColumn = (table: Table): string => (table.name === 'workspace' ? 'id' : 'workspace_id');

const quoted = (name: string): string => pg.escapeIdentifier(name);

const database = testDatabase();
const mine = '0196f000-0000-7000-8000-000000000001';
const theirs = '0196f000-0000-7000-8000-000000000002';
let tables: Table[] = [];

beforeAll(async () => {
  await withClient(database().adminUrl, async (owner) => {
    tables = await tablesOf(owner);
    // Once open, so that the owner can put rows of two workspaces in; the program's role is bound as ever.
    for (const table of tables)
      await owner.query(`alter table ${quoted(table.name)} no force row level security`);
    await fillEveryTable(owner, tables, [mine, theirs]);
    for (const table of tables) {
      if (table.forced) await owner.query(`alter table ${quoted(table.name)} force row level security`);
    }
  });
});

const closedTables = (): Table[] => tables.filter((table) => !(table.name in globalTables));

test('the list of global tables names none that is gone', () => {
  const names = tables.map((table) => table.name);
  expect(Object.keys(globalTables).filter((name) => !names.includes(name))).toEqual([]);
  expect(closedTables().length).toBeGreaterThan(20);
});

test('every other table has its workspace, and row-level security enabled, forced and with a policy', () => {
  const open = closedTables().filter((table) => {
    const column = table.columns.find(({ name }) => name === workspaceColumn(table));
    return !(
      column?.notNull === true &&
      column.type === 'uuid' &&
      table.secured &&
      table.forced &&
      table.policies > 0
    );
  });
  expect(open.map((table) => table.name)).toEqual([]);
});

test('every reference between tables of workspaces carries the workspace, so it cannot cross', async () => {
  const crossing = await withClient(database().adminUrl, async (client) => {
    const { rows } = await client.query<{ reference: string }>(
      `select format('%s: %s', c.conrelid::regclass, pg_get_constraintdef(c.oid)) as reference
       from pg_constraint as c
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace
         and exists (select from pg_attribute where attrelid = c.confrelid and attname = 'workspace_id')
         and not exists (
           select from unnest(c.conkey, c.confkey) as pair (here, there)
           join pg_attribute as h on h.attrelid = c.conrelid and h.attnum = pair.here
           join pg_attribute as t on t.attrelid = c.confrelid and t.attnum = pair.there
           where h.attname = 'workspace_id' and t.attname = 'workspace_id')`,
    );
    return rows.map((row) => row.reference);
  });
  expect(crossing).toEqual([]);
});

test("the program's role is no superuser, passes no policy, and owns no table of ours", async () => {
  await withClient(database().appUrl, async (client) => {
    const role = await client.query(
      `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`,
    );
    expect(role.rows).toEqual([
      {
        rolname: 'kizuki_app',
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: false,
        rolcreaterole: false,
      },
    ]);
    // The tables of the job queue guard themselves against everyone but their owner, which therefore is this role.
    const owned = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class as c
       where pg_has_role(current_user, c.relowner, 'USAGE') and c.relkind in ('r', 'p', 'v', 'm', 'S')
         and c.relnamespace <> 'graphile_worker'::regnamespace`,
    );
    expect(owned.rows).toEqual([]);
    await expect(client.query('create table public.of_the_app (id int)')).rejects.toThrow(
      /permission denied/,
    );
    await expect(client.query('delete from schema_migration')).rejects.toThrow(/permission denied/);
  });
});

/**
 * Policies for one role only, each with the reason. They let that role see every workspace, so nobody may work as it;
 * its functions keep to the caller's workspace, which test/integration/read proves.
 */
const searchPolicies: Readonly<Record<string, string>> = {
  'post_search.search_reads': 'its index answers only where no policy stands between',
  'inbound_ledger.search_reads': 'its index answers only where no policy stands between',
};

test('every policy looks at the workspace or the person, but for those of the search', async () => {
  await withClient(database().adminUrl, async (owner) => {
    const { rows } = await owner.query<{ name: string; roles: string[]; kind: string; is: string }>(
      `select format('%s.%s', tablename, policyname) as name, roles::text[] as roles, cmd as kind,
              concat(qual, with_check) as is
       from pg_policies where schemaname = 'public' order by 1`,
    );
    const others = rows.filter(({ name }) => !(name in searchPolicies));
    expect(others.length).toBeGreaterThan(closedTables().length);
    expect(others.filter(({ roles }) => roles.join() !== 'public')).toEqual([]);
    expect(
      others.filter(({ is }) => !/current_workspace\(\)|current_person\(\)|kizuki\.system/.test(is)),
    ).toEqual([]);
    const known = rows.filter(({ name }) => name in searchPolicies);
    expect(known).toEqual(
      Object.keys(searchPolicies)
        .toSorted()
        .map((name) => ({ name, roles: ['kizuki_search'], kind: 'SELECT', is: 'true' })),
    );
  });
});

test('nobody works as the role of the search: it reads what its functions need, and owns nothing but them', async () => {
  await withClient(database().adminUrl, async (owner) => {
    const one = async (text: string): Promise<unknown[]> =>
      (await owner.query<Record<string, unknown>>(text)).rows;
    expect(
      await one(
        `select rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
                pg_has_role('kizuki_app', oid, 'MEMBER') as lent
         from pg_roles where rolname = 'kizuki_search'`,
      ),
    ).toEqual([
      {
        rolcanlogin: false,
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: false,
        rolcreaterole: false,
        lent: false,
      },
    ]);
    expect(
      await one(
        `select c.relname as name from pg_class as c
         where c.relowner = 'kizuki_search'::regrole and c.relkind in ('r', 'p', 'v', 'm', 'S')`,
      ),
    ).toEqual([]);
    expect(
      await one(
        `select distinct c.relname as name, g.privilege_type as may
         from pg_class as c left join pg_attribute as a on a.attrelid = c.oid
         cross join lateral (select * from aclexplode(c.relacl) union all select * from aclexplode(a.attacl)) as g
         where g.grantee = 'kizuki_search'::regrole order by 1`,
      ),
    ).toEqual([
      { name: 'inbound_ledger', may: 'SELECT' },
      { name: 'post_search', may: 'SELECT' },
    ]);
    // A function that works as another role must not be led to tables or operators of its caller's.
    expect(
      await one(
        `select p.oid::regprocedure::text as name from pg_proc as p
         where p.prosecdef and p.pronamespace in (select oid from pg_namespace where nspname in ('public', 'search'))
           and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)`,
      ),
    ).toEqual([]);
  });
});

describe('two workspaces with a row in every table', () => {
  const asApp = <T>(workspace: string | undefined, work: (client: pg.Client) => Promise<T>): Promise<T> =>
    withClient(database().appUrl, async (client) => {
      await client.query('begin');
      if (workspace !== undefined) {
        await client.query(`select set_config('kizuki.workspace_id', $1, true)`, [workspace]);
      }
      return work(client);
    });

  test('each sees its own rows and none of the other', async () => {
    const seen: Record<string, unknown> = {};
    await asApp(mine, async (client) => {
      for (const table of closedTables()) {
        const column = quoted(workspaceColumn(table));
        const { rows } = await client.query<{ owners: string[] }>(
          `select array_agg(distinct ${column}::text) as owners from ${quoted(table.name)}`,
        );
        seen[table.name] = rows[0]?.owners;
      }
    });
    expect(seen).toEqual(Object.fromEntries(closedTables().map((table) => [table.name, [mine]])));
  });

  test('without a workspace nothing is seen, on a connection that had one before', async () => {
    const seen: string[] = [];
    await asApp(mine, async (client) => {
      await client.query('commit');
      for (const table of closedTables()) {
        const { rowCount } = await client.query(`select from ${quoted(table.name)}`);
        if (rowCount !== 0) seen.push(table.name);
      }
    });
    expect(seen).toEqual([]);
  });

  test('no row of the other can be changed, taken over or deleted', async () => {
    const outcomes = await attempt((table) => {
      const column = quoted(workspaceColumn(table));
      return [
        `update ${quoted(table.name)} set ${column} = ${column} where ${column} = '${theirs}'`,
        `update ${quoted(table.name)} set ${column} = '${mine}' where ${column} = '${theirs}'`,
        `delete from ${quoted(table.name)} where ${column} = '${theirs}'`,
      ];
    });
    // Done to no row, or refused (42501) because the table is append-only for this role.
    expect(outcomes.filter(({ outcome }) => outcome !== '0 rows' && outcome !== '42501')).toEqual([]);
  });

  test('no row can be given to the other or inserted there', async () => {
    const outcomes = await attempt((table) => {
      const column = quoted(workspaceColumn(table));
      const name = quoted(table.name);
      const writable = table.columns.filter(({ generated }) => !generated).map((each) => quoted(each.name));
      const values = writable.map((each) => (each === column ? `'${theirs}'` : each));
      return [
        `update ${name} set ${column} = '${theirs}'`,
        `insert into ${name} (${writable.join(', ')}) select ${values.join(', ')} from ${name}`,
      ];
    });
    expect(outcomes.filter(({ outcome }) => outcome !== '42501')).toEqual([]);
  });

  /** Runs statements on every closed table as a member of `mine`; each is undone. */
  async function attempt(
    statementsOf: (table: Table) => string[],
  ): Promise<{ statement: string; outcome: string | undefined }[]> {
    return asApp(mine, async (client) => {
      const outcomes = [];
      for (const statement of closedTables().flatMap(statementsOf)) {
        await client.query('savepoint one');
        const outcome = await client.query(statement).then(
          (result) => `${result.rowCount} rows`,
          (error: pg.DatabaseError) => error.code,
        );
        outcomes.push({ statement, outcome });
        await client.query('rollback to one');
      }
      expect(outcomes.length).toBeGreaterThan(closedTables().length);
      return outcomes;
    });
  }

  test('all rows of the other are still there', async () => {
    const gone: string[] = [];
    await withClient(database().adminUrl, async (owner) => {
      for (const table of closedTables()) {
        const name = quoted(table.name);
        await owner.query(`alter table ${name} no force row level security`);
        const { rowCount } = await owner.query(
          `select from ${name} where ${quoted(workspaceColumn(table))} = '${theirs}'`,
        );
        if (rowCount === 0) gone.push(table.name);
        await owner.query(`alter table ${name} force row level security`);
      }
    });
    expect(gone).toEqual([]);
  });
});
