// Judgements are corrected wherever a post is open: in the ledger and in a case, with the keys of the candidates.
import { expect, test } from 'vitest';
import { call, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, hearEdit, madePost } from './support/hear.ts';
import { programStage, type Desk } from './support/stage.ts';

const stage = programStage();
const stuck = 'アオバ、また繋がらない。三回目なんだけど、どうすればいいの…誰か助けて';
/** What is written down a moment after it is shown. */
const slow = { timeout: 15_000 };

async function judgedSo(desk: Desk): Promise<string[]> {
  const { rows } = await call(desk, 'listLedger', { query: {} });
  return (rows[0]?.judgements ?? []).map(({ kind, value, method }) => `${kind} ${value} ${method}`);
}

async function expectAccessible({ page }: Desk): Promise<void> {
  expect(await axeFaults(page, 'all')).toEqual([]);
}

/** Turns one judgement by its letter, undoes that, and says by a single key that it is not about us. */
async function correctHere(desk: Desk): Promise<void> {
  const { page, t } = desk;
  await page.getByRole('button', { name: t('correct.action') }).waitFor();
  await page.keyboard.press('c');
  await page.getByText(t('correct.title')).waitFor();
  await page.keyboard.press('i');
  await expect.poll(() => judgedSo(desk), slow).toContain('idea yes person');
  await page.keyboard.press('z');
  await expect.poll(() => judgedSo(desk), slow).not.toContain('idea yes person');
  await page.keyboard.press('f');
  await expect.poll(() => judgedSo(desk), slow).toContain('about no person');
  await page.getByText(t('judgement.notAbout')).first().waitFor();
  await page.keyboard.press('f');
  await expect.poll(() => judgedSo(desk), slow).toContain('about yes person');
}

test('a post in the ledger, and the newest of a case, are corrected with the keys of the candidates', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['アオバ'] }] });
  await hear(stage().database, desk, [madePost(stuck)]);
  const { rows } = await call(desk, 'listLedger', { query: {} });
  const id = rows[0]?.post.id ?? '';

  await page.goto(`/ledger/${id}`);
  await correctHere(desk);
  // Who said it stands beside it.
  await page.locator('[data-kind="about"]').getByText(t('correct.confirmedByYou')).waitFor();
  await expectAccessible(desk);

  await call(desk, 'decide', { params: { id }, body: { choice: 'speak' } });
  const caseId = (await call(desk, 'readLedgerEntry', { params: { id } })).entry.caseId ?? '';
  await page.goto(`/cases/${caseId}`);
  await page.getByRole('region', { name: t('case.judged') }).waitFor();
  await correctHere(desk);
  await expectAccessible(desk);
  expect(stage().complaints).toEqual([]);
});

test('what was said before an edit is shown as such, and is said again by one click', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
  const post = madePost('アオバ、届いた。色がきれい');
  await hear(stage().database, desk, [post]);
  const { rows } = await call(desk, 'listLedger', { query: {} });
  const id = rows.find((row) => row.post.text === post.text)?.post.id ?? '';
  await call(desk, 'correctJudgement', { params: { id, kind: 'idea' }, body: { value: 'yes' } });
  await hearEdit(stage().database, desk, post, 'アオバ、また固まった。もう限界です、助けて');

  await page.goto(`/ledger/${id}`);
  const before = page.locator('[data-before-edit="idea"]');
  const { user } = await call(desk, 'readSession');
  await before.getByText(t('correct.beforeEditBy', { name: user.name, text: t('judgement.idea') })).waitFor();
  await expectAccessible(desk);
  await before.getByRole('button', { name: t('correct.stillSo') }).click();
  await before.waitFor({ state: 'detached' });
  await page.locator('[data-kind="idea"]').getByText(t('correct.byYou')).waitFor();
  expect(stage().complaints).toEqual([]);
});
