// What a person waits for in the browser with 50,000 candidates in the queue: the first load, the next one, a decision, a case.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { loadJudging } from '../src/main/judging.ts';
import { ingest } from '../src/pipeline/ingest.ts';
import { createMatchStage } from '../src/pipeline/match.ts';
import { openDatabase } from '../src/storage/database.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { createInWorkspace } from '../src/storage/work/work-tx.ts';
import { call, setUpCompany } from '../test/e2e/support/api.ts';
import type { Desk } from '../test/e2e/support/stage.ts';
import { wordsOf } from '../test/e2e/support/words.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { startProgram } from '../test/harness/program.ts';
import { newId } from '../test/harness/uuid.ts';
import { postMaker, seeded } from './kit/posts.ts';

const candidates = Number(process.argv[2] ?? 50_000);
const rounds = Number(process.argv[3] ?? 100);
const cases = 80;
const batchSize = 1_000;
const built = path.resolve(import.meta.dirname, '../dist/web');

/**
 * In the page: `measured(event, is)` waits for one event of the keyboard or mouse, then for `is()` to hold, then for the
 * next painted frame, and answers the milliseconds from the event's own time stamp.
 */
const meter = `
  // Heard before the page's own handlers, which may keep an event to themselves.
  let heard = () => {};
  for (const type of ['keydown', 'pointerdown']) addEventListener(type, (event) => heard(event), true);
  window.shownPost = () => document.querySelector('[data-post][data-on]')?.dataset.post ?? '';
  window.paneText = () => document.querySelectorAll('section')[1]?.querySelector('article, [role=log]')?.textContent ?? '';
  window.measured = (event, is) => new Promise((done) => {
    let start = 0;
    let watcher;
    const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    const look = () => {
      if (start === 0 || !is()) return;
      watcher.disconnect();
      painted();
    };
    watcher = new MutationObserver(look);
    watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    heard = (one) => {
      if (one.type !== event) return;
      start ||= one.timeStamp;
      queueMicrotask(look);
    };
  });
`;

const otherCase = `() => location.pathname !== window.was && window.paneText() !== '' && window.paneText() !== window.wasText`;
const taken = `() => [...document.querySelectorAll('header button')].some((one) => one.textContent.includes('Olga'))`;
const movedOn = `() => window.shownPost() !== '' && location.pathname !== window.was && window.paneText() !== window.wasText`;

const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-bench-'));
const embedded = await startEmbedded({ dataDir, log: silentLog });
try {
  await migrate({ url: embedded.url('owner'), log: silentLog });
  console.log(
    `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
  );
  const program = await startProgram({ databaseUrl: embedded.url('owner') });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      baseURL: program.url,
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
    });
    context.setDefaultTimeout(60_000);
    await context.addInitScript(meter);
    const page = await context.newPage();
    const desk: Desk = { page, context, url: program.url, locale: 'en', t: wordsOf('en') };
    await fill(desk);
    await firstLoad(desk);
    await walk(desk);
  } finally {
    await browser.close();
    await program.stop();
  }
} finally {
  await embedded.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** A company whose monitor matches every post, and the posts. */
async function fill(desk: Desk): Promise<void> {
  await setUpCompany(desk, {
    company: 'Kizuki',
    products: [{ name: 'kizukiphone', aliases: ['キズキフォン'] }],
  });
  const session = await call(desk, 'readSession');
  const { id } = await call(desk, 'createSource', { body: { network: 'practice', kind: 'timeline' } });
  const open = openDatabase({ url: embedded.url('app'), log: silentLog });
  const make = postMaker(seeded(50_000), { matching: 100, replies: 5 });
  const deps = {
    inWorkspace: createInWorkspace(open.db, { now: () => Date.now(), newId }),
    matching: createMatchStage(),
    detectLanguage: (text: string) => (/[ぁ-ん]/u.test(text) ? 'ja' : 'en'),
    // The list is read by what posts were judged to be.
    judging: await loadJudging(),
  };
  const from = { workspaceId: session.workspace?.id ?? '', id, network: 'practice', accountId: null };
  try {
    for (let made = 0; made < candidates; made += batchSize) {
      const { items, cursor } = make(Math.min(batchSize, candidates - made), Date.now());
      // The practice network is inside: reading threads and authors asks nobody outside.
      for (const { outcome } of items) {
        if ('heard' in outcome && outcome.heard?.type === 'post') outcome.heard.post.network = 'practice';
      }
      await ingest(deps, from, { items, cursor });
    }
  } finally {
    await open.close();
  }
  const { rows } = await call(desk, 'listCandidates', { query: { limit: cases } });
  for (const { post } of rows) {
    await call(desk, 'decide', { params: { id: post.id }, body: { choice: 'speak', assigneeId: null } });
  }
  const counts = await call(desk, 'readCounts');
  console.log(
    `${counts.candidates} candidates, ${counts.noise} set aside as noise, ${counts.openCases} open cases`,
  );
}

/** A browser that was never here: until rows stand in the list, and how many bytes of script that took. */
async function firstLoad({ page, context }: Desk): Promise<void> {
  const tookMs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const cold = await context.newCDPSession(page);
    await cold.send('Network.enable');
    await cold.send('Network.clearBrowserCache');
    await page.goto('about:blank');
    await page.goto('/candidates');
    await page.locator('[data-post] a').first().waitFor();
    tookMs.push(
      await page.evaluate<number>(
        'new Promise((done) => requestAnimationFrame(() => done(performance.now())))',
      ),
    );
  }
  const scripts = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname).filter((name) => name.endsWith('.js'))`,
  );
  let bytes = 0;
  for (const name of new Set(scripts)) {
    const plain = path.join(built, name);
    bytes += (await stat(`${plain}.gz`).catch(() => stat(plain))).size;
  }
  console.log(`first load, cold cache, until rows stand there: ${line(tookMs)}`);
  console.log(
    `scripts loaded by then: ${new Set(scripts).size} files, ${(bytes / 1000).toFixed(0)} KB gzipped`,
  );
}

