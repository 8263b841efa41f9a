// Forms tell what is missing in the language of the page, at the field, and nothing is sent until then.
import { expect, test } from 'vitest';
import { programStage, type Desk } from './support/stage.ts';
import { button } from './support/work.ts';

const stage = programStage();

/** What the page tells about a field. */
async function told({ page }: Desk, label: string): Promise<string> {
  const field = page.getByLabel(label).first();
  const ids = (await field.getAttribute('aria-describedby'))?.split(' ').filter((id) => id !== '') ?? [];
  const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).innerText()));
  return texts.join(' ');
}

test('the owner’s account says what is missing, and the first of it takes the focus', async () => {
  // The browser's own words would be English here.
  const desk = await stage().desk();
  const { page, t } = desk;
  const sends: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sends.push(request.url()));
  await page.goto('/');
  await page.getByRole('heading', { name: t('welcome.owner.title') }).waitFor();
  await button(desk, t('welcome.owner.action')).click();
  for (const label of ['account.name', 'signIn.email', 'signIn.password'] as const) {
    await expect.poll(() => told(desk, t(label))).toContain(t('form.missing'));
  }
  const focused = page.locator(':focus');
  await expect.poll(() => focused.getAttribute('autocomplete')).toBe('name');
  expect(await page.locator('form:not([novalidate])').count()).toBe(0);

  await page.getByLabel(t('account.name')).fill('Olga');
  await page.getByLabel(t('signIn.email')).fill('olga@acme');
  await page.getByLabel(t('signIn.password')).first().fill('too short');
  await page.keyboard.press('Enter');
  await expect.poll(() => told(desk, t('signIn.email'))).toContain(t('form.email'));
  await expect.poll(() => told(desk, t('signIn.password'))).toContain(t('account.passwordLeft', { left: 1 }));
  await expect.poll(() => focused.getAttribute('type')).toBe('email');
  expect(sends).toEqual([]);

  await page.getByLabel(t('signIn.email')).fill('olga@acme.example');
  await page.getByLabel(t('signIn.password')).first().fill('long enough now');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t('welcome.company.title'), level: 1 }).waitFor();
  expect(sends.length).toBeGreaterThan(0);
});

test('signing in says it too, in Japanese', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  await page.goto('/sign-in');
  await page.getByLabel(t('signIn.email')).fill('ol');
  await page.keyboard.press('Enter');
  await page.getByText(t('form.email')).waitFor();
  await page.getByText(t('form.missing'), { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});
