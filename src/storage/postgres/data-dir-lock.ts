// The lock of a data directory: one program at a time, told apart even when the last one was killed or ran in another container.
import { randomUUID } from 'node:crypto';
import { link, readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
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

/** A lock that the power went off on before its words were on the disk: no process has this number. */
const cutOff: Holder = { token: 'cut-off', pid: 0, started: undefined, namespace: '' };

const heartbeatMs = 5_000;
/** A holder in another container is taken for dead when its heartbeat stood still this long. */
const usualSilenceMs = 12_000;

/** How long a start waits for another that is taking over from a dead holder. */
const mostTakingOverMs = 10_000;
const lookAgainMs = 50;

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
  const holder = await take(file, mine, silenceMs);
  if (holder !== null) throw inUse(dataDir, file, holder);
  return hold(file, mine);
}

/**
 * Takes a lock file; answers who holds it where somebody else does. Of a dead holder only one may take over: whoever has the
 * lock that is named after its token, which is taken in the same way, should that one be killed half-way, too.
 */
async function take(file: string, mine: Holder, silenceMs: number): Promise<Holder | null> {
  for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
    if (await create(file, mine)) return null;
    const holder = await read(file);
    if (holder === undefined) continue;
    if (await isHeld(file, holder, mine, silenceMs)) return holder;
    const turn = `${file}.${holder.token}`;
    const before = await take(turn, mine, silenceMs);
    if (before === null) {
      // Whoever was told of the same dead one, and came later, sees here that it is replaced already.
      const isStillThere = (await read(file))?.token === holder.token;
      if (isStillThere) await replace(file, mine);
      await rm(turn, { force: true });
      if (isStillThere) return null;
    } else if (waitedMs >= mostTakingOverMs) return before;
    else await sleep(lookAgainMs);
  }
}

function inUse(dataDir: string, file: string, holder: Holder): AppError {
  return new AppError(
    'data_dir_in_use',
    `The data directory ${dataDir} is in use by another Kizuki (process ${holder.pid} on ${holder.namespace}). ` +
      'Stop that one first, or give this one another data directory.',
    { where: file, data: { pid: holder.pid } },
  );
}

/** Where a file system has no hard links, a file that is there for a moment without its words is the best there is. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Answers false where there is one. It is there with its words, or not at all: nobody takes it for one cut off. */
async function create(file: string, mine: Holder): Promise<boolean> {
  const written = await writeAside(file, mine);
  try {
    await link(written, file).catch(async (error: unknown) => {
      if (!withoutLinks.has(codeOf(error))) throw error;
      await writeFile(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(written, { force: true });
  }
}

async function replace(file: string, mine: Holder): Promise<void> {
  await rename(await writeAside(file, mine), file);
}

async function writeAside(file: string, mine: Holder): Promise<string> {
  const written = `${file}.by-${mine.token}`;
  await writeFile(written, JSON.stringify(mine), { mode: 0o600 });
  return written;
}

/** Undefined where there is none. */
async function read(file: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    // Its token becomes part of a file's name.
    if (typeof holder.pid === 'number' && /^[\w-]{1,64}$/.test(holder.token ?? '')) return holder as Holder;
  } catch {
    // Said below.
  }
  return cutOff;
}

async function isHeld(file: string, holder: Holder, mine: Holder, silenceMs: number): Promise<boolean> {
  if (holder === cutOff) return false;
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
