// How a similar case was answered, offered in the composer: with its source, without its person, and never to be sent as it was.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { draft, sendButton } from './support/work.ts';

const stage = programStage();
const answer =
  'Hanakoさま、ご不便をおかけしております。ルーターの裏の小さな穴を10秒押すと初期化され、赤いランプが消えます。お試しください。';
let owner: Desk;
let question: Question;

beforeAll(async () => {
  owner = await stage().desk({ locale: 'ja' });
  await setUpPractice(owner, ['あおば']);
  const earlier = await ask(owner, 'あおばルーターの赤いランプがずっと点いたまま消えません', 'Hanako');
  await openCase(owner, earlier);
  await draft(owner, 'public', answer);
  await sendButton(owner, 'public').click();
  await until(async () => ((await answersTo(owner, earlier)).length === 1 ? true : undefined), 'the answer');
  await call(owner, 'closeCase', { params: { id: earlier.caseId }, body: { outcome: 'solved' } });
  const other = await ask(owner, 'あおばの請求書はどこで見られますか', 'Jiro');
  await call(owner, 'closeCase', { params: { id: other.caseId }, body: { outcome: 'solved' } });
  question = await ask(owner, 'あおばルーター、朝から赤いランプが消えなくて困っています', 'Mika');
});

const field = ({ page, t }: Desk): Locator => page.getByRole('textbox', { name: t('composer.label.public') });

test('a key shows how a similar case was answered; it begins the reply for another person, and is no reply yet', async () => {
  const { page, t } = owner;
  await openCase(owner, question);
  await page.keyboard.press('r');
  await page.keyboard.press('ControlOrMeta+/');
  const group = page.getByRole('group', { name: t('begin.answers') });
  await group.getByRole('option').first().waitFor();
  expect(await group.getByRole('option').count()).toBe(1);
  await group.getByText('あおばルーターの赤いランプがずっと点いたまま消えません').waitFor();
  await group.getByText(t('outcome.solved')).waitFor();
  await page.getByRole('link', { name: t('begin.openCase', { number: 1 }) }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.screenshot({ path: '.cache/drafting/answers-ja-light.png', animations: 'disabled' });
  await page.keyboard.press('Enter');
  await expect.poll(() => field(owner).inputValue()).toBe(answer.replace('Hanako', 'Mika'));
  // Its own rule speaks of it: it was said before.
  await page
    .getByRole('list', { name: t('composer.guideline') })
    .getByText(t('rule.R11'))
    .first()
    .waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  expect(await field(owner).inputValue()).toBe('');
  expect(stage().complaints).toEqual([]);
});

test('typing keeps what has the words; what nothing has is said', async () => {
  const { page, t } = owner;
  await page.keyboard.press('ControlOrMeta+/');
  const find = page.getByRole('combobox', { name: t('begin.find') });
  await find.fill('初期化');
  expect(await page.getByRole('option').count()).toBe(1);
  await find.fill('請求書');
  await page.getByText(t('begin.noMatch', { typed: '請求書' })).waitFor();
  await page.keyboard.press('Escape');
  await find.waitFor({ state: 'detached' });
});
