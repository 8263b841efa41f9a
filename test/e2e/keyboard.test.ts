// Work without a mouse: twenty candidates decided by keys alone, keys that stay out of what one types, and input methods.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { ask, openCase, setUpPractice } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { conversation, draft, heard, ours, sendButton, sent } from './support/work.ts';

const stage = programStage();
let desk: Desk;

const items = 20;
const words = (number: number): string => `aoba router trouble number ${number} of the evening`;

beforeAll(async () => {
  desk = await stage().desk();
  await setUpPractice(desk);
  for (let number = 1; number <= items; number += 1) {
    const body = { name: `Customer ${number}`, text: words(number) };
    await call(desk, 'postAsCustomer', { body });
  }
  await until(async () => ((await waiting()) >= items ? true : undefined), 'the posts to be heard');
});

async function waiting(): Promise<number> {
  return (await call(desk, 'listCandidates', { query: { limit: 100 } })).rows.length;
}

/** What the address says is open; empty for the list alone. */
const openId = (): string => new URL(desk.page.url()).pathname.split('/')[2] ?? '';

/** Presses keys and waits until something else is open than before. */
async function pressAndMoveOn(...keys: string[]): Promise<void> {
  const before = openId();
  for (const key of keys) await desk.page.keyboard.press(key);
  await desk.page.waitForURL((address) => !address.pathname.endsWith(before));
}

/** Opens a list to choose from by number. */
async function openList(key: string, title: 'decide.when' | 'decide.why'): Promise<void> {
  const { page, t } = desk;
  await page.keyboard.press(key);
  await page
    .getByRole('dialog')
    .filter({ hasText: t(title) })
    .waitFor();
}

/** The first case of the list. */
function firstCase(): Locator {
  const { page, t } = desk;
  return page
    .getByRole('region', { name: t('case.list') })
    .getByRole('link')
    .first();
}

/** By keys: opens the first open case and begins a reply; answers its field. */
async function answerFirstCase(): Promise<Locator> {
  const { page, t } = desk;
  await page.goto('/cases?view=open');
  await firstCase().waitFor();
  await page.keyboard.press('j');
  await conversation(desk).waitFor();
  await page.keyboard.press('r');
  return page.getByRole('textbox', { name: t('composer.label.public') });
}

test('twenty candidates are decided without a mouse', async () => {
  const { page, t } = desk;
  await page.goto('/candidates');
  await page.getByRole('link', { name: /number 20/u }).waitFor();
  const total = await waiting();

  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog', { name: t('keys.title') }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: t('keys.title') }).waitFor({ state: 'detached' });

  await page.keyboard.press('j');
  await page.waitForURL('**/candidates/*');
  for (let number = 0; number < items; number += 1) {
    if (number % 5 === 4) {
      await pressAndMoveOn('Shift+S');
    } else if (number % 5 === 3) {
      await openList('l', 'decide.when');
      await pressAndMoveOn('1');
    } else {
      await openList('x', 'decide.why');
      await pressAndMoveOn('2');
    }
  }
  await expect.poll(waiting).toBe(total - items);
  const { rows } = await call(desk, 'listLedger', { query: { limit: 100 } });
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  expect([count('closed'), count('later'), count('in_case')]).toEqual([12, 4, 4]);

  // From here to a case, by keys alone.
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await page.waitForURL('**/cases');
  await firstCase().waitFor();
  await page.keyboard.press('j');
  await page.waitForURL('**/cases/*');
});

test('a silence is taken back with one key', async () => {
  const { page } = desk;
  await call(desk, 'postAsCustomer', { body: { name: 'Undecided', text: 'aoba: is it me or the router?' } });
  await page.goto('/candidates');
  await page.getByRole('link', { name: /is it me or the router/u }).waitFor();
  const before = await waiting();
  await page.keyboard.press('j');
  await page.waitForURL('**/candidates/*');
  await openList('x', 'decide.why');
  await page.keyboard.press('1');
  await expect.poll(waiting).toBe(before - 1);
  await page.keyboard.press('z');
  await expect.poll(waiting).toBe(before);
});

