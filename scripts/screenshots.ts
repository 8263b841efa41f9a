// Takes the pictures of the interface that the documentation shows: every page, in two languages and two themes.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { call, password } from '../test/e2e/support/api.ts';
import type { Desk } from '../test/e2e/support/stage.ts';
import { until } from '../test/e2e/support/until.ts';
import { wordsOf, type Locale } from '../test/e2e/support/words.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { pictureShift, rightNow, setClock } from './screenshots/clock.ts';
import { companies } from './screenshots/company.ts';
import { makeRoom, scrollToEdge, showWhole } from './screenshots/edges.ts';
import { setScene, type Scene } from './screenshots/scene.ts';
import { startEmpty, type Empty } from './screenshots/start.ts';

/** `npm run screenshots -- en light case keys` takes these alone and leaves the others; without words, all are taken anew. */
const only = process.argv.slice(2);
function among<T extends string>(all: readonly T[]): readonly T[] {
  const chosen = all.filter((each) => only.includes(each));
  return chosen.length === 0 ? all : chosen;
}
const locales = among(['ja', 'en'] as const);
const themes = among(['light', 'dark'] as const);

const folder = path.resolve(import.meta.dirname, '../docs/screenshots');
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** Flat colours compress well; more would show no difference. */
const png = { palette: true, colours: 96, effort: 10, compressionLevel: 9 } as const;

interface Shot {
  name: string;
  address: string;
  /** Brings up what has no address, and waits for what matters. */
  ready?: (desk: Desk) => Promise<unknown>;
}

function shotsOf(scene: Scene): Shot[] {
  const conversation = async ({ page, t }: Desk): Promise<void> => {
    await page.getByRole('log', { name: t('case.conversation') }).waitFor();
    await makeRoom(page);
  };
  return [
    { name: 'queue', address: '/candidates' },
    { name: 'candidates', address: `/candidates/${scene.candidateId}` },
    { name: 'cases', address: '/cases?view=open' },
    { name: 'case', address: `/cases/${scene.publicCaseId}?view=open`, ready: conversation },
    {
      name: 'case-dm',
      address: `/cases/${scene.dmCaseId}?view=open`,
      ready: async (desk) => {
        await desk.page.getByRole('tab', { name: desk.t('composer.tab.dm'), exact: true }).click();
        const field = desk.page.getByRole('textbox', { name: desk.t('composer.label.dm') });
        await field.fill(companies[desk.locale].dmDraft);
        await conversation(desk);
      },
    },
    {
      name: 'approvals',
      address: '/approvals',
      ready: async ({ page, t }) => {
        await page.getByRole('button', { name: t('approval.openNext') }).click();
        await page.getByRole('button', { name: t('approval.edit') }).waitFor();
      },
    },
    { name: 'ledger', address: '/ledger' },
    {
      name: 'ledger-entry',
      address: `/ledger/${scene.settledId}`,
      ready: async ({ page, t }) => {
        await page.getByText(t('ledger.answeredAfter')).waitFor();
        await scrollToEdge(page);
      },
    },
    { name: 'monitors', address: '/monitors' },
    {
      name: 'monitor',
      address: `/monitors/${scene.monitorId}`,
      ready: async ({ page, t }) => {
        await page.getByRole('button', { name: t('monitors.dry.action') }).click();
        await page.getByText(t('monitors.dry.examples')).waitFor();
      },
    },
    { name: 'judgement', address: '/judgement' },
    {
      name: 'label',
      address: '/judgement/label',
      ready: ({ page, t }) => page.getByRole('button', { name: t('judging.label.skip') }).waitFor(),
    },
    { name: 'accounts', address: '/accounts' },
    {
      name: 'connect',
      address: '/accounts',
      ready: async ({ page, t }) => {
        await page.getByRole('button', { name: t('accounts.connect') }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Bluesky' }).click();
      },
    },
    { name: 'team', address: '/team' },
    { name: 'settings', address: '/settings/me' },
    { name: 'settings-keys', address: '/settings/keys' },
    { name: 'settings-workspace', address: '/settings/workspace' },
    {
      name: 'settings-hours',
      address: '/settings/hours',
      ready: ({ page, t }) =>
        page
          .getByRole('button', { name: t('settings.publicHolidays'), exact: true })
          .waitFor({ state: 'detached' }),
    },
    { name: 'settings-clock', address: '/settings/clock' },
    { name: 'settings-products', address: '/settings/products' },
    { name: 'settings-guideline', address: '/settings/guideline' },
    { name: 'settings-snippets', address: '/settings/snippets' },
    { name: 'settings-articles', address: '/settings/articles' },
    { name: 'settings-personas', address: '/settings/personas' },
    { name: 'settings-approval', address: '/settings/approval' },
    { name: 'practice', address: '/practice' },
    { name: 'practice-sessions', address: '/practice/sessions' },
    { name: 'practice-session', address: `/practice/sessions/${scene.sessionId}` },
    {
      name: 'practice-dm',
      address: '/practice',
      ready: async ({ page, t }) => {
        const name = page.getByRole('combobox', { name: t('practice.asWhom') }).first();
        await name.fill(scene.dmCustomer);
        await name.press('Escape');
        const talk = page.getByRole('region', { name: t('practice.messages', { name: scene.dmCustomer }) });
        await talk.waitFor();
      },
    },
    {
      name: 'keys',
      address: '/candidates',
      ready: async ({ page, t }) => {
        await page.getByRole('main').waitFor();
        await page.keyboard.press('Shift+?');
        await page.getByRole('dialog', { name: t('keys.title') }).waitFor();
      },
    },
    { name: 'listen', address: '/welcome' },
  ];
}

const sceneless = ['ja', 'en', 'light', 'dark'];
/** Whether a picture is wanted, by its name without language and theme. */
function isWanted(name: string): boolean {
  const names = only.filter((word) => !sceneless.includes(word));
  return names.length === 0 || names.includes(name);
}

/** Pages that are read from top to bottom, without a list of their own. */
const isWhole = /^(?:settings|team|accounts|judgement|label|practice-session|monitor$)/u;
/** Beside a wide screen a list alone shows nothing more than the list with a post. */
const onlyOnPhone = ['queue'];
const onPhone = ['judgement', 'queue', 'candidates', 'case', 'case-dm', 'ledger', 'practice'];
const signIn: Shot = { name: 'sign-in', address: '/sign-in' };
const inviteOf = ({ invite }: Scene): Shot => ({ name: 'invite', address: invite });

async function openDesk(
  browser: Browser,
  { url, shiftMs }: Empty,
  { locale, theme }: Pick<Desk, 'locale'> & { theme: 'light' | 'dark' },
): Promise<Desk> {
  const context = await browser.newContext({
    baseURL: url,
    locale: locale === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: companies[locale].timeZone,
    colorScheme: theme,
    viewport: wide,
    reducedMotion: 'reduce',
  });
  await context.addInitScript(setClock, shiftMs);
  context.setDefaultTimeout(60_000);
  return { page: await context.newPage(), context, url, locale, t: wordsOf(locale) };
}

/** True in a page where nothing is on its way any more. */
const isThere = `document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root') === null &&
  [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight)`;

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  // Not waitForFunction: where it has to ask twice it evaluates in the page, which the page's own policy forbids.
  await until(async () => (await page.evaluate<boolean>(isThere)) || undefined, `${name} to be there`);
  // The pointer rests where nothing lights up under it.
  await page.mouse.move(0, 0);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await writeFile(path.join(folder, `${name}.png`), await sharp(picture).png(png).toBuffer());
}

