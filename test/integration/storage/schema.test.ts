// The committed schema.sql: what the migrations make now, and complete enough to make it again.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dumpSchema } from '../../../scripts/schema-dump.ts';
import { withClient } from '../../../src/storage/client.ts';
import { freshDatabase, testDatabase } from '../../harness/database.ts';

const database = testDatabase();
const committed = (): Promise<string> =>
  readFile(path.join(import.meta.dirname, '..', '..', '..', 'src', 'storage', 'schema.sql'), 'utf8');

test('schema.sql is current: otherwise run "npm run db:schema" and commit it with the migration', async () => {
  expect(await withClient(database().adminUrl, dumpSchema)).toBe(await committed());
});

test('schema.sql makes the same schema in an empty database', async () => {
  const empty = await freshDatabase({ empty: true });
  const again = await withClient(empty.adminUrl, async (client) => {
    await client.query(await committed());
    return dumpSchema(client);
  });
  await empty.close();
  expect(again).toBe(await committed());
});
