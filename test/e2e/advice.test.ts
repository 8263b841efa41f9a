// The advice whether to speak in the decision bar: why, taken with a key, kept; who wishes to be left alone; what comes back.
import { expect, test } from 'vitest';
import type { Post } from '../../src/domain/post/post.ts';
import { call, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, madePost } from './support/hear.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button } from './support/work.ts';

const stage = programStage();
const picture = ({ page }: Desk, name: string) =>
  page.screenshot({ path: `.cache/advice/${name}.png`, animations: 'disabled' });
const bar = ({ page, t }: Desk) => page.getByRole('group', { name: t('decide.title') });
const reasons = ({ page, t }: Desk) => page.getByRole('region', { name: t('advice.why') });

const stuck = madePost('アオバのルーター、また繋がらない。三回目なんだけど、どうすればいいの…誰か助けて');
const spam = madePost('フォロー&リポストで抽選10名様にアオバが当たる！プロフのリンクから応募してね');
const secret = madePost('アオバのルーターが動かない。誰か電話ください 090-1234-5678');
const plain = madePost('アオバのルーターが届いた。設定でつまずいて困ってる');
let owner: Desk;

async function idOf({ nativeId }: Post): Promise<string> {
  const { rows } = await call(owner, 'listLedger', { query: { limit: 100 } });
  const found = rows.find(({ post }) => post.nativeId === nativeId);
  if (found === undefined) throw new Error(`not in the ledger: ${nativeId}`);
  return found.post.id;
}

test('says what to do, how sure that is and why, moves nothing, and is taken with a key', async () => {
  owner = await stage().desk({ locale: 'ja' });
  await setUpCompany(owner, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['アオバ'] }] });
  await call(owner, 'createMonitor', { body: { name: 'Aoba', query: 'アオバ' } });
  await hear(stage().database, owner, [plain, secret, spam, stuck]);
  const { page, t } = owner;
  await page.goto(`/candidates/${await idOf(stuck)}`);
  await bar(owner).waitFor();
  const before = await bar(owner).boundingBox();
  await page.getByText(t('advice.speak'), { exact: true }).first().waitFor();
  const take = page.getByRole('button', { name: t('advice.take') });
  await take.waitFor();
  expect(await bar(owner).boundingBox()).toEqual(before);
  await page.keyboard.press('Shift+Y');
  await reasons(owner).getByText('困っています', { exact: false }).first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(owner, 'ja-light');
  await page.keyboard.press('Escape');
  await reasons(owner).waitFor({ state: 'detached' });

  const spamId = await idOf(spam);
  await page.goto(`/candidates/${spamId}`);
  const place = () => button(owner, t('decide.speak')).boundingBox();
  const speakAt = await place();
  await page.locator('[data-advice="silent"]').waitFor();
  // What is advised stands out, and nothing is elsewhere than before.
  await bar(owner)
    .locator('button[data-variant="filled"]')
    .filter({ hasText: t('decide.silent') })
    .waitFor();
  expect(await bar(owner).locator('button[data-variant="filled"]').count()).toBe(1);
  expect(await place()).toEqual(speakAt);
  await page.keyboard.press('y');
  await expect
    .poll(async () => (await call(owner, 'readLedgerEntry', { params: { id: spamId } })).decisions)
    .toMatchObject([{ choice: 'silent', reason: 'spam', advice: { advice: 'silent' } }]);
  // The next candidate stands there, with an advice of its own.
  await expect.poll(() => page.url()).not.toContain(spamId);
  await take.waitFor();

  const stuckId = await idOf(stuck);
  await page.goto(`/candidates/${stuckId}`);
  await take.waitFor();
  await page.keyboard.press('y');
  await page.waitForURL(/\/cases\//u);
  const { decisions } = await call(owner, 'readLedgerEntry', { params: { id: stuckId } });
  expect(decisions).toMatchObject([{ choice: 'speak', advice: { advice: 'speak' } }]);
});

test('is read again where a newer word of the author shows that it did not know of', async () => {
  const { page, t } = owner;
  const [first, then] = [
    'アオバのルーターが起動しない。どうすればいい？助けて',
    'アオバのルーター、自己解決しました！直った',
  ];
  const asked = madePost(first);
  await hear(stage().database, owner, [asked]);
  const told = Promise.withResolvers<undefined>();
  await page.route('**/api/posts/*/author', async (route) => {
    await told.promise;
    await route.continue();
  });
  await page.goto(`/candidates/${await idOf(asked)}`);
  await page.locator('[data-advice="speak"]').waitFor();
  await hear(stage().database, owner, [madePost(then, { author: asked.author })]);
  told.resolve(undefined);
  await page.getByText(then, { exact: false }).first().waitFor();
  await page.locator('[data-advice="silent"]').waitFor();
  await bar(owner)
    .locator('button[data-variant="filled"]')
    .filter({ hasText: t('decide.silent') })
    .waitFor();
  expect(await bar(owner).locator('button[data-variant="filled"]').count()).toBe(1);
  await page.unroute('**/api/posts/*/author');
});

