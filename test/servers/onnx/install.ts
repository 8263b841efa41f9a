// Installs what runs an encoder beside this file when the tests first need it, and never again for the same lockfile.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { recordSkip } from '../../harness/skips.ts';
import { withFileLock } from '../kit/lock.ts';

export const ONNX_FOLDER = import.meta.dirname;
const STAMP_FILE = join(ONNX_FOLDER, 'node_modules/.kizuki-installed');
const LOCK_FILE = join(ONNX_FOLDER, '../../../.cache/onnx-install.lock');
const INSTALL_TIMEOUT_MS = 300_000;

const wantedStamp = (): string => {
  const lock = readFileSync(join(ONNX_FOLDER, 'package-lock.json'));
  return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
};

const isInstalled = (): boolean =>
  existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === wantedStamp();

/** Whether the packages are there now. Where they cannot be had, that is said at the end of the run. */
export async function installOnnx(): Promise<boolean> {
  try {
    await withFileLock(LOCK_FILE, INSTALL_TIMEOUT_MS, async () => {
      if (isInstalled()) return;
      const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
      // Without its script, which would fetch a graphics card's libraries from elsewhere.
      await promisify(execFile)(
        'npm',
        ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
        { cwd: ONNX_FOLDER, env: { ...process.env, PATH: path }, timeout: INSTALL_TIMEOUT_MS },
      );
      writeFileSync(STAMP_FILE, wantedStamp());
    });
    return true;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    recordSkip("an operator's own encoder (onnxruntime-node)", `its packages cannot be installed: ${why}`);
    return false;
  }
}
