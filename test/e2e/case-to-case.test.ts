// Going from case to case: what is written at one, sent from it or added to it, never reaches another.
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { call } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice, type Question } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import { button, conversation, draft, ours, sendButton } from './support/work.ts';

const stage = programStage();
let desk: Desk;
let first: Question;
let second: Question;

beforeAll(async () => {
  desk = await stage().desk();
  await setUpPractice(desk);
  first = await ask(desk, 'aoba router: the first question', 'Mika');
  second = await ask(desk, 'aoba router: the second question', 'Ren');
});

const field = () => desk.page.getByRole('textbox', { name: desk.t('composer.label.public') });
const draftOf = async ({ caseId }: Question) =>
  (await call(desk, 'readCase', { params: { id: caseId } })).draft;

/** By the list, as people go: the page and its composer stay. */
async function goTo({ caseId }: Question, words: string): Promise<void> {
  await desk.page.locator(`a[href="/cases/${caseId}"]`).click();
  await conversation(desk).getByText(words).waitFor();
}

test('words stay with the case they were typed at, also for the undo of the browser', async () => {
  const { page } = desk;
  await openCase(desk, first);
  await field().pressSequentially('Only for Mika');
  await goTo(second, 'the second question');
  expect(await field().inputValue()).toBe('');
  await field().focus();
  await page.keyboard.press('Control+z');
  expect(await field().inputValue()).toBe('');
  await field().pressSequentially('Only for Ren');
  await goTo(first, 'the first question');
  await expect.poll(() => field().inputValue()).toBe('Only for Mika');
  await goTo(second, 'the second question');
  await expect.poll(() => field().inputValue()).toBe('Only for Ren');
  await until(
    async () => ((await draftOf(first))?.text === 'Only for Mika' ? true : undefined),
    'the first draft',
  );
  await until(
    async () => ((await draftOf(second))?.text === 'Only for Ren' ? true : undefined),
    'the second draft',
  );
});

test('a kind chosen at one case is not that of the next', async () => {
  const { page, t } = desk;
  await goTo(first, 'the first question');
  await draft(desk, 'note', 'A note about Mika');
  await goTo(second, 'the second question');
  expect(await page.getByRole('tab', { selected: true }).textContent()).toContain(t('composer.tab.public'));
  await page.getByRole('tab', { name: t('composer.tab.note') }).click();
  expect(await page.getByRole('textbox', { name: t('composer.label.note') }).inputValue()).toBe('');
  await page.getByRole('tab', { name: t('composer.tab.public') }).click();
});

test('a send that is answered after one went on empties its own draft only', async () => {
  const { page } = desk;
  await goTo(first, 'the first question');
  await draft(desk, 'public', 'An answer for Mika');
  let answer = (): void => undefined;
  const isSent = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/cases/*/replies', async (route) => {
    await isSent;
    await route.continue();
  });
  await sendButton(desk, 'public').click();
  await goTo(second, 'the second question');
  await draft(desk, 'public', 'Still being written for Ren');
  const answered = page.waitForResponse('**/api/cases/*/replies');
  answer();
  await answered;
  await field().press('End');
  await field().pressSequentially('!');
  expect(await field().inputValue()).toBe('Still being written for Ren!');
  await page.unroute('**/api/cases/*/replies');
  await until(async () => ((await answersTo(desk, first)).length === 1 ? true : undefined), 'the answer');
  expect(await answersTo(desk, first)).toEqual(['An answer for Mika']);
  expect(await answersTo(desk, second)).toEqual([]);
});

test('a picture that is uploaded when another case is open by then is at its own', async () => {
  const { page, t } = desk;
  await goTo(first, 'the first question');
  const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  let answer = (): void => undefined;
  const isUploaded = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/attachments', async (route) => {
    await isUploaded;
    await route.continue();
  });
  const chooser = page.waitForEvent('filechooser');
  await button(desk, t('attach.add')).click();
  await (await chooser).setFiles({ name: 'red.png', mimeType: 'image/png', buffer: picture });
  await page.getByText(t('attach.uploading', { name: 'red.png' })).waitFor();
  await goTo(second, 'the second question');
  expect(await page.getByText(t('attach.uploading', { name: 'red.png' })).count()).toBe(0);
  answer();
  await until(
    async () => ((await draftOf(first))?.attachments.length === 1 ? true : undefined),
    'the picture',
  );
  expect(await page.getByLabel(t('attach.alt', { number: 1 })).count()).toBe(0);
  expect((await draftOf(second))?.attachments).toEqual([]);
  await page.unroute('**/api/attachments');
});

