// The keys that networks' tokens are sealed with: from the configuration, or made once and kept in the data directory.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../domain/errors.ts';
import type { SecretKeys } from '../storage/secret-box.ts';
import type { Config } from './config.ts';

const keyBytes = 32;

/** Reads or makes the keys. Errors: `invalid_configuration` when the kept file is damaged. */
export async function secretKeys(config: Pick<Config, 'secretKeys' | 'dataDir'>): Promise<SecretKeys> {
  const [first] = config.secretKeys;
  if (first !== undefined) {
    return { currentId: first.id, keys: new Map(config.secretKeys.map((one) => [one.id, one.key])) };
  }
  const file = path.join(config.dataDir, 'secret.key');
  const key = await readKey(file);
  return { currentId: 'local', keys: new Map([['local', key]]) };
}

async function readKey(file: string): Promise<Uint8Array> {
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept === null) {
    const key = randomBytes(keyBytes);
    await mkdir(path.dirname(file), { recursive: true });
    // Exclusive: two starts at once must not seal with two keys.
    await writeFile(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
    return readKey(file);
  }
  const key = Buffer.from(kept.trim(), 'base64');
  if (key.length !== keyBytes) {
    throw new AppError(
      'invalid_configuration',
      `${file} does not hold a key of ${String(keyBytes)} bytes in base64. Restore it from a backup; without it the accounts must be connected again.`,
      { where: file },
    );
  }
  return new Uint8Array(key);
}
