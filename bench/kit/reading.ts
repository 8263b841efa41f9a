// What the bench of reading measures: the functions that the endpoints call, as the program's role, in its transactions.
import { sql, type Kysely } from 'kysely';
import { compileQuery } from '../../src/domain/listening/matcher.ts';
import { searchQuestionOf } from '../../src/domain/listening/search-text.ts';
import { runDry } from '../../src/server/dry-run/run.ts';
import { caseParts, casesPage } from '../../src/server/read/cases.ts';
import { candidatesPage, ledgerCounts, ledgerPage } from '../../src/server/read/ledger.ts';
import { outboundPage } from '../../src/server/read/outbound.ts';
import { searchPage } from '../../src/server/read/search.ts';
import { countWorkspace } from '../../src/storage/counts.ts';
import { inWorkspace, readInWorkspace, type WorkspaceTransaction } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/tables.ts';
import type { Company } from './company.ts';
import { threadCpuMs } from './cpu.ts';
import { monthMs } from './ids.ts';

export interface Measured {
  name: string;
  medianMs: number;
  p95Ms: number;
  /** Medians of the processor time of program and database; null where the system does not tell. */
  cpuMs: { program: number; database: number } | null;
  note: string;
}

type Work<T> = (trx: WorkspaceTransaction) => Promise<T>;

function share(values: readonly number[], at: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(at * (values.length - 1))] ?? 0;
}

/** The pool must have one connection: its process is the one that is watched. */
async function measure<T>(
  db: Kysely<Database>,
  company: Company,
  { name, times, work, note }: { name: string; times: number; work: Work<T>; note: (result: T) => string },
): Promise<Measured> {
  const run = (): Promise<T> => readInWorkspace(db, company.workspaceId, work);
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  const pid = rows[0]?.pid ?? 0;
  let result = await run();
  for (let warm = 0; warm < 5; warm += 1) result = await run();
  const [took, own, database]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < times; round += 1) {
    const before = { own: process.cpuUsage(), database: await threadCpuMs(pid) };
    const start = performance.now();
    await run();
    took.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before.own);
    own.push((user + system) / 1000);
    const after = await threadCpuMs(pid);
    if (after !== null && before.database !== null) database.push(after - before.database);
  }
  const cpuMs = database.length === 0 ? null : { program: share(own, 0.5), database: share(database, 0.5) };
  return { name, medianMs: share(took, 0.5), p95Ms: share(took, 0.95), cpuMs, note: note(result) };
}

interface Paged {
  rows: readonly unknown[];
  nextCursor: string | null;
}

/** The cursor after `pages` pages, as a reader gets there. */
async function cursorAfter(
  db: Kysely<Database>,
  company: Company,
  pages: number,
  page: (cursor: string | undefined) => Work<Paged>,
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let at = 0; at < pages; at += 1) {
    const { nextCursor } = await inWorkspace(db, company.workspaceId, page(cursor));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return cursor;
}

const rowsNote = (page: Paged): string => `${page.rows.length} rows`;

