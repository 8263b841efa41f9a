// Personas at work: made in the settings, spoken as in the composer with initials, refused to others, and handed over.
import { beforeAll, expect, test } from 'vitest';
import { call, joinTeam, password } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice } from './support/asked.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, draft, reply, sendButton } from './support/work.ts';

const stage = programStage();
let owner: Desk;
let agent: Desk;

beforeAll(async () => {
  owner = await stage().desk({ locale: 'ja' });
  await setUpPractice(owner, ['りそにゃ']);
  agent = await stage().desk({ locale: 'en', theme: 'dark' });
  await joinTeam(owner, agent, { name: 'Ken', role: 'agent' });
});

async function picture({ page }: Desk, name: string): Promise<void> {
  await page.screenshot({ path: `.cache/personas/${name}.png`, animations: 'disabled' });
}

async function save(desk: Desk, reason: string): Promise<void> {
  const { page, t } = desk;
  await page.getByRole('textbox', { name: t('settings.guideline.reason') }).fill(reason);
  await button(desk, t('common.save')).last().click();
  await page.getByText(t('common.saved')).first().waitFor();
}

test('a mascot is made: its voice, its limits, its examples, its account, and the initials of who speaks', async () => {
  const { page, t } = owner;
  await page.goto('/settings/personas');
  await page.getByText(t('settings.persona.none')).waitFor();
  await button(owner, t('settings.persona.new')).click();
  await page.getByRole('textbox', { name: t('settings.persona.name') }).fill('りそにゃ');
  await page
    .getByRole('textbox', { name: t('settings.persona.tone') })
    .fill('のんびりした猫。語尾は「にゃ」。');
  await button(owner, t('settings.persona.all')).click();
  await page.getByRole('dialog', { name: t('unsaved.title') }).waitFor();
  await button(owner, t('common.cancel')).click();
  await page.getByRole('radio', { name: t('settings.persona.friendly') }).check();
  await page.getByRole('radio', { name: t('settings.persona.emoji.allowed') }).check();
  await page.getByRole('textbox', { name: t('settings.persona.signature') }).fill('（りそにゃ・{initials}）');
  await button(owner, t('settings.persona.addLimit')).click();
  const words = page.getByRole('combobox', { name: t('settings.persona.limitWords', { number: 1 }) });
  await words.fill('株価');
  await words.press('Enter');
  await page
    .getByRole('textbox', { name: t('settings.persona.insteadOf', { number: 1 }) })
    .fill('窓口をご案内する');
  for (const [index, kind] of (['good', 'bad'] as const).entries()) {
    await button(owner, t(`settings.persona.add.${kind}`)).click();
    const text = kind === 'good' ? 'カレンダーは12月1日から窓口でお渡しするにゃ' : 'ググってにゃ';
    await page
      .getByRole('textbox', { name: t('settings.persona.exampleText', { number: index + 1 }) })
      .fill(text);
  }
  const accounts = page.getByRole('combobox', { name: t('settings.persona.accounts') });
  await accounts.fill('minamo');
  await page.getByRole('option', { name: /minamo_support/ }).click();
  await page.keyboard.press('Escape');
  expect(await axeFaults(page)).toEqual([]);
  await save(owner, 'マスコットを始める');

  const own = page.getByRole('textbox', { name: t('settings.persona.initialsOf', { name: 'Olga Owner' }) });
  await own.fill('O');
  await own.press('Enter');
  await expect
    .poll(async () => (await call(owner, 'listPersonas')).rows[0]?.initials)
    .toMatchObject([{ initials: 'O' }]);
  await page.getByText('（りそにゃ・O）').waitFor();
  await page.getByText('マスコットを始める', { exact: true }).waitFor();
  await page.getByRole('heading', { name: t('settings.persona.manner') }).scrollIntoViewIfNeeded();
  await picture(owner, 'settings-ja-light');
  expect(await axeFaults(page)).toEqual([]);
  await button(owner, t('settings.persona.all')).click();
  await page.getByText(t('settings.persona.ownedBy', { name: 'Olga Owner' })).waitFor();
  await picture(owner, 'list-ja-light');
});

test('whoever writes sees the voice with a key, is signed with their initials, and is told of a limit', async () => {
  const { page, t } = owner;
  const question = await ask(owner, 'りそにゃのカレンダーはいつもらえますか？');
  await openCase(owner, question);
  await draft(owner, 'public', '今日の株価は');
  await page
    .getByRole('list', { name: t('composer.guideline') })
    .getByText('窓口をご案内する')
    .waitFor();
  await page.keyboard.press('Control+i');
  const voice = page.getByRole('region', { name: t('composer.persona.voiceOf', { name: 'りそにゃ' }) });
  await voice.getByText('のんびりした猫').waitFor();
  await voice.getByText('ググってにゃ').waitFor();
  await picture(owner, 'composer-ja-light');
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press('Control+i');
  await voice.waitFor({ state: 'detached' });
  await reply(owner, 'public', '12月1日からにゃ');
  expect(await answersTo(owner, question)).toEqual(['12月1日からにゃ\n（りそにゃ・O）']);
});

