// The lock of a data directory: one program at a time, told apart even when the last one was killed or ran in another container.
import { randomUUID } from 'node:crypto';
import { readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import { isAlive, startedAt } from './processes.ts';

export interface DataDirLock {
  release(): Promise<void>;
}

interface Holder {
  readonly token: string;
  readonly pid: number;
  /** What the system says about when that process started: a reused pid is not the same program. */
  readonly started: string | undefined;
  /** Process ids mean something only within one namespace of one machine. */
  readonly namespace: string;
}

const heartbeatMs = 5_000;
/** A holder in another container is taken for dead when its heartbeat stood still this long. */
const usualSilenceMs = 12_000;

/**
 * Takes the lock file of a data directory. Throws `data_dir_in_use` while another living program holds it.
 */
export async function lockDataDir(dataDir: string, silenceMs = usualSilenceMs): Promise<DataDirLock> {
  const file = path.join(dataDir, 'kizuki.lock');
  const mine: Holder = {
    token: randomUUID(),
    pid: process.pid,
    started: await startedAt(process.pid),
    namespace: await namespace(),
  };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await create(file, mine)) return hold(file, mine);
    const holder = await read(file);
    if (holder && (await isHeld(file, holder, mine, silenceMs))) throw inUse(dataDir, file, holder);
    await takeAway(file, holder, mine);
  }
  throw new AppError(
    'data_dir_in_use',
    `Several programs are starting on ${dataDir} at once. Start only one.`,
    {
      where: file,
    },
  );
}

function inUse(dataDir: string, file: string, holder: Holder): AppError {
  return new AppError(
    'data_dir_in_use',
    `The data directory ${dataDir} is in use by another Kizuki (process ${holder.pid} on ${holder.namespace}). ` +
      'Stop that one first, or give this one another data directory.',
    { where: file, data: { pid: holder.pid } },
  );
}

async function create(file: string, mine: Holder): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function read(file: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    const holder = value as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.token === 'string'
      ? (holder as Holder)
      : undefined;
  } catch {
    // Empty or cut off: its writer was killed within the write, so nobody holds it.
    return undefined;
  }
}

async function isHeld(file: string, holder: Holder, mine: Holder, silenceMs: number): Promise<boolean> {
  if (holder.namespace === mine.namespace) {
    if (!isAlive(holder.pid)) return false;
    return holder.started === undefined || holder.started === (await startedAt(holder.pid));
  }
  const before = await modifiedMs(file);
  if (before === undefined) return false;
  await sleep(silenceMs);
  return (await modifiedMs(file)) !== before;
}

async function modifiedMs(file: string): Promise<number | undefined> {
  return stat(file).then(
    (found) => found.mtimeMs,
    () => undefined,
  );
}

// Renaming is atomic, so of two that saw the same dead holder one gets the file. The other may catch the winner's
// fresh lock instead, notices by the token, and puts it back.
async function takeAway(file: string, dead: Holder | undefined, mine: Holder): Promise<void> {
  const aside = `${file}.${mine.token}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const caught = await read(aside);
  if (caught && caught.token !== dead?.token) await rename(aside, file);
  else await rm(aside, { force: true });
}

function hold(file: string, mine: Holder): DataDirLock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {}); // the directory may be gone at the very end of a test or a volume
  }, heartbeatMs);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      if ((await read(file))?.token === mine.token) await rm(file, { force: true });
    },
  };
}

async function namespace(): Promise<string> {
  const inode = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()}${inode && ` ${inode}`}`;
}
