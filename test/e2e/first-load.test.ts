// Proves that the first page stays light, and that pages after it have their words however slowly these come.
import { expect, test } from 'vitest';
import { firstLoad } from '../../bench/kit/first-load.ts';
import { ensureWebApp } from '../../src/main/web-app.ts';
import { silentLog } from '../../src/storage/log.ts';
import en from '../../src/web/locales/en.json' with { type: 'json' };
import { setUpCompany } from './support/api.ts';
import { programStage, type Desk } from './support/stage.ts';
import { wordsOf } from './support/words.ts';

const stage = programStage();

/** The goal for the scripts of the first load, with its words and what comes behind it by itself, gzipped. */
const MOST_BYTES = 250_000;

test.each(['ja', 'en'] as const)('scripts and words of the first page, in %s', async (locale) => {
  const { scriptBytes, wordsBytes, behindBytes } = await firstLoad(await ensureWebApp(silentLog), locale);
  // Less than this would be a page that was not found, not a lighter one.
  expect(scriptBytes).toBeGreaterThan(100_000);
  expect(wordsBytes).toBeGreaterThan(3000);
  expect(behindBytes).toBeGreaterThan(10_000);
  expect(scriptBytes + wordsBytes + behindBytes).toBeLessThanOrEqual(MOST_BYTES);
});

/** In the page: notes every message id that ever stands there instead of its words. */
const watchForIds = `
  const ids = new Set(${JSON.stringify(Object.keys(en))});
  window.idsSeen = new Set();
  new MutationObserver(() => {
    const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (ids.has(texts.currentNode.data)) idsSeen.add(texts.currentNode.data);
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

async function idsSeen({ page }: Desk): Promise<string[]> {
  return page.evaluate<string[]>('[...window.idsSeen]');
}

test('no page shows the name of a message for its words, and a language changes all of them', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  await setUpCompany(desk);
  await page.addInitScript(watchForIds);
  const release = Promise.withResolvers<undefined>();
  await page.route('**/assets/ja-later-*.js', async (route) => {
    await release.promise;
    await route.continue();
  });
  const asked = page.waitForRequest('**/assets/ja-later-*.js');
  await page.goto('/candidates');
  await page.getByRole('link', { name: t('frame.settings') }).click();
  await asked;
  await page.getByRole('status', { name: t('state.loading') }).waitFor();
  release.resolve(undefined);
  await page.getByRole('navigation', { name: t('settings.sections') }).waitFor();

  await page.getByText('English', { exact: true }).first().click();
  const say = wordsOf('en');
  await page.getByRole('navigation', { name: say('settings.sections') }).waitFor();
  await page.getByRole('link', { name: say('frame.team') }).click();
  await page.getByRole('button', { name: say('team.invite') }).waitFor();
  expect(await idsSeen(desk)).toEqual([]);
});

test('the words of later pages come by themselves when the first page is at rest', async () => {
  const { page } = await stage().desk();
  const later = page.waitForResponse('**/assets/en-later-*.js');
  await page.goto('/sign-in');
  expect((await later).ok()).toBe(true);
});
