// How a command comes to the database: your own, the embedded one of a running program, or the embedded one started for it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { withClient } from '../../storage/client.ts';
import { openDatabase, type OpenDatabase } from '../../storage/database.ts';
import { startEmbedded } from '../../storage/embedded.ts';
import { translateFailure } from '../../storage/failures.ts';
import { silentLog, type StorageLog } from '../../storage/log.ts';
import { findEmbedded } from '../../storage/running.ts';
import { migrationState } from '../../storage/migration-state.ts';
import { appRole } from '../../storage/roles.ts';
import type { Config } from '../config.ts';

export interface Reached {
  readonly how: 'outside' | 'running' | 'started';
  /** Connects as the owner of the tables. */
  readonly ownerUrl: string;
  /** Opens it as the program's role. */
  open(): OpenDatabase;
  /** Stops what was started for the command. */
  close(): Promise<void>;
}

type Place = Pick<Config, 'dataDir' | 'databaseUrl'>;

/** A command's log: only what a person must see, on standard error. */
export const commandLog: StorageLog = {
  info: () => undefined,
  warn: (_fields, message) => void process.stderr.write(`kizuki: ${message}\n`),
  error: (_fields, message) => void process.stderr.write(`kizuki: ${message}\n`),
};

/** Whether there is an embedded database in the data directory yet. */
export function isInitialised(dataDir: string): boolean {
  return existsSync(path.join(dataDir, 'postgres', 'PG_VERSION'));
}

/** For commands that only look: they must not make a database to find it empty. Errors: `not_found`. */
export function expectDatabase({ databaseUrl, dataDir }: Place): void {
  if (databaseUrl !== null || isInitialised(dataDir)) return;
  throw new AppError(
    'not_found',
    `There is no database in ${dataDir} yet. The first start of Kizuki makes it.`,
    {
      where: 'KIZUKI_DATA_DIR',
    },
  );
}

/**
 * Errors: those of `startEmbedded`; with `alone`, `data_dir_in_use` while a Kizuki works on the database. The caller
 * closes it.
 */
export async function reachDatabase(config: Place, { alone = false } = {}): Promise<Reached> {
  if (config.databaseUrl !== null) {
    const url = config.databaseUrl;
    if (alone) await refuseWorking(url);
    return reached(
      'outside',
      url,
      () => openAs(url, appRole),
      () => Promise.resolve(),
    );
  }
  const running = alone ? undefined : await findEmbedded(config.dataDir);
  if (running !== undefined) {
    return reached(
      'running',
      running.url('owner'),
      () => openAs(running.url('app')),
      () => Promise.resolve(),
    );
  }
  const started = await startEmbedded({ dataDir: config.dataDir, log: commandLog });
  return reached(
    'started',
    started.url('owner'),
    () => openAs(started.url('app')),
    () => started.stop(),
  );
}

/** A program that works on the database knows keys and rows that a restore would change beneath it. */
async function refuseWorking(url: string): Promise<void> {
  const working = await withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name in ('kizuki', 'kizuki jobs')`,
    );
    return rows[0]?.n ?? 0;
  }).catch((error: unknown) => {
    throw translateFailure(error);
  });
  if (working === 0) return;
  throw new AppError(
    'data_dir_in_use',
    `A Kizuki works on this database (${String(working)} connections). Stop every process of it, then try again.`,
    { where: 'DATABASE_URL' },
  );
}

function reached(
  how: Reached['how'],
  ownerUrl: string,
  open: () => OpenDatabase,
  stop: () => Promise<void>,
): Reached {
  const opened: OpenDatabase[] = [];
  return {
    how,
    ownerUrl,
    open() {
      const database = open();
      opened.push(database);
      return database;
    },
    async close() {
      for (const database of opened) await database.close();
      await stop();
    },
  };
}

function openAs(url: string, role?: string): OpenDatabase {
  // An idle connection that ends with the embedded server is no news.
  return openDatabase({ url, role, log: silentLog, poolSize: 2, applicationName: 'kizuki command' });
}

/** Reaches the database, hands it to `work`, and leaves it as it was found. */
export async function withDatabase<T>(
  config: Place,
  work: (reached: Reached) => Promise<T>,
  options: { alone?: boolean } = {},
): Promise<T> {
  const found = await reachDatabase(config, options);
  try {
    return await work(found);
  } finally {
    await found.close();
  }
}

/**
 * The same, for work that needs the program's own schema. Errors: `not_found` where there is no database yet,
 * `database_unsupported` while migrations are pending.
 */
export async function withMigrated<T>(config: Place, work: (reached: Reached) => Promise<T>): Promise<T> {
  expectDatabase(config);
  return withDatabase(config, async (found) => {
    const pending = (await migrationState(found.ownerUrl)).filter(({ appliedAt }) => appliedAt === null);
    if (pending.length === 0) return work(found);
    throw new AppError(
      'database_unsupported',
      `The database lacks ${String(pending.length)} migrations of this program. Run "kizuki migrate up", or start Kizuki once.`,
      { where: pending[0]?.file ?? '' },
    );
  });
}