/** First and deep pages of every list, with and without filters; numbers; a case opened. */
export async function measureLists(db: Kysely<Database>, company: Company): Promise<Measured[]> {
  const [firstBrand = '', secondBrand = ''] = company.brandIds;
  const [firstMonitor = '', , thirdMonitor = ''] = company.monitorIds;
  const limit = 50;
  const waiting = { state: 'waiting' as const, order: 'newest' as const, limit };
  const candidates = (filter: object) => (trx: WorkspaceTransaction) =>
    candidatesPage(trx, { ...waiting, ...filter });
  const ledger = (filter: object) => (trx: WorkspaceTransaction) => ledgerPage(trx, { limit, ...filter });
  const cases = (filter: object) => (trx: WorkspaceTransaction) =>
    casesPage(trx, { limit, ...filter }, company.userIds[0] ?? null);
  const big = { limit: 200 };
  const deepCandidates = await cursorAfter(db, company, 100, (cursor) => candidates({ ...big, cursor }));
  const deepLedger = await cursorAfter(db, company, 100, (cursor) => ledger({ ...big, cursor }));
  const deepCases = await cursorAfter(db, company, 10, (cursor) =>
    cases({ ...big, state: 'closed', cursor }),
  );
  const middle = new Date(Date.now() - monthMs / 2).toISOString();
  const lists: [string, Work<Paged>][] = [
    ['candidates, first page', candidates({})],
    ['candidates, page 400', candidates({ cursor: deepCandidates })],
    ['candidates by priority', candidates({ order: 'priority' })],
    ['candidates by priority, no noise', candidates({ order: 'priority', judged: 'worth' })],
    [
      'candidates by priority, complaints, lang=ja',
      candidates({ order: 'priority', judged: 'complaint', lang: 'ja' }),
    ],
    ['candidates, urgency 3', candidates({ judged: 'urgency 3' })],
    ['candidates, lang=ja', candidates({ lang: 'ja' })],
    ['candidates, lang=fr (1 of 2,000)', candidates({ lang: 'fr' })],
    [
      'candidates, lang=ja, network=mastodon, a brand',
      candidates({ lang: 'ja', network: 'mastodon', brandId: firstBrand }),
    ],
    ['candidates, a monitor', candidates({ monitorId: thirdMonitor })],
    [
      'candidates, a monitor and a brand that never meet',
      candidates({ monitorId: firstMonitor, brandId: secondBrand }),
    ],
    ['candidates, a language nobody writes', candidates({ lang: 'xx' })],
    ['ledger, first page', ledger({})],
    ['ledger, page 400', ledger({ cursor: deepLedger })],
    ['ledger, waiting', ledger({ heap: 'waiting' })],
    ['ledger, closed, until two weeks ago', ledger({ heap: 'closed', until: middle })],
    ['ledger, closed, lang=fr, from two weeks ago', ledger({ heap: 'closed', lang: 'fr', since: middle })],
    [
      'ledger, closed, a monitor and a brand that never meet',
      ledger({ heap: 'closed', monitorId: firstMonitor, brandId: secondBrand }),
    ],
    ['ledger, origin=dm', ledger({ origin: 'dm' })],
    ['cases, open', cases({ state: 'open' })],
    ['cases, all', cases({})],
    ['cases, mine', cases({ state: 'open', assignee: 'me' })],
    ['cases, closed, page 40', cases({ state: 'closed', cursor: deepCases })],
    ['cases, a brand', cases({ state: 'closed', brandId: secondBrand })],
    ['cases with battery', cases({ q: 'battery' })],
    ['cases with 返金', cases({ q: '返金' })],
    ['cases with 返金, closed', cases({ q: '返金', state: 'closed' })],
    ['cases with a word of few', cases({ q: 'insurance' })],
    ['cases with a word of none', cases({ q: '量子' })],
    ['sends', (trx) => outboundPage(trx, { limit })],
    ['sends that failed', (trx) => outboundPage(trx, { limit, state: 'failed' })],
  ];
  const rows: Measured[] = [];
  for (const [name, work] of lists)
    rows.push(await measure(db, company, { name, times: 100, work, note: rowsNote }));
  rows.push(
    await measure(db, company, {
      name: 'numbers beside the pages',
      times: 100,
      work: countWorkspace,
      note: ({ candidates: n, openCases }) => `${n} candidates, ${openCases} open cases`,
    }),
    await measure(db, company, {
      name: 'numbers of the ledger',
      times: 100,
      work: (trx) => ledgerCounts(trx, undefined),
      note: ({ total }) => `${total} entries`,
    }),
    await measure(db, company, {
      name: 'numbers of the ledger, last two weeks and a half day',
      times: 100,
      work: (trx) => ledgerCounts(trx, middle),
      note: ({ total }) => `${total} entries`,
    }),
  );
  const { rows: some } = await inWorkspace(db, company.workspaceId, cases({ state: 'open' }));
  const id = (some[0] as { id: string }).id;
  rows.push(
    await measure(db, company, {
      name: 'a case opened',
      times: 100,
      work: (trx) => caseParts(trx, id, company.userIds[0] ?? null),
      note: ({ posts }) => `${posts.length} posts`,
    }),
  );
  return rows;
}

