// Hulu Japan: a weekly call for wishes under a hashtag on X. Every wish is acknowledged, and what most people wish for stands first.
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inWorkspace } from '../../src/storage/database.ts';
import { startX, type FakeX } from '../servers/x.ts';
import { call, setUpCompany } from '../e2e/support/api.ts';
import { axeFaults } from '../e2e/support/axe.ts';
import { programStage, type Desk } from '../e2e/support/stage.ts';
import { until } from '../e2e/support/until.ts';
import { button, conversation, draft, speak } from '../e2e/support/work.ts';

let x: FakeX;
const stage = programStage(async () => {
  x = await startX();
  return { KIZUKI_ALLOW_ADDRESSES: '127.0.0.1', KIZUKI_X_API_URL: x.url, KIZUKI_X_URL: x.url };
});
let desk: Desk;
let monitorId = '';
let accountId = '';
let deletedLater = '';
let workspaceId = '';
const heardPosts = 6;

const first = '『鬼滅の刃』を配信してください！ #Huluお願い';
const thanks = 'リクエストありがとうございます！担当に伝えます。';

beforeAll(async () => {
  desk = await stage().desk({ locale: 'ja' });
  await desk.context.addInitScript({ content: 'delete Navigator.prototype.clipboard;' });
  // X’s own pages are for people: nothing of ours stands in for them.
  await desk.context.route('**/intent/**', (route) => route.fulfill({ body: 'X' }));
  await setUpCompany(desk, { company: 'Hulu' });
  const monitor = await call(desk, 'createMonitor', { body: { name: 'Huluお願い', query: '#Huluお願い' } });
  monitorId = monitor.id;
  workspaceId = (await call(desk, 'readSession')).workspace?.id ?? '';
  const us = x.store.addPerson('hulu_japan', 'Hulu Japan');
  const [mia, jo, ann, bob] = ['mia', 'jo', 'ann', 'bob'].map((name) => x.store.addPerson(name, name));
  const says = (person: typeof mia, text: string): string =>
    x.store.add({ authorId: person?.id ?? '', text }).id;
  const wish = says(mia, first);
  // Once more, in other words: it is one person’s one wish. And passed on, which is no wish of its own.
  says(mia, '鬼滅の刃が見たいです #Huluお願い');
  x.store.add({ authorId: ann?.id ?? '', text: '', retweets: wish });
  says(jo, '@hulu_japan 鬼滅の刃の配信お願いします #Huluお願い');
  says(ann, '「孤独のグルメ」希望！ #Huluお願い');
  deletedLater = says(bob, '@hulu_japan 『踊る大捜査線』が見たい #Huluお願い');
  says(bob, '#Huluお願い って何ですか？');
  const fields = x.access.makeKeys(us.id);
  accountId = (await call(desk, 'connectAccount', { body: { network: 'x', fields } })).id;
  await call(desk, 'createSource', { body: { network: 'x', kind: 'search', accountId, config: {} } });
  await until(
    async () => ((await wishes()).looked === heardPosts ? true : undefined),
    'six posts under the hashtag',
  );
});
afterAll(async () => {
  expect(x.violations ?? []).toEqual([]);
  await x.close();
});

const wishes = () => call(desk, 'readWishes', { params: { id: monitorId } });
const row = (wish: string) => desk.page.locator(`[data-wish="${wish}"]`);

async function standing(): Promise<[wish: string, people: number, posts: number, acknowledged: number][]> {
  const { rows } = await wishes();
  return rows.map(({ text, people, posts, acknowledged }) => [text, people, posts, acknowledged]);
}

/** Decides to speak about a post of the ranking that nobody acknowledged; answers its case. */
async function speakAbout(postId: string) {
  const body = { choice: 'speak' } as const;
  const { case: opened } = await call(desk, 'decide', { params: { id: postId }, body });
  if (opened === null) throw new Error('no case was opened');
  return opened;
}

