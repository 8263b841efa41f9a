// Every page, in both languages and both themes: no fault that axe finds (WCAG 2.2 AA), and no sideways scrolling on a phone.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from './support/axe.ts';
import { fillCompany, type Filled } from './support/filled.ts';
import { settled } from './support/settled.ts';
import { programStage, type Desk } from './support/stage.ts';
import { candidate, conversation, draft } from './support/work.ts';
import { call } from './support/api.ts';

const stage = programStage();
let desk: Desk;
let filled: Filled;

beforeAll(async () => {
  desk = await stage().desk();
  filled = await fillCompany(desk);
});

const themes = ['light', 'dark'] as const;
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

interface PageToTry {
  name: string;
  address: (filled: Filled) => string;
  /** Waits until what matters is there, and brings up what has no address. */
  ready?: (desk: Desk) => Promise<unknown>;
}

const pages: readonly PageToTry[] = [
  {
    name: 'candidates',
    address: () => '/candidates',
    ready: (at) => candidate(at, 'aoba').first().waitFor(),
  },
  {
    name: 'a candidate with its author',
    address: ({ candidateId }) => `/candidates/${candidateId}?pane=person`,
  },
  { name: 'candidates put off', address: () => '/candidates?state=later' },
  {
    name: 'why to stay silent',
    address: ({ candidateId }) => `/candidates/${candidateId}`,
    ready: async (at) => {
      await at.page.getByRole('button', { name: at.t('decide.speak') }).waitFor();
      await at.page.keyboard.press('x');
      await at.page.getByRole('dialog').waitFor();
    },
  },
  { name: 'cases', address: () => '/cases?view=open' },
  { name: 'cases of nobody', address: () => '/cases?view=unassigned' },
  {
    name: 'a public case',
    address: ({ publicCaseId }) => `/cases/${publicCaseId}`,
    ready: (at) => conversation(at).waitFor(),
  },
  {
    name: 'a case in DM',
    address: ({ dmCaseId }) => `/cases/${dmCaseId}`,
    ready: (at) => draft(at, 'dm', 'One moment.'),
  },
  {
    name: 'a note',
    address: ({ publicCaseId }) => `/cases/${publicCaseId}`,
    ready: (at) => draft(at, 'note', 'Called them.'),
  },
  {
    name: 'a closed case',
    address: ({ closedCaseId }) => `/cases/${closedCaseId}`,
    ready: (at) => conversation(at).waitFor(),
  },
  { name: 'approvals', address: () => '/approvals' },
  { name: 'the ledger', address: () => '/ledger' },
  { name: 'a ledger entry', address: ({ candidateId }) => `/ledger/${candidateId}` },
  { name: 'the ledger, closed', address: () => '/ledger?heap=closed' },
  { name: 'monitors', address: () => '/monitors' },
  { name: 'a monitor', address: ({ monitorId }) => `/monitors/${monitorId}` },
  { name: 'a new monitor', address: () => '/monitors/new' },
  { name: 'accounts', address: () => '/accounts' },
  {
    name: 'connecting an account',
    address: () => '/accounts',
    ready: async ({ page, t }) => {
      await page.getByRole('button', { name: t('accounts.connect') }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Bluesky' }).click();
    },
  },
  {
    name: 'connecting a mailbox',
    address: () => '/accounts',
    ready: async ({ page, t }) => {
      await page.getByRole('button', { name: t('accounts.connect') }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('network.mail') })
        .click();
      // Every field that is missing says so.
      const connect = page
        .getByRole('dialog')
        .getByRole('button', { name: t('accounts.connect'), exact: true });
      await connect.click();
      await page.getByText(t('form.missing'), { exact: true }).first().waitFor();
    },
  },
  {
    name: 'adding a feed',
    address: () => '/accounts',
    ready: async ({ page, t }) => {
      await page.getByRole('button', { name: t('accounts.addSource') }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('source.rss.feed') })
        .click();
    },
  },
  { name: 'judgement', address: () => '/judgement' },
  { name: 'label', address: () => '/judgement/label' },
  { name: 'team', address: () => '/team' },
  { name: 'settings, oneself', address: () => '/settings/me' },
  { name: 'settings, keys', address: () => '/settings/keys' },
  { name: 'settings, workspace', address: () => '/settings/workspace' },
  { name: 'settings, hours', address: () => '/settings/hours' },
  { name: 'settings, by the clock', address: () => '/settings/clock' },
  { name: 'settings, products', address: () => '/settings/products' },
  { name: 'settings, guideline', address: () => '/settings/guideline' },
  { name: 'settings, help articles', address: () => '/settings/articles' },
  { name: 'settings, approvals', address: () => '/settings/approval' },
  { name: 'practice', address: () => '/practice' },
  { name: 'no such page', address: () => '/nowhere/at/all' },
  { name: 'where to listen', address: () => '/welcome' },
  {
    name: 'the keys',
    address: () => '/candidates',
    ready: async ({ page, t }) => {
      await page.getByRole('main').waitFor();
      await page.keyboard.press('Shift+?');
      await page.getByRole('dialog', { name: t('keys.title') }).waitFor();
    },
  },
  {
    name: 'finding a command',
    address: () => '/candidates',
    ready: async ({ page, t }) => {
      await page.getByRole('main').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder(t('palette.search')).waitFor();
    },
  },
];

const forStrangers: readonly PageToTry[] = [
  { name: 'sign in', address: () => '/sign-in' },
  { name: 'an invite', address: ({ inviteUrl }) => new URL(inviteUrl).pathname },
  { name: 'an invite that is used up', address: () => '/invite/used-up' },
];

async function show(at: Desk, { address, ready }: PageToTry): Promise<void> {
  await at.page.goto(address(filled));
  await at.page.getByRole('main').waitFor();
  await ready?.(at);
  await settled(at.page);
}

/** How far the page can be pushed sideways, in pixels; nothing that is wider than a phone may do that. */
const sideways = `Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth`;

/** What is wrong a second time, too: a row that is just being drawn has no words yet. */
async function lastingFaults(page: Page): Promise<string[]> {
  if ((await axeFaults(page)).length === 0) return [];
  await settled(page);
  return axeFaults(page);
}

async function tryPage(at: Desk, one: PageToTry): Promise<string[]> {
  const { page } = at;
  await page.setViewportSize(wide);
  await show(at, one);
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await lastingFaults(page)).map((fault) => `${one.name}, ${colorScheme}: ${fault}`));
  }
  await page.setViewportSize(phone);
  // What floats finds its new place a moment after the window has its new size.
  let tooWide = Infinity;
  for (let look = 0; look < 150 && tooWide > 0; look += 1) {
    if (look > 0) await page.waitForTimeout(100);
    tooWide = await page.evaluate<number>(sideways);
  }
  if (tooWide > 0) found.push(`${one.name}: ${tooWide} px too wide at ${phone.width} px`);
  return found;
}

describe.each(['en', 'ja'] as const)('in %s', (locale) => {
  test('every page of a member', async () => {
    await call(desk, 'changeMe', { body: { locale, preferences: { theme: 'system' } } });
    const at = await stage().desk({ locale });
    await call(at, 'signIn', { body: { email: filled.email, password: filled.password } });
    const found: string[] = [];
    for (const one of pages) found.push(...(await tryPage(at, one)));
    await at.context.close();
    expect(found).toEqual([]);
  });

  test('every page of somebody who is not signed in', async () => {
    const at = await stage().desk({ locale });
    const found: string[] = [];
    for (const one of forStrangers) found.push(...(await tryPage(at, one)));
    await at.context.close();
    expect(found).toEqual([]);
  });
});
