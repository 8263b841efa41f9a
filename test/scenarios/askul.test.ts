// ASKUL: hours by the account, “today's support is closed” at closing time, and an answer to whom writes after it.
import { expect, test } from 'vitest';
import { call, password } from '../e2e/support/api.ts';
import { setUpPractice } from '../e2e/support/asked.ts';
import { axeFaults } from '../e2e/support/axe.ts';
import { programStage, type Desk } from '../e2e/support/stage.ts';
import { until } from '../e2e/support/until.ts';
import { button, conversation } from '../e2e/support/work.ts';

const stage = programStage();
const minuteMs = 60_000;
/** So long it takes to write the texts and look at them, before the desk closes. */
const writingMs = 60_000;

interface Closing {
  timeZone: string;
  /** Minutes from midnight there. */
  minute: number;
}

/** The next full minute that leaves the time to write, in a zone where it is about noon: the day after is far away. */
function soon(nowMs: number): Closing {
  const at = new Date(Math.ceil((nowMs + writingMs) / minuteMs) * minuteMs);
  const behind = at.getUTCHours() - 12;
  const timeZone = behind === 0 ? 'UTC' : `Etc/GMT${behind > 0 ? '+' : '-'}${String(Math.abs(behind))}`;
  return { timeZone, minute: 12 * 60 + at.getUTCMinutes() };
}

async function setHoursOf(desk: Desk, accountId: string): Promise<void> {
  const { timeZone, minute } = soon(Date.now());
  const week = Array.from({ length: 7 }, (): [number, number][] => [[540, minute]]);
  const { dayPosts, afterHours } = await call(desk, 'readAccountHours', { params: { id: accountId } });
  await call(desk, 'saveAccountHours', {
    params: { id: accountId },
    body: {
      ownHours: { timeZone, businessHours: { week, otherDays: [] } },
      dayPosts,
      afterHours,
      dayPostsOn: false,
      afterHoursOn: false,
    },
  });
}

const timeline = async (desk: Desk, root?: string) =>
  (
    await call(desk, 'readPracticeTimeline', {
      query: { limit: 50, ...(root === undefined ? {} : { root }) },
    })
  ).rows;

test('closes the day by a post, and tells who writes afterwards when somebody is back', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  await setUpPractice(desk);
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 1 } } });
  const [account] = (await call(desk, 'listAccounts')).rows;
  const accountId = account?.id ?? '';
  await setHoursOf(desk, accountId);

  await page.goto('/settings/clock');
  const posts = page.getByRole('switch', { name: t('settings.byClock.dayPostsOn') });
  await posts.waitFor();
  await expect.poll(() => posts.isDisabled()).toBe(true);
  await button(desk, t('settings.byClock.sample')).first().click();
  const plan = page.getByRole('list', { name: t('settings.byClock.plan') });
  await plan.getByText('本日のサポートは終了いたします').first().waitFor();
  await page.getByLabel(t('settings.byClock.help')).fill('https://help.minamo.example/');
  await page.getByLabel(t('settings.byClock.other')).fill('0120-000-000');
  await button(desk, t('settings.byClock.sample')).click();
  await page.getByRole('blockquote').filter({ hasText: 'https://help.minamo.example/' }).first().waitFor();
  const planned = (await plan.getByRole('listitem').first().innerText()).split('\n').at(-1) ?? '';
  await posts.click();
  await page.getByRole('switch', { name: t('settings.byClock.afterHoursOn') }).click();
  expect(await axeFaults(page)).toEqual([]);
  await button(desk, t('common.save')).click();
  await page.getByText(t('common.saved')).waitFor();

  const ours = async () => (await timeline(desk)).filter((post) => post.ours);
  await until(async () => (await ours())[0], 'the closing post', 200_000);
  expect((await ours()).map(({ text }) => text)).toEqual([planned]);
  expect(planned).toContain('本日の');

  const question = '@minamo_support 先週買ったAobaの設定方法が知りたいです。教えてください。';
  const asked = await call(desk, 'postAsCustomer', { body: { name: 'Mika', text: question } });
  const answersIn = async (root: string) => (await timeline(desk, root)).filter((post) => post.ours);
  await until(async () => (await answersIn(asked.id))[0], 'the automatic answer', 60_000);
  const [told] = await answersIn(asked.id);
  expect(told?.text).toContain('自動応答');
  expect(told?.text).toContain('https://help.minamo.example/');
  const again = await call(desk, 'postAsCustomer', {
    body: { name: 'Mika', text: '@minamo_support 追加でもう一つ質問です。ランプの色の意味は何ですか。' },
  });
  const entryOf = (nativeId: string) =>
    until(async () => {
      const { rows } = await call(desk, 'listLedger', { query: { limit: 50 } });
      return rows.find((row) => row.post.nativeId === nativeId);
    }, 'the question in the ledger');
  await entryOf(again.id);
  const hours = () => call(desk, 'readAccountHours', { params: { id: accountId } });
  await until(
    async () => ((await hours()).answered.length === 2 ? true : undefined),
    'the second one decided',
  );
  expect((await hours()).answered.map(({ skipped }) => skipped)).toEqual(['told_before', null]);
  expect(await answersIn(again.id)).toEqual([]);

  // Nothing is closed by it: the question waits for a person, who sees what was said.
  const entry = await entryOf(asked.id);
  expect(entry.state).toBe('waiting');
  const spoken = await call(desk, 'decide', { params: { id: entry.post.id }, body: { choice: 'speak' } });
  expect(spoken.case).toMatchObject({ state: 'open', firstAnswerAt: null });
  await page.goto(`/cases/${spoken.case?.id ?? ''}`);
  await conversation(desk).getByText(t('post.automatic'), { exact: true }).waitFor();
  expect((await ours()).length).toBe(2);
}, 400_000);

test.each([
  ['ja', 'dark', 1280],
  ['en', 'light', 1280],
  ['en', 'dark', 390],
  ['ja', 'light', 390],
] as const)('is whole in %s, %s, %i px wide', async (locale, theme, width) => {
  const desk = await stage().desk({ locale, theme, viewport: { width, height: 900 } });
  const { page, t } = desk;
  await page.goto('/sign-in');
  await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
  await call(desk, 'changeMe', { body: { locale } });
  await page.goto('/settings/clock');
  await page.getByText(t('settings.byClock.posted'), { exact: true }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
});
