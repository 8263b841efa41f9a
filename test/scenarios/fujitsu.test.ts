// Fujitsu FMV: people who are stuck with any PC are helped, not only with our own; such talk has manners of its own.
import { expect, test } from 'vitest';
import { call } from '../e2e/support/api.ts';
import { programStage } from '../e2e/support/stage.ts';
import { candidate, heard } from '../e2e/support/work.ts';
import { expectAnsweredInLedger } from './support/case-checks.ts';
import {
  closeByKeys,
  expectWhole,
  openByKeys,
  sendByKeys,
  speakByKeys,
  writeByKeys,
} from './support/keys.ts';
import { joinPracticeAs, says, weSaid } from './support/practice.ts';

const stage = programStage();

const stuck = 'ノートパソコンのWi-Fiが繋がらなくなった。再起動してもだめ、どうしたらいい？';
const solved = 'デスクトップパソコンの音が出なくて困ってる。誰か助けて';
const praise = '新しいパソコン届いた！サクサクで最高';
const selling = 'この機会にFMVへの買い替えはいかがですか？今ならクーポンをご利用いただけます。';
const help =
  '突然失礼いたします。Wi-Fiがつながらないとのこと、お困りですね。ほかの機器では同じWi-Fiにつながりますか？';

test('who is stuck with any PC is helped, without selling and without intruding', async () => {
  const desk = await stage().desk({ locale: 'ja' });
  const { page, t } = desk;
  await joinPracticeAs(desk, {
    company: '富士通サポート',
    products: [{ name: 'FMV' }],
    handle: 'fmv_support',
  });
  // A category is listened to beside the brand: words of being stuck, and none of who only tells of a new one.
  const query =
    '(パソコン OR ノートPC) (繋がらない OR つながらない OR 繋がらなく OR 固まる OR 困って OR 助けて)';
  await call(desk, 'createMonitor', { body: { name: 'PCで困っている人', query, active: true } });
  await says(desk, '直子', praise);
  const root = await says(desk, '健', stuck);
  const own = await says(desk, '美奈', solved);
  await says(desk, '美奈', '自己解決しました。ミュートになってただけでした', own);

  await page.goto('/candidates');
  await candidate(desk, stuck).waitFor();
  await candidate(desk, solved).waitFor();
  expect(await candidate(desk, praise).count()).toBe(0);

  // Who has helped themselves is left in peace: the advice says so, and one key takes it.
  const { rows } = await call(desk, 'listCandidates', { query: { limit: 50 } });
  const params = { id: rows.find((row) => row.post.text === solved)?.post.id ?? '' };
  await expect.poll(async () => (await call(desk, 'readAdvice', { params })).advice).toBe('silent');
  await openByKeys(desk, solved);
  await page.getByText(t('advice.silent'), { exact: true }).first().waitFor();
  await expectWhole(desk, 'fujitsu-advice');
  await page.keyboard.press('y');
  await expect
    .poll(async () =>
      (await call(desk, 'listLedger', { query: { heap: 'closed' } })).rows.map((row) => row.reason),
    )
    .toEqual(['already_solved']);

  await openByKeys(desk, stuck);
  await speakByKeys(desk);
  await writeByKeys(desk, 'public', selling);
  const findings = page.getByRole('list', { name: t('composer.guideline') }).getByRole('listitem');
  await findings.filter({ hasText: '売り込み' }).first().waitFor();
  // They never heard of us: the help says who it comes from, put there by one key.
  await writeByKeys(desk, 'public', help);
  await findings.filter({ hasText: '名乗り' }).waitFor();
  await page.keyboard.press('ControlOrMeta+.');
  const field = page.getByRole('textbox', { name: t('composer.label.public') });
  await expect.poll(() => field.inputValue()).toContain('富士通サポート');
  const said = await field.inputValue();
  await sendByKeys(desk, help);

  await says(desk, '健', 'スマホはつながります。ルーターの再起動で直りました、ありがとう！', root);
  await heard(desk, 'ルーターの再起動で直りました');
  await closeByKeys(desk, 'solved');
  expect(await weSaid(desk, root)).toEqual([said]);
  expect(await weSaid(desk, own)).toEqual([]);
  await expectAnsweredInLedger(desk, [stuck]);
  expect(stage().complaints).toEqual([]);
});