async function walk(desk: Desk): Promise<void> {
  const { page } = desk;
  const press = (key: string) => (): Promise<void> => page.keyboard.press(key);
  const say = async (what: string, measured: Measured): Promise<void> =>
    console.log(`${what}: ${line(await times(page, measured))}`);
  await page.goto('/candidates');
  await page.locator('[data-post] a').first().waitFor();
  await page.keyboard.press('j');
  await page.waitForURL('**/candidates/*');
  await say('next candidate (J)', { event: 'keydown', is: movedOn, act: press('j') });
  await say('open a candidate (click)', { event: 'pointerdown', is: movedOn, act: () => clickAnother(page) });
  const prepare = async (): Promise<void> => {
    await page.keyboard.press('x');
    await page.getByRole('dialog').waitFor();
  };
  const silent = { event: 'keydown', is: movedOn, act: press('2'), prepare } as const;
  await say('stay silent, and the next one stands there', silent);

  await page.goto('/cases?view=unassigned');
  await page.getByRole('link').filter({ hasText: '#' }).first().waitFor();
  await page.keyboard.press('j');
  await page.locator('[role=log] article').first().waitFor();
  const count = Math.min(rounds, cases / 2 - 1);
  await say('next case (J)', { event: 'keydown', is: otherCase, act: press('j'), count });
  const back = async (): Promise<void> => {
    await page.keyboard.press('k');
    await page.waitForTimeout(150);
  };
  await say('take a case (T)', { event: 'keydown', is: taken, act: press('t'), prepare: back, count });
}

async function clickAnother(page: Page): Promise<void> {
  const rows = page.locator('[data-post]:not([data-on]) a');
  await rows.nth(2).click({ position: { x: 40, y: 20 } });
}

interface Measured {
  /** What the time is counted from. */
  event: 'keydown' | 'pointerdown';
  /** A function of the page, as text: whether it is done. */
  is: string;
  act: () => Promise<void>;
  prepare?: () => Promise<void>;
  count?: number;
}

/** Does something again and again, each time measured in the page. */
async function times(page: Page, measured: Measured): Promise<number[]> {
  const { event, is, act, prepare = async () => {}, count = rounds } = measured;
  const tookMs: number[] = [];
  for (let round = 0; round < count; round += 1) {
    await prepare();
    await page.evaluate('window.was = location.pathname; window.wasText = window.paneText();');
    // Armed before the key is pressed: the two reach the page by different ways.
    await page.evaluate(`void (window.result = window.measured('${event}', ${is}))`);
    await act();
    tookMs.push(await resultOf(page));
    // As somebody who at least glances at it.
    await page.waitForTimeout(60);
  }
  return tookMs;
}

/** Errors: it did not happen within ten seconds; says what the page showed. */
async function resultOf(page: Page): Promise<number> {
  const late = `new Promise((done) => setTimeout(() => done(JSON.stringify(
    { was: window.was, wasText: window.wasText, path: location.pathname, shown: window.shownPost(), text: window.paneText() })), 10_000))`;
  const result = await page.evaluate<number | string>(`Promise.race([window.result, ${late}])`);
  if (typeof result === 'number') return result;
  throw new Error(`what was measured did not happen: ${result}`);
}

function line(tookMs: readonly number[]): string {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)} ms`;
  return `median ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} (${sorted.length} times)`;
}
