// How much memory the whole program takes while nothing happens, with its embedded database: RSS and PSS, process by process.
import { readdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../test/harness/program.ts';

const settleMs = Number(process.argv[2] ?? 60) * 1000;

interface Measured {
  pid: number;
  name: string;
  /** MB. Shared pages count in every process that maps them. */
  rss: number;
  /** MB. Shared pages are divided among those that map them, so these add up. */
  pss: number;
}

/** Every process below this one, by pid. */
async function below(root: number): Promise<number[]> {
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

async function measure(pid: number): Promise<Measured | null> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const mb = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
  if (mb('Rss') === 0) return null;
  const title = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
  const name =
    /^postgres: .*/.exec(title)?.[0] ?? (title.includes('postgres') ? 'postgres' : 'node (program)');
  return { pid, name: name.slice(0, 48), rss: mb('Rss'), pss: mb('Pss') };
}

const program = await startProgram({ databaseUrl: null });
try {
  // As a workspace that is set up and listens: with nothing to do, but everything running.
  await fetch(`${program.url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: program.url },
    body: JSON.stringify({
      email: 'owner@acme.example',
      password: 'correct horse battery',
      name: 'Olga',
      workspaceName: 'Acme',
      locale: 'en',
      timeZone: 'UTC',
    }),
  });
  await sleep(settleMs);
  const pids = await below(process.pid);
  const all = (await Promise.all(pids.map(measure))).filter((one) => one !== null);
  for (const { name, rss, pss } of all.toSorted((a, b) => b.pss - a.pss)) {
    console.log(`${rss.toFixed(1).padStart(7)} MB RSS ${pss.toFixed(1).padStart(7)} MB PSS  ${name}`);
  }
  const sum = (of: 'rss' | 'pss', ours: (name: string) => boolean): number =>
    all.filter(({ name }) => ours(name)).reduce((total, one) => total + one[of], 0);
  const isNode = (name: string): boolean => name.startsWith('node');
  const line = (what: string, ours: (name: string) => boolean): void => {
    console.log(`${what}: ${sum('rss', ours).toFixed(0)} MB RSS, ${sum('pss', ours).toFixed(0)} MB PSS`);
  };
  line('program', isNode);
  line('database', (name) => !isNode(name));
  line('together', () => true);
  console.log(
    `${all.length} processes, ${settleMs / 1000} s after its start, load ${loadavg()[0]?.toFixed(1)}`,
  );
} finally {
  await program.stop();
}
