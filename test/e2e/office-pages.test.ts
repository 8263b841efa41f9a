// The pages around the daily work: what is listened for, connections, team, settings, the ledger and the practice network.
import { beforeAll, expect, test } from 'vitest';
import { axeFaults } from './support/axe.ts';
import { call, joinTeam, password } from './support/api.ts';
import { setUpPractice } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, goTo } from './support/work.ts';

const stage = programStage();
let owner: Desk;

beforeAll(async () => {
  owner = await stage().desk();
  await setUpPractice(owner);
});

/** A customer says something in public; waits until it stands in the ledger. */
async function heard(text: string): Promise<string> {
  await call(owner, 'postAsCustomer', { body: { name: 'Kana', text } });
  let id: string | undefined;
  await expect
    .poll(
      async () => {
        const { rows } = await call(owner, 'listLedger', { query: { limit: 50 } });
        id = rows.find((row) => row.post.text === text)?.post.id;
        return id;
      },
      { timeout: 20_000 },
    )
    .toBeDefined();
  return id ?? '';
}

test('a query is mended, tried and saved; a save against an old version shows what changed', async () => {
  const { page, t } = owner;
  await heard('My aoba drops every evening');
  await page.goto('/monitors/new');
  await page.getByRole('textbox', { name: t('monitors.name') }).fill('Drops');
  await page.getByText(t('monitors.view.text'), { exact: true }).click();
  const query = page.getByRole('textbox', { name: t('monitors.query') });
  await query.fill('aoba lang:english');
  await button(owner, t('monitors.query.mend', { suggestion: 'lang:en' })).click();
  await expect.poll(() => query.innerText()).toBe('aoba lang:en');
  await query.fill('aoba drops');
  await button(owner, t('monitors.dry.action')).click();
  await page.locator('mark', { hasText: 'drops' }).first().waitFor();
  await button(owner, t('monitors.create')).click();
  await page.waitForURL(/\/monitors\/[\da-f-]{36}$/);

  const id = page.url().split('/').at(-1) ?? '';
  await page.getByText(t('monitors.version', { number: 1 })).waitFor();
  const name = page.getByRole('textbox', { name: t('monitors.name') });
  await name.fill('Mine');
  await call(owner, 'changeMonitor', { params: { id }, body: { name: 'Theirs', reason: 'shorter' } });
  await button(owner, t('common.save')).click();
  const conflict = page.getByRole('alert').filter({ hasText: t('conflict.title') });
  await conflict.getByRole('cell', { name: 'Theirs' }).waitFor();
  await button(owner, t('conflict.keepOurs')).click();
  await page.getByText(t('monitors.version', { number: 3 })).waitFor();
  const { monitor } = await call(owner, 'readMonitor', { params: { id } });
  expect(monitor.name).toBe('Mine');
});

test('a monitor that was changed and not saved is not left without asking', async () => {
  const { page, t } = owner;
  await page.goto('/monitors/new');
  const name = page.getByRole('textbox', { name: t('monitors.name') });
  await name.fill('Half written');
  await goTo(owner, 'team');
  const asked = page.getByRole('dialog', { name: t('unsaved.title') });
  await asked.getByRole('button', { name: t('unsaved.stay') }).click();
  await asked.waitFor({ state: 'hidden' });
  expect(await name.inputValue()).toBe('Half written');
  expect(page.url()).toMatch(/\/monitors\/new$/);

  const closing = page.waitForEvent('dialog');
  const reloading = page.reload().catch(() => undefined);
  const browserAsks = await closing;
  expect(browserAsks.type()).toBe('beforeunload');
  await browserAsks.dismiss();
  await Promise.race([reloading, page.waitForTimeout(200)]);
  expect(await name.inputValue()).toBe('Half written');

  await goTo(owner, 'team');
  await asked.getByRole('button', { name: t('unsaved.leave') }).click();
  await page.waitForURL(/\/team$/);
  await goTo(owner, 'monitors');
  await page.waitForURL(/\/monitors$/);
});