async function shootAll(desk: Desk, shots: readonly Shot[], prefix: string): Promise<void> {
  for (const { name, address, ready } of shots) {
    if (!isWanted(name)) continue;
    for (const [viewport, suffix] of [[wide, ''] as const, [phone, '-phone'] as const]) {
      if (viewport === phone ? !onPhone.includes(name) : onlyOnPhone.includes(name)) continue;
      await desk.page.setViewportSize(viewport);
      await desk.page.goto(address);
      await desk.page.getByRole('main').waitFor();
      await ready?.(desk);
      if (viewport === wide && isWhole.test(name)) await showWhole(desk.page);
      await shoot(desk.page, `${prefix}-${name}${suffix}`);
    }
  }
}

/** The first page of the first run, while there is nobody yet. */
async function shootWelcome(browser: Browser, empty: Empty, locale: Locale): Promise<void> {
  for (const theme of isWanted('welcome') ? themes : []) {
    const desk = await openDesk(browser, empty, { locale, theme });
    await desk.page.goto('/');
    await desk.page.getByRole('heading', { name: desk.t('welcome.owner.title') }).waitFor();
    await shoot(desk.page, `${locale}-${theme}-welcome`);
    await desk.context.close();
  }
}

/** Its second page, where the company and its products are named: as a company begins it that is not there yet. */
async function shootCompanyStep(
  browser: Browser,
  empty: Empty,
  locale: Locale,
  email: string,
): Promise<void> {
  if (!isWanted('welcome-company')) return;
  const { name, timeZone } = companies[locale];
  for (const theme of themes) {
    const desk = await openDesk(browser, empty, { locale, theme });
    await call(desk, 'signIn', { body: { email, password } });
    await call(desk, 'createWorkspace', { body: { name, timeZone } });
    await desk.page.goto('/welcome');
    await desk.page.getByRole('button', { name: desk.t('welcome.company.action') }).waitFor();
    await shoot(desk.page, `${locale}-${theme}-welcome-company`);
    await desk.context.close();
  }
}

async function takeIn(locale: Locale): Promise<void> {
  const shiftMs = pictureShift(companies[locale].timeZone, rightNow());
  setClock(shiftMs);
  const empty = await startEmpty(shiftMs);
  const browser = await launchBrowser();
  try {
    await shootWelcome(browser, empty, locale);
    const owner = await openDesk(browser, empty, { locale, theme: 'light' });
    const newDesk = (): Promise<Desk> => openDesk(browser, empty, { locale, theme: 'light' });
    const scene = await setScene(owner, newDesk, empty);
    await owner.context.close();
    for (const theme of themes) {
      const stranger = await openDesk(browser, empty, { locale, theme });
      await shootAll(stranger, [signIn, inviteOf(scene)], `${locale}-${theme}`);
      await call(stranger, 'signIn', { body: { email: scene.email, password } });
      await shootAll(stranger, shotsOf(scene), `${locale}-${theme}`);
      await stranger.context.close();
    }
    await shootCompanyStep(browser, empty, locale, scene.email);
  } finally {
    await browser.close();
    await empty.stop();
  }
}

if (only.length === 0) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const locale of locales) await takeIn(locale);
console.log(`The pictures are in ${path.relative(process.cwd(), folder)}.`);
