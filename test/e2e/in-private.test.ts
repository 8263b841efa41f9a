// From public into a DM and back: one press each way, words of their own on each side, and nothing of the DM in public.
import { mkdir } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, closeCase, draft, heard, sendButton, sent } from './support/work.ts';

/** Whether some of an element's words do not fit in it. */
const isCut = (element: unknown): boolean => {
  const { scrollWidth, clientWidth } = element as Record<string, number>;
  return Number(scrollWidth) > Number(clientWidth);
};
const stage = programStage();
const asking = 'ご不便をおかけしております。注文番号を教えていただけますか。';
const secret = '注文番号はHMX-47112、名前は田中美奈です';
let desk: Desk;
let question: Question;

beforeAll(async () => {
  desk = await stage().desk({ locale: 'ja' });
  await setUpPractice(desk, ['あおば']);
  // The practice network lets us begin; as most others say of themselves, it would not.
  await desk.page.route('**/api/networks', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { rows: { dm: object }[] };
    const page = 'https://practice.example/{handle}';
    const rows = answer.rows.map((row) => ({ ...row, dm: { ...row.dm, weBegin: 'never', page } }));
    await route.fulfill({ response, json: { ...answer, rows } });
  });
  question = await ask(desk, 'あおばルーターの赤いランプが消えない。困った');
  await openCase(desk, question);
});

const field = ({ page, t }: Desk, kind: 'public' | 'dm'): Locator =>
  page.getByRole('textbox', { name: t(`composer.label.${kind}`) });
const tab = ({ page, t }: Desk, kind: 'public' | 'dm'): Locator =>
  page.getByRole('tab', { name: t(`composer.tab.${kind}`), exact: true });
const stopping = ({ page, t }: Desk): Locator =>
  page
    .getByRole('list', { name: t('composer.guideline') })
    .getByRole('listitem')
    .filter({ hasText: t('composer.stops') });

async function picture({ page }: Desk, name: string): Promise<void> {
  await mkdir('.cache/in-private', { recursive: true });
  await page.screenshot({ path: `.cache/in-private/${name}.png`, animations: 'disabled' });
}

/** They write a DM, as the person who asked. */
function theyWrite(text: string) {
  return call(desk, 'postAsCustomer', {
    body: { name: question.name, text, visibility: 'dm' },
  });
}

test('what asks for personal data in public is stopped, and one key makes an invitation of it', async () => {
  const { page } = desk;
  await draft(desk, 'public', asking);
  await stopping(desk).first().waitFor();
  await page.keyboard.press('ControlOrMeta+.');
  await expect
    .poll(() => field(desk, 'public').inputValue())
    .toContain('https://practice.example/minamo_support');
  const invitation = await field(desk, 'public').inputValue();
  expect(invitation).toMatch(/DM|ダイレクトメッセージ/u);
  expect(invitation).not.toContain('注文番号');
  await expect.poll(() => stopping(desk).count()).toBe(0);
  // What was typed waits for the DM, and the tab says so.
  await expect.poll(() => tab(desk, 'dm').getAttribute('title')).toBe(desk.t('composer.draftWaits'));
  expect(await axeFaults(page)).toEqual([]);
  await picture(desk, 'ja-light-invited');
  await tab(desk, 'dm').click();
  await expect.poll(() => field(desk, 'dm').inputValue()).toBe(asking);
  await tab(desk, 'public').click();
  await expect.poll(() => field(desk, 'public').inputValue()).toBe(invitation);
  // Asked for once more, it is said differently, and the draft of the DM is as it was.
  await button(desk, desk.t('composer.goPrivate')).click();
  await expect.poll(() => field(desk, 'public').inputValue()).not.toBe(invitation);
  await tab(desk, 'dm').click();
  await expect.poll(() => field(desk, 'dm').inputValue()).toBe(asking);
  await tab(desk, 'public').click();
  // Another device has it too: this browser forgets all it kept, once the server has it.
  const shown = await field(desk, 'public').inputValue();
  await page.getByText(desk.t('draft.everywhere'), { exact: true }).waitFor();
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('kizuki.draft.')) localStorage.removeItem(name);
    }
  });
  await page.reload();
  await expect.poll(() => field(desk, 'public').inputValue()).toBe(shown);
  await expect.poll(() => tab(desk, 'dm').getAttribute('title')).toBe(desk.t('composer.draftWaits'));
});

test('the invitation goes out, their DM joins the case, and the draft that waited is there', async () => {
  const invitation = await field(desk, 'public').inputValue();
  await sendButton(desk, 'public').click();
  await sent(desk, invitation.slice(0, 12));
  expect(await answersTo(desk, question)).toEqual([invitation]);
  const log = desk.page.getByRole('log', { name: desk.t('case.conversation') });
  await log.getByText(desk.t('case.awaitsDm')).waitFor();
  await theyWrite(secret);
  await heard(desk, secret);
  await log.getByText(desk.t('case.fromHereDm')).waitFor();
  await log.getByText(desk.t('case.consent.invited')).waitFor();
  await expect.poll(() => log.getByText(desk.t('case.awaitsDm')).count()).toBe(0);
  await desk.page.keyboard.press('d');
  await expect.poll(() => field(desk, 'dm').inputValue()).toBe(asking);
  await field(desk, 'dm').fill('HMX-47112の件、ありがとうございます。新しいものをお送りします。');
  await sendButton(desk, 'dm').click();
  await sent(desk, '新しいものをお送りします');
});

test('back in public nothing of the DM is said, and what repeats it is stopped here and there', async () => {
  const { page, t } = desk;
  await page.keyboard.press('Shift+R');
  await expect.poll(() => field(desk, 'public').inputValue()).toMatch(/DM|個別|非公開/u);
  const end = await field(desk, 'public').inputValue();
  expect(end).not.toMatch(/47112|田中/u);
  // Only what everybody can read is there to be answered.
  expect(await page.locator('#composer-box').locator('..').innerText()).not.toContain('HMX');
  await field(desk, 'public').fill('田中美奈さま、HMX47112の件は解決しました。');
  await expect.poll(() => stopping(desk).count()).toBeGreaterThan(0);
  await picture(desk, 'ja-light-stopped');
  await sendButton(desk, 'public').click();
  await page.getByRole('dialog').getByText(t('composer.stopped')).waitFor();
  await page.keyboard.press('Escape');
  await field(desk, 'public').fill(end);
  await sendButton(desk, 'public').click();
  await sent(desk, end.slice(0, 12));
  const [, last] = await answersTo(desk, question);
  expect(last).toBe(end);
  await page.getByText(t('case.fromHerePublic')).waitFor();
  await picture(desk, 'ja-light-back');
  expect(await axeFaults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(desk, 'ja-dark-phone');
});

test('on a phone the state is whole, and a message stands where nothing is pressed', async () => {
  const { page, t } = desk;
  const head = page.locator('header').filter({ has: page.getByRole('heading', { name: '#1', exact: true }) });
  const state = head.getByText(t('caseState.waiting_customer'), { exact: true });
  await state.waitFor();
  expect(await state.evaluate(isCut)).toBe(false);
  await closeCase(desk, 'solved');
  const told = page.getByRole('status').filter({ has: button(desk, t('toast.undo')) });
  await told.waitFor();
  await picture(desk, 'ja-dark-phone-told');
  const [message, row, top] = await Promise.all(
    [told, sendButton(desk, 'public'), head].map((part) => part.boundingBox()),
  );
  if (!message || !row || !top) throw new Error('not all of it is there');
  expect(message.y + message.height).toBeLessThan(row.y);
  expect(message.y).toBeGreaterThanOrEqual(top.y + top.height);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
});
