// The embedded PostgreSQL: initialised on the first start, found again after a killed run, kept running, stopped with the program.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { withClient } from './client.ts';
import type { StorageLog } from './log.ts';
import {
  choosePort,
  newPasswords,
  readAccess,
  roleNames,
  urlOf,
  writeAccess,
  type Access,
  type EmbeddedRole,
} from './postgres/access.ts';
import { npmBinaries, type PostgresBinaries } from './postgres/binaries.ts';
import { ensureCluster, resetPassword } from './postgres/cluster.ts';
import { lockDataDir } from './postgres/data-dir-lock.ts';
import { explainFailure } from './postgres/failures.ts';
import {
  findPostmaster,
  serverArguments,
  startPostmaster,
  StartFailed,
  stopPostmaster,
  type Postmaster,
} from './postgres/postmaster.ts';
import { chooseUser, type RunAs } from './postgres/run-as.ts';
import { supervise } from './postgres/supervise.ts';
import { serverSettings, type Settings } from './postgres/settings.ts';
import { searchRole } from './roles.ts';

export interface EmbeddedOptions {
  /** The program's data directory; the cluster is its subdirectory `postgres`. */
  readonly dataDir: string;
  readonly log: StorageLog;
  /** Settings of the server that differ from the usual ones (`settings.ts`). */
  readonly settings?: Settings;
  /** Another PostgreSQL than the one from npm. */
  readonly binaries?: PostgresBinaries;
}

export interface EmbeddedDatabase {
  /** Whether this start made the cluster, started it, or found it running after a killed run. */
  readonly origin: 'initialised' | 'started' | 'found';
  readonly port: number;
  /** The server process now; it changes when the server had to be started again. */
  pid(): number;
  /** The connection URL of a role, for the database `kizuki` unless another is named. */
  url(role: EmbeddedRole, database?: string): string;
  /** Stops the server and gives the data directory free. Close all pools first. */
  stop(): Promise<void>;
}

interface Place {
  readonly directory: string;
  readonly accessFile: string;
  readonly logFile: string;
  readonly binaries: PostgresBinaries;
  readonly user: RunAs;
  readonly settings: Settings;
  readonly log: StorageLog;
}

const startTimeoutMs = 60_000;

/**
 * Starts the embedded database and makes its roles and its database `kizuki` where they are missing.
 * Throws AppError: `data_dir_in_use`, `disk_full`, `invalid_configuration` (permissions, foreign files),
 * `database_unsupported` (platform, other major version), `database_unavailable`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = path.resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true }).catch((error: Error) => {
    throw explainFailure('make its data directory', dataDir, error.message, error);
  });
  const lock = await lockDataDir(dataDir).catch((error: Error) => {
    throw error instanceof AppError
      ? error
      : explainFailure('lock its data directory', dataDir, error.message, error);
  });
  try {
    const place = await placeIn(dataDir, options);
    const { access, postmaster, origin } = await bringUp(place);
    const supervised = supervise(
      postmaster,
      { ...place, port: access.port, timeoutMs: startTimeoutMs },
      place.log,
    );
    return {
      origin,
      port: access.port,
      pid: supervised.pid,
      url: (role, database = 'kizuki') => urlOf(access, role, database),
      async stop() {
        await supervised.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function placeIn(dataDir: string, options: EmbeddedOptions): Promise<Place> {
  const directory = path.join(dataDir, 'postgres');
  const binaries = options.binaries ?? (await npmBinaries());
  return {
    directory,
    accessFile: path.join(dataDir, 'database.json'),
    logFile: path.join(dataDir, 'postgres.log'),
    binaries,
    user: await chooseUser(directory, [path.dirname(dataDir), path.dirname(binaries.postgres)]),
    settings: { ...serverSettings(binaries.major), ...options.settings },
    log: options.log,
  };
}

async function bringUp(
  place: Place,
): Promise<{ access: Access; postmaster: Postmaster; origin: EmbeddedDatabase['origin'] }> {
  const kept = await readAccess(place.accessFile);
  const passwords = kept?.passwords ?? newPasswords();
  // Before initdb, so that a cluster never exists whose password was not written down.
  if (!kept) await writeAccess(place.accessFile, { port: 0, passwords });
  const cluster = { ...place, superuser: roleNames.admin, password: passwords.admin };
  const initialised = await ensureCluster(cluster);
  const found = initialised ? undefined : await adopt(place, kept);
  if (found) return { access: { port: found.port, passwords }, postmaster: found, origin: 'found' };
  if (!kept && !initialised) {
    place.log.warn(
      { file: place.accessFile },
      'the passwords of the embedded database were lost: setting new ones',
    );
    await resetPassword(cluster);
  }
  const postmaster = await start(place, kept?.port);
  const access = { port: postmaster.port, passwords };
  try {
    if (access.port !== kept?.port) await writeAccess(place.accessFile, access);
    await ensureRoles(access, kept === undefined);
  } catch (error) {
    await stopPostmaster(postmaster.pid);
    throw error;
  }
  return { access, postmaster, origin: initialised ? 'initialised' : 'started' };
}

/** Takes over a server left running by a killed program, or stops it when it is not as we would start it. */
async function adopt(place: Place, kept: Access | undefined): Promise<Postmaster | undefined> {
  const left = await findPostmaster(place.directory);
  if (!left) return undefined;
  if (kept && (await isUsable(place, kept, left))) {
    place.log.info({ pid: left.pid }, 'the embedded database was still running after a killed run: using it');
    return left;
  }
  place.log.info({ pid: left.pid }, 'stopping the embedded database that a killed run left behind');
  await stopPostmaster(left.pid);
  return undefined;
}

