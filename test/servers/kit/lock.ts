// A lock between processes, so that test files running side by side install a thing once.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 200;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that it runs under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

function tryTake(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(readFileOrEmpty(path));
    // A holder that was killed cannot give its lock back.
    if (holder > 0 && !isRunning(holder)) dropStale(path, holder);
    return false;
  }
}

/** Removes a dead holder's lock, and nothing that somebody else took in the meantime. */
function dropStale(path: string, deadHolder: number): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (Number(readFileOrEmpty(aside)) !== deadHolder) renameSync(aside, path);
  } catch {
    // Somebody else was faster.
  }
  rmSync(aside, { force: true });
}

function readFileOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Runs `work` while no other process of this machine runs work under the same lock file.
 *
 * @param path      the lock file; its folder is made
 * @param timeoutMs how long to wait for another holder
 * @throws Error when the lock is not free within `timeoutMs`, and whatever `work` throws
 */
export async function withFileLock<Result>(
  path: string,
  timeoutMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  mkdirSync(dirname(path), { recursive: true });
  const deadlineMs = performance.now() + timeoutMs;
  while (!tryTake(path)) {
    if (performance.now() > deadlineMs) {
      throw new Error(`The lock ${path} was not free within ${timeoutMs} ms: remove it if nothing holds it`);
    }
    await wait(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
