// Finds a program that tests need, and installs its Debian package where that is possible (as root, with apt-get).
import { execFile } from 'node:child_process';
import { accessSync, constants, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { withFileLock } from './lock.ts';

const run = promisify(execFile);

const LOCK_FILE = join(import.meta.dirname, '../../../.cache/apt.lock');
const BACKPORTS_FILE = '/etc/apt/sources.list.d/kizuki-tests-backports.list';
const APT_TIMEOUT_MS = 300_000;

/** Either where the program is, or why it cannot be had and what to do about it. */
export type FoundProgram = { path: string } | { missing: string };

export type WantedProgram = {
  program: string;
  /** Debian packages that ship it, the first that exists is installed. */
  packages: readonly string[];
  /** Look in the backports of this Debian release as well. */
  backports?: boolean;
};

function inPath(program: string): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/bin',
    // Parts of a program that are started by it, named with its folder.
    '/usr/lib',
  ];
  for (const folder of folders) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

const apt = (args: readonly string[]) =>
  run('apt-get', ['-y', '-o', 'DPkg::Lock::Timeout=240', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: APT_TIMEOUT_MS,
    maxBuffer: 16 * 1_024 * 1_024,
  });

/** Adds the backports of the mirror that this machine already uses; its own priority keeps them from anything else. */
async function addBackports(): Promise<string> {
  const { stdout } = await run('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI) $(RELEASE) $(CREATED_BY)',
  ]);
  const main = stdout.split('\n').find((line) => /\/debian\/? [a-z]+ Packages$/.test(line));
  const [mirror, release] = main?.split(' ') ?? [];
  if (mirror === undefined || release === undefined)
    throw new Error('no Debian mirror is configured for apt');
  const suite = `${release}-backports`;
  if (!stdout.includes(` ${suite} `)) {
    writeFileSync(BACKPORTS_FILE, `deb ${mirror} ${suite} main\n`);
  }
  return suite;
}

async function install(wanted: WantedProgram): Promise<void> {
  const target = wanted.backports === true ? ['-t', await addBackports()] : [];
  await apt(['update']);
  const failures: string[] = [];
  for (const name of wanted.packages) {
    try {
      await apt(['install', '--no-install-recommends', ...target, name]);
      return;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(failures.join('; '));
}

/**
 * The path of a program, installed first when it is missing, this is Debian, and we are root.
 * It never throws: what cannot be had is said, so that the caller can record it as skipped.
 */
export async function findProgram(wanted: WantedProgram): Promise<FoundProgram> {
  const found = inPath(wanted.program);
  if (found !== undefined) return { path: found };
  const advice = `install the Debian package ${wanted.packages.join(' or ')}${wanted.backports === true ? ' from backports' : ''}`;
  if (process.getuid?.() !== 0 || inPath('apt-get') === undefined) {
    return { missing: `${wanted.program} is not installed: ${advice}` };
  }
  try {
    await withFileLock(LOCK_FILE, APT_TIMEOUT_MS, async () => {
      if (inPath(wanted.program) === undefined) await install(wanted);
    });
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return { missing: `${wanted.program} could not be installed (${why}): ${advice}` };
  }
  const installed = inPath(wanted.program);
  return installed === undefined
    ? { missing: `${wanted.program} is not in the installed package` }
    : { path: installed };
}