test('keys are a dialog’s from the moment it is asked for, and its field gets the letters', async () => {
  const { page, t } = desk;
  const mayCome = Promise.withResolvers<void>();
  await page.route('**/assets/palette-*.js', async (route) => {
    await mayCome.promise;
    await route.continue();
  });
  await page.goto('/candidates');
  await page.getByRole('link', { name: /is it me or the router/u }).waitFor();
  await page.keyboard.press('j');
  await page.waitForURL('**/candidates/*');
  const open = openId();
  const before = await waiting();
  await page.keyboard.press('ControlOrMeta+k');
  // To the page behind it these would be: the next one, silent, later, a reason.
  await page.keyboard.type('jxl12');
  mayCome.resolve();
  const find = page.getByPlaceholder(t('palette.search'));
  await expect.poll(async () => ((await find.count()) === 1 ? find.inputValue() : null)).toBe('jxl12');
  expect([openId(), await waiting()]).toEqual([open, before]);
  await page.keyboard.press('Escape');
  await find.waitFor({ state: 'detached' });
  await page.keyboard.press('x');
  await page
    .getByRole('dialog')
    .filter({ hasText: t('decide.why') })
    .waitFor();
  await page.keyboard.press('Escape');
});

test('keys do nothing while one writes', async () => {
  const { page } = desk;
  const field = await answerFirstCase();
  const open = openId();
  await field.pressSequentially('jkuxsle?zi');
  expect(await field.inputValue()).toBe('jkuxsle?zi');
  expect(openId()).toBe(open);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await field.fill('');
});

test('Enter that ends a composition sends nothing', async () => {
  const { page, t, context } = desk;
  const field = await answerFirstCase();
  await field.focus();
  const ime = await context.newCDPSession(page);
  const compose = (text: string): Promise<unknown> =>
    ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  /** As the browser tells keys that the input method takes for itself. */
  const enter = async (modifiers: number): Promise<void> => {
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, modifiers };
    await ime.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await ime.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  };
  const control = 2;

  await compose('もうしわけありません');
  await enter(0);
  await compose('申し訳ありません');
  await enter(control);
  expect(await page.getByText(t('undo.action'), { exact: true }).count()).toBe(0);
  expect(await field.inputValue()).toContain('申し訳ありません');
  await ime.send('Input.insertText', { text: '申し訳ありません。' });
  const { rows } = await call(desk, 'listOutbound');
  expect(rows).toEqual([]);

  const written = await field.inputValue();
  await page.keyboard.press('Control+Enter');
  await sent(desk, '申し訳ありません。');
  expect(await ours(desk, written).count()).toBe(1);
  expect((await call(desk, 'listOutbound')).rows).toHaveLength(1);

  // The same in a search field, where Enter alone acts.
  await page.getByRole('button', { name: t('case.search') }).click();
  const search = page.getByRole('textbox', { name: t('case.search') });
  await search.focus();
  await compose('つながらない');
  await enter(0);
  expect(new URL(page.url()).searchParams.get('q')).toBeNull();
  await ime.send('Input.insertText', { text: '繋がらない' });
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.searchParams.get('q') !== null);
});

test('a reply is taken back with one key, from where sending leaves one', async () => {
  const { page, t } = desk;
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 120 } } });
  const field = await answerFirstCase();
  await field.pressSequentially('Sent too early');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: t('undo.action') }).waitFor();
  await page.keyboard.press('z');
  await expect.poll(() => field.inputValue()).toBe('Sent too early');
  await expect.poll(() => ours(desk, 'Sent too early').count()).toBe(0);
});

test('keys belong to a dialog that is open, also where the focus fell out of it', async () => {
  const { page, t } = desk;
  const question = await ask(desk, 'aoba: which lamp should be on?');
  await openCase(desk, question);
  const open = page.url();
  await draft(desk, 'public', 'The green one.');
  await sendButton(desk, 'public').click();
  await page.getByRole('button', { name: t('undo.action') }).waitFor();
  await draft(desk, 'public', 'And the blue one.');
  const body = { name: question.name, text: 'none of them is on', replyTo: question.nativeId };
  await call(desk, 'postAsCustomer', { body });
  await heard(desk, 'none of them is on');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: t('stale.title') });
  await dialog.waitFor();
  await page.evaluate('document.activeElement.blur()');
  for (const key of ['z', 'u', 'j', 'e', 'Control+Enter', 'Control+k']) await page.keyboard.press(key);
  expect(await page.getByRole('dialog').count()).toBe(1);
  await dialog.getByRole('button', { name: t('stale.edit') }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(page.url()).toBe(open);
  expect(await page.getByRole('textbox', { name: t('composer.label.public') }).inputValue()).toBe(
    'And the blue one.',
  );

  await conversation(desk).click();
  await page.keyboard.press('z');
  await expect.poll(() => ours(desk, 'The green one.').count()).toBe(0);
});