test('who comes back while a send is under way cannot send it twice', async () => {
  const { page } = desk;
  const before = await answersTo(desk, second);
  await goTo(second, 'the second question');
  await draft(desk, 'public', 'The only answer for Ren');
  await until(
    async () => ((await draftOf(second))?.text === 'The only answer for Ren' ? true : undefined),
    'the draft',
  );
  let answer = (): void => undefined;
  const isSent = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const keysSent: string[] = [];
  await page.route('**/api/cases/*/replies', async (route) => {
    keysSent.push(route.request().headers()['idempotency-key'] ?? '');
    await isSent;
    await route.continue();
  });
  await field().press('ControlOrMeta+Enter');
  await until(() => Promise.resolve(keysSent.length === 1 ? true : undefined), 'the send');
  await goTo(first, 'the first question');
  await goTo(second, 'the second question');
  await field().press('ControlOrMeta+Enter');
  const answered = page.waitForResponse('**/api/cases/*/replies');
  answer();
  await answered;
  await expect.poll(() => field().inputValue()).toBe('');
  // Nor is it there to be sent when one comes back later.
  await goTo(first, 'the first question');
  await goTo(second, 'the second question');
  expect(await field().inputValue()).toBe('');
  expect(keysSent).toHaveLength(1);
  await page.unroute('**/api/cases/*/replies');
  await until(
    async () => ((await answersTo(desk, second)).length > before.length ? true : undefined),
    'the answer',
  );
  expect(await answersTo(desk, second)).toEqual([...before, 'The only answer for Ren']);
});

test('who comes back while a save is under way goes on with the same words', async () => {
  const { page } = desk;
  let isDown = true;
  let asked = 0;
  await page.route('**/api/cases/*/draft', async (route) => {
    asked += 1;
    await (isDown ? route.abort() : route.continue());
  });
  await field().pressSequentially('Old');
  await until(() => Promise.resolve(asked > 0 ? true : undefined), 'the save that fails');
  await goTo(first, 'the first question');
  await goTo(second, 'the second question');
  await expect.poll(() => field().inputValue()).toBe('Old');
  await field().press('End');
  await field().pressSequentially(' and new');
  isDown = false;
  await until(
    async () => ((await draftOf(second))?.text === 'Old and new' ? true : undefined),
    'the whole draft',
  );
  // Longer than it takes until a save is tried again.
  await page.waitForTimeout(6000);
  expect((await draftOf(second))?.text).toBe('Old and new');
  expect(await field().inputValue()).toBe('Old and new');
  await page.unroute('**/api/cases/*/draft');
});

test('a reply that is taken back when another case is open by then is in the draft of its own', async () => {
  const { page, t } = desk;
  const text = 'Taken back too late to see it';
  await call(desk, 'startCrisis', { body: { brandId: null, reason: 'smoke' } });
  await field().fill(text);
  await button(desk, t('approval.ask')).click();
  const takeBack = ours(desk, text).getByRole('button', { name: t('approval.takeBack') });
  await takeBack.waitFor();
  const isTakenBack = Promise.withResolvers<undefined>();
  await page.route('**/api/outbound/*/undo', async (route) => {
    await isTakenBack.promise;
    await route.continue();
  });
  const asked = page.waitForRequest('**/api/outbound/*/undo');
  const answered = page.waitForResponse('**/api/outbound/*/undo');
  await takeBack.click();
  await asked;
  await goTo(first, 'the first question');
  await field().fill('Only for Mika');
  isTakenBack.resolve(undefined);
  await answered;
  await page.getByText(t('approval.takenBack')).waitFor();
  expect(await field().inputValue()).toBe('Only for Mika');
  expect((await draftOf(second))?.text).toContain(text);
  await expect.poll(async () => (await draftOf(first))?.text).toBe('Only for Mika');
  await page.unroute('**/api/outbound/*/undo');
});