test('the ledger follows live, filters by its address and takes a silence back', async () => {
  const { page, t } = owner;
  await goTo(owner, 'ledger');
  await page.getByRole('list').first().waitFor();
  const id = await heard('aoba again, anyone else?');
  await page.getByRole('link', { name: 'aoba again, anyone else?' }).waitFor();

  await button(owner, t('ledger.filter.title')).click();
  await page.getByRole('combobox', { name: t('ledger.filter.origin') }).click();
  await page.getByRole('option', { name: t('origin.dm') }).click();
  await page.waitForURL(/origin=dm/);
  await page.getByText(t('ledger.nothingFits')).waitFor();
  await page.keyboard.press('Escape');
  await button(owner, t('ledger.filter.remove', { what: t('origin.dm') })).click();
  await page.getByRole('link', { name: 'aoba again, anyone else?' }).waitFor();

  await call(owner, 'decide', {
    params: { id },
    body: { choice: 'silent', reason: 'would_not_help', note: 'a muttering' },
  });
  await page.locator('body').press('j');
  await page.waitForURL(/\/ledger\/[\da-f-]{36}/);
  await page.goto(`/ledger/${id}`);
  const entry = page.getByRole('complementary', { name: t('ledger.entry') });
  await entry.getByText('a muttering').waitFor();
  await button(owner, t('ledger.reconsider')).click();
  await entry.getByText(t('ledger.choice.reconsider')).waitFor();
  await page.locator('body').press('u');
  await page.waitForURL(/\/ledger(\?|$)/);
  const { entry: row } = await call(owner, 'readLedgerEntry', { params: { id } });
  expect(row.state).toBe('waiting');
});

test('whoever is signed in takes the source of the running version with them', async () => {
  const { page, t } = owner;
  await page.goto('/candidates');
  await button(owner, t('frame.me', { name: 'Olga Owner' })).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: t('frame.source') }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^kizuki-[\d.]+\.tar\.gz$/);
  expect(await download.failure()).toBeNull();
  await page.keyboard.press('Escape');
});

test('a revoked token is told with what it means, and mended with one action', async () => {
  const { page, t } = owner;
  const { rows } = await call(owner, 'listAccounts');
  const account = rows[0];
  await call(owner, 'changePracticeStage', { body: { fault: 'token_dead' } });
  await call(owner, 'checkAccount', { params: { id: account?.id ?? '' } });
  await goTo(owner, 'accounts');
  const trouble = page.getByRole('alert').filter({ hasText: '@minamo_support' });
  await trouble.getByText(t('accounts.deadBody')).waitFor();
  await trouble.getByRole('button', { name: t('accounts.reconnect') }).click();
  await trouble.waitFor({ state: 'detached' });
  const after = await call(owner, 'listAccounts');
  expect(after.rows[0]?.tokenState).toBe('ok');
});

test('a network that is down is told with its reason, and paused and resumed', async () => {
  const { page, t } = owner;
  await call(owner, 'changePracticeStage', { body: { fault: 'down' } });
  await goTo(owner, 'accounts');
  await page.getByText(t('accounts.sourceState.backing_off')).first().waitFor();
  await page.getByText(t('accounts.reason.network_unavailable')).first().waitFor();
  await call(owner, 'changePracticeStage', { body: { fault: 'none' } });
  await page
    .getByText(t('accounts.sourceState.backing_off'))
    .first()
    .waitFor({ state: 'detached', timeout: 60_000 });

  const timeline = page.getByRole('listitem').filter({ hasText: t('source.practice.timeline') });
  await timeline.getByRole('button', { name: t('accounts.pause') }).click();
  await timeline.getByText(t('accounts.sourceState.paused')).waitFor();
  await button(owner, t('toast.undo')).first().click();
  await timeline.getByText(t('accounts.sourceState.listening')).waitFor();
  const { rows } = await call(owner, 'listSources');
  expect(rows.map((source) => source.active)).toEqual([true, true]);

  const more = t('accounts.moreOf', { name: t('source.practice.timeline') });
  await timeline.getByRole('button', { name: more }).click();
  await page.getByRole('menuitem', { name: t('accounts.records') }).click();
  const dialog = page.getByRole('dialog', { name: t('accounts.recordsTitle') });
  await dialog.getByText(t('accounts.recordRaw')).first().click();
  await dialog.locator('pre').first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');

  const name = t('accounts.moreOf', { name: t('source.inbound') });
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: t('accounts.readAgainFromTime') }).click();
  const again = page.getByRole('dialog', { name: t('accounts.readAgainTitle') });
  await again.getByRole('button', { name: t('accounts.readAgain') }).click();
  await page.getByText(t('accounts.readAgainAsked')).waitFor();
  const reading = async () =>
    (await call(owner, 'listSources')).rows.find(({ kind }) => kind === 'notifications')?.reading;
  await expect.poll(reading, { timeout: 40_000 }).toMatchObject({ isAsked: false, errorCode: null });
});

