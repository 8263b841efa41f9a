// Runs the integration tests on an outside PostgreSQL: that of TEST_DATABASE_URL, or a throw-away cluster of the one installed by Debian.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from '../src/storage/client.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { binariesIn } from '../src/storage/postgres/binaries.ts';
import { throwAwaySettings } from '../src/storage/postgres/settings.ts';

const installed = '/usr/lib/postgresql';
const root = path.join(import.meta.dirname, '..');

/** The major versions that are installed whole, the oldest first: it is the one that may lack something. */
async function installedMajors(): Promise<number[]> {
  const names = await readdir(installed).catch(() => []);
  return names
    .map(Number)
    .filter((major) => major >= 15 && existsSync(path.join(installed, String(major), 'bin', 'initdb')))
    .toSorted((a, b) => a - b);
}

/** Runs the tests against a server and resolves with their exit code. */
function runTests(url: string): Promise<number> {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const args =
    process.argv.length > 2 ? process.argv.slice(2) : ['--project', 'integration', 'test/integration'];
  const child = spawn(process.execPath, [vitest, 'run', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url },
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => {}); // a terminal tells the tests itself; we stay to stop the server after them
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function onThrowAwayCluster(major: number): Promise<number> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-outside-'));
  const binaries = binariesIn(path.join(installed, String(major), 'bin'), major);
  try {
    const server = await startEmbedded({ dataDir, log: silentLog, binaries, settings: throwAwaySettings });
    try {
      // No superuser: an ordinary user who may make roles and databases, as an administrator would hand out.
      const password = randomBytes(16).toString('hex');
      await withClient(server.url('admin', 'postgres'), async (client) => {
        await client.query(`create role outside login createdb createrole password '${password}'`);
        await client.query('create database outside owner outside');
        // As on a server that has never seen Kizuki.
        await client.query('drop database kizuki');
        await client.query('drop role kizuki_owner');
        await client.query('drop role kizuki_app');
        await client.query('drop role kizuki_search');
      });
      console.log(`PostgreSQL ${major}, an ordinary user with CREATEDB and CREATEROLE\n`);
      return await runTests(`postgres://outside:${password}@127.0.0.1:${server.port}/outside`);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const given = process.env['TEST_DATABASE_URL'];
const [major] = await installedMajors();
if (given !== undefined && given !== '') process.exitCode = await runTests(given);
else if (major !== undefined) process.exitCode = await onThrowAwayCluster(major);
else {
  console.error(
    'No outside PostgreSQL: set TEST_DATABASE_URL to a server (15 or newer) whose user may create databases and roles, ' +
      `or install one ("apt-get install postgresql", looked for in ${installed}).`,
  );
  process.exitCode = 1;
}
