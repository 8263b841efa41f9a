// Learning from the team, as it is done at the desk: judgements corrected with one key, learnt from, measured, and rolled back.
import { expect, test } from 'vitest';
import type { SessionView } from '../../src/contract/views.ts';
import { call, joinTeam, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, madePost } from './support/hear.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, candidate } from './support/work.ts';

const stage = programStage();

/** What is written down a moment after it is shown. */
const slow = { timeout: 15_000 };

const stuck = 'アオバ、また繋がらない。三回目なんだけど、どうすればいいの…誰か助けて';
const other = 'アオバにしたら部屋の隅まで届く、全人類使ってほしい';

async function judgedSo(desk: Desk, words: string): Promise<string[]> {
  const { rows } = await call(desk, 'listLedger', { query: {} });
  const row = rows.find(({ post }) => post.text === words);
  return (row?.judgements ?? []).map(({ kind, value, method }) => `${kind} ${value} ${method}`);
}

test('one key corrects what a post was judged to be; it says so, can be undone, and stays', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['アオバ'] }] });
  await hear(stage().database, desk, [madePost(stuck), madePost(other)]);

  await page.goto('/candidates');
  await candidate(desk, '三回目').click();
  const post = page.getByRole('region', { name: t('candidates.post') });
  const help = page.locator('[data-kind="help"]');
  await help.getByText(t('judgement.help'), { exact: true }).waitFor();

  // Two keys, and the next two before the server has answered to the first.
  await page.keyboard.press('c');
  await page.getByText(t('correct.title')).waitFor();
  await page.keyboard.press('h');
  await page.keyboard.press('c');
  await page.keyboard.press('i');
  await help.getByText(t('judgement.notHelp')).waitFor();
  await help.getByText(t('correct.byYou')).waitFor();
  await page.locator('[data-kind="idea"]').getByText(t('correct.byYou')).waitFor();
  await expect
    .poll(() => judgedSo(desk, stuck))
    .toEqual(expect.arrayContaining(['help no person', 'idea yes person']));
  await page.reload();
  await help.getByText(t('correct.byYou')).waitFor();

  await page.keyboard.press('c');
  await page.keyboard.press('h');
  await help.getByText(t('correct.confirmedByYou')).waitFor();
  await page.keyboard.press('z');
  await help.getByText(t('judgement.notHelp')).waitFor();
  await expect.poll(() => judgedSo(desk, stuck), slow).toContain('help no person');

  // “Not about us” is a single key, and the post stays in sight though it leaves the list.
  await page.keyboard.press('f');
  await post.getByText(t('judgement.notAbout')).first().waitFor();
  await expect.poll(() => judgedSo(desk, stuck), slow).toContain('about no person');
  await candidate(desk, '三回目').waitFor({ state: 'detached' });
  await post.getByText(stuck).first().waitFor();
  await page.keyboard.press('z');
  await candidate(desk, '三回目').waitFor();
  await expect.poll(() => judgedSo(desk, stuck), slow).not.toContain('about no person');

  // All that is shown, said to be right at once.
  await page.keyboard.press('c');
  await page.keyboard.press('e');
  await page.getByText(t('correct.confirmed', { count: 6 })).waitFor();
  expect(stage().complaints).toEqual([]);
});

test('nothing is corrected where keys are off or somebody types, nor by those who only read', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  const session = await signedIn(desk);
  await page.goto('/candidates');
  await candidate(desk, '全人類').click();
  await page.getByRole('button', { name: t('correct.action') }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(t('palette.search')).focus();
  await page.keyboard.type('fc');
  await page.keyboard.press('Escape');
  await call(desk, 'changeMe', { body: { preferences: { ...session.user.preferences, shortcuts: false } } });
  await page.reload();
  await page.getByRole('button', { name: t('correct.action') }).waitFor();
  await page.keyboard.press('f');
  const viewer = await stage().desk();
  await joinTeam(desk, viewer, { name: 'Vera Viewer', role: 'viewer' });
  await viewer.page.goto(page.url());
  await viewer.page.getByText(t('decide.denied')).waitFor();
  expect(await button(viewer, t('correct.action')).count()).toBe(0);
  await viewer.page.keyboard.press('f');
  expect(await judgedSo(desk, other)).not.toContain('about no person');
  expect((await judgedSo(desk, other)).join()).not.toContain('person');
  expect(stage().complaints).toEqual([]);
});

async function expectAccessible({ page }: Desk): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
}

const signedIn = (desk: Desk): Promise<SessionView> =>
  call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });

