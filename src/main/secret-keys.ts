// The keys that networks' tokens are sealed with: from the configuration, or made once and kept in the data directory.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
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
  const kept = await keepOnce(file, () => `${randomBytes(keyBytes).toString('base64')}\n`);
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

/**
 * The private key (JWK, ES256) that makes us a confidential OAuth client of Bluesky, whose sessions last: made once and
 * kept in the data directory. Processes that share a database must share it too.
 */
export async function oauthClientKey(dataDir: string): Promise<string> {
  const kept = await keepOnce(path.join(dataDir, 'oauth-client-key.json'), () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = privateKey.export({ format: 'jwk' });
    return `${JSON.stringify({ ...jwk, kid: randomUUID(), alg: 'ES256', use: 'sig' })}\n`;
  });
  return kept.trim();
}

/** Reads a file, or makes it first, readable by its owner only. */
async function keepOnce(file: string, make: () => string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return kept;
  await mkdir(path.dirname(file), { recursive: true });
  // Exclusive: two starts at once must not go on with two keys.
  await writeFile(file, make(), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}
