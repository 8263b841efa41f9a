// A query tried on what was heard: by itself, by a key, labelled by keys, compared with the version before.
import { beforeAll, expect, test } from 'vitest';
import { call, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, madePost } from './support/hear.ts';
import { settled } from './support/settled.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button } from './support/work.ts';

const stage = programStage();
let owner: Desk;
let monitorId: string;

beforeAll(async () => {
  owner = await stage().desk();
  await setUpCompany(owner, { company: 'Minamo', products: [{ name: 'Aoba', aliases: ['あおば'] }] });
  const { id } = await call(owner, 'createMonitor', { body: { name: 'Drops', query: 'aoba drops' } });
  await call(owner, 'createMonitor', { body: { name: 'Refunds', query: 'refund' } });
  monitorId = id;
  await hear(stage().database, owner, [
    ...['aoba drops at night', 'aoba drops again', 'aoba drops and drops', 'aoba drops, refund please'].map(
      (text) => madePost(text),
    ),
    madePost('あおば返金してほしい'),
    madePost('nothing to do with it'),
  ]);
});

async function open(desk: Desk, query: string): Promise<void> {
  await desk.page.goto(`/monitors/${monitorId}`);
  await desk.page.getByText(desk.t('monitors.view.text'), { exact: true }).click();
  await desk.page.getByRole('textbox', { name: desk.t('monitors.query'), exact: true }).fill(query);
}

test('a pause in typing tries the query: figures, where they come from, overlap', async () => {
  const { page, t } = owner;
  await open(owner, 'aoba OR あおば');
  const posts = page.locator('[data-hit]');
  await expect.poll(() => posts.count()).toBe(5);
  await page.getByText(t('monitors.dry.exact')).first().waitFor();
  const langs = page.getByRole('table', { name: t('monitors.dry.perLang') });
  await expect
    .poll(() => langs.getByRole('row').allInnerTexts())
    .toEqual(
      expect.arrayContaining([expect.stringMatching(/English\s+4/), expect.stringMatching(/Japanese\s+1/)]),
    );
  const others = page.getByRole('table', { name: t('monitors.dry.overlapOf') });
  await others.getByRole('row', { name: /Refunds\s*1/ }).waitFor();
});

test('the key tries it at once, also while one types', async () => {
  const { page } = owner;
  await open(owner, 'aoba drops');
  await page.keyboard.press('Control+Shift+Enter');
  await expect.poll(() => page.locator('[data-hit]').count()).toBe(4);
  await page.locator('mark', { hasText: 'drops' }).first().waitFor();
});

test('a sample is labelled by keys, and the precision with its interval is said', async () => {
  const { page, t } = owner;
  await page.goto(`/monitors/${monitorId}`);
  await button(owner, t('monitors.dry.action')).click();
  await page.locator('[data-hit]').first().waitFor();
  await page.locator('h1').first().click();
  const labelled = page.locator('[data-hit] [aria-pressed=true]');
  await page.keyboard.press('j');
  for (const [index, key] of ['r', 'r', 'n'].entries()) {
    await page.keyboard.press(key);
    await expect.poll(() => labelled.count()).toBe(index + 1);
  }
  await expect
    .poll(async () => (await call(owner, 'readLabels', { params: { id: monitorId } })).precision)
    .toMatchObject({ count: 2, of: 3 });
  await page.getByText(/2 of 3 labelled/).waitFor();
  await page.reload();
  await button(owner, t('monitors.dry.action')).click();
  await expect.poll(() => labelled.count()).toBe(3);
});

test('a new version says why, and what it finds that the one before did not', async () => {
  const { page, t } = owner;
  await open(owner, 'aoba drops OR あおば');
  await page.getByRole('textbox', { name: t('monitors.reason') }).fill('People write it in kana too');
  await button(owner, t('common.save')).click();
  await page.getByText(t('monitors.version', { number: 2 })).waitFor();
  await page.getByText('People write it in kana too').waitFor();
  await button(owner, t('monitors.changedHits')).click();
  await page.getByText(t('monitors.changedFrom', { before: 4, after: 5 })).waitFor();
  await page.getByText(t('monitors.addedHits', { count: 1 })).waitFor();
  const { versions } = await call(owner, 'readMonitor', { params: { id: monitorId } });
  expect(versions.map(({ reason }) => reason)).toEqual(['People write it in kana too', '']);
});

test('in Japanese, on a phone and in the dark: no fault that axe finds, nothing beside the screen', async () => {
  const phone = { width: 390, height: 844 };
  await call(owner, 'changeMe', { body: { locale: 'ja', preferences: { theme: 'system' } } });
  for (const theme of ['light', 'dark'] as const) {
    const desk = await stage().desk({ locale: 'ja', theme, viewport: phone });
    await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
    await open(desk, 'aoba drops OR あおば');
    await button(desk, desk.t('monitors.dry.action')).click();
    await desk.page.locator('[data-hit]').first().waitFor();
    // The pause after typing tries it once more.
    await settled(desk.page);
    expect(await axeFaults(desk.page)).toEqual([]);
    const wide = await desk.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(phone.width);
    await desk.context.close();
  }
  expect(stage().complaints).toEqual([]);
});
