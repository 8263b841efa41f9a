// What posts were judged to be, as an agent sees it: in the list, and with probabilities beside the post.
import { expect, test } from 'vitest';
import { call, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { hear, madePost } from './support/hear.ts';
import { programStage } from './support/stage.ts';

const stage = programStage();

test('the list says what each post is, and the reasons how sure that is, in both languages', async () => {
  const owner = await stage().desk();
  await setUpCompany(owner, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: ['アオバ'] }] });
  await call(owner, 'createMonitor', { body: { name: 'Aoba', query: 'アオバ OR aoba' } });
  await hear(stage().database, owner, [
    madePost('アオバ、また繋がらない。三回目なんだけど、どうすればいいの…誰か助けて'),
    madePost('アオバの充電器から煙が出て子どもが火傷した。どうしたらいいですか'),
    madePost('フォロー&リポストで抽選10名様にアオバが当たる！プロフのリンクから応募してね'),
  ]);
  const { rows } = await call(owner, 'listCandidates', { query: {} });
  const saidOf = (words: string): string[] =>
    (rows.find(({ post }) => post.text.includes(words))?.judgements ?? []).map(
      ({ kind, value }) => `${kind} ${value}`,
    );
  expect(saidOf('三回目')).toContain('help yes');
  expect(saidOf('火傷')).toContain('urgency 3');
  expect(saidOf('抽選')).toEqual(expect.arrayContaining(['spam yes', 'speak no']));

  for (const locale of ['en', 'ja'] as const) {
    const desk = await stage().desk({ locale, theme: locale === 'ja' ? 'dark' : 'light' });
    await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
    await call(desk, 'changeMe', { body: { locale, preferences: { theme: 'system' } } });
    const { page, t } = desk;
    await page.goto('/candidates');
    const row = page.locator('[data-post]').filter({ hasText: '火傷' });
    await row.getByText(t('judgement.urgency3'), { exact: true }).waitFor();
    await row.getByRole('link').click();
    await page.getByRole('complementary').getByText(t('why.judged'), { exact: true }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  }
  expect(stage().complaints).toEqual([]);
});
