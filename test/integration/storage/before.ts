// A filled database as it was before one migration, for tests of what that migration makes of it.
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from '../../../src/storage/client.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { migrate, migrationsDirectory } from '../../../src/storage/migrate.ts';
import { freshDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';

export interface Before {
  workspace: string;
  /** As the owner of the tables, who sees the rows of one workspace at a time like everybody. */
  query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  addUser: (name: string, isDisabled?: boolean) => Promise<string>;
  /** Goes on to the newest schema. */
  migrateOn: () => Promise<void>;
  close: () => Promise<void>;
}

/** `name` is that of the migration's file, without its number: all before it are there. */
export async function databaseBefore(name: string): Promise<Before> {
  const database = await freshDatabase({ empty: true });
  const directory = await mkdtemp(path.join(tmpdir(), 'kizuki-migrations-'));
  const files = await readdir(migrationsDirectory);
  const own = files.find((file) => file.endsWith(`_${name}.sql`)) ?? '';
  for (const file of files.filter((each) => each < own)) {
    await cp(path.join(migrationsDirectory, file), path.join(directory, file));
  }
  await migrate({ url: database.adminUrl, log: silentLog, directory });
  const workspace = newId();
  const query: Before['query'] = (text, values = []) =>
    withClient(database.adminUrl, async (client) => {
      await client.query(`select set_config('kizuki.workspace_id', $1, false)`, [workspace]);
      return (await client.query<Record<string, unknown>>(text, values)).rows;
    });
  await query(`insert into workspace (id, name, slug) values ($1, 'Acme', 'acme')`, [workspace]);
  return {
    workspace,
    query,
    addUser: async (userName, isDisabled = false) => {
      const id = newId();
      const disabledAt = isDisabled ? new Date().toISOString() : null;
      await query(
        `insert into app_user (id, email, name, password_hash, disabled_at) values ($1, $2, $3, 'x', $4)`,
        [id, `${userName.toLowerCase()}@acme.example`, userName, disabledAt],
      );
      return id;
    },
    migrateOn: async () => {
      await migrate({ url: database.adminUrl, log: silentLog });
    },
    close: async () => {
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