async function answer(postId: string): Promise<void> {
  const { id, threadVersion } = await speakAbout(postId);
  await call(desk, 'sendReply', {
    params: { id },
    body: {
      accountId,
      replyToPostId: postId,
      visibility: 'public',
      text: thanks,
      seenThreadVersion: threadVersion,
    },
  });
}

/** X tells nobody of deletions: what was heard is read again after twelve hours, which pass for a source that is turned off and on. */
async function lookedAgain(): Promise<true | undefined> {
  const sources = (await call(desk, 'listSources')).rows;
  const id = sources.find(({ kind }) => kind === 'search')?.id ?? '';
  await call(desk, 'changeSource', { params: { id }, body: { active: false } });
  await inWorkspace(stage().database.db, workspaceId, (trx) =>
    trx
      .updateTable('source')
      .set({ cursor: sql`jsonb_set(cursor::jsonb, '{lookedAgain}', '0')::text` })
      .where('id', '=', id)
      .execute(),
  );
  await call(desk, 'changeSource', { params: { id }, body: { active: true } });
  // The listener that was turned off may have saved its own place meanwhile: then once more.
  for (let looks = 0; looks < 20; looks += 1) {
    if ((await wishes()).looked < heardPosts) return true;
    await wait(100);
  }
  return undefined;
}

test('wishes are counted by people, and one is answered on X’s own page from the ranking', async () => {
  const { page, t } = desk;
  const [most, ...others] = await standing();
  expect(most).toEqual(['鬼滅の刃', 2, 3, 0]);
  // As many people each: which comes first says nothing.
  expect(others).toHaveLength(2);
  expect(others).toContainEqual(['孤独のグルメ', 1, 1, 0]);
  expect(others).toContainEqual(['踊る大捜査線', 1, 1, 0]);
  await page.goto(`/monitors/${monitorId}`);
  await row('鬼滅の刃')
    .getByText(t('monitors.wishes.people', { people: 2 }))
    .first()
    .waitFor();
  await row('鬼滅の刃')
    .getByRole('button', { name: t('monitors.wishes.waiting', { count: 3 }) })
    .click();
  const waiting = page.getByRole('list', { name: t('monitors.wishes.postsOf', { wish: '鬼滅の刃' }) });
  await waiting.getByRole('link').nth(2).waitFor();
  // As other links of the app, and not the blue that browsers give them.
  const colour = 'getComputedStyle(document.querySelector("[data-post] a")).color';
  expect(await page.evaluate(colour)).not.toBe('rgb(0, 0, 238)');
  expect(await axeFaults(page)).toEqual([]);

  await waiting.getByRole('link', { name: first }).click();
  await page.waitForURL('**/candidates/*');
  await speak(desk);
  const liking = page.waitForEvent('popup');
  await button(desk, t('react.onPage.like', { network: 'X' })).click();
  await (await liking).close();
  await draft(desk, 'public', thanks);
  const popup = page.waitForEvent('popup');
  await button(desk, t('composer.openAndReply')).click();
  const opened = new URL((await popup).url());
  await (await popup).close();
  expect([opened.pathname, opened.searchParams.get('text')]).toEqual(['/intent/tweet', thanks]);
  await button(desk, t('outbound.posted')).click();
  await button(desk, t('outbound.posted')).waitFor({ state: 'detached' });
  await conversation(desk).getByText(thanks).first().waitFor();
  await expect.poll(async () => (await standing())[0]).toEqual(['鬼滅の刃', 2, 3, 1]);
});

