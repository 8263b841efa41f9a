// Installs the real Bluesky servers beside this file when the tests first need them, and never again for the same lockfile.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withFileLock } from '../kit/lock.ts';

const FOLDER = import.meta.dirname;
const STAMP_FILE = join(FOLDER, 'node_modules/.kizuki-installed');
const LOCK_FILE = join(FOLDER, '../../../.cache/atproto-install.lock');
const INSTALL_TIMEOUT_MS = 600_000;

// Nothing is compiled: every native part ships prebuilt in its package and works with any Node of this architecture.
const wantedStamp = (): string => {
  const lock = readFileSync(join(FOLDER, 'package-lock.json'));
  return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
};

const isInstalled = (): boolean =>
  existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === wantedStamp();

/**
 * Makes sure that `test/servers/atproto/node_modules` is what the lockfile says. Test files may call it side by side.
 *
 * @throws Error with npm's own output when the packages cannot be installed
 */
export async function installAtproto(): Promise<void> {
  if (isInstalled()) return;
  await withFileLock(LOCK_FILE, INSTALL_TIMEOUT_MS, async () => {
    if (isInstalled()) return;
    const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
    await promisify(execFile)(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: FOLDER,
        env: { ...process.env, PATH: path },
        timeout: INSTALL_TIMEOUT_MS,
        maxBuffer: 16 * 1_024 * 1_024,
      },
    );
    writeFileSync(STAMP_FILE, wantedStamp());
  });
}
