// A Bluesky account connected by OAuth, from a default start: on the real PDS's own pages, refused, left half-way and allowed.
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { AtprotoAccount } from '../servers/atproto-account.ts';
import { blueskyStage, postsOf } from '../scenarios/support/bluesky.ts';
import { call, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { changeInbound } from './support/connections.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, closeCase, goTo, heard, openCandidate, reply, speak } from './support/work.ts';

const bluesky = blueskyStage();
// As `npm start` starts it, on its own database; only the addresses of another atproto network than the public one are set.
const stage = programStage(bluesky.start, true);
let desk: Desk;
let us: AtprotoAccount;

beforeAll(async () => {
  const world = bluesky.world();
  if (world === null) return;
  us = await world.person('aobahelp', 'Aoba Help');
  desk = await stage().desk();
  await setUpCompany(desk, { company: 'Aoba', products: [{ name: 'Aoba Router', aliases: ['aoba'] }] });
  await desk.page.goto('/');
});

const onKizuki = (page: Page) => page.waitForURL((address) => address.origin === desk.url);
const passwordField = (page: Page) => page.getByRole('textbox', { name: 'Password' });
const goToBluesky = ({ page, t }: Desk) =>
  page.getByRole('dialog').getByRole('button', { name: t('accounts.goToNetwork', { network: 'Bluesky' }) });

/** From the accounts page to the page where the PDS asks who one is. */
async function begin({ page, t }: Desk): Promise<void> {
  await goTo(desk, 'accounts');
  await button(desk, t('accounts.connect')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Bluesky', exact: true }).click();
  await dialog.getByText(t('way.bluesky.oauth'), { exact: true }).click();
  await dialog.getByRole('textbox', { name: t('field.bluesky.identifier') }).fill(us.handle);
  await goToBluesky(desk).click();
  await passwordField(page).waitFor();
}

/** Signs in there and answers what it asks. */
async function consent(page: Page, answer: 'Authorize' | 'Deny access'): Promise<void> {
  await passwordField(page).fill(us.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: answer }).click();
  await onKizuki(page);
}

async function picture(page: Page, name: string): Promise<void> {
  await mkdir('.cache/bluesky-oauth', { recursive: true });
  await page.screenshot({ path: `.cache/bluesky-oauth/${name}.png`, animations: 'disabled' });
}

test('a refusal on the network’s page is told as one', async (context) => {
  if (bluesky.world() === null) return context.skip('its servers cannot run here');
  const { page, t } = desk;
  await begin(desk);
  expect(new URL(page.url()).origin).not.toBe(desk.url);
  await consent(page, 'Deny access');
  const told = page.getByRole('alert').filter({ hasText: t('accounts.notConnected') });
  await told.getByText(t('error.oauth_denied')).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(page, 'denied');
  expect((await call(desk, 'listAccounts')).rows).toEqual([]);
  await told.getByRole('button', { name: t('common.close') }).click();
  await told.waitFor({ state: 'detached' });
  await expect.poll(() => new URL(page.url()).search).toBe('');
  expect(await button(desk, t('accounts.beginAgain')).count()).toBe(0);
});

test('a tab closed half-way is told about, begun again, and answers from the account that it connected', async (context) => {
  const world = bluesky.world();
  if (world === null) return context.skip('its servers cannot run here');
  const { t } = desk;
  await begin(desk);
  await desk.page.close();
  desk = { ...desk, page: await desk.context.newPage() };
  const { page } = desk;
  await page.goto('/accounts');
  await page.getByText(t('accounts.halfWayTitle', { network: 'Bluesky' })).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await axeFaults(page)).toEqual([]);
  await picture(page, 'half-way-phone');
  await page.setViewportSize({ width: 1440, height: 900 });

  // What was entered is there: only the button is left to press.
  await button(desk, t('accounts.beginAgain')).click();
  await goToBluesky(desk).click();
  await consent(page, 'Authorize');
  await page.getByRole('status').getByText(t('accounts.connected')).waitFor();
  const card = page.getByRole('listitem').filter({ hasText: `@${us.handle}` });
  await card.getByText(t('accounts.tokenState.ok')).waitFor();
  await card.getByText(t('accounts.sourceState.listening')).waitFor();
  await picture(page, 'connected');

  const guest = await world.person('mina', 'Mina');
  await changeInbound(desk, t('field.bluesky.poll_seconds'), '1');
  const words = 'my aoba drops the line every evening, what can I do?';
  const said = await guest.post(`@${us.handle} ${words}`);
  await openCandidate(desk, words);
  await speak(desk);
  const answer = 'We are sorry about the line. Which lamp is on when it drops?';
  await reply(desk, 'public', answer);
  const posts = await postsOf(us);
  expect(posts.map(({ text, reply: at }) => [text, at?.parent.uri])).toEqual([[answer, said.uri]]);
  const [ours] = posts;
  const { cid } = await us.agent.getPost({ repo: us.did, rkey: ours?.uri.split('/').at(-1) ?? '' });
  // Nobody answers what the network does not show yet: its AppView would leave out such an answer.
  await world.atproto.settle();
  await guest.reply({ uri: ours?.uri ?? '', cid }, 'the red one');
  await heard(desk, 'the red one');
  await closeCase(desk, 'answered');
  await goTo(desk, 'accounts');
  expect(await page.getByText(t('accounts.halfWayTitle', { network: 'Bluesky' })).count()).toBe(0);
  expect(stage().complaints).toEqual([]);
});