test('every other wish is acknowledged, and one that was deleted on X drops out', async () => {
  const { rows } = await wishes();
  const postsOf = async (wish: string) => {
    const id = rows.find(({ text }) => text === wish)?.id ?? '';
    const listed = await call(desk, 'listWishPosts', {
      params: { id: monitorId, wish: id },
      query: { waiting: 'true' },
    });
    return listed.rows.map(({ entry }) => entry.post);
  };
  for (const post of [...(await postsOf('鬼滅の刃')), ...(await postsOf('孤独のグルメ'))]) {
    // Who called on us is answered from here; with others X leaves it to people, who like on its page.
    if (post.text.includes('@hulu_japan')) await answer(post.id);
    else {
      const { id } = await speakAbout(post.id);
      const body = { accountId, postId: post.id, action: 'like' } as const;
      await call(desk, 'react', { params: { id }, body });
    }
  }
  x.store.remove(deletedLater);
  await until(lookedAgain, 'X to be read again', 90_000);
  await expect.poll(standing, { timeout: 60_000 }).toEqual([
    ['鬼滅の刃', 2, 3, 3],
    ['孤独のグルメ', 1, 1, 1],
  ]);

  const { page, t } = desk;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/monitors/${monitorId}`);
  await row('鬼滅の刃')
    .getByText(t('monitors.wishes.acknowledged', { count: 3, of: 3 }))
    .waitFor();
  expect(await row('踊る大捜査線').count()).toBe(0);
  expect(await axeFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  const saving = page.waitForEvent('download');
  await button(desk, t('monitors.wishes.csv')).click();
  const file = await readFile(await (await saving).path(), 'utf8');
  expect(file.split('\r\n')[1]).toMatch(/^1,鬼滅の刃,2,3,0,3,/u);

  // What is no wish is taken out by hand, and put back.
  const noWish = t('monitors.wishes.notWishOf', { wish: '孤独のグルメ' });
  await button(desk, noWish).press('Enter');
  await row('孤独のグルメ').waitFor({ state: 'detached' });
  // The keyboard stays among the rows: here at the last that is left.
  await row('鬼滅の刃').and(page.locator(':focus')).waitFor();
  await page.getByText(t('monitors.wishes.corrections', { count: 1 })).click();
  const what = t('monitors.wishes.correction.none', { spellings: '孤独のグルメ', sameAs: '' });
  await button(desk, t('monitors.wishes.takeBackOf', { what })).click();
  await row('孤独のグルメ').waitFor();

  // Two wishes that are one are put together by keys, and apart again.
  const same = row('孤独のグルメ').getByRole('button', { name: t('monitors.wishes.same') });
  await same.press('Enter');
  // Thought better of: the keyboard is where it was.
  await button(desk, t('common.cancel')).press('Enter');
  await same.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  const sameAs = page.getByRole('combobox', { name: t('monitors.wishes.sameAs', { wish: '孤独のグルメ' }) });
  await sameAs.fill('鬼滅');
  await page.getByRole('option', { name: '鬼滅の刃' }).waitFor();
  await sameAs.press('ArrowDown');
  await sameAs.press('Enter');
  await button(desk, t('monitors.wishes.sameDo')).press('Enter');
  await row('鬼滅の刃')
    .getByText(t('monitors.wishes.people', { people: 3 }))
    .first()
    .waitFor();
  expect(await row('孤独のグルメ').count()).toBe(0);
  const together = t('monitors.wishes.correction.same', { spellings: '孤独のグルメ', sameAs: '鬼滅の刃' });
  const takeBack = button(desk, t('monitors.wishes.takeBackOf', { what: together }));
  await page.getByText(t('monitors.wishes.corrections', { count: 1 })).click();
  await takeBack.waitFor();

  // What is said of both covers that they are one, until it is taken back.
  const covered = t('monitors.wishes.correction.holds.none');
  await button(desk, t('monitors.wishes.notWishOf', { wish: '鬼滅の刃' })).press('Enter');
  const corrections = page
    .getByText(t('monitors.wishes.corrections', { count: 2 }))
    .locator('xpath=../ul/li');
  await corrections.filter({ hasText: covered }).waitFor();
  await corrections.filter({ hasNotText: covered }).getByRole('button').click();
  await row('鬼滅の刃').waitFor();
  expect(await page.getByText(covered).count()).toBe(0);
  await takeBack.click();
  await row('孤独のグルメ').waitFor();
  expect(stage().complaints).toEqual([]);
});
