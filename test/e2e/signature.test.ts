// A member's signature stands under what they write: seen before it is sent, counted, left out where they want, never twice.
import { beforeAll, describe, expect, test } from 'vitest';
import { call, setUpCompany } from './support/api.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { button, conversation, draft, reply, sendButton, ours } from './support/work.ts';

const stage = programStage();
const signature = '— Sato';
let desk: Desk;
/** The customer's post on the practice network. */
let question: string;

beforeAll(async () => {
  desk = await stage().desk();
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['aoba'] }] });
  await call(desk, 'joinPractice', { body: {} });
  await call(desk, 'changePracticeStage', { body: { pace: 'off' } });
  const { page, t } = desk;
  await page.goto('/settings/me');
  const field = page.getByRole('textbox', { name: t('team.signature') });
  const section = page.locator('section').filter({ has: field });
  await field.fill(signature);
  await section.getByRole('button', { name: t('common.save') }).click();
  await page.getByText(t('common.saved')).first().waitFor();
  const text = 'aoba router: the lamp is red';
  question = (await call(desk, 'postAsCustomer', { body: { name: 'Mika', text } })).id;
  const find = async () =>
    (await call(desk, 'listCandidates', { query: { limit: 50 } })).rows.find((row) => row.post.text === text);
  const entry = await until(find, 'the question to be heard');
  const params = { id: entry.post.id };
  const { case: row } = await call(desk, 'decide', { params, body: { choice: 'speak' } });
  await desk.page.goto(`/cases/${row?.id ?? ''}`);
  await conversation(desk).waitFor();
});

const panel = ({ page }: Desk) => page.getByRole('tabpanel');

async function answers(): Promise<string[]> {
  const { rows } = await call(desk, 'readPracticeTimeline', { query: { root: question } });
  return rows.filter((post) => post.ours).map((post) => post.text);
}

describe('the signature of a reply', () => {
  test('is shown before it is sent, counted, and stands under the reply on the network', async () => {
    await draft(desk, 'public', 'Hello');
    await panel(desk).getByText(signature).waitFor();
    await desk.page.getByText(`${`Hello\n${signature}`.length} / 300`).waitFor();
    await reply(desk, 'public', 'Hello Mika');
    expect(await answers()).toEqual([`Hello Mika\n${signature}`]);
  });

  test('is not doubled when it was typed', async () => {
    await reply(desk, 'public', `I looked it up. ${signature}`);
    expect((await answers()).at(-1)).toBe(`I looked it up. ${signature}`);
  });

  test('can be left out of one reply, and is back for the next', async () => {
    await draft(desk, 'public', 'Short');
    await button(desk, desk.t('composer.leaveUnsigned')).click();
    await reply(desk, 'public', 'Without a name');
    expect((await answers()).at(-1)).toBe('Without a name');
    await panel(desk).getByText(signature).waitFor();
  });

  test('is no part of the draft that an undo gives back', async () => {
    await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 20 } } });
    const text = 'Not yet.';
    await draft(desk, 'public', text);
    await sendButton(desk, 'public').click();
    await ours(desk, text).waitFor();
    await button(desk, desk.t('undo.action')).click();
    const field = desk.page.getByRole('textbox', { name: desk.t('composer.label.public') });
    await expect.poll(() => field.inputValue()).toBe(text);
    await panel(desk).getByText(signature).waitFor();
  });

  test('stands under a DM, and is no part of a note', async () => {
    await call(desk, 'changeWorkspace', { body: { settings: { undoDmSeconds: 1 } } });
    await draft(desk, 'note', 'For us only');
    expect(await panel(desk).getByText(signature).count()).toBe(0);
    await reply(desk, 'dm', 'Your number, please');
    const { rows } = await call(desk, 'listOutbound', { query: { limit: 50 } });
    expect(rows.map((row) => row.text)).toContain(`Your number, please\n${signature}`);
  });
});
