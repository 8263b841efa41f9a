// The guideline in the settings: changed with a reason, shown with its differences, restored, and read by who may not change it.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { call, joinTeam, password } from './support/api.ts';
import { ask, openCase, setUpPractice } from './support/asked.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, draft } from './support/work.ts';

const stage = programStage();
let owner: Desk;

beforeAll(async () => {
  owner = await stage().desk({ locale: 'ja' });
  await setUpPractice(owner, ['あおば']);
});

const level = ({ page, t }: Desk, rule: 'R04' | 'R18'): Locator =>
  page.getByRole('combobox', { name: t('settings.guideline.levelOf', { rule: t(`rule.${rule}`) }) });
const history = ({ page, t }: Desk): Locator =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: t('settings.guideline.history'), exact: true }) })
    .getByRole('listitem');

async function save(desk: Desk, reason: string): Promise<void> {
  const { page, t } = desk;
  await page.getByRole('textbox', { name: t('settings.guideline.reason') }).fill(reason);
  await button(desk, t('common.save')).click();
  await page.getByText(t('common.saved')).first().waitFor();
  await history(desk).getByText(reason, { exact: true }).first().waitFor();
}

async function picture({ page }: Desk, name: string): Promise<void> {
  await page.screenshot({ path: `.cache/guideline/${name}.png`, animations: 'disabled' });
}

test('a rule stops, a word is never said; the history says so, and an earlier version comes back', async () => {
  const { page, t } = owner;
  await page.goto('/settings/guideline');
  await page.getByText(t('settings.guideline.noHistory')).waitFor();
  await level(owner, 'R18').selectOption('block');
  const never = page.getByRole('combobox', { name: t('settings.guideline.forbidden') });
  await never.fill('激安');
  await never.press('Enter');
  expect(await button(owner, t('common.save')).isDisabled()).toBe(true);
  await save(owner, '顔文字は使わない');
  const first = history(owner).filter({ hasText: '顔文字は使わない' }).first();
  await first.getByText(`${t('rule.R18')}: ${t('settings.guideline.usual')} →`).waitFor();
  await first.getByText('激安').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(owner, 'settings-ja-light');

  await level(owner, 'R18').selectOption('off');
  await save(owner, '使ってみる');
  await history(owner)
    .filter({ hasText: '顔文字は使わない' })
    .getByRole('button', { name: t('settings.guideline.restore') })
    .click();
  await expect.poll(() => level(owner, 'R18').inputValue()).toBe('block');
  await button(owner, t('common.save')).click();
  await history(owner)
    .getByText(t('settings.guideline.version', { number: 3 }))
    .waitFor();
  const { settings, version } = await call(owner, 'readGuideline');
  expect(version).toBe(3);
  expect(settings).toMatchObject({ levels: { R18: 'block' }, words: { forbidden: ['激安'] } });
});

test('an account follows the workspace until it has its own; what is decided holds in the composer', async () => {
  const { page, t } = owner;
  const { rows } = await call(owner, 'listAccounts');
  await page.goto('/settings/guideline');
  await page.getByRole('combobox', { name: t('settings.guideline.of') }).selectOption(rows[0]?.id ?? '');
  const follows = page.getByRole('switch', { name: t('settings.guideline.inherits') });
  await expect.poll(() => follows.isChecked()).toBe(true);
  expect(await level(owner, 'R04').isDisabled()).toBe(true);
  await follows.click();
  await level(owner, 'R04').selectOption('block');
  await save(owner, 'ここでは売らない');
  await openCase(owner, await ask(owner, 'あおばルーターがつながらない'));
  await draft(owner, 'public', '今なら20%オフです。');
  await page
    .getByRole('list', { name: t('composer.guideline') })
    .getByText(t('composer.stops'))
    .first()
    .waitFor();
});

test('an agent reads it and changes nothing; in English and dark it is whole, on a phone too', async () => {
  const agent = await stage().desk({ locale: 'en', theme: 'dark' });
  await joinTeam(owner, agent, { name: 'Ken', role: 'agent' });
  const { page, t } = agent;
  await page.goto('/settings/guideline');
  await page.getByText(t('settings.guideline.readOnly')).waitFor();
  expect(await level(agent, 'R18').isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: t('settings.guideline.restore') }).count()).toBe(0);
  expect(await axeFaults(page)).toEqual([]);
  await picture(agent, 'settings-en-dark');

  const phone = await stage().desk({ locale: 'ja', viewport: { width: 390, height: 844 } });
  await call(phone, 'signIn', { body: { email: 'owner@acme.example', password } });
  await phone.page.goto('/settings/guideline');
  await history(phone).first().waitFor();
  expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await picture(phone, 'settings-phone');
  expect(stage().complaints).toEqual([]);
});
