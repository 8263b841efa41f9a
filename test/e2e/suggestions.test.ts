// What a reply can begin with beside snippets: how a similar case was answered, with its source and without its person, and a draft of a language model.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { startLanguageModel, type LanguageModelServer } from '../servers/language-model.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { draft, sendButton } from './support/work.ts';

let model: LanguageModelServer;
const stage = programStage(async () => {
  model = await startLanguageModel();
  return {
    KIZUKI_MODEL_KIND: 'openai',
    KIZUKI_MODEL_URL: `${model.url}/v1`,
    KIZUKI_MODEL_NAME: 'writer-1',
    KIZUKI_MODEL_ASK: 'none',
    KIZUKI_MODEL_DRAFTS: 'on',
  };
});
const answer =
  'Hanakoさま、ご不便をおかけしております。ルーターの裏の小さな穴を10秒押すと初期化され、赤いランプが消えます。お試しください。';
const written =
  '赤いランプでお困りとのこと、ご不便をおかけし申し訳ございません。電源を一度お切りいただき、三分後に入れ直すと変わりますでしょうか。';
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

afterAll(async () => {
  await model.close();
  expect(model.faults).toEqual([]);
});

const field = ({ page, t }: Desk): Locator => page.getByRole('textbox', { name: t('composer.label.public') });

test('a key shows how a similar case was answered; it begins the reply for another person, and is no reply yet', async () => {
  const { page, t } = owner;
  await openCase(owner, question);
  await page.keyboard.press('r');
  await page.keyboard.press('ControlOrMeta+/');
  const group = page.getByRole('group', { name: t('begin.answers') });
  await group.getByRole('option').first().waitFor();
  await expect.poll(() => group.getByRole('option').count()).toBe(1);
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
  await field(owner).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => field(owner).inputValue()).toBe('');
  expect(stage().complaints).toEqual([]);
});

test('typing keeps what has the words; what nothing has is said', async () => {
  const { page, t } = owner;
  await page.keyboard.press('ControlOrMeta+/');
  const find = page.getByRole('combobox', { name: t('begin.find') });
  await find.fill('初期化');
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  await find.fill('請求書');
  await page.getByText(t('begin.noMatch', { typed: '請求書' })).waitFor();
  await page.keyboard.press('Escape');
  await find.waitFor({ state: 'detached' });
});

test('a language model is turned on, asked, stopped and asked again; its draft says whose it is, and the reply waits', async () => {
  const { page, t } = owner;
  await page.goto('/settings/workspace');
  await page.getByRole('switch', { name: t('settings.modelDrafts') }).press(' ');
  await page.getByRole('button', { name: t('common.save') }).click();
  await until(async () => {
    const { workspace } = await call(owner, 'readWorkspace');
    return workspace.settings.modelDrafts ? true : undefined;
  }, 'the switch to be kept');

  await openCase(owner, question);
  await page.keyboard.press('r');
  await page.keyboard.press('ControlOrMeta+/');
  model.tell(() => null);
  await page.getByRole('button', { name: t('begin.model.ask') }).click();
  await page.getByText(t('begin.model.asking', { model: 'writer-1' })).waitFor();
  await expect.poll(() => model.calls.length).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByText(t('begin.model.leaves', { model: 'writer-1' })).waitFor();

  model.tell(() => JSON.stringify({ draft: `{名前}さま、${written}` }));
  const askAgain = page.getByRole('button', { name: t('begin.model.ask') });
  const shown = page.getByRole('group', { name: t('begin.model.group') });
  // The one that was given up may take a moment to be let go.
  await until(async () => {
    if ((await shown.count()) === 1) return true;
    if (await askAgain.isVisible()) await askAgain.click();
    return undefined;
  }, 'the draft');
  await page.getByText(t('begin.model.check')).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(model.calls.at(-1)?.raw).not.toContain('Mika');
  await page.keyboard.press('Enter');
  await expect.poll(() => field(owner).inputValue()).toBe(`Mikaさま、${written}`);
  await page.getByText(t('approval.reason.model'), { exact: false }).first().waitFor();
  expect(stage().complaints).toEqual([]);
});
