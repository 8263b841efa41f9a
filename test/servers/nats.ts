// A real NATS server with JetStream on loopback, which can be stopped, killed and started again on the same files.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordSkip } from '../harness/skips.ts';
import { freePort, isListening, startChild, type Child } from './kit/child.ts';
import { findProgram } from './kit/program.ts';

export type Nats = {
  /** With the password that it asks for. */
  url: string;
  /** Where an operator would look: `/jsz`, `/connz`. */
  monitorUrl: string;
  /** Ends it at once, as a crash would; what it kept stays on its disk. */
  kill: () => Promise<void>;
  /** Starts it again on the same port and files. */
  start: () => Promise<void>;
  /** Ends it, takes its files away and starts it again. */
  lose: () => Promise<void>;
  close: () => Promise<void>;
};

const START_TIMEOUT_MS = 15_000;

/**
 * Starts a server of its own.
 *
 * @returns null when nats-server is not installed and cannot be; that is recorded as skipped
 */
export async function startNats(): Promise<Nats | null> {
  const found = await findProgram({ program: 'nats-server', packages: ['nats-server'] });
  if ('missing' in found) {
    recordSkip('Several workers over NATS JetStream', found.missing);
    return null;
  }
  const folder = await mkdtemp(join(tmpdir(), 'kizuki-nats-'));
  const [port, monitorPort] = [await freePort(), await freePort()];
  const password = randomBytes(8).toString('hex');
  const args = ['-js', '-a', '127.0.0.1', '-p', String(port), '-m', String(monitorPort), '-sd', folder];
  let server: Child | null = null;
  const start = async (): Promise<void> => {
    server = await startChild({
      command: found.path,
      args: [...args, '--user', 'kizuki', '--pass', password],
      isReady: () => isListening(port),
      timeoutMs: START_TIMEOUT_MS,
      graceMs: 0,
    });
  };
  const kill = async (): Promise<void> => {
    await server?.stop();
    server = null;
  };
  const empty = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const close = async (): Promise<void> => {
    await kill();
    await empty();
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `nats://kizuki:${password}@127.0.0.1:${String(port)}`,
    monitorUrl: `http://127.0.0.1:${String(monitorPort)}`,
    kill,
    start,
    lose: async () => {
      await kill();
      await empty();
      await start();
    },
    close,
  };
}
