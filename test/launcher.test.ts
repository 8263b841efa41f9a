// Tests that bin/kizuki.mjs runs the command line with the pinned Node and passes on arguments, exit codes and signals.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
let folder = '';

/** A copy of the launcher beside a small command of our own, so that the test does not depend on the real one. */
beforeAll(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache', 'launcher-'));
  mkdirSync(join(folder, 'src/cli'), { recursive: true });
  cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });
  writeFileSync(
    join(folder, 'src/cli/main.ts'),
    `const args: string[] = process.argv.slice(2);
     // Listens before it prints: the test sends its signal at the first word.
     if (args[0] === 'wait') {
       process.on('SIGTERM', () => { console.log('told to stop'); process.exit(5); });
       setInterval(() => {}, 1000);
     }
     console.log(JSON.stringify({ args, node: process.versions.node, cache: process.env['NODE_COMPILE_CACHE'] }));
     if (args[0] === 'die') process.kill(process.pid, 'SIGKILL');
     if (args[0] !== 'wait') process.exitCode = Number(args[0]);`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const launchWith = (env: NodeJS.ProcessEnv, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(folder, 'bin/kizuki.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
const launch = (...args: string[]): ChildProcess => launchWith({}, ...args);

/** What the launcher printed and how it ended. */
async function ended(
  child: ChildProcess,
): Promise<{ printed: string; code: number | null; signal: string | null }> {
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ printed, code, signal }));
  });
}

test('passes arguments as they are and returns the exit code of the command', async () => {
  const { printed, code } = await ended(launch('7', '--json', 'a b', '日本語'));
  expect(JSON.parse(printed)).toMatchObject({ args: ['7', '--json', 'a b', '日本語'] });
  expect(code).toBe(7);
});

test('uses the pinned Node, found beside the package', async () => {
  const { printed } = await ended(launch('0'));
  const pinned = await ended(
    spawn(join(ROOT, 'node_modules/node/bin/node'), ['-p', 'process.versions.node'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  expect(JSON.parse(printed)).toMatchObject({ node: pinned.printed.trim() });
});

test('keeps compiled code beside the packages, or where it is told to, and runs where it cannot', async () => {
  const compiled = join(folder, 'node_modules/.cache/kizuki');
  const without: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: undefined };
  const first = await ended(launchWith(without, '0'));
  expect(JSON.parse(first.printed)).toMatchObject({ cache: compiled });
  expect(readdirSync(compiled)).not.toEqual([]);
  const elsewhere = join(folder, 'elsewhere');
  await ended(launchWith({ NODE_COMPILE_CACHE: elsewhere }, '0'));
  expect(readdirSync(elsewhere)).not.toEqual([]);
  const blocked = join(folder, 'bin/kizuki.mjs/no-folder');
  expect((await ended(launchWith({ NODE_COMPILE_CACHE: blocked }, '0'))).code).toBe(0);
});

test('passes a request to stop, and waits for the command to end', async () => {
  const child = launch('wait');
  child.stdout?.once('data', () => child.kill('SIGTERM'));
  const { printed, code } = await ended(child);
  expect(printed).toContain('told to stop');
  expect(code).toBe(5);
});

test('dies of the signal that the command died of', async () => {
  expect(await ended(launch('die'))).toMatchObject({ code: null, signal: 'SIGKILL' });
});
