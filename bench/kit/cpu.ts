// Processor time of the program and of the database server, which tells more than the clock on a machine that is shared.
import { readdir, readFile } from 'node:fs/promises';

const ticksPerSecond = 100;

/** Seconds of processor time that this process has used. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Seconds used by a process and its living children, on Linux; null elsewhere. */
export async function cpuSecondsOf(pid: number): Promise<number | null> {
  const names = await readdir('/proc').catch(() => [] as string[]);
  let ticks: number | null = null;
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The name of the program stands in brackets and may hold anything, so fields are counted from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(name) !== pid && Number(fields[1]) !== pid) continue;
    ticks = (ticks ?? 0) + Number(fields[11]) + Number(fields[12]);
  }
  return ticks === null ? null : ticks / ticksPerSecond;
}

/** Milliseconds of processor time of a process with one thread, to the microsecond, on Linux; null elsewhere. */
export async function threadCpuMs(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '');
  return stat === '' ? null : Number(stat.split(' ')[0]) / 1e6;
}
