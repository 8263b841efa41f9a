// Keyword advice and the cost of a query, as a supervisor uses them: asked for, tried, taken, and read in both languages.
import { beforeAll, expect, test } from 'vitest';
import { call, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, madePost } from './support/hear.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button } from './support/work.ts';

const stage = programStage();
let owner: Desk;
let monitorId: string;

beforeAll(async () => {
  owner = await stage().desk();
  await setUpCompany(owner, { company: 'Minamo', products: [{ name: 'Aoba', aliases: ['あおば'] }] });
  const { id } = await call(owner, 'createMonitor', { body: { name: 'Router', query: '"aoba router"' } });
  monitorId = id;
  const said = (text: string, times: number): string[] =>
    Array.from({ length: times }, (_, at) => `${text} ${at}`);
  const texts = [
    ...said('my aoba router keeps dropping wifi since the firmware', 20),
    ...said('aoba router giveaway', 12),
    ...said('aobarouter firmware broke my wifi again', 8),
    ...said('walked in the park and had lunch', 60),
  ];
  await hear(
    stage().database,
    owner,
    texts.map((text) => madePost(text)),
  );
  const { rows } = await call(owner, 'readDryRunHits', { body: { query: '"aoba router"', limit: 100 } });
  for (const { id: postId, text } of rows) {
    const label = text.includes('giveaway') ? 'not_relevant' : 'relevant';
    await call(owner, 'labelHit', { params: { id, postId }, body: { label } });
  }
});

/** The text of the query, as it is written. */
async function written({ page }: Desk): Promise<string> {
  return (await page.locator('.cm-line').allInnerTexts()).join('\n');
}

async function open({ page, t }: Desk): Promise<void> {
  await page.goto(`/monitors/${monitorId}`);
  await page.getByText(t('monitors.view.text'), { exact: true }).click();
}

test('the cost says what the matcher looks at and what each network would be asked', async () => {
  const { page, t } = owner;
  await open(owner);
  await button(owner, t('monitors.cost.action')).click();
  await page.getByText(/^Of 100 posts, /).waitFor();
  const x = page.getByRole('listitem').filter({ has: page.locator('b', { hasText: /^X$/ }) });
  await x.getByText(t('monitors.cost.sends', { sent: 32, hits: 32 })).waitFor();
  await x.getByText(t('monitors.cost.asks', { count: 1 })).click();
  expect(await x.locator('code').first().innerText()).toContain('aoba router');
  const mastodon = page.getByRole('listitem').filter({ has: page.locator('b', { hasText: 'Mastodon' }) });
  await mastodon.getByText(t('monitors.cost.cannot')).waitFor();
});

test('a suggestion is tried beside the query, and put into it by a click of its own', async () => {
  const { page, t } = owner;
  await open(owner);
  await button(owner, t('monitors.advice.action')).click();
  const spared = page.getByRole('listitem').filter({ has: page.locator('code', { hasText: '-giveaway' }) });
  await spared.getByText(t('monitors.advice.spares', { all: 12, wrongly: 0 })).waitFor();
  await spared.getByText(t('monitors.advice.evidence')).click();
  await spared.locator('mark', { hasText: 'giveaway' }).first().waitFor();

  await spared.getByRole('button', { name: t('monitors.advice.try') }).click();
  await page.getByText(t('monitors.advice.tryingWithout', { text: 'giveaway' })).waitFor();
  await page.getByText(/^20 /).first().waitFor();
  expect(await written(owner)).toBe('"aoba router"');
  // What was tried aside is not tried away by a pause.
  await page.waitForTimeout(1_200);
  expect(await page.getByText(t('monitors.advice.tryingWithout', { text: 'giveaway' })).isVisible()).toBe(
    true,
  );

  await spared.getByRole('button', { name: t('monitors.advice.take') }).click();
  await expect.poll(() => written(owner)).toBe('"aoba router" NOT giveaway');
  const { rows } = await call(owner, 'listMonitors');
  expect(rows.find(({ id }) => id === monitorId)?.query).toBe('"aoba router"');
});

test('in Japanese, on a phone and in the dark: no fault that axe finds, nothing beside the screen', async () => {
  const desk = await stage().desk({ locale: 'ja', theme: 'dark', viewport: { width: 390, height: 844 } });
  await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
  await call(desk, 'changeMe', { body: { locale: 'ja', preferences: { theme: 'system' } } });
  const { page, t } = desk;
  await open(desk);
  await button(desk, t('monitors.advice.action')).click();
  await page.locator('code', { hasText: '-giveaway' }).waitFor();
  await button(desk, t('monitors.cost.action')).click();
  await page.getByText(t('monitors.cost.networks')).waitFor();
  for (const one of await page.locator('details > summary').all()) await one.click();
  expect(await axeFaults(page)).toEqual([]);
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(390);
  expect(stage().complaints).toEqual([]);
});
