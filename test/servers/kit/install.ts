// Installs a folder's packages when the tests first need them, and never again for the same lockfile.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withFileLock } from './lock.ts';

/**
 * Makes sure that the folder's `node_modules` is what its lockfile says; scripts of packages do not run. Test files may call it
 * side by side.
 *
 * @throws Error with npm's own output when the packages cannot be installed
 */
export async function installPackages(folder: string, timeoutMs: number): Promise<void> {
  const stamp = join(folder, 'node_modules/.kizuki-installed');
  const wanted = (): string => {
    const lock = readFileSync(join(folder, 'package-lock.json'));
    return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
  };
  const isInstalled = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
  if (isInstalled()) return;
  const lock = join(import.meta.dirname, `../../../.cache/${basename(folder)}-install.lock`);
  await withFileLock(lock, timeoutMs, async () => {
    if (isInstalled()) return;
    const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
    await promisify(execFile)(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: folder,
        env: { ...process.env, PATH: path },
        timeout: timeoutMs,
        maxBuffer: 16 * 1_024 * 1_024,
      },
    );
    writeFileSync(stamp, wanted());
  });
}
