// One PostgreSQL server process: started, found again after a killed run, waited for, stopped.
import { open, readFile, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresBinaries } from './binaries.ts';
import { commandLine, isAlive, waitForEnd } from './processes.ts';
import type { RunAs } from './run-as.ts';
import { asArguments, type Settings } from './settings.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

export interface StartOptions {
  readonly binaries: PostgresBinaries;
  readonly user: RunAs;
  /** The directory that holds PG_VERSION. */
  readonly directory: string;
  readonly port: number;
  readonly settings: Settings;
  readonly logFile: string;
  readonly timeoutMs: number;
}

/** A server that did not come up, with what it said about the reason. */
export class StartFailed extends Error {
  readonly output: string;
  constructor(message: string, output: string) {
    super(message);
    this.name = 'StartFailed';
    this.output = output;
  }
}

const logLimitBytes = 8 * 1024 * 1024;

/** Starts the server and waits until it accepts connections. Throws StartFailed with the server's own words. */
export async function startPostmaster(options: StartOptions): Promise<Postmaster> {
  const { binaries, user, directory, port, logFile } = options;
  const before = await beginLog(logFile);
  const log = await open(logFile, 'a', 0o600);
  // The log is a file, not a pipe: a server that outlives a killed program must still be able to write.
  const child = user.spawn(binaries.postgres, serverArguments(directory, port, options.settings), [
    'ignore',
    log.fd,
    log.fd,
  ]);
  const failed = new Promise<Error | undefined>((resolve) => {
    child.once('error', resolve);
    child.once('exit', () => resolve(undefined));
  });
  await log.close();
  const { pid } = child;
  let ended = false;
  let reason: Error | undefined;
  void failed.then((error) => {
    ended = true;
    reason = error;
  });
  const deadline = performance.now() + options.timeoutMs;
  while (!ended && performance.now() < deadline) {
    const status = await readStatus(directory);
    if (pid !== undefined && status?.pid === pid && status.ready) {
      child.unref();
      return { pid, port, ended: failed.then(() => {}) };
    }
    await sleep(5);
  }
  const output = await tail(logFile, before);
  if (!ended && pid !== undefined) {
    await stopPostmaster(pid);
    throw new StartFailed(`not ready after ${options.timeoutMs} ms`, output);
  }
  throw new StartFailed(reason?.message ?? 'the server ended at once', output);
}

/** The arguments the server is started with; also what a server found running is compared to. */
export function serverArguments(directory: string, port: number, settings: Settings): string[] {
  return ['-D', directory, '-p', String(port), ...asArguments(settings)];
}

/**
 * The server that a run before left behind on this data directory, if it still lives. A pid file whose process is not
 * our server (it is dead and was not waited for, or its id was given to another program since) is removed, because
 * PostgreSQL would take it for a running server. Sessions that outlived their server are still noticed by it.
 */
export async function findPostmaster(directory: string): Promise<Postmaster | undefined> {
  const status = await readStatus(directory);
  if (!status) return undefined;
  const { pid, port } = status;
  if (isAlive(pid)) {
    const command = await commandLine(pid);
    if (command === undefined || command.includes(directory)) return { pid, port, ended: watch(pid) };
  }
  await rm(path.join(directory, 'postmaster.pid'), { force: true });
  return undefined;
}

// Not a child of ours, so nobody tells us when it ends.
async function watch(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(1_000, undefined, { ref: false });
}

/**
 * Stops a server: first cutting its connections but writing everything out; at once, with recovery at the next
 * start, if it takes longer than `timeoutMs`.
 */
export async function stopPostmaster(pid: number, timeoutMs = 30_000): Promise<void> {
  signal(pid, 'SIGINT');
  if (await waitForEnd(pid, timeoutMs)) return;
  signal(pid, 'SIGQUIT');
  await waitForEnd(pid, 5_000);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Line by line: pid, data directory, start time, port, socket directory, listen address, shared memory, status. */
async function readStatus(
  directory: string,
): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const text = await readFile(path.join(directory, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

async function beginLog(file: string): Promise<number> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size < logLimitBytes) return size;
  await truncate(file);
  return 0;
}

async function tail(file: string, from: number): Promise<string> {
  const text = await readFile(file).catch(() => Buffer.alloc(0));
  return text
    .subarray(Math.max(from, text.length - 4_000))
    .toString('utf8')
    .trim();
}