test('a private word begins with the composer at a direct message', async () => {
  const { page, t } = owner;
  await page.goto(`/candidates/${await idOf(secret)}`);
  await page.locator('[data-advice="private"]').waitFor();
  await page.getByRole('button', { name: t('advice.take') }).click();
  await page.waitForURL(/\/cases\//u);
  await page.getByRole('textbox', { name: t('composer.label.dm') }).waitFor();
  const { decisions } = await call(owner, 'readLedgerEntry', { params: { id: await idOf(secret) } });
  expect(decisions).toMatchObject([{ choice: 'speak', isPrivate: true, advice: { advice: 'private' } }]);
});

test('looks as it should in every theme and language, and on a phone', async () => {
  const postId = await idOf(plain);
  for (const [locale, theme, viewport] of [
    ['en', 'light', { width: 1280, height: 800 }],
    ['ja', 'dark', { width: 1440, height: 900 }],
    ['ja', 'light', { width: 390, height: 844 }],
    ['en', 'dark', { width: 390, height: 844 }],
  ] as const) {
    const desk = await stage().desk({ locale, theme, viewport });
    await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
    await call(desk, 'changeMe', { body: { locale, preferences: { theme: 'system' } } });
    const { page, t } = desk;
    await page.goto(`/candidates/${postId}`);
    await page.getByRole('button', { name: t('advice.take') }).waitFor();
    await picture(desk, `${locale}-${theme}-${String(viewport.width)}`);
    await page.getByRole('button', { name: t('advice.why') }).click();
    await reasons(desk).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await picture(desk, `${locale}-${theme}-${String(viewport.width)}-why`);
    await desk.context.close();
  }
});

test('knows who wishes to be left alone, from the moment it is written down until it is taken back', async () => {
  const { page, t } = owner;
  await call(owner, 'changeMe', { body: { locale: 'ja' } });
  await page.goto(`/candidates/${await idOf(plain)}`);
  const aside = page.getByRole('complementary');
  await aside.getByRole('button', { name: t('person.leaveAloneAction') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('企業からの返信は不要とプロフィールに書いている。');
  expect(await axeFaults(page)).toEqual([]);
  await picture(owner, 'ja-opt-out-dialog');
  await dialog.getByRole('button', { name: t('person.setWish') }).click();
  await aside.getByText('企業からの返信は不要とプロフィールに書いている。').waitFor();
  const line = page.locator('[data-advice="silent"]');
  await line.getByText(t('advice.sure.strong'), { exact: false }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(owner, 'ja-opted-out');
  await aside.getByRole('button', { name: t('person.liftWish') }).click();
  await dialog.getByRole('textbox').fill('別の会社の話だった。');
  await dialog.getByRole('button', { name: t('person.liftWish') }).click();
  await aside.getByText(t('person.lifted', { count: 1 })).waitFor();
  await page.locator('[data-advice="speak"]').waitFor();
  // Whoever has the person before their eyes has looked at them.
  const { post } = (await call(owner, 'readLedgerEntry', { params: { id: await idOf(plain) } })).entry;
  await expect
    .poll(async () => (await call(owner, 'readIdentity', { params: { id: post.author.id } })).hasSeen)
    .toBe(true);
});

test('brings a silence back when its author writes again, and says so', async () => {
  const { page, t } = owner;
  const postId = await idOf(plain);
  const body = { choice: 'silent', reason: 'would_not_help' } as const;
  await call(owner, 'decide', { params: { id: postId }, body });
  await page.goto('/candidates');
  const row = page.locator(`[data-post="${postId}"]`);
  await row.waitFor({ state: 'detached' });
  const again = madePost('だれも助けてくれないな', {
    author: plain.author,
    kind: 'reply',
    replyTo: plain.nativeId,
    root: plain.nativeId,
  });
  await hear(stage().database, owner, [again]);
  await row.getByText(t('candidates.wroteAgain'), { exact: true }).waitFor();
  await row.getByRole('link').click();
  await page.getByText('だれも助けてくれないな', { exact: false }).first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(owner, 'ja-wrote-again');
});

test('says how advice was taken, with counts and how few they are', async () => {
  const spoken = await call(owner, 'listCases', { query: { limit: 10 } });
  const [first] = spoken.rows;
  await call(owner, 'closeCase', { params: { id: first?.id ?? '' }, body: { outcome: 'solved' } });
  for (const [locale, theme, width] of [
    ['ja', 'light', 1440],
    ['en', 'dark', 390],
  ] as const) {
    const desk = await stage().desk({ locale, theme, viewport: { width, height: 900 } });
    await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
    await call(desk, 'changeMe', { body: { locale, preferences: { theme: 'system' } } });
    const { page, t } = desk;
    await page.goto('/judgement');
    const taken = page.getByRole('table', { name: t('judging.advice.takenBy') });
    await taken.scrollIntoViewIfNeeded();
    const silence = taken.getByRole('row').filter({ hasText: t('advice.silent') });
    const cells = async () => (await silence.getByRole('cell').allTextContents()).slice(0, 2);
    await expect.poll(cells).toEqual(['1', '1']);
    await page.getByText(t('judging.few', { needed: 16 }), { exact: false }).waitFor();
    await page
      .getByRole('table', { name: t('judging.advice.outcomes') })
      .getByText(t('outcome.solved'))
      .waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await picture(desk, `report-${locale}-${theme}`);
    await desk.context.close();
  }
  expect(stage().complaints).toEqual([]);
});
