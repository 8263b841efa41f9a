// Dyson: on one support account a question about a price, a complaint and praise come in; each is known for what it is.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage, type Desk } from '../e2e/support/stage.ts';
import { button, candidate, heard } from '../e2e/support/work.ts';
import { caseIdOn, expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  expectWhole,
  openByKeys,
  replyByKeys,
  sendByKeys,
  speakByKeys,
  writeByKeys,
} from './support/keys.ts';
import { joinPracticeAs, says, weSaid } from './support/practice.ts';

const stage = programStage();

const question =
  '@dyson_help ダイソンのドライヤー、限定色はいくらですか？自分のが気に入っているので妹にも贈りたいです';
const complaint =
  '@dyson_help ダイソンV11、買って一か月で充電できなくなった。三回問い合わせても返事がない。どうなってるの';
const praise = 'ダイソンV15に替えてから掃除が楽しい。買ってよかった、最高です！';
const price =
  'お問い合わせありがとうございます。限定色は59,400円（税込）です。ご希望のお色はお決まりですか？';
const sorry =
  '何度もお問い合わせいただいたのにお返事が届かず、申し訳ございません。充電台に置いたとき、ランプは点滅しますか？';
const thanks = 'うれしいお言葉をありがとうございます。お掃除の時間が楽しくなったと伺い、励みになります。';

/** What the guideline says of the draft that sounds like selling. */
const selling = ({ page, t }: Desk) =>
  page
    .getByRole('list', { name: t('composer.guideline') })
    .getByRole('listitem')
    .filter({ hasText: '売り込み' });

test('a question, a complaint and praise are told apart, and each is answered as it needs', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  const products = [{ name: 'ダイソン' }];
  await joinPracticeAs(desk, { company: 'Dyson Help', products, handle: 'dyson_help' });
  const praised = await says(desk, '直子', praise);
  const asked = await says(desk, '健', question);
  const complained = await says(desk, '美奈', complaint);

  // Each with what it is, who waits in need first, and praise last: found, though it names nobody.
  await page.goto('/candidates');
  for (const [text, kind] of [
    [complaint, t('judgement.complaint')],
    [question, t('judgement.question')],
    [praise, t('judgement.praise')],
  ] as const)
    await candidate(desk, text).getByText(kind).first().waitFor();
  const order = () => page.locator('[data-post] a > span:nth-child(2)').allTextContents();
  await expect.poll(order).toEqual([complaint, question, praise]);
  await expectWhole(desk, 'dyson-candidates');

  // Who complains is not told a price; the same words answer who asked for it.
  await openByKeys(desk, complaint);
  await speakByKeys(desk);
  await writeByKeys(desk, 'public', price);
  await selling(desk).first().waitFor();
  await replyByKeys(desk, 'public', sorry);
  const open = caseIdOn(desk);

  await openByKeys(desk, question);
  await speakByKeys(desk);
  await writeByKeys(desk, 'public', price);
  await page.getByRole('list', { name: t('composer.guideline') }).waitFor();
  expect(await selling(desk).count()).toBe(0);
  await sendByKeys(desk, price);
  await closeByKeys(desk, 'answered');

  await openByKeys(desk, praise);
  await speakByKeys(desk);
  await button(desk, t('react.like')).click();
  await replyByKeys(desk, 'public', thanks);
  await closeByKeys(desk, 'thanked');

  // The complaint stays open until it is solved, whoever else was thanked meanwhile.
  await says(desk, '美奈', '点滅しています', complained);
  await page.goto(`/cases/${open}`);
  await heard(desk, '点滅しています');
  await replyByKeys(desk, 'public', 'ありがとうございます。新しいバッテリーを無償でお送りいたします。');
  await closeByKeys(desk, 'solved');

  expect(await weSaid(desk, complained)).toHaveLength(2);
  expect(await weSaid(desk, asked)).toEqual([price]);
  expect(await weSaid(desk, praised)).toEqual([thanks]);
  const { rows } = await call(desk, 'listCases', { query: { state: 'closed' } });
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['answered', 'solved', 'thanked']));
  await expectAnsweredInLedger(desk, [complaint, question, praise]);
  expect(stage().complaints).toEqual([]);
});
