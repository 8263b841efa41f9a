// What agents see first and what is folded away: the order of candidates, noise with its line, filters by judgement.
import { expect, test } from 'vitest';
import { call, joinTeam, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, madePost } from './support/hear.ts';
import { changesAnswered } from './support/settled.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, candidate } from './support/work.ts';

const stage = programStage();

const urgent = 'アオバの充電器から煙が出て子どもが火傷した。どうしたらいいですか';
const stuck = 'アオバ、もう三日も繋がらない。明日から仕事で使うのに困った、どうすればいいの…誰か助けて';
const happy = 'アオバに替えてから毎日快適。買ってよかった、最高です';
const draws = [
  'フォロー&リポストで抽選10名様にアオバが当たる！プロフのリンクから応募してね',
  '【アオバ】高価買取中！今だけ査定額アップ、LINE登録で簡単副業も紹介します',
];

const shownRows = async ({ page }: Desk): Promise<string[]> =>
  page.locator('[data-post] a > span:nth-child(2)').allTextContents();

async function rowsBecome(desk: Desk, rows: readonly string[]): Promise<void> {
  await expect.poll(() => shownRows(desk), { timeout: 15_000 }).toEqual(rows);
}

async function expectAccessible({ page }: Desk): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
}

test('who needs somebody comes first, noise is folded, counted and one key away', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['アオバ'] }] });
  await hear(stage().database, desk, [madePost(urgent), ...draws.map((text) => madePost(text))]);
  await hear(stage().database, desk, [madePost(stuck), madePost(happy)]);
  expect(await call(desk, 'readCounts')).toMatchObject({ candidates: 3, noise: 2 });

  await page.goto('/candidates');
  await rowsBecome(desk, [urgent, stuck, happy]);
  const headings = page.locator('h2').filter({ hasText: t('priority.4') });
  await headings.waitFor();
  await expectAccessible(desk);

  await button(desk, `${t('command.order')}: ${t('order.priority')}`).click();
  await page.keyboard.press('2');
  await rowsBecome(desk, [happy, stuck, urgent]);
  expect(await headings.count()).toBe(0);
  expect(new URL(page.url()).searchParams.get('order')).toBe('newest');
  // Kept with who they are: an address that says nothing shows it so, too.
  await changesAnswered(page);
  await page.goto('/candidates');
  await rowsBecome(desk, [happy, stuck, urgent]);
  await page.keyboard.press('Shift+O');
  await page.keyboard.press('1');
  await rowsBecome(desk, [urgent, stuck, happy]);

  await page.getByText(t('noise.aside', { count: 2 })).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await rowsBecome(desk, draws.toReversed());
  await expectAccessible(desk);
  await page.keyboard.press('Shift+M');
  await page.keyboard.press('x');
  await page.keyboard.press('7');
  await page.getByText(t('noise.none')).waitFor();
  await button(desk, t('noise.back')).first().click();
  await rowsBecome(desk, [urgent, stuck, happy]);
  expect(await page.getByText(t('noise.show'), { exact: true }).count()).toBe(0);
  // Shown at once, on the server a moment later.
  const reasons = async (): Promise<unknown> =>
    (await call(desk, 'listLedger', { query: { heap: 'closed' } })).rows.map(({ reason }) => reason);
  await expect.poll(reasons).toEqual(['spam', 'spam']);
  expect(stage().complaints).toEqual([]);
});

test('filters by what posts were judged to be stand in the address, and come off one by one', async () => {
  const desk = await stage().desk({ locale: 'ja', theme: 'dark' });
  const { page, t } = desk;
  await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
  await call(desk, 'changeMe', { body: { locale: 'ja' } });
  await page.goto('/candidates');
  await button(desk, t('filters.more')).click();
  await page.getByRole('menuitem', { name: t('judgement.urgency3'), exact: true }).click();
  await rowsBecome(desk, [urgent]);
  expect(new URL(page.url()).searchParams.get('judged')).toBe('urgency 3');
  await page.reload();
  await rowsBecome(desk, [urgent]);
  await expectAccessible(desk);
  await button(desk, t('filters.remove', { label: t('judgement.urgency3') })).click();
  await rowsBecome(desk, [urgent, stuck, happy]);
  await page.goto('/candidates?judged=help,nonsense');
  await expect.poll(() => shownRows(desk)).toContain(stuck);
  expect(await shownRows(desk)).not.toContain(happy);
  expect(stage().complaints).toEqual([]);
});