test('a profile is looked at, with what it lacks in words to copy, and the brand account is named', async () => {
  const { page, t } = owner;
  await goTo(owner, 'accounts');
  const check = page.getByRole('group').filter({ hasText: t('accounts.profile.title') });
  await check.getByText(t('accounts.profile.title')).click();
  await button(owner, t('accounts.profile.look')).click();
  await check.getByText('The description is empty.').waitFor();
  await check.getByText('Official support of', { exact: false }).first().waitFor();
  await check.getByRole('textbox', { name: t('accounts.profile.brand') }).fill('@nobody_here');
  await button(owner, t('accounts.profile.brandSave')).click();
  await check.getByText('@nobody_here was not found.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test('what is entered to connect is mended at its field, in the language of the page; a channel has its key', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  await joinTeam(owner, desk, { name: 'Aki Admin', role: 'admin' });
  await page.goto('/accounts');
  await button(desk, t('accounts.connect')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: t('network.channel') }).click();
  const name = dialog.getByRole('textbox', { name: t('field.channel.name') });
  const url = dialog.getByRole('textbox', { name: t('field.channel.url') });
  await name.press('Enter');
  await expect.poll(() => dialog.getByText(t('form.missing'), { exact: true }).count()).toBe(2);
  await name.and(page.locator(':focus')).waitFor();

  await name.fill('Shop Inquiries');
  await url.fill('https://shop.example.com/kizuki');
  await url.press('Enter');
  await dialog.getByText('チャネルの名前は、半角の英小文字').waitFor();
  await name.and(page.locator(':focus')).waitFor();
  expect(await axeFaults(page)).toEqual([]);

  await name.fill('shop-inquiries');
  await name.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await button(desk, t('accounts.webhookKey')).click();
  await dialog.getByRole('button', { name: t('accounts.webhookKey') }).click();
  await page.getByRole('textbox', { name: t('accounts.webhookKeyLabel'), exact: true }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  const { rows } = await call(owner, 'listAccounts');
  const channel = rows.find(({ network }) => network === 'channel');
  await call(owner, 'removeAccount', { params: { id: channel?.id ?? '' } });
  await desk.context.close();
});

test('a member sees what they may, and not what they may not', async () => {
  const { page, t } = owner;
  const desk = await stage().desk();
  await joinTeam(owner, desk, { name: 'Vera Viewer', role: 'viewer' });
  await goTo(owner, 'team');
  const vera = page.getByRole('listitem').filter({ hasText: 'Vera Viewer' });
  await vera.waitFor();
  await desk.page.goto('/monitors/new');
  await desk.page.getByText(t('state.denied.title')).waitFor();
  await desk.page.goto('/accounts');
  await desk.page.getByText('@minamo_support').first().waitFor();
  expect(await button(desk, t('accounts.connect')).count()).toBe(0);
  await desk.page.goto('/settings/workspace');
  await desk.page.getByText(t('settings.readOnly')).waitFor();

  await vera.getByRole('combobox', { name: t('team.roleOf', { name: 'Vera Viewer' }) }).click();
  await page.getByRole('option', { name: t('role.supervisor') }).click();
  await expect
    .poll(async () => (await call(desk, 'readSession')).role, { timeout: 30_000 })
    .toBe('supervisor');

  await button(owner, t('team.invite')).click();
  const link = page.getByRole('textbox', { name: t('team.inviteLink') });
  await expect.poll(() => link.inputValue()).toMatch(/\/invite\/\S{20,}$/);
});

test('hours are read as they are typed, and keys by pressing them', async () => {
  const { page, t } = owner;
  const monday = t('settings.closes', { day: 'Monday', number: 1 });
  await page.goto('/settings/hours');
  const closes = page.getByRole('textbox', { name: monday });
  await closes.fill('8');
  await page.getByText(t('settings.fault.order')).waitFor();
  await closes.fill('2030');
  await button(owner, t('common.save')).click();
  await page.getByText(t('common.saved')).waitFor();
  const { workspace } = await call(owner, 'readWorkspace');
  expect(workspace.settings.businessHours.week[0]).toEqual([[540, 1230]]);

  await page.getByRole('combobox', { name: t('settings.country') }).selectOption('JP');
  const year = String(new Date().getFullYear() + 1);
  await page.getByRole('combobox', { name: t('settings.year') }).selectOption(year);
  await page.getByRole('button', { name: /^Add 1\d public holidays$/ }).click();
  await page.getByText("New Year's Day").waitFor();
  const day = page.getByLabel(t('settings.holidayDate'), { exact: true });
  await day.fill(`${year}-06-31`);
  await day.blur();
  await page.getByText(t('date.wrong')).waitFor();
  expect(await button(owner, t('settings.addHoliday')).isDisabled()).toBe(true);
  await day.fill(`${year}/6/1`);
  await page.getByRole('textbox', { name: t('settings.holidayName') }).fill('Stocktaking');
  await button(owner, t('settings.addHoliday')).click();
  await page.getByRole('button', { name: /^Open on .*Stocktaking/ }).click();
  await page
    .getByRole('group', { name: /Stocktaking/ })
    .getByRole('textbox')
    .last()
    .fill('1200');
  await button(owner, t('common.save')).click();
  await expect
    .poll(async () => (await call(owner, 'readWorkspace')).workspace.settings.businessHours.otherDays)
    .toEqual(
      expect.arrayContaining([
        { date: `${year}-01-01`, name: "New Year's Day", spans: [] },
        { date: `${year}-06-01`, name: 'Stocktaking', spans: [[540, 720]] },
      ]),
    );

  await page.goto('/settings/keys');
  const next = t('command.next');
  await button(owner, t('settings.changeKey', { name: next, key: 'J' })).click();
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await button(owner, t('settings.changeKey', { name: next, key: 'G N' })).waitFor();
  await button(owner, t('settings.resetKey', { name: next, key: 'J' })).click();
  await button(owner, t('settings.changeKey', { name: next, key: 'J' })).waitFor();
});

test('somebody of the company is a customer, and takes it back', async () => {
  const { page, t } = owner;
  await goTo(owner, 'practice');
  await page.getByRole('combobox', { name: t('practice.asWhom') }).fill('Ren');
  await page.getByRole('textbox', { name: t('practice.write') }).fill('Is anybody there?');
  await button(owner, t('practice.post')).click();
  const post = page.getByRole('article').filter({ hasText: 'Is anybody there?' });
  await post.getByRole('button', { name: t('practice.replyTo', { name: 'Ren' }) }).click();
  await post.getByRole('textbox', { name: t('practice.replyTo', { name: 'Ren' }) }).fill('Hello?');
  await post.getByRole('button', { name: t('practice.reply'), exact: true }).click();
  await page.getByRole('article').filter({ hasText: 'Hello?' }).first().waitFor();
  await post
    .getByRole('link', { name: t('practice.openThread', { name: 'Ren' }) })
    .first()
    .click();
  await page.getByRole('region', { name: t('practice.thread') }).waitFor();
  await expect.poll(() => page.getByRole('article').count()).toBe(2);
  await button(owner, t('practice.backToTimeline')).click();
  await post
    .first()
    .getByRole('button', { name: t('practice.deletePost', { name: 'Ren' }) })
    .click();
  await post.first().waitFor({ state: 'detached' });
  expect(stage().complaints).toEqual([]);
});

test('who began to set up a second company can go back to the first', async () => {
  const { page, t } = owner;
  await page.goto('/cases');
  await button(owner, t('frame.me', { name: 'Olga Owner' })).click();
  await page.getByRole('button', { name: t('frame.workspace.new') }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Second');
  await button(owner, t('frame.workspace.create')).click();
  await page.waitForURL('**/welcome');
  await button(owner, t('frame.workspace.other')).click();
  await page.getByRole('menuitem', { name: 'Minamo' }).click();
  await page.waitForURL('**/candidates');
  await button(owner, t('frame.me', { name: 'Olga Owner' })).click();
  const current = page.locator('[aria-current="true"]').filter({ hasText: 'Minamo' });
  await current.waitFor();
  expect((await call(owner, 'readSession')).workspace?.name).toBe('Minamo');
});

test('who is taken off the team can make a workspace of their own', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  const { user } = await joinTeam(owner, desk, { name: 'Lena Left', role: 'agent' });
  await call(owner, 'removeMember', { params: { userId: user.id } });
  await call(desk, 'signIn', { body: { email: user.email, password } });
  await page.goto('/');
  await page.getByRole('heading', { name: t('frame.noWorkspace.title') }).waitFor();
  await page.getByRole('textbox', { name: t('frame.workspace.name') }).fill('Lena alone');
  await button(desk, t('frame.workspace.create')).click();
  await page.waitForURL('**/welcome');
  expect((await call(desk, 'readSession')).workspace?.name).toBe('Lena alone');
});