const talk = [
  'また固まった',
  '設定どこ',
  '神アプデ',
  '遅い気がする',
  '色がいい',
  '返品したい',
  '音が変',
  '届いた',
];
const tails = ['んだけど', 'かも', '、どう思う？', '。誰か', 'らしい', '…'];

test('what is uncertain is labelled with one key each, and the figures tell of it', async () => {
  const desk = await stage().desk({ locale: 'ja', theme: 'dark' });
  const session = await signedIn(desk);
  const preferences = { ...session.user.preferences, shortcuts: true, theme: 'system' as const };
  await call(desk, 'changeMe', { body: { locale: 'ja', preferences } });
  const { page, t } = desk;
  const posts = talk.flatMap((word) => tails.map((tail) => madePost(`アオバ、${word}${tail}`)));
  await hear(stage().database, desk, posts);

  await page.goto('/judgement/label');
  const question = page.locator('fieldset').filter({ has: page.locator('legend') });
  await question.waitFor();
  await expectAccessible(desk);
  for (let at = 1; at <= 6; at += 1) {
    await page.keyboard.press('1');
    await page.getByText(new RegExp(`確認済み ${at} 件$`, 'u')).waitFor();
  }
  await page.keyboard.press('z');
  await page.getByText(/確認済み 5 件$/u).waitFor();

  // Who reads one of the languages only is asked about that one.
  const english = madePost(
    'アオバ might be any good or it might not, I really cannot tell, what do you think?',
  );
  await hear(stage().database, desk, [english]);
  await page.reload();
  await page.getByRole('combobox', { name: t('filters.lang') }).click();
  await page.getByRole('option', { name: '英語' }).click();
  await question.waitFor();
  await page.getByText('I really cannot tell').waitFor();
  expect(await page.getByText(talk[0] ?? '').count()).toBe(0);
  await page.keyboard.press('1');
  await page.getByText(/確認済み 1 件$/u).waitFor();
  await expect
    .poll(
      async () => (await call(desk, 'readJudging')).training.find(({ lang }) => lang === 'ja')?.corrections,
    )
    .toBeGreaterThanOrEqual(5);

  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: t('judging.learning') }).waitFor();
  await page.locator('section[data-kind]').first().waitFor();
  for (const details of await page.locator('details').all()) await details.locator('summary').click();
  await expectAccessible(desk);
  expect(await button(desk, t('judging.learn')).first().isDisabled()).toBe(true);
  expect(stage().complaints).toEqual([]);
});

test('from enough words a version is learnt, judges, is measured, and is rolled back', async () => {
  const desk = await stage().desk();
  await signedIn(desk);
  await call(desk, 'changeMe', { body: { locale: 'en' } });
  const { page, t } = desk;
  const { rows } = await call(desk, 'listLedger', { query: { limit: 100 } });
  for (const [index, { post }] of rows.slice(0, 30).entries()) {
    const params = { id: post.id };
    const value = index % 3 === 0 ? 'yes' : 'no';
    await call(desk, 'correctJudgement', { params: { ...params, kind: 'help' }, body: { value } });
  }
  await page.goto('/judgement');
  await button(desk, t('judging.learn')).first().click();
  await page.getByText(t('judging.version', { version: 1 }), { exact: true }).waitFor();
  const builtIn = page.locator('[data-version="ja 0"]');
  const first = page.locator('[data-version="ja 1"]');
  const other = (await first.getAttribute('data-state')) === 'active' ? [builtIn, first] : [first, builtIn];
  const does = [t('judging.use'), t('judging.backToBuiltIn')];
  for (const version of other) {
    await version
      .getByRole('button')
      .filter({ hasText: new RegExp(does.join('|')) })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button')
      .filter({ hasText: new RegExp(does.join('|')) })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => version.getAttribute('data-state'), slow).toBe('active');
  }
  const { training } = await call(desk, 'readJudging');
  expect(training.find(({ lang }) => lang === 'ja')?.active).toBe(other[1] === builtIn ? 0 : 1);

  // Who chose it stands there; it stays until the newest may judge by itself again.
  const choice = page.locator('[data-chosen]');
  const session = await call(desk, 'readSession');
  const name = other[1] === builtIn ? t('judging.builtIn') : t('judging.version', { version: 1 });
  await choice.getByText(t('judging.chosenBy', { name, person: session.user.name })).waitFor();
  await expectAccessible(desk);
  await button(desk, t('judging.letNewest')).click();
  await choice.waitFor({ state: 'detached' });
  await expectAccessible(desk);
  expect(stage().complaints).toEqual([]);
});
