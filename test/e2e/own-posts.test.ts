// What is out can still be changed and taken off the network, from the case it was written in.
import { beforeAll, expect, test } from 'vitest';
import { call, setUpCompany } from './support/api.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { button, conversation, ours, reply } from './support/work.ts';

const stage = programStage();
let desk: Desk;
/** The customer's post on the practice network. */
let question: string;

beforeAll(async () => {
  desk = await stage().desk();
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['aoba'] }] });
  await call(desk, 'joinPractice', { body: {} });
  await call(desk, 'changePracticeStage', { body: { pace: 'off' } });
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 0 } } });
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

/** Our answers as the customer sees them. */
async function answers(): Promise<string[]> {
  const { rows } = await call(desk, 'readPracticeTimeline', { query: { root: question } });
  return rows.filter((post) => post.ours && !post.deleted).map((post) => post.text);
}

test('a reply that is out is edited, and then deleted, on the network too', async () => {
  const { page, t } = desk;
  await reply(desk, 'public', 'Hold the button for 5 secnds.');
  const edit = ours(desk, '5 secnds').getByRole('button', { name: t('ownPost.edit') });
  await edit.click();
  const dialog = page.getByRole('dialog', { name: t('ownPost.edit') });
  await dialog.getByRole('textbox').fill('Hold the button for 5 seconds.');
  await dialog.getByRole('button', { name: t('ownPost.save') }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(answers, { timeout: 20_000 }).toEqual(['Hold the button for 5 seconds.']);
  await ours(desk, '5 seconds').first().waitFor();

  await ours(desk, '5 seconds')
    .getByRole('button', { name: t('ownPost.delete') })
    .click();
  await button(desk, t('common.cancel')).click();
  expect(await answers()).toHaveLength(1);
  await ours(desk, '5 seconds')
    .getByRole('button', { name: t('ownPost.delete') })
    .click();
  await button(desk, t('ownPost.deleteAction')).click();
  await expect.poll(answers, { timeout: 20_000 }).toEqual([]);
  await conversation(desk).getByText(t('post.deleted')).waitFor();
  expect(stage().complaints).toEqual([]);
});
