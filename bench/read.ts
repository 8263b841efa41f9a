// How fast a month of a company is read: lists, numbers, cases and search over a million posts, and that search loses nothing.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from '../src/storage/client.ts';
import { openDatabase } from '../src/storage/database.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { fillCompany, type Company } from './kit/company.ts';
import { measureDryRun, measureLists, measureSearch, type Measured } from './kit/reading.ts';

const posts = Number(process.argv[2] ?? 1_000_000);
/** Kept and used again where it is given: filling takes longer than measuring. */
const keptDir = process.argv[3];

const size = {
  posts,
  candidates: Math.floor(posts / 20),
  cases: Math.floor(posts / 200),
  window: Math.floor(posts / 5),
};

const dataDir = keptDir ?? (await mkdtemp(path.join(tmpdir(), 'kizuki-bench-')));
await mkdir(dataDir, { recursive: true });
const server = await startEmbedded({ dataDir, log: silentLog });
try {
  await migrate({ url: server.url('owner'), log: silentLog });
  const company = await filled();
  const open = openDatabase({ url: server.url('app'), log: silentLog, poolSize: 1 });
  try {
    console.log(
      `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ` +
        `load ${loadavg()[0]?.toFixed(1)}; ${posts.toLocaleString('en')} posts, ` +
        `${size.candidates.toLocaleString('en')} candidates, ${size.cases.toLocaleString('en')} cases`,
    );
    if (process.argv[4] !== 'only-dry') {
      print('Lists', await measureLists(open.db, company));
      print('Search, newest 50', await measureSearch(open.db, company));
    }
    if (process.argv[4] !== 'no-dry') print('Dry run', await measureDryRun(open.db, company));
  } finally {
    await open.close();
  }
} finally {
  await server.stop();
  if (keptDir === undefined) await rm(dataDir, { recursive: true, force: true });
}

async function filled(): Promise<Company> {
  const file = path.join(dataDir, `company-${posts}.json`);
  const kept = keptDir === undefined ? '' : await readFile(file, 'utf8').catch(() => '');
  if (kept !== '') return JSON.parse(kept) as Company;
  const began = performance.now();
  const company = await fillCompany(server.url('admin', 'kizuki'), size, Date.now());
  console.log(`filled in ${Math.round((performance.now() - began) / 1000)} s`);
  await writeFile(file, JSON.stringify(company));
  await withClient(server.url('admin', 'kizuki'), (client) => client.query('checkpoint'));
  return company;
}

function print(title: string, rows: readonly Measured[]): void {
  console.log(
    `\n| ${title} | median | p95 | processor time: program, database | |\n|---|---:|---:|---:|---|`,
  );
  for (const { name, medianMs, p95Ms, cpuMs, note } of rows) {
    const cpu = cpuMs === null ? '' : `${cpuMs.program.toFixed(1)}, ${cpuMs.database.toFixed(1)} ms`;
    console.log(`| ${name} | ${medianMs.toFixed(1)} ms | ${p95Ms.toFixed(1)} ms | ${cpu} | ${note} |`);
  }
}
