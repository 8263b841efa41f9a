// Sakura Internet: the character まりな greets at the start and the end of the week, and answers within a day, with a screenshot.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage } from '../e2e/support/stage.ts';
import { button, heard } from '../e2e/support/work.ts';
import { caseIdOn, expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  expectWhole,
  openByKeys,
  sendByKeys,
  speakByKeys,
  writeByKeys,
} from './support/keys.ts';
import { joinPracticeAs, says, speakAs, weSaid } from './support/practice.ts';

const stage = programStage();

const monday = 'おはようございます、まりなです。今週も{hours}にお待ちしています！';
const usual = 'おはようございます。本日も{hours}に承ります。';
const evening = '本日の受付は終わりました。次は{next}からです。';
const friday = '今週もありがとうございました。次は{next}からです。よい週末を！ まりな';
const question = '@sakura_marina さくらのVPSでSSHの鍵を登録する画面がわかりません。どこから設定できますか？';
const answer =
  'お問い合わせありがとうございます、まりなです！鍵の登録は、コントロールパネルの「SSHキー」からできますよ。画像の赤い丸のところです。見つかりましたか？';
const alt = 'コントロールパネルの「SSHキー」に赤い丸をつけた画面';
const aDayMs = 24 * 3_600_000;

test('a character greets the week, and answers a mention with a screenshot', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  const products = [{ name: 'さくらのVPS' }];
  const accountId = await joinPracticeAs(desk, { company: 'まりな', products, handle: 'sakura_marina' });
  await speakAs(desk, accountId, { name: 'まりな', emoji: 'allowed', register: 'friendly' });
  const open: [number, number][] = [[9 * 60 + 30, 18 * 60 + 30]];
  // From Monday on.
  const week = Array.from({ length: 7 }, (_, day) => (day < 5 ? open : []));
  const { afterHours } = await call(desk, 'readAccountHours', { params: { id: accountId } });
  await call(desk, 'saveAccountHours', {
    params: { id: accountId },
    body: {
      ownHours: { timeZone: 'Asia/Tokyo', businessHours: { week, otherDays: [] } },
      dayPosts: {
        lang: 'ja',
        opening: { usual: [usual], first: [monday] },
        closing: { usual: [evening], last: [friday] },
      },
      afterHours,
      dayPostsOn: false,
      afterHoursOn: false,
    },
  });
  const asked = await says(desk, '健', question);

  // The coming fortnight, word for word: every week begins with a greeting of its own and ends with another.
  await page.goto('/settings/clock');
  const plan = page.getByRole('list', { name: t('settings.byClock.plan') });
  await plan.getByText('今週も9:30–18:30にお待ちしています').first().waitFor();
  const posts = await plan.getByRole('listitem').allInnerTexts();
  const greeting = posts.filter((post) => post.includes('おはようございます、まりなです'));
  const goodbyes = posts.filter((post) => post.includes('よい週末を'));
  expect(greeting).toHaveLength(2);
  expect(goodbyes).toHaveLength(2);
  expect(greeting.every((post) => post.includes('(月)'))).toBe(true);
  expect(goodbyes.every((post) => post.includes('(金)') && post.includes('（月）9:30'))).toBe(true);
  await expectWhole(desk, 'sakura-week');

  await page.goto('/candidates');
  await openByKeys(desk, question);
  await speakByKeys(desk);
  const caseId = caseIdOn(desk);
  await writeByKeys(desk, 'public', answer);
  const chooser = page.waitForEvent('filechooser');
  await button(desk, t('attach.add')).click();
  const screenshot = sharp({ create: { width: 640, height: 400, channels: 3, background: '#eef' } });
  const buffer = await screenshot.png().toBuffer();
  await (await chooser).setFiles({ name: 'ssh.png', mimeType: 'image/png', buffer });
  await page.getByLabel(t('attach.alt', { number: 1 })).fill(alt);
  await sendByKeys(desk, answer);
  const { rows } = await call(desk, 'readPracticeTimeline', { query: { root: asked } });
  const ours = rows.find((post) => post.ours);
  expect(ours).toMatchObject({ text: answer, replyTo: asked, image: { alt } });

  const thanks = 'ありました！まりなさん、ありがとうございます';
  await says(desk, '健', thanks, ours?.id);
  await heard(desk, thanks);
  await closeByKeys(desk, 'solved');
  expect(await weSaid(desk, asked)).toEqual([answer]);
  const { case: row } = await call(desk, 'readCase', { params: { id: caseId } });
  expect(row.firstReactionMs).toBeGreaterThan(0);
  expect(row.firstReactionMs).toBeLessThan(aDayMs);
  await expectAnsweredInLedger(desk, [question]);
  expect(stage().complaints).toEqual([]);
});
