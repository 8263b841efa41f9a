// The helpers under the test servers: locks between processes, children that never outlive their run, programs that are missing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, isListening, startChild } from './child.ts';
import { withFileLock } from './lock.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kizuki-kit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that listens on a port until it is ended. */
const listener = (port: number): string[] => [
  '-e',
  `require('node:net').createServer().listen(${port}, '127.0.0.1'); console.log('up')`,
];

const childOn = (port: number) => ({
  command: process.execPath,
  args: listener(port),
  isReady: () => isListening(port),
  timeoutMs: 30_000,
});

test('a lock lets one in at a time, and a dead holder does not keep it', async () => {
  const path = join(folder, 'a.lock');
  const order: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    order.push(`${name} in`);
    await wait(20);
    order.push(`${name} out`);
  };
  await Promise.all([withFileLock(path, 5_000, work('a')), withFileLock(path, 5_000, work('b'))]);
  expect(
    [order.slice(0, 2), order.slice(2)]
      .map((pair) => pair.map((entry) => entry[0]))
      .flat()
      .join(''),
  ).toMatch(/^(aabb|bbaa)$/);
  expect(existsSync(path)).toBe(false);

  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  writeFileSync(path, String(dead.pid));
  expect(await withFileLock(path, 5_000, async () => 'done')).toBe('done');

  writeFileSync(path, String(process.pid));
  await expect(withFileLock(path, 100, async () => undefined)).rejects.toThrow('was not free within 100 ms');
});

test('a child is up when it says so and gone when it is stopped', async () => {
  const port = await freePort();
  const child = await startChild(childOn(port));
  expect(child.output()).toBe('up\n');
  await child.stop();
  await child.stop();
  expect(await isListening(port)).toBe(false);
});

test('a child that fails says why', async () => {
  const failing = {
    ...childOn(await freePort()),
    args: ['-e', 'console.error("no licence"); process.exit(3)'],
  };
  await expect(startChild(failing)).rejects.toThrow(/ended before it was ready. It printed:\nno licence/);
  const silent = {
    ...childOn(await freePort()),
    args: ['-e', 'setInterval(() => {}, 1000)'],
    timeoutMs: 300,
    graceMs: 0,
  };
  await expect(startChild(silent)).rejects.toThrow('was not ready within 300 ms');
});

test('a child ends when the process that started it is killed', async () => {
  const port = await freePort();
  const script = `
    const { startChild, isListening } = await import(${JSON.stringify(join(import.meta.dirname, 'child.ts'))});
    const options = ${JSON.stringify({ command: process.execPath, args: listener(port), timeoutMs: 30_000 })};
    await startChild({ ...options, isReady: () => isListening(${port}) });
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await expect.poll(() => isListening(port), { timeout: 30_000 }).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isListening(port), { timeout: 30_000 }).toBe(false);
});
