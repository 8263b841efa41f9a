// The doctor: looks at everything the program stands on, in the order in which one thing needs the other.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Check } from '../../cli/ports.ts';
import { createSecretBox, type SecretBox } from '../../storage/secret-box.ts';
import { readConfig, type Config } from '../config.ts';
import { secretKeys } from '../secret-keys.ts';
import { isInitialised, reachDatabase } from './database.ts';
import { examineBus } from './doctor/bus.ts';
import { fail, ok, skip, warn, wordsOf } from './doctor/check.ts';
import { examineDatabase } from './doctor/database.ts';
import { examinePlace } from './doctor/place.ts';
import { examineMail, examineServers } from './doctor/servers.ts';
import { examineWork, type Servers } from './doctor/work.ts';
import { effectiveSettings } from './settings.ts';

const oldestNode = 24;

/** Looks, one check after another; changes nothing. */
export async function* examine({ offline }: { offline: boolean }): AsyncGenerator<Check> {
  const node = process.versions.node;
  yield Number.parseInt(node, 10) >= oldestNode
    ? ok('Node', node)
    : fail('Node', `${node} is too old`, 'Run "npm ci" in the folder of Kizuki: it brings the right one.');
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    yield fail('configuration', wordsOf(error), 'docs/configuration.md names every variable.');
    return;
  }
  yield describeConfig(config);
  yield* examineAddress(config);
  yield* examinePlace(config.dataDir);
  const servers: Servers = new Map();
  yield* examineData(config, servers);
  if (config.natsUrl !== null) yield await examineBus(config.natsUrl);
  if (offline) yield skip('networks', 'not asked (--offline)');
  else yield* examineServers(config, servers);
  if (config.mail !== null && !offline) yield await examineMail(config.mail);
}

function describeConfig(config: Config): Check {
  const set = effectiveSettings(config).filter(({ isInitial }) => !isInitial);
  const names = set.map(({ name, value }) => `${name}=${value}`).join(' ');
  return ok('configuration', set.length === 0 ? 'nothing is set; everything has its initial value' : names);
}

/** Whether the program runs here, and whether its address fits how it is reached. */
async function* examineAddress(config: Config): AsyncGenerator<Check> {
  const isLocal = /^http:\/\/(?:localhost|127\.|\[::1\])/u.test(config.publicUrl);
  if (!isLocal && config.publicUrl.startsWith('http:')) {
    yield warn(
      'address',
      `${config.publicUrl} is not https: passwords and posts travel in the clear`,
      'Put a proxy with TLS in front, and set KIZUKI_PUBLIC_URL to its https address.',
    );
  }
  if (!config.parts.includes('web') || config.port === 0) return;
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${String(config.port)}`;
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    const ready = (await response.json()) as { ok?: unknown };
    if (ready.ok === true) yield ok('program', `runs and is ready at ${url}`);
    else
      yield fail('program', `runs at ${url}, but is not ready: ${JSON.stringify(ready)}`, 'Look at its log.');
  } catch (error) {
    const cause = (error as { cause?: { code?: unknown } }).cause?.code;
    if (cause === 'ECONNREFUSED') yield skip('program', `does not run at ${url}`);
    else
      yield warn('program', `another program seems to use ${url} (${wordsOf(error)})`, 'Give another PORT.');
  }
}

async function* examineData(config: Config, servers: Servers): AsyncGenerator<Check> {
  if (config.databaseUrl === null && !isInitialised(config.dataDir)) {
    yield skip('database', 'there is none yet; the first start makes it');
    return;
  }
  let reached;
  try {
    reached = await reachDatabase(config);
  } catch (error) {
    yield fail('database', wordsOf(error), 'Mend what it says, then run the doctor again.');
    return;
  }
  try {
    const fine: boolean = yield* examineDatabase(reached.ownerUrl, config.databaseUrl === null);
    if (!fine) return;
    const box = yield* examineKeys(config);
    const deps = { db: reached.open().db, box, nowMs: Date.now(), sendLeaseMs: config.sendLeaseMs };
    yield* examineWork(deps, servers);
  } catch (error) {
    yield fail('database', wordsOf(error), 'Mend what it says, then run the doctor again.');
  } finally {
    await reached.close();
  }
}

async function* examineKeys(config: Config): AsyncGenerator<Check, SecretBox | null> {
  const file = path.join(config.dataDir, 'secret.key');
  if (config.secretKeys.length === 0 && !existsSync(file)) {
    yield skip('secret keys', 'there is none yet; the first start makes it');
    return null;
  }
  try {
    const keys = await secretKeys(config);
    const box = createSecretBox(keys, randomBytes);
    yield ok('secret keys', config.secretKeys.length === 0 ? file : [...keys.keys.keys()].join(', '));
    return box;
  } catch (error) {
    yield fail('secret keys', wordsOf(error), 'Restore the key from a backup.');
    return null;
  }
}
