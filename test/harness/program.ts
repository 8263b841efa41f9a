// The whole program as a user starts it, in a process of its own, on a database and a data directory of a test.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../servers/kit/child.ts';
import { childEnvironment } from './child-environment.ts';

export interface Program {
  url: string;
  /** Everything it has printed so far. */
  output(): string;
  /** Ends it as a user would (SIGTERM) and waits; `SIGKILL` ends it at once. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface ProgramOptions {
  /** Null: its own embedded database in the data directory. */
  databaseUrl: string | null;
  /** Kept by the caller, who then also removes it; made and removed here when absent. */
  dataDir?: string;
  env?: Record<string, string>;
}

const root = path.resolve(import.meta.dirname, '../..');
// The first start builds the web app.
const startTimeoutMs = 120_000;

/** Starts it and waits until it is ready. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const port = await freePort();
  const ownDir = options.dataDir === undefined ? await mkdtemp(path.join(tmpdir(), 'kizuki-program-')) : null;
  const dataDir = options.dataDir ?? ownDir ?? '';
  let printed = '';
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'src/main/start.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment({
      PORT: String(port),
      KIZUKI_DATA_DIR: dataDir,
      KIZUKI_LOG_LEVEL: 'warn',
      ...(options.databaseUrl === null ? {} : { DATABASE_URL: options.databaseUrl }),
      ...options.env,
    }),
  });
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // What is opened by 127.0.0.1 and what by localhost are two origins; the program prints the number.
  const url = `http://127.0.0.1:${String(port)}`;
  const program: Program = {
    url,
    output: () => printed,
    stop: async (signal = 'SIGTERM') => {
      await end(child, signal);
      if (ownDir !== null) await rm(ownDir, { recursive: true, force: true });
    },
  };
  try {
    await waitUntilReady(child, url);
  } catch (error) {
    await program.stop('SIGKILL');
    throw new Error(`The program did not start:\n${printed}`, { cause: error });
  }
  return program;
}

async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + startTimeoutMs;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${String(child.exitCode)}.`);
    const isReady = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(100);
  }
  throw new Error('It was not ready in time.');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
