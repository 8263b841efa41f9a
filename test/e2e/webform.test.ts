// A contact form from both sides: a visitor without scripts writes, the team answers, and both go on in the same case.
import { mkdir } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { wordsOf } from '../../src/server/webform/words.ts';
import { call, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { button, heard, openCandidate, reply, speak } from './support/work.ts';

const stage = programStage();
const question = '赤いランプが消えません。どうすればいいですか。';
const answer = 'お問い合わせありがとうございます。電源を入れ直していただけますか。';
const further = '入れ直したら消えました。ありがとうございます。';
let desk: Desk;
let address = '';

beforeAll(async () => {
  desk = await stage().desk({ locale: 'ja' });
  await setUpCompany(desk, { company: 'みなも' });
});

async function picture(page: Page, name: string): Promise<void> {
  await mkdir('.cache/webform', { recursive: true });
  await page.screenshot({ path: `.cache/webform/${name}.png`, fullPage: true, animations: 'disabled' });
}

/** A visitor’s own browser. */
async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await stage().browser.newContext({ locale: 'ja-JP', ...options });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

async function expectSound(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  // With its style: without it the header is as wide as the page.
  expect(await page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth")).toBe('640px');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
}

/** Sends until the hand is slow enough. What was taken has a button of the same name: each answer is read whole before. */
async function sendUntilTaken(page: Page, words: (typeof wordsOf)['ja']): Promise<void> {
  await until(async () => {
    const answered = page.waitForEvent('load');
    await page.getByRole('button', { name: words.send }).click();
    await answered;
    return (await page.getByText(words.thanks).isVisible()) ? true : undefined;
  }, 'the form to be taken');
}

test('a form is connected, and its card shows the address to copy', async () => {
  const { page, t } = desk;
  await page.goto('/accounts');
  await button(desk, t('accounts.connect')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: t('network.webform'), exact: true }).click();
  await dialog.getByRole('textbox', { name: t('field.webform.company') }).fill('みなも通信');
  await picture(page, 'connect-ja-light');
  await dialog.getByRole('button', { name: t('accounts.connect'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const shown = page.getByRole('textbox', { name: t('accounts.formAddress') });
  await shown.waitFor();
  address = await shown.inputValue();
  expect(new URL(address).pathname).toMatch(/^\/form\/[\w-]{43}$/);
  await page.getByText(t('accounts.formNoFrame')).waitFor();
  const { rows } = await call(desk, 'listSources');
  const id = rows.find((row) => row.network === 'webform')?.id ?? '';
  const config = { origins: 'https://www.minamo.example' };
  await call(desk, 'changeSource', { params: { id }, body: { config } });
  await page.reload();
  await page.getByRole('textbox', { name: t('accounts.formFrame') }).waitFor();
  expect(await axeFaults(page)).toEqual([]);

  // Made once more, it is told to be there, and can be changed at once; or from its card.
  await button(desk, t('accounts.connect')).click();
  await dialog.getByRole('button', { name: t('network.webform'), exact: true }).click();
  await dialog.getByRole('textbox', { name: t('field.webform.company') }).fill('みなも通信株式会社');
  await dialog.getByRole('button', { name: t('accounts.connect'), exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: t('accounts.renewKnown') }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'みなも通信株式会社' }).waitFor();
  await button(desk, t('accounts.moreOf', { name: 'contact' })).click();
  await page.getByRole('menuitem', { name: t('accounts.changeForm') }).click();
  const company = dialog.getByRole('textbox', { name: t('field.webform.company') });
  expect(await company.inputValue()).toBe('みなも通信株式会社');
  await company.fill('みなも通信');
  await dialog.getByRole('button', { name: t('common.save'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'みなも通信', exact: false }).waitFor();
  expect(await shown.inputValue()).toBe(address);
  await picture(page, 'card-ja-light');
});

test('a visitor writes without scripts, the team answers, and the visitor writes on in the same case', async () => {
  const words = wordsOf.ja;
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto(address);
  await page.getByRole('textbox', { name: words.text }).fill(question);
  await page.getByRole('textbox', { name: words.name }).fill('田中 美奈');
  const send = page.getByRole('button', { name: words.send });
  await send.click();
  // So quick a hand is asked once more, with all it wrote still there.
  await page.getByRole('alert').getByText(words.tooQuick).waitFor();
  expect(await page.getByRole('textbox', { name: words.text }).inputValue()).toBe(question);
  await sendUntilTaken(page, words);
  await page.getByText(question).waitFor();
  const own = await page.getByRole('textbox', { name: words.keepLabel }).inputValue();
  expect(own.startsWith(`${address}/`)).toBe(true);

  await openCandidate(desk, question);
  await picture(desk.page, 'candidate-ja-light');
  await speak(desk);
  // Nothing of a form is public.
  await desk.page.getByRole('tab', { name: desk.t('composer.tab.dm') }).waitFor();
  await expect
    .poll(() => desk.page.getByRole('tab', { name: desk.t('composer.tab.public') }).count())
    .toBe(0);
  await reply(desk, 'dm', answer);

  await page.goto(own);
  await page.getByRole('listitem').getByText(answer).waitFor();
  await page.getByRole('textbox', { name: words.goOnText }).fill(further);
  await page.getByRole('button', { name: words.send }).click();
  await page.getByText(words.taken).waitFor();
  expect(await page.getByRole('listitem').count()).toBe(3);
  await heard(desk, further);
  await picture(desk.page, 'case-ja-light');
  const { rows } = await call(desk, 'listCases', { query: { limit: 10 } });
  expect(rows).toHaveLength(1);

  await page.getByText(words.eraseTitle).click();
  await page.getByRole('checkbox', { name: words.eraseSure }).check();
  await page.getByRole('button', { name: words.erase }).click();
  await page.getByRole('heading', { name: words.erased }).waitFor();
  expect((await page.goto(own))?.status()).toBe(404);
  await expect.poll(() => desk.page.getByText(further).count()).toBe(0);
  // Nor does a name or an address of theirs stay anywhere that the team reads.
  const told = JSON.stringify([
    await call(desk, 'listLedger', { query: { limit: 50 } }),
    await call(desk, 'readCase', { params: { id: new URL(desk.page.url()).pathname.split('/')[2] ?? '' } }),
  ]);
  expect(told).toContain('visitor-');
  expect(told).not.toContain('田中');
  await page.context().close();
});

test('its pages are sound in both languages, light and dark, and on a phone', async () => {
  for (const lang of ['ja', 'en'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const words = wordsOf[lang];
      const page = await visitor({ locale: lang === 'ja' ? 'ja-JP' : 'en-GB', colorScheme });
      const name = `${lang}-${colorScheme}`;
      await page.goto(address);
      await page.getByRole('heading', { name: words.title }).waitFor();
      expect(await axeFaults(page)).toEqual([]);
      await picture(page, `form-${name}`);
      await page.getByRole('textbox', { name: words.text }).fill('a');
      await page.getByRole('textbox', { name: words.email }).fill('mika@example');
      await page.getByRole('button', { name: words.send }).click();
      await page.getByText(words.noEmail).waitFor();
      await expectSound(page);
      await picture(page, `fault-${name}-phone`);
      await page.getByRole('textbox', { name: words.email }).fill('mika@example.com');
      await sendUntilTaken(page, words);
      await page.getByText(words.eraseTitle).click();
      await expectSound(page);
      await picture(page, `talk-${name}-phone`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await picture(page, `talk-${name}`);
      await page.goto(`${address}x`);
      await page.getByRole('heading', { name: words.nothing }).waitFor();
      await expectSound(page);
      await page.context().close();
    }
  }
  expect(stage().complaints).toEqual([]);
});

test('what is listened to no more is listened to again from the interface', async () => {
  const { page, t } = desk;
  const formSource = async () =>
    (await call(desk, 'listSources')).rows.find((row) => row.network === 'webform');
  const before = await formSource();
  await call(desk, 'removeSource', { params: { id: before?.id ?? '' } });
  await page.goto('/accounts');
  await button(desk, t('accounts.addSource')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /contact/ }).click();
  await button(desk, t('accounts.listen')).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await until(formSource, 'the form to be heard again')).toMatchObject({
    accountId: before?.accountId,
  });
});

test('the connect form is sound in both languages, on a phone and in the dark', async () => {
  for (const locale of ['ja', 'en'] as const) {
    const other = await stage().desk({ locale, theme: 'dark', viewport: { width: 390, height: 844 } });
    await other.context.addCookies(await desk.context.cookies());
    await call(other, 'changeMe', { body: { locale } });
    await other.page.goto('/accounts');
    await button(other, other.t('accounts.connect')).click();
    const dialog = other.page.getByRole('dialog');
    await dialog.getByRole('button', { name: other.t('network.webform'), exact: true }).click();
    await dialog.getByRole('textbox', { name: other.t('field.webform.company') }).waitFor();
    expect(await axeFaults(other.page)).toEqual([]);
    await picture(other.page, `connect-${locale}-dark-phone`);
    await other.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await other.page.getByRole('textbox', { name: other.t('accounts.formAddress') }).waitFor();
    await picture(other.page, `card-${locale}-dark-phone`);
  }
});
