// How much memory the whole program takes while nothing happens, with its embedded database: RSS and PSS, process by process.
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../test/harness/program.ts';
import { below, measure } from './kit/processes.ts';

const settleMs = Number(process.argv[2] ?? 60) * 1000;

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
