// The data directory of the embedded server: made once, whole or not at all, and never made again over real data.
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { AppError } from '../../domain/errors.ts';
import type { PostgresBinaries } from './binaries.ts';
import { explainFailure } from './failures.ts';
import type { RunAs } from './run-as.ts';
import { localeArguments } from './settings.ts';

export interface ClusterOptions {
  readonly binaries: PostgresBinaries;
  readonly user: RunAs;
  /** Where the cluster is to be; a sibling is used while it is made. */
  readonly directory: string;
  readonly superuser: string;
  readonly password: string;
}

const unfinishedSuffix = '.new-';

/**
 * Makes sure the cluster exists and fits the server's version. Returns true when it was made just now.
 * Throws `database_unsupported` for data of another major version, `invalid_configuration` for a directory that
 * holds something else, `disk_full` and others as initdb says.
 */
export async function ensureCluster(options: ClusterOptions): Promise<boolean> {
  const { directory, binaries } = options;
  const version = await readFile(path.join(directory, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw explainFailure('open its data', directory, error.message, error);
    },
  );
  if (version !== undefined) {
    refuseOtherVersion(directory, version.trim(), binaries.major);
    return false;
  }
  await refuseForeignFiles(directory);
  await initialise(options);
  return true;
}

function refuseOtherVersion(directory: string, found: string, wanted: number): void {
  if (found === String(wanted)) return;
  throw new AppError(
    'database_unsupported',
    `The data in ${directory} was written by PostgreSQL ${found}; this version of Kizuki brings ${wanted}. ` +
      'Make a backup with the version of Kizuki that wrote it ("kizuki backup"), move the directory away, and ' +
      'restore the backup with this one ("kizuki restore").',
    { where: directory },
  );
}

async function refuseForeignFiles(directory: string): Promise<void> {
  const files = await readdir(directory).catch(() => []);
  if (files.length === 0) return;
  throw new AppError(
    'invalid_configuration',
    `${directory} is not a database (PG_VERSION is missing) but is not empty (${files.slice(0, 3).join(', ')}). ` +
      'Nothing was touched. Restore a backup into it, or move it away to begin with an empty database.',
    { where: directory },
  );
}

// Made beside its place and renamed when complete: whatever is at the final place is a whole cluster, and what a
// killed run left half made is told apart without guessing.
async function initialise(options: ClusterOptions): Promise<void> {
  const { binaries, user, directory, superuser, password } = options;
  await removeUnfinished(directory);
  // Of its own name each time: an initdb whose program was killed may still be writing into the last one.
  const unfinished = `${directory}${unfinishedSuffix}${randomBytes(4).toString('hex')}`;
  const passwordFile = `${unfinished}.password`;
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user.ids) {
      await chown(unfinished, user.ids.uid, user.ids.gid);
      await chown(passwordFile, user.ids.uid, user.ids.gid);
      // Others may pass through to the cluster, and read nothing on the way.
      await chmod(path.dirname(directory), 0o711);
    }
    const child = user.spawn(
      binaries.initdb,
      [
        '-D',
        unfinished,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--no-instructions',
        ...localeArguments(binaries.major),
      ],
      ['ignore', 'pipe', 'pipe'],
    );
    const { code, output } = await finish(child);
    if (code !== 0) throw explainFailure('initialise', directory, output);
    await rename(unfinished, directory);
    await syncDirectory(path.dirname(directory));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    if (error instanceof AppError) throw error;
    throw explainFailure('initialise', directory, (error as Error).message, error);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function removeUnfinished(directory: string): Promise<void> {
  const parent = path.dirname(directory);
  const start = `${path.basename(directory)}${unfinishedSuffix}`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(start)) continue;
    // What is still being written to goes with the next start.
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** Sets the superuser's password without a server: for a cluster whose secrets were lost with the file beside it. */
export async function resetPassword(options: ClusterOptions): Promise<void> {
  const { binaries, user, directory, superuser, password } = options;
  const child = user.spawn(
    binaries.postgres,
    ['--single', '-D', directory, '-c', 'password_encryption=scram-sha-256', 'postgres'],
    ['pipe', 'pipe', 'pipe'],
  );
  child.stdin?.end(`ALTER ROLE ${superuser} PASSWORD '${password}'\n`);
  const { code, output } = await finish(child);
  if (code !== 0 || /ERROR|FATAL/.test(output)) throw explainFailure('reset its password', directory, output);
}

async function finish(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => undefined); // a directory cannot be opened on every system
  await handle?.sync().catch(() => {});
  await handle?.close();
}