async function isUsable(place: Place, kept: Access, left: Postmaster): Promise<boolean> {
  if (!(await wasStartedWith(place, left.port))) return false;
  try {
    return await withClient(urlOf({ ...kept, port: left.port }, 'admin', 'postgres'), async (client) => {
      // The killed program's sessions may still hold locks and unfinished transactions.
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      const { rowCount } = await client.query(`select from pg_database where datname = 'kizuki'`);
      return rowCount === 1;
    });
  } catch {
    return false;
  }
}

/** Whether the running server has the binary and the settings that we would start it with now. */
async function wasStartedWith(place: Place, port: number): Promise<boolean> {
  const started = await readFile(path.join(place.directory, 'postmaster.opts'), 'utf8').catch(() => '');
  const quoted = serverArguments(place.directory, port, place.settings).map((argument) => `"${argument}"`);
  return started.trim() === [place.binaries.postgres, ...quoted].join(' ');
}

async function start(place: Place, preferredPort: number | undefined): Promise<Postmaster> {
  let last: unknown;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await choosePort(attempt === 0 ? preferredPort || undefined : undefined);
    try {
      return await startPostmaster({ ...place, port, timeoutMs: startTimeoutMs });
    } catch (error) {
      last = error;
      const output = error instanceof StartFailed ? error.output : '';
      // Another program took the port in between, or sessions of a server that was killed have not all ended yet.
      if (!/could not create any TCP|Address already in use|shared memory block|still in use/i.test(output))
        break;
      await sleep(200 * 2 ** attempt);
    }
  }
  const output = last instanceof StartFailed ? `${last.message}\n${last.output}` : String(last);
  throw explainFailure('start', place.directory, output, last);
}

async function ensureRoles(access: Access, setPasswords: boolean): Promise<void> {
  await withClient(urlOf(access, 'admin', 'postgres'), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select rolname as name from pg_roles where rolname = any($1) union all
       select datname from pg_database where datname = 'kizuki'`,
      [[roleNames.owner, roleNames.app, searchRole]],
    );
    const present = new Set(rows.map((row) => row.name));
    for (const role of ['owner', 'app'] as const) {
      const name = roleNames[role];
      const how = `login nosuperuser nobypassrls nocreatedb nocreaterole password '${access.passwords[role]}'`;
      if (!present.has(name)) await client.query(`create role ${name} ${how}`);
      else if (setPasswords) await client.query(`alter role ${name} ${how}`);
    }
    if (!present.has(searchRole)) {
      await client.query(`create role ${searchRole} nologin nosuperuser nobypassrls`);
      // The owner makes its functions.
      await client.query(`grant ${searchRole} to ${roleNames.owner}`);
    }
    if (present.has('kizuki')) return;
    // The owner makes things on the program's behalf (the schema of the job queue).
    await client.query(`grant ${roleNames.app} to ${roleNames.owner}`);
    await client.query(`create database kizuki owner ${roleNames.owner}`);
    await client.query('revoke connect, temporary on database kizuki from public');
    await client.query(`grant connect, temporary on database kizuki to ${roleNames.app}`);
  });
}
