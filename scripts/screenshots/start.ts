// An empty program of its own for the pictures, on a database that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Kysely } from 'kysely';
import { openDatabase } from '../../src/storage/database.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { silentLog } from '../../src/storage/log.ts';
import { migrate } from '../../src/storage/migrate.ts';
import type { Database } from '../../src/storage/tables.ts';
import { startProgram } from '../../test/harness/program.ts';

export interface Empty {
  url: string;
  /** The program's own role on its database. */
  db: Kysely<Database>;
  stop(): Promise<void>;
}

/** Starts it; `stop` removes everything it wrote. */
export async function startEmpty(): Promise<Empty> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-screenshots-'));
  const embedded = await startEmbedded({ dataDir, log: silentLog });
  await migrate({ url: embedded.url('owner'), log: silentLog });
  const program = await startProgram({ databaseUrl: embedded.url('owner') });
  const open = openDatabase({ url: embedded.url('app'), log: silentLog });
  return {
    url: program.url,
    db: open.db,
    async stop() {
      await open.close();
      await program.stop();
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
