// What the operating system can tell about another process: whether it lives, since when, and what it runs.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

const run = promisify(execFile);

/** Whether a process with this id exists, ours or not. A dead one that nobody has waited for does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

// In a container whose first process does not wait for orphans, a dead one keeps its id for ever.
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'Z';
  } catch {
    return false;
  }
}

/** When a process started, as an opaque text that is equal only for the same process; undefined when unknown. */
export async function startedAt(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // The second field is the command in brackets and may contain spaces; the start time is the 20th after it.
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  }
  return ps(pid, 'lstart=');
}

/** The command line of a process, or undefined when it cannot be read. */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
    return text?.replaceAll('\0', ' ');
  }
  return ps(pid, 'command=');
}

async function ps(pid: number, field: string): Promise<string | undefined> {
  return run('ps', ['-p', String(pid), '-o', field]).then(
    ({ stdout }) => stdout.trim() || undefined,
    () => undefined,
  );
}

/** Waits until the process is gone. Returns false when it still lives after `timeoutMs`. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}
