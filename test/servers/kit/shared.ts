// Finds the public data that tests use when it is there: contracts of the networks, samples, and the like.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recordSkip } from '../../harness/skips.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');

/** The folder named by KIZUKI_SHARED, `../shared` beside the repository when it is not set. */
export const sharedFolder = (): string => resolve(REPOSITORY, process.env['KIZUKI_SHARED'] ?? '../shared');

/**
 * A file of the shared data, as text.
 *
 * @param path  below the shared folder, `contracts/…`
 * @param what  the tests that need it, as the run's closing words name them when it is missing
 * @returns null when it is not there; that is recorded as skipped
 */
export function readSharedText(path: string, what: string): string | null {
  const file = join(sharedFolder(), path);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  recordSkip(what, `${path} is not in the shared data: set KIZUKI_SHARED to the folder that has it`);
  return null;
}

/** The same, of JSON. */
export function readSharedJson(path: string, what: string): unknown {
  const text = readSharedText(path, what);
  return text === null ? null : JSON.parse(text);
}
