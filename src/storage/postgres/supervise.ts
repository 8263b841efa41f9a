// Keeps the embedded server running: starts it again whenever it ends without being asked to, until it is stopped.
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StorageLog } from '../log.ts';
import {
  startPostmaster,
  StartFailed,
  stopPostmaster,
  type Postmaster,
  type StartOptions,
} from './postmaster.ts';

export interface Supervised {
  pid(): number;
  stop(): Promise<void>;
}

const firstDelayMs = 100;
const tailBytes = 4_000;
const longestDelayMs = 30_000;

/** `options` are those of the first start: the port must stay, because the program's pools know no other. */
export function supervise(first: Postmaster, options: StartOptions, log: StorageLog): Supervised {
  const stopping = new AbortController();
  const { signal } = stopping;
  let current = first;
  let starting: Promise<Postmaster | undefined> = Promise.resolve(undefined);

  async function startAgain(): Promise<Postmaster | undefined> {
    try {
      const started = await startPostmaster(options);
      log.warn({ pid: started.pid }, 'the embedded database was started again');
      return started;
    } catch (error) {
      const output = error instanceof StartFailed ? error.output : String(error);
      log.error({ output, logFile: options.logFile }, 'the embedded database could not be started again');
      return undefined;
    }
  }

  async function watch(): Promise<void> {
    let delayMs = firstDelayMs;
    for (;;) {
      await current.ended;
      if (signal.aborted) return;
      const said = await lastWords(options.logFile);
      const why = /No space left on device/i.test(said) ? ' because its disk is full: free some space' : '';
      log.error(
        { pid: current.pid, logFile: options.logFile, said },
        `the embedded database ended unexpectedly${why}`,
      );
      for (let started: Postmaster | undefined; !started;) {
        await sleep(delayMs, undefined, { signal, ref: false }).catch(() => {});
        if (signal.aborted) return;
        starting = startAgain();
        started = await starting;
        delayMs = started ? firstDelayMs : Math.min(delayMs * 2, longestDelayMs);
        current = started ?? current;
      }
    }
  }
  void watch();

  return {
    pid: () => current.pid,
    async stop() {
      stopping.abort();
      const late = await starting;
      await stopPostmaster(current.pid);
      if (late && late.pid !== current.pid) await stopPostmaster(late.pid);
    },
  };
}

/** What the server said at its end about the reason. */
async function lastWords(logFile: string): Promise<string> {
  const handle = await open(logFile, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(tailBytes),
      position: Math.max(0, size - tailBytes),
    });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return lines
      .filter((line) => /FATAL|PANIC/.test(line))
      .slice(-2)
      .join(' / ');
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}
