// Personal data on the screen: dots in lists, the whole text and a word about it where a post was opened.
import { expect, test } from 'vitest';
import { call, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, madePost } from './support/hear.ts';
import { programStage } from './support/stage.ts';

const stage = programStage();
const japanese = 'アオバが繋がりません。電話は090-1234-5678、住所は東京都渋谷区神南1-2-3です';
const english = 'My Aoba router is dead, please write to taro@example.com';

test('lists cover it, with what matched still marked; what is opened shows it and says what it is', async () => {
  const owner = await stage().desk();
  await setUpCompany(owner, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['アオバ'] }] });
  await call(owner, 'createMonitor', { body: { name: 'Aoba', query: '繋がりません OR dead' } });
  await hear(stage().database, owner, [madePost(japanese), madePost(english)]);

  for (const locale of ['en', 'ja'] as const) {
    const desk = await stage().desk({ locale, theme: locale === 'ja' ? 'dark' : 'light' });
    await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
    await call(desk, 'changeMe', { body: { locale, preferences: { theme: 'system' } } });
    const { page, t } = desk;
    for (const list of ['/candidates', '/ledger']) {
      await page.goto(list);
      const row = page.getByText('電話は•••‑••••‑••••、住所は•••••••••‑•‑•です');
      await row.waitFor();
      expect(await row.locator('mark').allTextContents()).toContain('繋がりません');
      // Nothing is folded away as noise in the ledger.
      if (list === '/ledger')
        await page.getByText('••••@•••••••.•••').locator('mark', { hasText: 'dead' }).waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/1234|taro@|神南/u);
    }
    await page.goto('/candidates');
    await page.getByRole('link').filter({ hasText: '•••‑••••‑••••' }).click();
    const opened = page.getByRole('article').filter({ hasText: '090-1234-5678' });
    await opened.waitFor();
    expect(await opened.locator('[data-personal]').allTextContents()).toEqual([
      '090-1234-5678',
      '東京都渋谷区神南1-2-3',
    ]);
    const kinds = [t('personalData.phone'), t('personalData.address')].join(t('common.comma'));
    await opened.getByText(t('personalData.in', { kinds }), { exact: true }).waitFor();
    expect(await axeFaults(page, 'all')).toEqual([]);
  }

  await call(owner, 'changeWorkspace', { body: { settings: { coverPersonalData: false } } });
  await owner.page.goto('/candidates');
  await owner.page.getByText(japanese).waitFor();
  expect(stage().complaints).toEqual([]);
});
