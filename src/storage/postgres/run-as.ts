// Decides which operating-system user runs PostgreSQL, which refuses to run as root, and how to start it as that user.
import { execFile, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../domain/errors.ts';

const run = promisify(execFile);

/** How to start a PostgreSQL program; `ids` are undefined where we are an ordinary user already. */
export interface RunAs {
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
  spawn(file: string, args: readonly string[], stdio: StdioOptions): ChildProcess;
}

const userName = 'postgres';

/**
 * Chooses the user. As root: the owner of an existing data directory, else the system user `postgres`, which is
 * created if the machine has none. `paths` are what that user must be able to reach.
 * Throws `invalid_configuration` when no such user can be had, or it cannot reach the paths.
 */
export async function chooseUser(dataDirectory: string, paths: readonly string[]): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { ids: undefined, spawn: spawnPlain };
  const owner = await stat(dataDirectory).catch(() => undefined);
  const ids = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : await systemUser();
  const closed = await firstClosedDirectory(paths, ids);
  if (closed === undefined) return { ids, spawn: (file, args, stdio) => spawnPlain(file, args, stdio, ids) };
  await requireSetpriv(closed);
  return { ids, spawn: (file, args, stdio) => spawnThroughClosed(file, args, stdio, ids) };
}

function spawnPlain(
  file: string,
  args: readonly string[],
  stdio: StdioOptions,
  ids?: { uid: number; gid: number },
): ChildProcess {
  return spawn(file, args, {
    ...ids,
    stdio,
    // A session of its own: ctrl-C in the terminal must reach the program first, which then stops the database last.
    detached: true,
    cwd: '/',
    // Nothing of the caller's environment: a PGPORT or PGDATA there must not steer this server.
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' },
  });
}

// When the program was unpacked under a directory that only root may enter (/root, usually), the database's user
// could not even load its own binaries. It keeps its own user id and gains one right: to enter and read directories.
function spawnThroughClosed(
  file: string,
  args: readonly string[],
  stdio: StdioOptions,
  { uid, gid }: { uid: number; gid: number },
): ChildProcess {
  const right = '-all,+dac_read_search';
  return spawnPlain(
    'setpriv',
    [
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      `--inh-caps=${right}`,
      `--ambient-caps=${right}`,
      `--bounding-set=${right}`,
      '--',
      file,
      ...args,
    ],
    stdio,
  );
}

async function requireSetpriv(closed: string): Promise<void> {
  const probe = [
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_read_search',
    '--ambient-caps=+dac_read_search',
  ];
  await run('setpriv', [...probe, '--', 'true']).catch((cause: unknown) => {
    throw new AppError(
      'invalid_configuration',
      `The database runs as the user "${userName}", who may not enter ${closed}. Run the program as an ordinary user, ` +
        'or move it (and its data directory) to a place others may enter, for example /opt/kizuki.',
      { where: closed, cause },
    );
  });
}

async function systemUser(): Promise<{ uid: number; gid: number }> {
  const known = await idsOf(userName);
  if (known) return known;
  await createSystemUser();
  const created = await idsOf(userName);
  if (created) return created;
  throw new AppError(
    'invalid_configuration',
    `PostgreSQL refuses to run as root, and the system user "${userName}" could not be created. Create it ` +
      `("useradd --system ${userName}"), run the program as an ordinary user, or set DATABASE_URL.`,
    { where: userName },
  );
}

async function createSystemUser(): Promise<void> {
  const ways = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName],
    ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', userName],
  ] as const;
  for (const [command, ...args] of ways) {
    const done = await run(command, args).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
}

async function idsOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The outermost directory on the way to one of `paths` that the user may not enter, judged by its permission bits. */
async function firstClosedDirectory(
  paths: readonly string[],
  { uid, gid }: { uid: number; gid: number },
): Promise<string | undefined> {
  for (const target of paths) {
    const parts = path.resolve(target).split(path.sep);
    for (let count = 1; count <= parts.length; count += 1) {
      const directory = parts.slice(0, count).join(path.sep) || path.sep;
      const found = await stat(directory).catch(() => undefined);
      if (!found?.isDirectory()) continue;
      const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return directory;
    }
  }
  return undefined;
}
