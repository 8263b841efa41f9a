// The lock of a data directory, on a real file system: who holds it, who is dead, who only looks dead.
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir } from './data-dir-lock.ts';

let dataDir = '';
let file = '';

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-lock-'));
  file = path.join(dataDir, 'kizuki.lock');
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function lockOf(changes: object): Promise<void> {
  const lock = await lockDataDir(dataDir);
  const text = await readFile(file, 'utf8');
  await lock.release();
  await writeFile(file, JSON.stringify({ ...(JSON.parse(text) as object), token: 'another', ...changes }));
}

/** Takes the lock, and says whose process it names. */
async function lockAndRelease(): Promise<unknown> {
  const lock = await lockDataDir(dataDir);
  const holder = JSON.parse(await readFile(file, 'utf8')) as { pid: number };
  await lock.release();
  return holder.pid;
}

test('it is held by one, and free again afterwards', async () => {
  const lock = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({
    code: 'data_dir_in_use',
    data: { pid: process.pid },
  });
  await lock.release();
  expect(await readdir(dataDir)).toEqual([]);
  await (await lockDataDir(dataDir)).release();
});

test('a dead holder loses it, also when its process id was given to another program', async () => {
  await lockOf({ pid: 4_194_304 });
  await expect(lockAndRelease()).resolves.toBe(process.pid);
  await lockOf({ started: 'at another time' });
  await expect(lockAndRelease()).resolves.toBe(process.pid);
});

test('a lock file cut off in the middle is held by nobody', async () => {
  await writeFile(file, '{"token":"x","pi');
  await expect(lockAndRelease()).resolves.toBe(process.pid);
});

test('of many that start at once one gets it, also from a dead holder, and from one killed while it took over', async () => {
  const outcomes = async (): Promise<string[]> => {
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDir(dataDir)));
    for (const one of all) if (one.status === 'fulfilled') await one.value.release();
    return all.map((one) => (one.status === 'fulfilled' ? 'held' : (one.reason as { code: string }).code));
  };
  const oneHolds = ['held', ...Array.from({ length: 11 }, () => 'data_dir_in_use')];
  for (let round = 0; round < 20; round += 1) {
    if (round % 4 > 0) await lockOf({ pid: 4_194_304, ...(round % 4 === 3 ? { token: 'cut-off' } : {}) });
    if (round % 4 === 2) {
      const dead = await readFile(file, 'utf8');
      await writeFile(`${file}.another`, dead.replace('"another"', '"killed"'));
    }
    if (round % 4 === 3) await writeFile(file, '');
    expect((await outcomes()).toSorted((a, b) => b.localeCompare(a))).toEqual(oneHolds);
    expect(await readdir(dataDir)).toEqual([]);
  }
});

test('a holder in another container keeps it while its heart beats, and only then', async () => {
  await lockOf({ namespace: 'another container' });
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), 20);
  await expect(lockDataDir(dataDir, 200)).rejects.toMatchObject({ code: 'data_dir_in_use' });
  clearInterval(beat);
  const lock = await lockDataDir(dataDir, 200);
  await lock.release();
});

test('releasing a lock that was lost leaves the new holder its own', async () => {
  const lost = await lockDataDir(dataDir);
  await rm(file);
  const held = await lockDataDir(dataDir);
  await lost.release();
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({ code: 'data_dir_in_use' });
  await held.release();
});
