// Starts a real server as a child process, waits until it answers, and ends it for certain, even when the test run is killed.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A server process that is up. */
export type Child = {
  /** What it printed so far on both outputs, the newest 64 KiB. */
  output: () => string;
  /** Ends it and waits for its end; a second call does nothing. */
  stop: () => Promise<void>;
};

export type ChildOptions = {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Resolves to true once the server answers; asked every 25 ms. */
  isReady: () => Promise<boolean>;
  timeoutMs: number;
  /** How long it may take to end by itself before it is killed; 0 for servers whose data is thrown away. */
  graceMs?: number;
};

const KEPT_OUTPUT_CHARACTERS = 65_536;
const DEFAULT_GRACE_MS = 5_000;
const READY_POLL_MS = 25;

// The shell ends the server when its own standard input ends, which happens however this process dies.
const GUARD = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- &',
  'server=$!',
  '{ cat <&3 >/dev/null; kill "$server" 2>/dev/null; } &',
  'exec 3<&-',
  'wait "$server"',
].join('\n');

/** Collects what a process prints; the newest part only. */
export function collectOutput(child: ChildProcess): () => string {
  let kept = '';
  const add = (chunk: Buffer): void => {
    kept = (kept + chunk.toString('utf8')).slice(-KEPT_OUTPUT_CHARACTERS);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => kept;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

/**
 * Starts a server and waits until it is ready.
 *
 * @throws Error with the server's own output when it ends early or is not ready within `timeoutMs`
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', options.command, ...options.args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const output = collectOutput(child);
  const ended = once(child, 'exit');
  // Without a listener the write side would throw when the server dies first.
  child.stdin.on('error', () => undefined);

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopped ??= (async () => {
      child.stdin.end();
      await Promise.race([ended, wait(options.graceMs ?? DEFAULT_GRACE_MS, undefined, { ref: false })]);
      killGroup(child);
      await ended;
    })());

  const deadlineMs = performance.now() + options.timeoutMs;
  while (!(await options.isReady())) {
    const isEnded = child.exitCode !== null || child.signalCode !== null;
    if (isEnded || performance.now() > deadlineMs) {
      await stop();
      const how = isEnded ? 'ended before it was ready' : `was not ready within ${options.timeoutMs} ms`;
      throw new Error(`${options.command} ${how}. It printed:\n${output()}`);
    }
    await wait(READY_POLL_MS);
  }
  return { output, stop };
}

/** A port of 127.0.0.1 that was free a moment ago, for servers that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port of 127.0.0.1 was given');
  return address.port;
}

/** Whether something listens on a port of 127.0.0.1. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return isOpen;
}
