// X in the browser, against a server of ours that holds to its rules: what it costs, and replies that only a person may post there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startX, type FakeX } from '../servers/x.ts';
import { call, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { programStage, type Desk } from './support/stage.ts';
import { until } from './support/until.ts';
import {
  button,
  conversation,
  draft,
  goTo,
  openCandidate,
  reply,
  sendButton,
  speak,
} from './support/work.ts';

let x: FakeX;
let usId = '';
const stage = programStage(async () => {
  x = await startX();
  return { KIZUKI_ALLOW_ADDRESSES: '127.0.0.1', KIZUKI_X_API_URL: x.url, KIZUKI_X_URL: x.url };
});
let desk: Desk;
const words = 'my aoba router stays dark since yesterday';
const answer = 'Hold its button for ten seconds, please.';

beforeAll(async () => {
  desk = await stage().desk();
  // As where Kizuki is reached by plain http: what needs a clipboard does without.
  await desk.context.addInitScript({ content: 'delete Navigator.prototype.clipboard;' });
  // X’s own pages are for people: nothing of ours stands in for them.
  await desk.context.route('**/intent/**', (route) => route.fulfill({ body: 'X' }));
  await setUpCompany(desk, { company: 'Minamo', products: [{ name: 'Aoba', aliases: ['aoba'] }] });
  const us = x.store.addPerson('minamo_help', 'Minamo');
  usId = us.id;
  const mia = x.store.addPerson('mia', 'Mia');
  // What is there when the account is connected is read at once.
  x.store.add({ authorId: mia.id, text: `@minamo_help ${words}` });
  const fields = x.access.makeKeys(us.id);
  await call(desk, 'connectAccount', { body: { network: 'x', fields } });
  await desk.page.goto('/candidates');
});
afterAll(async () => {
  expect(x.violations ?? []).toEqual([]);
  await x.close();
});

const ours = (): string[] =>
  x.store
    .newest()
    .filter(({ authorId }) => authorId === usId)
    .map(({ text }) => text);

async function setDailyBudget({ page, t }: Desk, dollars: string): Promise<void> {
  await goTo(desk, 'accounts');
  const form = page.getByRole('group').filter({ hasText: t('accounts.spending.title') });
  const field = form.getByRole('textbox', { name: t('accounts.spending.day') });
  // It opens by itself where something stopped.
  await until(async () => {
    if (await field.isVisible()) return true;
    await form.getByText(t('accounts.spending.title')).click();
    return undefined;
  }, 'the budget');
  await field.fill(dollars);
  const answered = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await form.getByRole('button', { name: t('common.save') }).click();
  expect((await answered).status()).toBe(200);
}

test('a link is priced before it is sent, a reply beyond the budget is refused, and a raised budget sends one', async () => {
  const { page, t } = desk;
  await openCandidate(desk, words);
  await speak(desk);
  const caseUrl = page.url();
  // Reading stops by itself: the page says so, and which budget it was.
  await setDailyBudget(desk, '0.02');
  await page.getByText(t('accounts.spending.readingStopped', { period: 'day' })).waitFor();
  expect(await axeFaults(page)).toEqual([]);

  await page.goto(caseUrl);
  await draft(desk, 'public', `${answer} https://example.com/help`);
  await page.getByText(t('composer.linkCosts', { cost: '$0.20', usual: '$0.01' })).waitFor();
  await sendButton(desk, 'public').click();
  await page.getByText(t('error.budget_spent')).first().waitFor();
  expect(ours()).toEqual([]);

  await setDailyBudget(desk, '5');
  await page
    .getByText(t('accounts.spending.readingStopped', { period: 'day' }))
    .waitFor({ state: 'detached' });
  await page.goto(caseUrl);
  await reply(desk, 'public', answer);
  expect(ours()).toHaveLength(1);
  expect(stage().complaints).toEqual([]);
});

test('a post that calls nobody is answered on X’s own page, and the answer is found there and joins its case', async () => {
  const { page, t } = desk;
  const stuck = 'the aoba app signs me out every hour';
  const jo = x.store.addPerson('jo', 'Jo');
  const post = x.store.add({ authorId: jo.id, text: stuck });
  const accountId = (await call(desk, 'listAccounts')).rows[0]?.id ?? '';
  await call(desk, 'createSource', { body: { network: 'x', kind: 'search', accountId, config: {} } });
  await openCandidate(desk, stuck);
  await speak(desk);
  const liking = page.waitForEvent('popup');
  await button(desk, t('react.onPage.like', { network: 'X' })).click();
  const likePage = new URL((await liking).url());
  await (await liking).close();
  expect(likePage.pathname + likePage.search).toBe(`/intent/like?tweet_id=${post.id}`);
  await conversation(desk)
    .getByText(/to like this/)
    .waitFor();
  const text = 'Sorry about that. Does it also happen in a browser?';
  await draft(desk, 'public', text);
  const popup = page.waitForEvent('popup');
  // The one key that sends where sending is allowed.
  await button(desk, t('composer.openAndReply')).waitFor();
  await page.keyboard.press('Control+Enter');
  const opened = new URL((await popup).url());
  await (await popup).close();
  expect([opened.pathname, Object.fromEntries(opened.searchParams)]).toEqual([
    '/intent/tweet',
    { in_reply_to: post.id, text },
  ]);
  // It is asked once, of whoever looks: also after the page is loaded anew.
  await page.reload();
  await button(desk, t('outbound.posted')).waitFor();
  expect(await conversation(desk).getByText(text).count()).toBe(1);
  expect(await axeFaults(page)).toEqual([]);

  // The person posts it on X. What comes to the account is read once a minute; beginning anew, at once.
  x.store.add({ authorId: usId, text, replyTo: post.id });
  const inbound = (await call(desk, 'listSources')).rows.find(({ kind }) => kind === 'notifications');
  for (const active of [false, true])
    await call(desk, 'changeSource', { params: { id: inbound?.id ?? '' }, body: { active } });
  await button(desk, t('outbound.posted')).waitFor({ state: 'detached' });
  await conversation(desk).getByText(text).first().waitFor();
  await page.getByText(t('caseState.waiting_customer')).first().waitFor();
  const field = page.getByRole('textbox', { name: t('composer.label.public') });
  await expect.poll(() => field.inputValue()).toBe('');
  expect(stage().complaints).toEqual([]);
});
