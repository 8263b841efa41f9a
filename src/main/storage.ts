// Opens the database the configuration asks for, migrated and ready: the embedded one, or your own.
import pg from 'pg';
import { openDatabase, type OpenDatabase } from '../storage/database.ts';
import { startEmbedded } from '../storage/embedded.ts';
import type { StorageLog } from '../storage/log.ts';
import { migrate } from '../storage/migrate.ts';
import { appRole } from '../storage/roles.ts';
import type { Config } from './config.ts';

export interface Storage extends OpenDatabase {
  /** For graphile-worker, whose types must be the driver's own. */
  jobsPool: pg.Pool;
  /** Connects as the owner of the tables, for backups and migrations. */
  ownerUrl: string;
  close(): Promise<void>;
}

/** Starts, migrates and opens. What goes wrong is an AppError that says what to do. */
export async function openStorage(
  config: Pick<Config, 'dataDir' | 'databaseUrl' | 'databasePoolSize'>,
  log: StorageLog,
): Promise<Storage> {
  const embedded = config.databaseUrl === null ? await startEmbedded({ dataDir: config.dataDir, log }) : null;
  try {
    const ownerUrl = embedded?.url('owner') ?? config.databaseUrl ?? '';
    await migrate({ url: ownerUrl, log });
    const url = embedded?.url('app') ?? ownerUrl;
    const role = embedded === null ? appRole : undefined;
    const open = openDatabase({ url, role, log, poolSize: config.databasePoolSize });
    const jobsPool = openJobsPool(url, role);
    return {
      ...open,
      jobsPool,
      ownerUrl,
      async close() {
        await jobsPool.end();
        await open.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

const jobsPoolSize = 6;

function openJobsPool(url: string, role: string | undefined): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: jobsPoolSize,
    application_name: 'kizuki jobs',
    ...(role === undefined
      ? {}
      : { onConnect: (client) => client.query(`set role ${pg.escapeIdentifier(role)}`) as unknown as void }),
  });
  // A lost idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
