// The cases somebody has in hand: what they answered stays in sight behind what is still theirs to do.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { closeCase, conversation, reply } from './support/work.ts';

const stage = programStage();
let desk: Desk;
const questions: Question[] = [];

beforeAll(async () => {
  desk = await stage().desk();
  await setUpPractice(desk);
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 0 } } });
  for (const what of ['first', 'second', 'third', 'fourth']) {
    questions.push(await ask(desk, `aoba router: ${what} of four`, what));
  }
});

const list = () => desk.page.getByRole('region', { name: desk.t('case.list') });

/** Who asked, from the top of the list, and where the heading of those that wait stands among them. */
async function shown(): Promise<string[]> {
  const heading = desk.t('case.theirTurn');
  const found = await list().locator('a b, h2').allInnerTexts();
  return found.map((text) => (text === heading ? '—' : text));
}

/** What the list and the menu say is to be done: each a number for the eye, the menu's with words for a screen reader. */
async function counted(count: number): Promise<void> {
  const { page, t } = desk;
  const view = page.getByRole('button', { name: new RegExp(`^${t('case.view.mine')}\\s*${count}$`, 'u') });
  await view.waitFor();
  await page
    .getByRole('navigation')
    .first()
    .getByText(t('frame.badge.cases', { count }))
    .waitFor({ state: 'attached' });
}

const openedBy = (name: string): Promise<unknown> =>
  conversation(desk).getByText(`aoba router: ${name} of four`).first().waitFor();

test('who writes again keeps the place and the time they have waited for', async () => {
  const [first = { caseId: '', nativeId: '', name: '' }] = questions;
  await openCase(desk, first);
  await expect.poll(shown).toEqual(['first', 'second', 'third', 'fourth']);
  const row = () => list().locator(`a[href="/cases/${first.caseId}"]`);
  const since = await row().locator('time').getAttribute('datetime');
  const text = 'Is anybody there?';
  await call(desk, 'postAsCustomer', { body: { name: first.name, text, replyTo: first.nativeId } });
  await row().getByText(text).waitFor();
  await expect.poll(shown).toEqual(['first', 'second', 'third', 'fourth']);
  expect(await row().locator('time').getAttribute('datetime')).toBe(since);
  // What the live stream made of the list is what a fresh read says.
  await desk.page.reload();
  await row().getByText(text).waitFor();
  expect(await shown()).toEqual(['first', 'second', 'third', 'fourth']);
  expect(await row().locator('time').getAttribute('datetime')).toBe(since);
  const { case: told } = await call(desk, 'readCase', { params: { id: first.caseId } });
  expect(told.waitingSince).toBe(since);
  expect(told.lastInboundAt > (since ?? '')).toBe(true);
});

test('an answered case stands behind the open ones, and the next is the one that took its place', async () => {
  const { page } = desk;
  await openCase(desk, questions[1] ?? { caseId: '', nativeId: '', name: '' });
  await expect.poll(shown).toEqual(['first', 'second', 'third', 'fourth']);
  await counted(4);
  await reply(desk, 'public', 'Please hold the button.');
  await expect.poll(shown).toEqual(['first', 'third', 'fourth', '—', 'second']);
  await counted(3);
  await openedBy('second');

  await page.keyboard.press('Escape');
  await list().focus();
  await page.keyboard.press('j');
  await openedBy('third');
  await closeCase(desk, 'solved');
  await expect.poll(shown).toEqual(['first', 'fourth', '—', 'second']);
  await page.keyboard.press('k');
  await openedBy('first');

  // What the live stream made of the list is what a fresh read says.
  await page.reload();
  await expect.poll(shown).toEqual(['first', 'fourth', '—', 'second']);
  expect(stage().complaints).toEqual([]);
});

test('the ledger tells of a post what came after its decision', async () => {
  const { page, t } = desk;
  const entry = page.getByRole('complementary', { name: t('ledger.entry') });
  const { posts, case: row } = await call(desk, 'readCase', { params: { id: questions[1]?.caseId ?? '' } });
  await page.goto(`/ledger/${posts[0]?.id ?? ''}`);
  await entry.getByText(t('ledger.replied.public')).waitFor();
  expect(await entry.getByText(t('ledger.closed', { number: row.number })).count()).toBe(0);
  const { posts: third, case: closed } = await call(desk, 'readCase', {
    params: { id: questions[2]?.caseId ?? '' },
  });
  await page.goto(`/ledger/${third[0]?.id ?? ''}`);
  await entry.getByText(t('ledger.closed', { number: closed.number })).waitFor();
  await openCase(desk, questions[0] ?? { caseId: '', nativeId: '', name: '' });
});

test('a case that waits comes back to be asked about at the time one chose', async () => {
  const { page, t } = desk;
  const second = questions[1] ?? { caseId: '', nativeId: '', name: '' };
  await openCase(desk, second);
  const plan = (): Locator => page.getByRole('button', { name: t('case.followUp') });
  await plan().waitFor();
  await page.keyboard.press('w');
  await page.getByText(t('case.followUpWhen')).waitFor();
  await page.keyboard.press('2');
  await list()
    .getByText(/^Ask again /u)
    .waitFor();
  await page.getByRole('button', { name: /Ask again /u }).waitFor();

  // Later than it takes until the server looks at it: a time that is over is refused.
  const at = new Date(Date.now() + 5000).toISOString();
  await call(desk, 'setFollowUp', { params: { id: second.caseId }, body: { at } });
  await expect.poll(shown, { timeout: 60_000 }).toEqual(['first', 'second', 'fourth']);
  await expect.poll(() => page.getByText(t('case.followUpDue')).count()).toBe(2);

  await plan().waitFor();
  await page.keyboard.press('w');
  await page.getByText(t('followUp.none')).waitFor();
  await page.keyboard.press('5');
  await expect.poll(() => page.getByText(t('case.followUpDue')).count()).toBe(0);
  expect(stage().complaints).toEqual([]);
});
