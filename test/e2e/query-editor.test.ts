// Writing a query: offers, mistakes and their mending, an input method at work, the form and the text as one query.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { call, password } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { setUpPractice } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';

const stage = programStage();
let owner: Desk;

beforeAll(async () => {
  owner = await stage().desk();
  await setUpPractice(owner, ['アオバ']);
});

async function show(desk: Desk, which: 'form' | 'text'): Promise<void> {
  const views = desk.page.getByRole('radiogroup', { name: desk.t('monitors.view') });
  await views.getByText(desk.t(`monitors.view.${which}`), { exact: true }).click();
}

function field(desk: Desk): Locator {
  return desk.page.getByRole('textbox', { name: desk.t('monitors.query'), exact: true });
}

/** The text of the query, as it is written. */
async function written(desk: Desk): Promise<string> {
  return (await field(desk).locator('.cm-line').allInnerTexts()).join('\n').replace(/^\n$/, '');
}

async function newQuery(desk: Desk, text = ''): Promise<Locator> {
  await desk.page.goto('/monitors/new');
  await show(desk, 'text');
  const query = field(desk);
  await query.fill(text);
  return query;
}

test('offers what the language, the workspace and its accounts have, by the keyboard alone', async () => {
  const { page, t } = owner;
  const query = await newQuery(owner);
  await query.click();
  const options = page.getByRole('listbox', { name: t('monitors.query.options') });
  await page.keyboard.type('rout');
  await options.getByRole('option', { name: 'Aoba Router' }).waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
  await page.keyboard.type(' lan');
  await options.getByRole('option', { name: 'lang:' }).waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
  await options.getByRole('option', { name: 'ja' }).first().waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
  await page.keyboard.type(' @min');
  await options.getByRole('option', { name: '@minamo_support' }).waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press('Tab');
  await expect.poll(() => written(owner)).toBe('"Aoba Router" lang:ja @minamo_support');
});

test('a list that is open is closed by Escape, and Tab then leaves the field', async () => {
  const { page, t } = owner;
  const query = await newQuery(owner);
  await query.click();
  await page.keyboard.type('a');
  const options = page.getByRole('listbox', { name: t('monitors.query.options') });
  await options.waitFor();
  await page.keyboard.press('Escape');
  await options.waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  expect(await page.locator('.cm-content:focus').count()).toBe(0);
  expect(await written(owner)).toBe('a');
});

test('a mistake is underlined, said, and mended in the field and below it', async () => {
  const { page, t } = owner;
  const query = await newQuery(owner, 'aoba lang:english');
  const mend = t('monitors.query.mend', { suggestion: 'lang:en' });
  await page.locator('.cm-lintRange-error', { hasText: 'lang:english' }).hover();
  const said = page.locator('.cm-tooltip-lint');
  await said.getByText(t('monitors.problem.query_bad_lang', { words: 'lang:english' })).waitFor();
  await expect.poll(() => query.getAttribute('aria-invalid')).toBe('true');
  await said.getByRole('button', { name: mend }).click();
  await expect.poll(() => written(owner)).toBe('aoba lang:en');
  await expect.poll(() => query.getAttribute('aria-invalid')).toBe('false');
});

test('a composition is not disturbed, and is one change when it ends', async () => {
  const { page, context, t } = owner;
  const query = await newQuery(owner, 'aoba ');
  await query.click();
  await page.keyboard.press('End');
  const keyboard = await context.newCDPSession(page);
  const compose = (text: string): Promise<unknown> =>
    keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  for (const text of ['h', 'へ', 'へn', 'へん', 'へんk', 'へんき', 'へんきん', '返金']) {
    await compose(text);
    await page.waitForTimeout(60);
    expect(await written(owner)).toBe(`aoba ${text}`);
  }
  expect(await page.getByRole('listbox', { name: t('monitors.query.options') }).count()).toBe(0);
  await keyboard.send('Input.insertText', { text: '返金' });
  await expect.poll(() => written(owner)).toBe('aoba 返金');
  await page.keyboard.type(' OR x');
  await page.keyboard.press('Escape');
  await expect.poll(() => written(owner)).toBe('aoba 返金 OR x');
  // The query that is saved is the one that was composed.
  await page.getByRole('textbox', { name: t('monitors.name') }).fill('Composed');
  await page.getByRole('button', { name: t('monitors.create') }).click();
  await page.waitForURL(/\/monitors\/[\da-f-]{36}$/);
  const { rows } = await call(owner, 'listMonitors');
  expect(rows.find(({ name }) => name === 'Composed')?.query).toBe('aoba 返金 OR x');
});