const questions = (
  'the|battery|refund|insurance|insur|headphones|x|7|nonsense|騒音|返金|充電|音|鰻|です|つながらない|ファン|飛行機|量子|' +
  'battery refund|返金 騒音|返金 ありません refund|ファンの騒音'
).split('|');

/** Every question timed, and its first page compared with what a plain scan of all posts brings. */
export async function measureSearch(db: Kysely<Database>, company: Company): Promise<Measured[]> {
  const rows: Measured[] = [];
  for (const q of questions) {
    const found = await inWorkspace(db, company.workspaceId, (trx) => searchPage(trx, { q, limit: 50 }));
    const { total, newest } = await scan(db, company, q);
    const missed = newest.filter((id) => !found.rows.some((row) => row.post.id === id)).length;
    const wrong = found.rows.length - (newest.length - missed);
    const verdict = missed + wrong === 0 ? 'as by a scan' : `${missed} MISSED, ${wrong} WRONG`;
    rows.push(
      await measure(db, company, {
        name: q,
        times: 40,
        work: (trx) => searchPage(trx, { q, limit: 50 }),
        note: () => `${total.toLocaleString('en')} posts have it; ${verdict}`,
      }),
    );
  }
  return rows;
}

async function scan(
  db: Kysely<Database>,
  company: Company,
  q: string,
): Promise<{ total: number; newest: string[] }> {
  const patterns = (searchQuestionOf(q)?.patterns ?? []).map((pattern) => `%${pattern}%`);
  return inWorkspace(db, company.workspaceId, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select post_id as id from post_search where folded like all (${patterns}::text[]) order by post_id desc`.execute(
      trx,
    );
    return { total: rows.length, newest: rows.slice(0, 50).map((row) => row.id) };
  });
}

/** From rare to wide; the first is a monitor as they are. */
const triedQueries = [
  '(battery OR 電池) (refund OR 返金) -shop',
  'insurance',
  'battery',
  '返金',
  'the OR です',
  'insurance lang:en',
  'from:person7.example.org',
];

/** Queries tried over all that was heard, with eleven other monitors beside. */
export async function measureDryRun(db: Kysely<Database>, company: Company): Promise<Measured[]> {
  const rows: Measured[] = [];
  const others = triedQueries.flatMap((query, at) => [
    { id: `m${at}`, name: `Monitor ${at}`, active: true, query },
    { id: `n${at}`, name: `Monitor ${at} too`, active: true, query: `(${query}) -sale` },
  ]);
  for (const text of triedQueries) {
    for (const sampled of [true, false]) {
      const compiled = compileQuery(text);
      if (!compiled.ok) throw new Error(`a query of the bench does not compile: ${text}`);
      const run = () =>
        runDry({
          query: { text, compiled: compiled.query },
          timeZone: 'Asia/Tokyo',
          nowMs: Date.now(),
          inWorkspace: (work) => inWorkspace(db, company.workspaceId, work),
          limits: { maxAgeMs: 2 * monthMs, timeLimitMs: Infinity },
          others,
          labels: { all: new Map(), own: new Map() },
          sampled,
        });
      const took: number[] = [];
      let report = await run();
      for (let round = 0; round < (sampled ? 5 : 1); round += 1) {
        const start = performance.now();
        report = await run();
        took.push(performance.now() - start);
      }
      const { looked, hits, margin, exact } = report;
      const found = exact ? `${hits} hits` : `about ${hits} ± ${margin} hits`;
      rows.push({
        name: sampled ? text : `${text}, exact`,
        medianMs: share(took, 0.5),
        p95Ms: share(took, 0.95),
        cpuMs: null,
        note: `${found} in ${looked.toLocaleString('en')} posts`,
      });
      if (exact && sampled) break;
    }
  }
  return rows;
}
