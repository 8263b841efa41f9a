// What else can be done with the same posts and monitors: scanning for the literals alone, and PostgreSQL's own queries.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { readPost } from '../../src/cli/match-records.ts';
import { searchableText } from '../../src/domain/post/searchable-text.ts';
import { foldText } from '../../src/domain/listening/fold.ts';
import { parseQuery } from '../../src/domain/listening/query.ts';
import type { QueryNode } from '../../src/domain/listening/query-node.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { silentLog } from '../../src/storage/log.ts';

const run = promisify(execFile);

export interface Beside {
  name: string;
  /** Posts per second of processor time; of PostgreSQL by the clock, alone on its connection. */
  perSecond: number;
  note: string;
}

interface Data {
  texts: string[];
  queries: { id: string; node: QueryNode }[];
}

async function read(folder: string, size: number): Promise<Data> {
  const lines = async (name: string): Promise<string[]> =>
    (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
  const texts = (await lines('kizuki-posts.ndjson')).map((line) =>
    foldText(searchableText(readPost(JSON.parse(line), () => null))).replaceAll(/[\n\0]/gu, ' '),
  );
  const queries = (await lines(`monitors-${size}.ndjson`)).flatMap((line) => {
    const { id, query } = JSON.parse(line) as { id: string; query: string };
    const parsed = parseQuery(query);
    return parsed.ok ? [{ id, node: parsed.node }] : [];
  });
  return { texts, queries };
}

function literalsOf(node: QueryNode, into: Set<string>): void {
  if (node.type === 'and' || node.type === 'or') for (const branch of node.of) literalsOf(branch, into);
  else if (node.type === 'not') literalsOf(node.of, into);
  else if (node.type === 'near')
    for (const one of [...node.left, ...node.right]) into.add(one.words.join(' '));
  else if (node.type === 'term' || node.type === 'phrase' || node.type === 'prefix')
    into.add(node.words.join(' '));
}

/** Hyperscan in C: fetched with apt-get, compiled in a temporary folder. Errors: whatever is missing, as an Error. */
async function hyperscan(data: Data, literals: readonly string[]): Promise<Beside> {
  const folder = join(tmpdir(), 'kizuki-bench-hyperscan');
  await mkdir(folder, { recursive: true });
  const program = join(folder, 'scan-literals');
  const libraries = join(folder, 'unpacked/usr/lib/x86_64-linux-gnu');
  if (!existsSync(program)) {
    await run('apt-get', ['download', 'libhyperscan-dev', 'libhyperscan5'], { cwd: folder });
    for (const name of await readdir(folder))
      if (name.endsWith('.deb')) await run('dpkg', ['-x', name, 'unpacked'], { cwd: folder });
    const source = join(import.meta.dirname, 'scan-literals.c');
    const include = join(folder, 'unpacked/usr/include');
    await run('gcc', [
      '-O3',
      source,
      `-I${include}`,
      `-L${libraries}`,
      `-Wl,-rpath,${libraries}`,
      '-lhs',
      '-o',
      program,
    ]);
  }
  const [literalFile, textFile] = [join(folder, 'literals'), join(folder, 'texts')];
  await writeFile(literalFile, literals.join('\n'));
  await writeFile(textFile, data.texts.join('\n'));
  const { stdout } = await run(program, [literalFile, textFile]);
  const [perSecond = 0, hits = 0] = stdout.trim().split(' ').map(Number);
  return {
    name: 'Hyperscan, literals alone',
    perSecond,
    note: `${literals.length} literals, ${hits} hits a post`,
  };
}

type Search = (text: string) => number;

/** Packages of npm, put into a temporary folder; the fastest counts. */
const packages: { name: string; make: (module: Record<string, unknown>, literals: string[]) => Search }[] = [
  {
    name: 'modern-ahocorasick@3.3.0',
    make: (module, literals) => {
      const Machine = (module['default'] ?? module['AhoCorasick']) as new (words: string[]) => {
        search(text: string): unknown[];
      };
      const machine = new Machine(literals);
      return (text) => machine.search(text).length;
    },
  },
  {
    name: '@monyone/aho-corasick@1.1.11',
    make: (module, literals) => {
      const Machine = module['AhoCorasick'] as new (words: string[]) => {
        matchInText(text: string): unknown[];
      };
      const machine = new Machine(literals);
      return (text) => machine.matchInText(text).length;
    },
  },
];

async function ahoCorasick(data: Data, literals: string[]): Promise<Beside> {
  const folder = join(tmpdir(), 'kizuki-bench-aho-corasick');
  await mkdir(folder, { recursive: true });
  const rows: Beside[] = [];
  const texts = data.texts.slice(0, 20_000);
  for (const { name, make } of packages) {
    const bare = name.slice(0, name.lastIndexOf('@'));
    if (!existsSync(join(folder, 'node_modules', bare)))
      await run('npm', ['install', '--no-save', '--prefix', folder, name], { cwd: folder });
    await writeFile(join(folder, 'load.mjs'), `export const load = (name) => import(name);\n`);
    const { load } = (await import(pathToFileURL(join(folder, 'load.mjs')).href)) as {
      load: (name: string) => Promise<Record<string, unknown>>;
    };
    const search = make(await load(bare), literals);
    let best = 0;
    for (let round = 0; round < 3; round += 1) {
      const before = process.cpuUsage();
      for (const text of texts) search(text);
      const { user, system } = process.cpuUsage(before);
      best = Math.max(best, (texts.length * 1e6) / (user + system));
    }
    rows.push({
      name: `Aho–Corasick, literals alone (${bare})`,
      perSecond: best,
      note: `${literals.length} literals`,
    });
  }
  return (
    rows.toSorted((a, b) => b.perSecond - a.perSecond)[0] ?? {
      name: 'Aho–Corasick',
      perSecond: 0,
      note: 'none',
    }
  );
}

/** What stands in a vector: words of spaced scripts, and pairs of other characters. */
function lexemesOf(text: string): string[] {
  const found = new Set<string>();
  for (const [run1] of text.matchAll(/[\p{sc=Latin}\p{N}_]+|[^\s\p{sc=Latin}\p{N}_]+/gu)) {
    if (/^[\p{sc=Latin}\p{N}_]/u.test(run1)) found.add(run1);
    else if (run1.length < 3) found.add(run1);
    else for (let at = 0; at + 1 < run1.length; at += 1) found.add(run1.slice(at, at + 2));
  }
  return [...found];
}

const quoted = (lexeme: string): string => `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;

/** A tsquery that asks for the words of each literal, in whatever order: less than the monitor asks. Null for fields alone. */
function tsqueryOf(node: QueryNode): string | null {
  switch (node.type) {
    case 'and':
    case 'or': {
      const parts = node.of.map(tsqueryOf);
      if (node.type === 'or' && parts.includes(null)) return null;
      const some = parts.filter((part) => part !== null);
      return some.length === 0 ? null : `(${some.join(node.type === 'and' ? ' & ' : ' | ')})`;
    }
    case 'not': {
      const inner = tsqueryOf(node.of);
      return inner === null ? null : `!(${inner})`;
    }
    case 'term':
    case 'phrase':
    case 'prefix': {
      const all = lexemesOf(node.words.join(' '));
      if (all.length === 0) return null;
      const star = node.type === 'prefix' ? ':*' : '';
      return `(${all.map((one, n) => quoted(one) + (n === all.length - 1 ? star : '')).join(' & ')})`;
    }
    case 'near': {
      const either = (of: typeof node.left): string => `(${of.map((one) => tsqueryOf(one)).join(' | ')})`;
      return `(${either(node.left)} & ${either(node.right)})`;
    }
    default:
      return null;
  }
}

/** A tsquery has to fit into a page of 8 KB whole, and takes more than its text. */
const mostTsquery = 2_000;

/** Each post against rows of tsquery, as `@@` goes through them. */
async function postgres(data: Data): Promise<Beside> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kizuki-bench-tsquery-'));
  const server = await startEmbedded({ dataDir, log: silentLog });
  const client = new pg.Client({ connectionString: server.url('admin', 'kizuki') });
  try {
    await client.connect();
    await client.query('create table monitor_query (id text, query tsquery)');
    const all = data.queries.flatMap(({ id, node }) => {
      const query = tsqueryOf(node);
      return query === null ? [] : [{ id, query }];
    });
    const rows = all.filter(({ query }) => query.length < mostTsquery);
    for (let at = 0; at < rows.length; at += 1_000) {
      const some = rows.slice(at, at + 1_000);
      await client.query('insert into monitor_query select * from unnest($1::text[], $2::tsquery[])', [
        some.map(({ id }) => id),
        some.map(({ query }) => query),
      ]);
    }
    await client.query('vacuum analyze monitor_query');
    const texts = data.texts.slice(0, rows.length > 50_000 ? 100 : 1_000);
    const start = performance.now();
    let hits = 0;
    for (const text of texts) {
      const { rowCount } = await client.query({
        name: 'match',
        text: 'select id from monitor_query where array_to_tsvector($1::text[]) @@ query',
        values: [lexemesOf(text)],
      });
      hits += rowCount ?? 0;
    }
    const perSecond = (texts.length * 1_000) / (performance.now() - start);
    const note =
      `${rows.length} rows (${all.length - rows.length} too long for one), ` +
      `${(hits / texts.length).toFixed(2)} hits a post: words in any order, no fields`;
    return { name: 'PostgreSQL, rows of tsquery', perSecond, note };
  } finally {
    await client.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Each row that can be had here; those that cannot say why. */
export async function measureBeside(
  folder: string,
  size: number,
): Promise<{ rows: Beside[]; missing: string[] }> {
  const data = await read(folder, size);
  const all = new Set<string>();
  for (const { node } of data.queries) literalsOf(node, all);
  const literals = [...all].filter((literal) => literal !== '' && !literal.includes('\n'));
  const rows: Beside[] = [];
  const missing: string[] = [];
  const ways = { Hyperscan: hyperscan, 'Aho–Corasick': ahoCorasick, PostgreSQL: (of: Data) => postgres(of) };
  for (const [name, measure] of Object.entries(ways)) {
    try {
      rows.push(await measure(data, literals));
    } catch (error) {
      missing.push(`${name} is left out: ${(error as Error).message.split('\n')[0] ?? ''}`);
    }
  }
  return { rows, missing };
}
