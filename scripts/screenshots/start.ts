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
  /** How far its clock is set. */
  shiftMs: number;
  /** The program's own role on its database. */
  db: Kysely<Database>;
  stop(): Promise<void>;
}

/** Starts it, with its clock set by `shiftMs`; `stop` removes everything it wrote. */
export async function startEmpty(shiftMs: number): Promise<Empty> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-screenshots-'));
  const embedded = await startEmbedded({ dataDir, log: silentLog });
  await migrate({ url: embedded.url('owner'), log: silentLog });
  const program = await startProgram({
    databaseUrl: embedded.url('owner'),
    env: {
      NODE_OPTIONS: `--import ${new URL('program-clock.ts', import.meta.url).href}`,
      PICTURE_SHIFT_MS: String(shiftMs),
    },
  });
  const open = openDatabase({ url: embedded.url('app'), log: silentLog });
  return {
    url: program.url,
    shiftMs,
    db: open.db,
    async stop() {
      await open.close();
      await program.stop();
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