test('what comes while one reads waits, and takes the place its need gives it', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
  await call(desk, 'changeMe', { body: { locale: 'en' } });
  await page.goto('/candidates');
  await candidate(desk, stuck).click();
  await page.waitForURL('**/candidates/*');
  const calm = 'アオバのアプリ、通知の音はどこで変えられますか？教えてください';
  const smoke = 'アオバから火花が出て焦げ臭い、火事になりそうで怖い。今すぐどうすれば？';
  await hear(stage().database, desk, [madePost(smoke), madePost(calm)]);
  await page.getByText(t('candidates.new', { count: 2 })).waitFor();
  expect(await shownRows(desk)).toEqual([urgent, stuck, happy]);
  await page.keyboard.press('n');
  await rowsBecome(desk, [smoke, urgent, stuck, calm, happy]);
  expect(stage().complaints).toEqual([]);
});

test('of those that are as urgent, who reaches many stands first, and is told why', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
  await call(desk, 'changeMe', { body: { locale: 'en' } });
  await page.goto('/candidates');
  await candidate(desk, urgent).waitFor();
  const followed = 'アオバの充電器が火花を散らして煙だらけ、火傷した。どうすればいい？';
  const known = madePost(followed);
  await hear(stage().database, desk, [
    { ...known, author: { ...known.author, followers: 250_000 } },
    madePost('アオバの充電器が火花を散らして煙だらけ、火傷した。だれか教えて'),
  ]);
  const { rows } = await call(desk, 'listCandidates', { query: { order: 'priority' } });
  await rowsBecome(
    desk,
    rows.map(({ post }) => post.text),
  );
  expect(rows[0]).toMatchObject({ priority: 4, post: { text: followed } });
  expect(rows[0]?.weight).toBeGreaterThan(rows[1]?.weight ?? 9);
  await candidate(desk, followed)
    .filter({ hasText: t('why.followers', { count: 250_000 }) })
    .click();
  expect(await page.locator('[data-post]', { hasText: 'followers' }).count()).toBe(1);
  const place = page.locator('dt', { hasText: t('why.place') }).locator('xpath=following-sibling::dd');
  await expect.poll(() => place.textContent()).toContain(t('why.followers', { count: 250_000 }));
  expect(await place.textContent()).toMatch(/^Needs somebody now: .+ \(250,000 followers, \d+% sure\)$/u);
  await expectAccessible(desk);
  expect(stage().complaints).toEqual([]);
});

test('a view is kept for the team by its name, chosen by a key, and removed again', async () => {
  const desk = await stage().desk();
  const { page, t } = desk;
  await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
  await call(desk, 'changeMe', { body: { locale: 'en' } });
  await page.goto('/candidates?judged=urgent&order=newest');
  await page.locator('[data-post]').first().waitFor();
  const shown = await shownRows(desk);
  await page.keyboard.press('v');
  await page.keyboard.press('2');
  await page.getByLabel(t('views.name')).fill('Urgent in Japanese');
  await page.keyboard.press('Enter');
  await button(desk, `${t('views.title')}: Urgent in Japanese`).waitFor();
  await page.reload();
  await button(desk, `${t('views.title')}: Urgent in Japanese`).waitFor();
  await rowsBecome(desk, shown);

  const other = await stage().desk({ viewport: { width: 390, height: 844 } });
  await joinTeam(desk, other, { name: 'Ken', role: 'agent' });
  await other.page.goto('/candidates');
  await candidate(other, happy).waitFor();
  await other.page.keyboard.press('v');
  await other.page.getByRole('dialog').getByText('Urgent in Japanese').waitFor();
  await other.page.keyboard.press('2');
  await expect.poll(() => new URL(other.page.url()).searchParams.get('judged')).toBe('urgent');
  await rowsBecome(other, shown);
  expect(shown).not.toContain(happy);
  await expectAccessible(other);

  await other.page.keyboard.press('v');
  await other.page.keyboard.press('3');
  await other.page.getByText(t('views.removed', { name: 'Urgent in Japanese' })).waitFor();
  // The others are told.
  await button(desk, t('views.title')).waitFor();
  expect((await call(desk, 'listViews')).rows).toEqual([]);
  expect(stage().complaints).toEqual([]);
});
