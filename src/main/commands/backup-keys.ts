// The secret files of a backup: gathered from where they are kept, and put back without ever destroying others.
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/errors.ts';
import type { BackupKeys } from '../../storage/backup/manifest.ts';
import type { Config } from '../config.ts';

type KeyPlaces = Pick<Config, 'dataDir' | 'secretKeys'>;

/** The id of the sealing key that is kept in the data directory (secret-keys.ts). */
const localId = 'local';
const localFile = 'secret.key';
/** Kept beside it, and as needed: without our OAuth client's key, sessions made with it cannot be renewed. */
const otherFiles = ['oauth-client-key.json'];

const base64 = (key: Uint8Array): string => Buffer.from(key).toString('base64');

/** Every key in use: those configured, and those in the data directory; null where there is none. */
export async function keysForBackup({ dataDir, secretKeys }: KeyPlaces): Promise<BackupKeys | null> {
  const sealing = Object.fromEntries(secretKeys.map(({ id, key }) => [id, base64(key)]));
  const local = await readKept(path.join(dataDir, localFile));
  if (local !== null) sealing[localId] ??= local;
  const files: Record<string, string> = {};
  for (const name of otherFiles) {
    const text = await readKept(path.join(dataDir, name));
    if (text !== null) files[name] = text;
  }
  return Object.keys(sealing).length === 0 ? null : { sealing, files };
}

/** For a backup that seems to hold the keys and does not, which would be worse than none. */
export function noKeys(dataDir: string): AppError {
  return new AppError(
    'invalid_configuration',
    `Accounts are connected, but their keys are not here: there is no ${localFile} in ${dataDir}, and KIZUKI_SECRET_KEYS ` +
      'is not set. Run the backup with the configuration Kizuki runs with, or give --without-keys.',
    { where: 'KIZUKI_SECRET_KEYS' },
  );
}

async function readKept(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text?.trim() ?? null;
}

/** Puts restored keys in place; answers what a person has to do. */
export async function keepRestoredKeys(
  { dataDir, secretKeys }: KeyPlaces,
  keys: BackupKeys,
): Promise<string[]> {
  await mkdir(dataDir, { recursive: true });
  const advice: string[] = [];
  for (const [name, text] of Object.entries(keys.files))
    advice.push(...(await put(path.join(dataDir, name), text)));
  const { [localId]: local, ...others } = keys.sealing;
  const isConfigured = secretKeys.length > 0;
  if (local !== undefined && !isConfigured) advice.push(...(await put(path.join(dataDir, localFile), local)));
  const configured = new Map(secretKeys.map(({ id, key }) => [id, base64(key)]));
  const missing = Object.entries(isConfigured ? keys.sealing : others).filter(
    ([id, key]) => configured.get(id) !== key,
  );
  if (missing.length === 0) return advice;
  const file = path.join(dataDir, 'restored-keys.env');
  const line = missing.map(([id, key]) => `${id}:${key}`).join(',');
  await writeFile(file, `KIZUKI_SECRET_KEYS=${line}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return [
    ...advice,
    `Some tokens are sealed with keys that are not configured. They are in ${file}: add them to KIZUKI_SECRET_KEYS, after the newest, then remove that file.`,
  ];
}

/** What is there already is kept aside: the database was empty, but who knows what else leans on it. */
async function put(file: string, text: string): Promise<string[]> {
  const before = await readKept(file);
  if (before === text) return [];
  const advice: string[] = [];
  if (before !== null) {
    const aside = `${file}.before-restore`;
    await rename(file, aside);
    advice.push(`What was in ${file} before is kept in ${aside}.`);
  }
  await writeFile(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  return advice;
}
