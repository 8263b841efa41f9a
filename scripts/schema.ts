// Writes src/storage/schema.sql: migrates an empty throw-away database and dumps what came out.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from '../src/storage/client.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { throwAwaySettings } from '../src/storage/postgres/settings.ts';
import { dumpSchema } from './schema-dump.ts';

const file = path.join(import.meta.dirname, '..', 'src', 'storage', 'schema.sql');
const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-schema-'));
try {
  const database = await startEmbedded({ dataDir, log: silentLog, settings: throwAwaySettings });
  try {
    const { version } = await migrate({ url: database.url('owner'), log: silentLog });
    await writeFile(file, await withClient(database.url('owner'), dumpSchema));
    console.log(`${path.relative(process.cwd(), file)} is the schema after migration ${version}`);
  } finally {
    await database.stop();
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
