// A member's signature stands under what they write: seen before it is sent, counted, left out where they want, never twice.
import { beforeAll, describe, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, draft, reply, sendButton, ours } from './support/work.ts';

const stage = programStage();
const signature = '— Sato';
let desk: Desk;
let question: Question;

beforeAll(async () => {
  desk = await stage().desk();
  await setUpPractice(desk);
  const { page, t } = desk;
  await page.goto('/settings/me');
  const field = page.getByRole('textbox', { name: t('team.signature') });
  const section = page.locator('section').filter({ has: field });
  await field.fill(signature);
  await section.getByRole('button', { name: t('common.save') }).click();
  await page.getByText(t('common.saved')).first().waitFor();
  question = await ask(desk, 'aoba router: the lamp is red');
  await openCase(desk, question);
});

const panel = ({ page }: Desk) => page.getByRole('tabpanel');

const answers = (): Promise<string[]> => answersTo(desk, question);

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
    await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 120 } } });
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

test('nothing is sent until it is known as whom one speaks; where that cannot be read, one can try again', async () => {
  const { page, t } = desk;
  await page.route('**/api/personas', (route) => route.fulfill({ status: 503, json: {} }));
  await page.reload();
  await draft(desk, 'public', 'Signed by whom?');
  const alert = page.getByRole('alert').filter({ hasText: t('composer.unsignedFailed') });
  await alert.waitFor();
  expect(await panel(desk).getByText(signature).count()).toBe(0);
  expect(await sendButton(desk, 'public').isDisabled()).toBe(true);
  await page.unroute('**/api/personas');
  await alert.getByRole('button', { name: t('state.error.retry') }).click();
  await panel(desk).getByText(signature).waitFor();
  await alert.waitFor({ state: 'detached' });
  await expect.poll(() => sendButton(desk, 'public').isEnabled()).toBe(true);
});
