// The doctor looks at the data directory: whether it can be written, who may read its secrets, how much room is left.
import { access, constants, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Check } from '../../../cli/ports.ts';
import { fail, ok, warn, wordsOf } from './check.ts';

const gigabyte = 1024 ** 3;
/** PostgreSQL stops writing when nothing is left; a backup and a day of listening need some room before that. */
const fewBytes = 2 * gigabyte;
const tooFewBytes = gigabyte / 4;
const secretFiles = ['secret.key', 'database.json', 'oauth-client-key.json', 'restored-keys.env'];

/** The nearest directory that exists. */
async function existing(directory: string): Promise<string> {
  const there = await stat(directory).catch(() => null);
  const above = path.dirname(directory);
  return there !== null || above === directory ? directory : existing(above);
}

export async function* examinePlace(dataDir: string): AsyncGenerator<Check> {
  const nearest = await existing(dataDir);
  try {
    await access(nearest, constants.R_OK | constants.W_OK | constants.X_OK);
    yield ok('data directory', nearest === dataDir ? dataDir : `${dataDir} (it will be made)`);
  } catch (error) {
    yield fail(
      'data directory',
      `${nearest} cannot be written (${wordsOf(error)})`,
      'Give the user Kizuki runs as the right to write there, or set KIZUKI_DATA_DIR to another directory.',
    );
    return;
  }
  yield* examineSecretFiles(dataDir);
  const { bavail, bsize } = await statfs(nearest);
  const free = bavail * bsize;
  const found = `${(free / gigabyte).toFixed(1)} GB free`;
  if (free >= fewBytes) yield ok('disk', found);
  else if (free >= tooFewBytes)
    yield warn('disk', found, 'Free some space soon; nothing can be saved on a full disk.');
  else
    yield fail(
      'disk',
      found,
      'Free some space now: when nothing is left, nothing that comes in can be saved.',
    );
}

async function* examineSecretFiles(dataDir: string): AsyncGenerator<Check> {
  if (process.platform === 'win32') return;
  const open: string[] = [];
  for (const name of secretFiles) {
    const found = await stat(path.join(dataDir, name)).catch(() => null);
    if (found !== null && (found.mode & 0o077) !== 0) open.push(name);
  }
  if (open.length > 0) {
    const files = open.map((name) => path.join(dataDir, name)).join(' ');
    yield fail(
      'secret files',
      `${open.join(', ')} can be read by other users of this machine`,
      `chmod 600 ${files}`,
    );
  }
}
