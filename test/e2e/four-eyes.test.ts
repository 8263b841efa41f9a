// Four eyes with two people at two browsers: a trainee writes, a supervisor sends back, changes and approves; and crisis mode.
import { beforeAll, expect, test } from 'vitest';
import { axeFaults } from './support/axe.ts';
import { call, joinTeam } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, draft, ours } from './support/work.ts';

const stage = programStage();
let olga: Desk;
let tomo: Desk;
let question: Question;

beforeAll(async () => {
  olga = await stage().desk();
  tomo = await stage().desk({ locale: 'ja' });
  await setUpPractice(olga);
  await joinTeam(olga, tomo, { name: 'Tomo', role: 'agent' });
  question = await ask(olga, 'aoba router: the lamp is red, please help');
});

const field = ({ page, t }: Desk) => page.getByRole('textbox', { name: t('composer.label.public') });
const places = ({ page }: Desk) => page.getByRole('navigation').first();

test('a member is marked as a trainee on the team’s page', async () => {
  const { page, t } = olga;
  await page.goto('/team');
  await button(olga, t('accounts.moreOf', { name: 'Tomo' })).click();
  await page.getByRole('menuitem', { name: t('team.edit') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: t('team.trainee') }).click({ force: true });
  await dialog.getByRole('button', { name: t('common.save') }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(t('team.traineeTag'), { exact: true }).waitFor();
  const { rows } = await call(olga, 'listMembers');
  expect(rows.find(({ name }) => name === 'Tomo')).toMatchObject({ trainee: true, mayApprove: false });
});

test('what a trainee writes waits, and comes back with a comment, live', async () => {
  await openCase(tomo, question);
  await draft(tomo, 'public', '赤い点灯の場合は、電源を入れ直してください。');
  await tomo.page
    .getByText(tomo.t('approval.willWait', { why: tomo.t('approval.reason.trainee') }))
    .waitFor();
  await button(tomo, tomo.t('approval.ask')).click();
  await ours(tomo, tomo.t('outbound.awaiting_approval')).first().waitFor();

  // The supervisor is somewhere else: the number beside the place says it, and keys do the rest.
  const badge = olga.t('frame.badge.approvals', { count: 1 });
  await places(olga).getByText(badge).waitFor();
  await olga.page.keyboard.press('g');
  await olga.page.keyboard.press('e');
  const row = olga.page.getByRole('link').filter({ hasText: '電源を入れ直して' });
  await row.getByText(olga.t('approval.to', { name: question.name })).waitFor();
  await olga.page.keyboard.press('j');
  await button(olga, olga.t('approval.approve')).waitFor();
  expect(await axeFaults(olga.page)).toEqual([]);
  await olga.page.keyboard.press('b');
  const comment = olga.page.getByRole('textbox', { name: olga.t('approval.comment') });
  await comment.fill('まずお詫びを。');
  // Outside the field a key of the page neither goes away nor loses it; Escape goes back to reading, and keeps it too.
  await olga.page
    .getByRole('region', { name: olga.t('approval.reply') })
    .last()
    .focus();
  await olga.page.keyboard.press('u');
  await olga.page.keyboard.press('k');
  expect(await comment.inputValue()).toBe('まずお詫びを。');
  await olga.page.keyboard.press('Escape');
  await button(olga, olga.t('approval.approve')).waitFor();
  await olga.page.keyboard.press('u');
  await button(olga, olga.t('approval.openNext')).click();
  await button(olga, olga.t('approval.sendBack')).click();
  await expect.poll(() => comment.inputValue()).toBe('まずお詫びを。');
  await comment.and(olga.page.locator(':focus')).waitFor();
  await olga.page.keyboard.press('Control+Enter');
  await olga.page.getByText(olga.t('approval.none')).waitFor();

  const returned = tomo.page.getByRole('status').filter({ hasText: 'まずお詫びを。' });
  await returned.getByText(tomo.t('approval.returnedBy', { name: 'Olga Owner' })).waitFor();
  await expect.poll(() => field(tomo).inputValue()).toContain('電源を入れ直してください。');
  expect(await answersTo(tomo, question)).toEqual([]);
});

test('the second try goes out once, in the supervisor’s words, with both names kept', async () => {
  await draft(tomo, 'public', 'ご不便をおかけしております。電源を入れ直してください。');
  await button(tomo, tomo.t('approval.ask')).click();
  await ours(tomo, 'ご不便をおかけしております').first().waitFor();

  await olga.page.getByRole('link').filter({ hasText: 'ご不便をおかけして' }).waitFor();
  await olga.page.keyboard.press('j');
  await button(olga, olga.t('approval.edit')).waitFor();
  await olga.page.keyboard.press('e');
  const words = olga.page.getByRole('textbox', { name: olga.t('approval.words') });
  await words.fill('ご不便をおかけし申し訳ございません。電源を入れ直していただけますか。');
  await olga.page.getByRole('region', { name: olga.t('approval.difference') }).waitFor();
  await words.press('Control+Enter');
  await expect
    .poll(() => answersTo(olga, question), { timeout: 20_000 })
    .toEqual(['ご不便をおかけし申し訳ございません。電源を入れ直していただけますか。']);

  const names = { author: 'Tomo', name: 'Olga Owner' };
  await ours(tomo, tomo.t('approval.editedBy', names)).first().waitFor();
  await expect
    .poll(() =>
      places(olga)
        .getByText(olga.t('frame.badge.approvals', { count: 1 }))
        .count(),
    )
    .toBe(0);
});

test('crisis mode stands on every page while it is on, and holds everybody’s replies', async () => {
  const { page, t } = olga;
  await page.goto('/settings/approval');
  await page.getByRole('textbox', { name: t('settings.crisisReason') }).fill('発煙の報告');
  await button(olga, t('settings.crisisStart')).click();
  const bar = tomo.page.getByText('発煙の報告');
  await bar.waitFor();
  await page.goto(`/cases/${question.caseId}`);
  await draft(olga, 'public', 'How is it now?');
  await page.getByText(t('approval.willWait', { why: t('approval.reason.crisis') })).waitFor();
  await button(olga, t('approval.ask')).click();
  await ours(olga, t('outbound.awaiting_approval')).first().waitFor();
  await draft(olga, 'public', 'And does the blue light blink?');
  await button(olga, t('approval.ask')).click();
  await ours(olga, 'And does the blue light blink?').first().waitFor();
  // Nobody else may approve: the older one can be taken back too, and is a draft again.
  await ours(olga, 'How is it now?')
    .first()
    .getByRole('button', { name: t('approval.takeBack') })
    .click();
  await expect.poll(() => field(olga).inputValue()).toContain('How is it now?');
  await ours(olga, 'And does the blue light blink?').first().waitFor();
  await expect.poll(() => ours(olga, 'How is it now?').count()).toBe(0);
  await page.goto('/settings/approval');
  await button(olga, t('settings.crisisEnd')).click();
  await bar.waitFor({ state: 'detached' });
  expect(await answersTo(olga, question)).toHaveLength(1);
});
