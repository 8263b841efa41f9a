// What is out can still be changed and taken off the network, from the case it was written in.
import { beforeAll, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, conversation, ours, reply } from './support/work.ts';

const stage = programStage();
let desk: Desk;
let question: Question;

beforeAll(async () => {
  desk = await stage().desk();
  await setUpPractice(desk);
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 0 } } });
  question = await ask(desk, 'aoba router: the lamp is red');
  await openCase(desk, question);
});

const answers = (): Promise<string[]> => answersTo(desk, question);

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
