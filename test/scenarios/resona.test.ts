// Resona Bank: fans ask the mascot りそにゃ when and where to get the calendar; it has a voice of its own, and limits.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage } from '../e2e/support/stage.ts';
import { button, heard } from '../e2e/support/work.ts';
import { expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  expectWhole,
  openByKeys,
  replyByKeys,
  sendByKeys,
  speakByKeys,
  writeByKeys,
} from './support/keys.ts';
import { joinPracticeAs, says, speakAs, weSaid } from './support/practice.ts';

const stage = programStage();

const calendar = '@resona_risonya りそにゃのカレンダー、今年はいつから、どこでもらえますか？';
const where =
  'りそにゃだよ！カレンダーを楽しみにしてくれてうれしいにゃ😺 12月1日から、お近くのりそな銀行の窓口でお渡しするにゃ。';
const loan = '@resona_risonya りそにゃ、住宅ローンの金利はいま何パーセントですか？';
const rate = 'りそにゃだよ！いまの金利は0.5パーセントだにゃ😺';
const passedOn =
  'りそにゃだよ！大切なお金のことは、くわしい係がお答えするにゃ。お近くの窓口で聞いてもらえるかにゃ？';

test('a question to the mascot is answered in its voice, and what it may not say is stopped', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  const products = [{ name: 'りそにゃ' }];
  const accountId = await joinPracticeAs(desk, { company: 'Resona', products, handle: 'resona_risonya' });
  await speakAs(desk, accountId, {
    name: 'りそにゃ',
    emoji: 'allowed',
    register: 'friendly',
    limits: [{ words: ['金利', '元本保証'], instead: '窓口をご案内します' }],
  });
  const asked = await says(desk, '健', calendar);
  const money = await says(desk, '美奈', loan);
  const findings = page.getByRole('list', { name: t('composer.guideline') }).getByRole('listitem');

  // Its voice is no fault: neither the emoji nor the way it ends its sentences.
  await page.goto('/candidates');
  await openByKeys(desk, calendar);
  await speakByKeys(desk);
  // With a word that it never says, so that what is found stands there when its voice is looked for.
  await writeByKeys(desk, 'public', `${where}元本保証だにゃ`);
  // The rule for promises may find the same words: this is about what is never said.
  const never = findings.filter({ hasText: '「りそにゃ」は「元本保証」の話をしません' });
  await never.waitFor();
  expect(await findings.filter({ hasText: /絵文字|くだけ/u }).count()).toBe(0);
  await writeByKeys(desk, 'public', where);
  await never.waitFor({ state: 'detached' });
  expect(await findings.filter({ hasText: /絵文字|くだけ/u }).count()).toBe(0);
  await sendByKeys(desk, where);
  await says(desk, '健', '12月1日ですね、もらいに行きます！', asked);
  await heard(desk, 'もらいに行きます');
  await button(desk, t('react.like')).last().click();
  await closeByKeys(desk, 'answered');

  // What a mascot may not say stops, and cannot slip out by its key.
  await openByKeys(desk, loan);
  await speakByKeys(desk);
  await writeByKeys(desk, 'public', rate);
  await findings
    .filter({ hasText: t('composer.stops') })
    .filter({ hasText: '金利' })
    .waitFor();
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('dialog').getByText(t('composer.stopped')).waitFor();
  await page.keyboard.press('Escape');
  await expectWhole(desk, 'resona-stopped');
  await replyByKeys(desk, 'public', passedOn);
  await closeByKeys(desk, 'handed_over');

  expect(await weSaid(desk, asked)).toEqual([where]);
  expect(await weSaid(desk, money)).toEqual([passedOn]);
  expect((await call(desk, 'listCases', { query: { state: 'closed' } })).rows).toHaveLength(2);
  await expectAnsweredInLedger(desk, [calendar, loan]);
  expect(stage().complaints).toEqual([]);
});
