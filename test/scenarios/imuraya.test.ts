// Imuraya: on the day of red rice its hashtag is listened to; fans are answered, and another company's account is talked with, without a ticket.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage } from '../e2e/support/stage.ts';
import { button, candidate, heard } from '../e2e/support/work.ts';
import { expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  converseByKeys,
  ended,
  expectWhole,
  makeCaseByKeys,
  openByKeys,
  replyByKeys,
  speakByKeys,
} from './support/keys.ts';
import { joinPracticeAs, says, speakAs, weSaid } from './support/practice.ts';

const stage = programStage();

const fan = '今日はお赤飯の日なんですね！ゆであずきで炊いてみます #お赤飯の日';
const toFan = 'うれしいです！ゆであずきなら水の量は少し控えめにすると、ふっくら炊けますよ。';
const company =
  '@imuraya_dm お赤飯の日、おめでとうございます！うちの計量スプーンも今日は大活躍です #お赤飯の日';
const toCompany = 'ありがとうございます！はかるところから、おいしいお赤飯は始まりますね。';
const back = '今度いっしょにレシピを考えましょう！';
const other = '#お寿司の日 のほうが好きかな';

test('the day’s hashtag brings fans and another company, and the talk goes to and fro', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  const products = [{ name: 'あずきバー' }];
  const accountId = await joinPracticeAs(desk, { company: '井村屋', products, handle: 'imuraya_dm' });
  await speakAs(desk, accountId, { name: '井村屋', emoji: 'allowed', register: 'friendly' });
  await call(desk, 'createMonitor', { body: { name: 'お赤飯の日', query: '#お赤飯の日', active: true } });
  const fromFan = await says(desk, '直子', fan);
  const fromCompany = await says(desk, 'はかり屋公式', company);
  await says(desk, '健', other);

  await page.goto('/candidates');
  await candidate(desk, fan).waitFor();
  await candidate(desk, company).waitFor();
  expect(await candidate(desk, other).count()).toBe(0);

  await openByKeys(desk, company);
  await converseByKeys(desk);
  await button(desk, t('react.like')).first().click();
  await button(desk, t('react.repost')).first().click();
  await replyByKeys(desk, 'public', toCompany);
  await ended(desk);
  await says(desk, 'はかり屋公式', back, fromCompany);
  await heard(desk, back);
  await expectWhole(desk, 'imuraya');
  await replyByKeys(desk, 'public', 'ぜひお願いします！楽しみにしています。');
  await ended(desk);
  // There is something to be done now: it goes on as a case.
  await makeCaseByKeys(desk);
  await closeByKeys(desk, 'handed_over');

  // A fan who did not call on us is spoken to in a case.
  await openByKeys(desk, fan);
  expect(await button(desk, t('decide.converse')).count()).toBe(0);
  await speakByKeys(desk);
  await replyByKeys(desk, 'public', toFan);
  await closeByKeys(desk, 'thanked');

  expect(await weSaid(desk, fromFan)).toEqual([toFan]);
  expect(await weSaid(desk, fromCompany)).toHaveLength(2);
  const { rows } = await call(desk, 'readPracticeTimeline', { query: { root: fromCompany } });
  expect(rows.find(({ id }) => id === fromCompany)).toMatchObject({ likes: 1, reposts: 1 });
  await expectAnsweredInLedger(desk, [fan, company]);
  expect(stage().complaints).toEqual([]);
});