test('who is not chosen is told who may speak, and cannot send; the settings are theirs to read', async () => {
  const { page, t } = agent;
  const { rows } = await call(owner, 'listPersonas');
  const persona = rows[0];
  if (persona === undefined || 'fault' in persona.definition) throw new Error('the persona cannot be read');
  const { definition, accountIds, isDefault, id } = persona;
  const ownerId = definition.ownerId ?? '';
  const body = {
    accountIds,
    isDefault,
    reason: 'Chosen',
    definition: { ...definition, ownerId, speakers: [ownerId] },
  };
  await call(owner, 'savePersona', { params: { id }, body });
  const question = await ask(owner, 'りそにゃのぬいぐるみはありますか？');
  await openCase(agent, question);
  await page.getByText(t('composer.persona.notYours', { name: 'りそにゃ' })).waitFor();
  await page.getByText(t('composer.persona.speakers', { names: 'Olga Owner' })).waitFor();
  await draft(agent, 'public', 'We will ask.');
  expect(await sendButton(agent, 'public').isDisabled()).toBe(true);
  await picture(agent, 'composer-en-dark');
  expect(await axeFaults(page)).toEqual([]);
  await page.goto('/settings/personas');
  await page.getByRole('button', { name: /りそにゃ/ }).click();
  await page.getByText(t('settings.persona.readOnly')).waitFor();
  expect(await page.getByRole('button', { name: t('settings.guideline.restore') }).count()).toBe(0);
  expect(await axeFaults(page)).toEqual([]);
  await picture(agent, 'settings-en-dark');
  await call(owner, 'savePersona', {
    params: { id },
    body: { ...body, definition: { ...body.definition, speakers: null } },
  });
});

test('whoever leaves hands it over; where nobody takes it, every page of whoever can choose says so', async () => {
  const { page, t } = owner;
  const [maiDesk, raiDesk] = [await stage().desk({ locale: 'ja' }), await stage().desk({ locale: 'ja' })];
  const mai = await joinTeam(owner, maiDesk, { name: 'Mai', role: 'supervisor' });
  const rai = await joinTeam(owner, raiDesk, { name: 'Rai', role: 'supervisor' });
  const held = async () => {
    const [persona] = (await call(owner, 'listPersonas')).rows;
    if (persona === undefined || 'fault' in persona.definition) throw new Error('the persona cannot be read');
    return { ...persona, definition: persona.definition };
  };
  const { id, definition, accountIds, isDefault } = await held();
  const body = { accountIds, isDefault, reason: 'Mai', definition: { ...definition, ownerId: mai.user.id } };
  await call(owner, 'savePersona', { params: { id }, body });
  const leave = async (name: string): Promise<void> => {
    await page.goto('/team');
    await button(owner, t('accounts.moreOf', { name })).click();
    await page.getByRole('menuitem', { name: t('team.remove') }).click();
  };
  await leave('Mai');
  await page.getByRole('combobox', { name: t('team.succession.owner', { name: 'りそにゃ' }) }).click();
  await page.getByRole('option', { name: 'Rai' }).click();
  await page
    .getByRole('textbox', { name: t('team.succession.handover') })
    .fill('12月はカレンダーの質問が増える');
  await picture(owner, 'succession-ja-light');
  expect(await axeFaults(page)).toEqual([]);
  await button(owner, t('team.remove')).click();
  const bar = page.getByText(t('persona.ownerless', { names: 'りそにゃ' }));
  await expect
    .poll(async () => (await held()).definition)
    .toMatchObject({
      ownerId: rai.user.id,
      handover: '12月はカレンダーの質問が増える',
    });
  await expect.poll(() => bar.count()).toBe(0);
  await leave('Rai');
  await button(owner, t('team.remove')).click();
  await bar.waitFor();
  await picture(owner, 'ownerless-ja-light');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('link', { name: t('persona.chooseOwner') }).click();
  await page.getByRole('button', { name: /りそにゃ/ }).click();
  await page.getByText(t('settings.persona.noOwner')).waitFor();
  await page.getByRole('combobox', { name: t('settings.persona.owner') }).click();
  await page.getByRole('option', { name: 'Olga Owner' }).click();
  await save(owner, '引き継ぎ');
  await bar.waitFor({ state: 'detached' });
});

test('the history says which persona took an account and the default', async () => {
  const { page, t } = owner;
  const rows = () => call(owner, 'listPersonas').then((told) => told.rows);
  const [mascot] = await rows();
  if (mascot === undefined || 'fault' in mascot.definition) throw new Error('the persona cannot be read');
  const { id, accountIds, definition } = mascot;
  const ownerId = definition.ownerId ?? '';
  const named = (name: string) => ({ ...definition, name, ownerId, signature: '' });
  const body = { accountIds, definition: named('カワウソ'), isDefault: false, reason: 'カワウソに任せる' };
  const otter = await call(owner, 'createPersona', { body });
  await page.goto('/settings/personas');
  await page.getByRole('button', { name: /りそにゃ/ }).click();
  await page
    .getByText(t('settings.persona.lostAccounts', { name: 'カワウソ', count: 1 }), { exact: true })
    .waitFor();
  await page.getByText('カワウソに任せる', { exact: true }).scrollIntoViewIfNeeded();
  expect(await axeFaults(page)).toEqual([]);
  await picture(owner, 'taken-ja-light');
  const back = { accountIds, isDefault: false, reason: '戻す', definition: { ...definition, ownerId } };
  await call(owner, 'savePersona', { params: { id }, body: back });
  await call(owner, 'removePersona', { params: { id: otter.id } });
  await page
    .getByText(t('settings.persona.lostAccounts', { name: t('settings.persona.takerRemoved'), count: 1 }))
    .waitFor();
});

test('on a phone it is whole', async () => {
  const phone = await stage().desk({ locale: 'ja', viewport: { width: 390, height: 844 } });
  await call(phone, 'signIn', { body: { email: 'owner@acme.example', password } });
  await phone.page.goto('/settings/personas');
  await phone.page.getByRole('button', { name: /りそにゃ/ }).click();
  await phone.page.getByRole('heading', { name: phone.t('settings.persona.limits') }).waitFor();
  expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await picture(phone, 'settings-phone');
  expect(stage().complaints).toEqual([]);
});
