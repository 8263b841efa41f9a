// Facebook: “can't log in”, said to nobody; answered in our own words with the help page that solves it.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage } from '../e2e/support/stage.ts';
import { button, candidate, heard } from '../e2e/support/work.ts';
import { caseIdOn, expectAnsweredInLedger, expectMeasured, setHours } from './support/case-checks.ts';
import { closeByKeys, expectWhole, openByKeys, sendByKeys, speakByKeys } from './support/keys.ts';
import { joinPracticeAs, says, weSaid } from './support/practice.ts';

const stage = programStage();

const stuck = 'スマホを替えたらFacebookにログインできない。認証コードが届かなくて困ってる';
const solving = {
  title: '認証コードが届かずログインできないとき',
  url: 'https://help.example/login/code',
  text: 'スマホを替えて認証コードが届かず、ログインできないときの手順です。控えておいた復旧コードでログインできます。',
};
const other = {
  title: '請求書の見かた',
  url: 'https://help.example/billing',
  text: '広告の請求書を見る場所と、支払い方法の変え方です。',
};
const ownWords =
  '機種変更のあとのログインでお困りなのですね。以前に控えた復旧コードがあれば、コードを待たずに入れます。';
const thanks = '復旧コードで入れました！ありがとうございます';

test('somebody who is stuck gets the page that helps, with an answer beside the link', async () => {
  const startedMs = Date.now();
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  await joinPracticeAs(desk, {
    company: 'ヘルプデスク',
    products: [{ name: 'Facebook' }],
    handle: 'facebook_help',
  });
  await setHours(desk, 'always');

  await page.goto('/settings/articles');
  for (const article of [solving, other]) {
    await button(desk, t('settings.articles.add')).click();
    for (const field of ['title', 'url', 'text'] as const)
      await page.getByRole('textbox', { name: t(`settings.articles.${field}`) }).fill(article[field]);
    await button(desk, t('common.save')).click();
    await page.getByRole('heading', { name: article.title }).waitFor();
  }
  await expectWhole(desk, 'facebook-settings');

  const root = await says(desk, '結衣', stuck);
  await page.goto('/candidates');
  await candidate(desk, stuck).waitFor();
  await openByKeys(desk, stuck);
  await speakByKeys(desk);

  const field = page.getByRole('textbox', { name: t('composer.label.public') });
  await field.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ControlOrMeta+/');
  const offered = page.getByRole('group', { name: t('begin.articles') }).getByRole('option');
  await offered.filter({ hasText: solving.title }).getByText(solving.url).waitFor();
  await expect.poll(() => offered.count()).toBe(1);
  await expectWhole(desk, 'facebook-offered');
  await page.keyboard.press('Enter');
  const linked = `「${solving.title}」\n${solving.url}`;
  await expect.poll(() => field.inputValue()).toBe(`{自分の言葉で}\n${linked}`);
  // The blank is selected, to be written over.
  await field.and(page.locator(':focus')).waitFor();
  await page.keyboard.insertText(ownWords);
  await expect.poll(() => field.inputValue()).toBe(`${ownWords}\n${linked}`);
  await sendByKeys(desk, ownWords);
  const caseId = caseIdOn(desk);
  await says(desk, '結衣', thanks, root);
  await heard(desk, thanks);
  await closeByKeys(desk, 'solved');

  expect(await weSaid(desk, root)).toEqual([`${ownWords}\n${linked}`]);
  const use = async () => (await call(desk, 'listArticles')).rows.find(({ url }) => url === solving.url)?.use;
  await expect.poll(use).toMatchObject({ sent: 1, good: 1, dropped: 0 });
  await expectMeasured(desk, caseId, {
    outcome: 'solved',
    hours: 'always',
    withinMs: Date.now() - startedMs,
  });
  await expectAnsweredInLedger(desk, [stuck]);
  expect(stage().complaints).toEqual([]);
});