test('what is typed quickly arrives whole, and is taken back step by step', async () => {
  const { page } = owner;
  const query = await newQuery(owner);
  await query.click();
  const text = '(aoba OR "not working") -park url:acme.com/help '.repeat(4).trim();
  await page.keyboard.insertText('x ');
  await query.pressSequentially(text, { delay: 0 });
  await page.keyboard.press('Escape');
  await expect.poll(() => written(owner)).toBe(`x ${text}`);
  for (let press = 0; press < 60; press += 1) await page.keyboard.press('Control+z');
  expect((await written(owner)).length).toBeLessThan(text.length);
});

test('what is typed over leaves no style of its own behind, however it is written', async () => {
  const { page } = owner;
  const query = await newQuery(owner, '(x OR "y z") lang:ja');
  for (const write of ['insertText', 'type'] as const) {
    await query.fill('(x OR "y z") lang:ja');
    await query.locator('.cm-line span').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard[write]('plain');
    await expect.poll(() => written(owner)).toBe('plain');
    expect(await query.locator('.cm-line [style], .cm-line font').count()).toBe(0);
  }
  expect(stage().complaints).toEqual([]);
});

test('form and text are one query; what has no form says so and stays', async () => {
  const { page, t } = owner;
  await newQuery(owner, '(aoba OR "fire tv") broken -park -is:repost lang:ja');
  await show(owner, 'form');
  const form = page.getByRole('group', { name: t('monitors.query') });
  await form.getByText('fire tv', { exact: true }).waitFor();
  const none = form.getByLabel(t('monitors.form.none'));
  await none.fill('shop');
  await none.press('Enter');
  await form.getByRole('checkbox', { name: t('monitors.form.kind.reply') }).check();
  await show(owner, 'text');
  await expect
    .poll(() => written(owner))
    .toBe('(aoba OR "fire tv") broken lang:ja -park -shop -is:repost -is:reply');

  const kept = 'aoba NEAR/5 (broken OR dead)';
  await field(owner).fill(kept);
  await show(owner, 'form');
  await page.getByText(t('monitors.textOnly.near')).waitFor();
  expect(await written(owner)).toBe(kept);
});

test('in Japanese, on a phone and in the dark: no fault that axe finds, nothing beside the screen', async () => {
  const phone = { width: 390, height: 844 };
  await call(owner, 'changeMe', { body: { locale: 'ja', preferences: { theme: 'system' } } });
  for (const theme of ['light', 'dark'] as const) {
    const desk = await stage().desk({ locale: 'ja', theme, viewport: phone });
    await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
    const wrong = '(アオバ OR "fire tv") lang:japanese -公園 #アオバ @minamo_support has:image';
    const query = await newQuery(desk, wrong);
    await desk.page.locator('.cm-lintRange-error').waitFor();
    expect(await axeFaults(desk.page)).toEqual([]);
    await query.fill(wrong.replace('japanese', 'ja'));
    await desk.page.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
    await query.press('End');
    await query.pressSequentially(' a');
    await desk.page.getByRole('listbox', { name: desk.t('monitors.query.options') }).waitFor();
    expect(await axeFaults(desk.page)).toEqual([]);
    await query.press('Escape');
    await show(desk, 'form');
    expect(await axeFaults(desk.page)).toEqual([]);
    const wide = await desk.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(phone.width);
    await desk.context.close();
  }
  expect(stage().complaints).toEqual([]);
});
