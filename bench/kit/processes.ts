// The processes of a program that a bench started: their memory, and the processor time they used. On Linux only.
import { readdir, readFile } from 'node:fs/promises';

export interface Measured {
  pid: number;
  /** `node …` for the program, else a process of the database. */
  name: string;
  /** Seconds of processor time used. */
  cpuSeconds: number;
  /** MB. Shared pages count in every process that maps them. */
  rss: number;
  /** MB. Shared pages are divided among those that map them, so these add up. */
  pss: number;
}

/** Every process below this one, by pid. */
export async function below(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
    // The command's name may hold spaces and brackets; what follows it does not.
    const parent = text?.slice(text.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found: number[] = [];
  const visit = (pid: number): void => {
    for (const [child, parent] of parents) {
      if (parent !== pid) continue;
      found.push(child);
      visit(child);
    }
  };
  visit(root);
  return found;
}

const ticksPerSecond = 100;

async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Null for one that has ended. */
export async function measure(pid: number): Promise<Measured | null> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const mb = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
  if (mb('Rss') === 0) return null;
  const title = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
  const name =
    /^postgres: .*/.exec(title)?.[0] ?? (title.includes('postgres') ? 'postgres' : 'node (program)');
  return { pid, name: name.slice(0, 48), cpuSeconds: await cpuSeconds(pid), rss: mb('Rss'), pss: mb('Pss') };
}
