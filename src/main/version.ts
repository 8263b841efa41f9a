// The program's version, as its package states it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const packageFile = path.resolve(import.meta.dirname, '../../package.json');

/** For example `0.1.0`. */
export async function programVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  return version;
}
