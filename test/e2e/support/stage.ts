// The whole program on a database of its own and a browser in front of it, for the tests of one file.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '../../harness/browser.ts';
import { freshDatabase, type TestDatabase } from '../../harness/database.ts';
import { startProgram, type Program } from '../../harness/program.ts';
import { followRequests } from './settled.ts';
import type { Locale } from './words.ts';
import { wordsOf, type Words } from './words.ts';

/** One browser tab with its own cookies, and the words it shows. */
export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Where the program answers. */
  url: string;
  locale: Locale;
  t: Words;
}

export interface DeskOptions {
  locale?: Locale;
  theme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  timezoneId?: string;
}

export interface Stage {
  program: Program;
  database: TestDatabase;
  browser: Browser;
  /** A browser nobody is signed in with. */
  desk(options?: DeskOptions): Promise<Desk>;
  /** What pages said on their consoles as errors, and what the content policy stopped. */
  complaints: string[];
}

const pictures = path.resolve(import.meta.dirname, '../../../.cache/e2e');
/** Longer than anything should take, shorter than a test's own limit. */
const patienceMs = 30_000;

/**
 * The stage of the tests of a file.
 *
 * @param before starts what the program needs around it; answers the program's environment
 * @param embedded the program's own embedded database instead of one of the test run's server
 */
export function programStage(
  before: () => Promise<Record<string, string>> = async () => ({}),
  embedded = false,
): () => Stage {
  let stage: Stage | undefined;
  const contexts = new Set<BrowserContext>();
  beforeAll(async () => {
    const env = await before();
    const database = await freshDatabase();
    const [program, browser] = await Promise.all([
      startProgram({ databaseUrl: embedded ? null : database.adminUrl, env }),
      launchBrowser(),
    ]);
    const complaints: string[] = [];
    const desk = (options: DeskOptions = {}): Promise<Desk> =>
      openDesk(browser, program.url, options, complaints, contexts);
    stage = { program, database, browser, desk, complaints };
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await mkdir(pictures, { recursive: true });
    const pages = [...contexts].flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const name = `${task.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}-${index}.png`;
      await page.screenshot({ path: path.join(pictures, name) }).catch(() => undefined);
    }
    const printed = stage?.program.output().slice(-4000) ?? '';
    if (printed.trim() !== '') console.error(`The program said:\n${printed}`);
  });
  afterAll(async () => {
    await stage?.browser.close();
    await stage?.program.stop();
    await stage?.database.close();
  });
  return () => {
    if (stage === undefined) throw new Error('The stage is there within tests and hooks only.');
    return stage;
  };
}

async function openDesk(
  browser: Browser,
  url: string,
  options: DeskOptions,
  complaints: string[],
  contexts: Set<BrowserContext>,
): Promise<Desk> {
  const { locale = 'en', theme = 'light', viewport = { width: 1440, height: 900 } } = options;
  const settings: BrowserContextOptions = {
    baseURL: url,
    locale: locale === 'ja' ? 'ja-JP' : 'en-GB',
    colorScheme: theme,
    viewport,
    timezoneId: options.timezoneId ?? 'Asia/Tokyo',
    // Movement would only make pictures and measures of contrast depend on the moment.
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(settings);
  contexts.add(context);
  context.once('close', () => contexts.delete(context));
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  followRequests(page);
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${String(error)}`));
  page.on('console', (message) => {
    // What the server refuses is told on the page; a browser's own note about the status adds nothing.
    const isStatus = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isStatus) complaints.push(`${page.url()}: ${message.text()}`);
  });
  return { page, context, url, locale, t: wordsOf(locale) };
}
