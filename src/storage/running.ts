// Finds the embedded database of a running program, so that a command can work beside it instead of being refused.
import path from 'node:path';
import pg from 'pg';
import { readAccess, urlOf, type EmbeddedRole } from './postgres/access.ts';

const connectTimeoutMs = 3_000;

export interface RunningEmbedded {
  url(role: EmbeddedRole): string;
}

/**
 * The embedded database of a data directory if it answers now; nothing is started, stopped or written. Only our own
 * server knows the random password of that directory, so whoever else took its port is not mistaken for it.
 */
export async function findEmbedded(dataDir: string): Promise<RunningEmbedded | undefined> {
  const access = await readAccess(path.join(dataDir, 'database.json'));
  if (access === undefined || access.port === 0) return undefined;
  const client = new pg.Client({
    connectionString: urlOf(access, 'owner', 'kizuki'),
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'kizuki command',
  });
  client.on('error', () => {}); // it is only asked whether it answers
  try {
    await client.connect();
    return { url: (role) => urlOf(access, role, 'kizuki') };
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
