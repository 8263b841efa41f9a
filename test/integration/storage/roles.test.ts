// An outside server whose user may more or less: the program's role is made, or the administrator told what to run.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, inject } from 'vitest';
import type { AppError } from '../../../src/domain/errors.ts';
import { withClient } from '../../../src/storage/client.ts';
import { openDatabase, inWorkspace } from '../../../src/storage/database.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { freshDatabase, type TestDatabase } from '../../harness/database.ts';
import { onDatabase } from '../../harness/postgres.ts';
import { sql } from 'kysely';

let database: TestDatabase;
let makerUrl = '';
const user = `kizuki_test_user_${randomBytes(4).toString('hex')}`;
const password = randomBytes(12).toString('hex');

const asMaker = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => withClient(makerUrl, work);

beforeAll(async () => {
  database = await freshDatabase({ empty: true });
  makerUrl = onDatabase(inject('testServer').makerUrl, database.name);
  await asMaker((client) => client.query(`create role ${user} login password '${password}'`));
  await asMaker((client) =>
    client.query(`grant connect on database ${pg.escapeIdentifier(database.name)} to ${user}`),
  );
});

afterAll(async () => {
  await database.close();
  await withClient(inject('testServer').makerUrl, (client) => client.query(`drop role ${user}`));
});

function urlOfUser(): string {
  const url = new URL(onDatabase(makerUrl, database.name));
  url.username = user;
  url.password = password;
  return url.href;
}

test('a user with too few rights is told the exact statements, and after them the set-up works', async () => {
  const error = await migrate({ url: urlOfUser(), log: silentLog }).catch(
    (each: unknown) => each as AppError,
  );
  expect(error).toMatchObject({ code: 'invalid_configuration', where: 'DATABASE_URL' });
  const statements = (error as AppError).data?.['sql'] as string[];
  expect(statements).toEqual([
    `GRANT kizuki_app TO "${user}";`,
    `GRANT kizuki_search TO "${user}";`,
    `GRANT CREATE ON DATABASE "${database.name}" TO "${user}";`,
    `GRANT CREATE ON SCHEMA public TO "${user}";`,
  ]);
  for (const statement of statements) await asMaker((client) => client.query(statement));

  const migrated = await migrate({ url: urlOfUser(), log: silentLog });
  expect(migrated.applied.length).toBeGreaterThan(0);
});

test('one address is enough: every connection of the pool works as the bound role', async () => {
  const open = openDatabase({ url: urlOfUser(), role: 'kizuki_app', log: silentLog, poolSize: 3 });
  const seen = await Promise.all(
    [1, 2, 3].map(() =>
      inWorkspace(open.db, '0196f000-0000-7000-8000-000000000001', async (trx) => {
        const { rows } = await sql<{ me: string; login: string; posts: number }>`
          select current_user as me, session_user as login, (select count(*) from post) as posts`.execute(
          trx,
        );
        return rows[0];
      }),
    ),
  );
  expect(seen).toEqual([1, 2, 3].map(() => ({ me: 'kizuki_app', login: user, posts: 0 })));
  await open.close();
});
