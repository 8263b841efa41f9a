// Amazon Help: nine of ten contacts are found by the company itself, in posts that do not tag it, in several languages.
import { expect, test } from 'vitest';
import { setUpCompany } from '../e2e/support/api.ts';
import { addSource, changeInbound, connectBluesky } from '../e2e/support/connections.ts';
import { programStage } from '../e2e/support/stage.ts';
import {
  button,
  candidate,
  closeCase,
  conversation,
  heard,
  openCandidate,
  reply,
  speak,
} from '../e2e/support/work.ts';
import { postsOf, reactionsOf, blueskyStage } from './support/bluesky.ts';
import { caseIdOn, expectAnsweredInLedger, expectMeasured, setHours } from './support/case-checks.ts';

const bluesky = blueskyStage();
const stage = programStage(bluesky.start);

const ja = {
  post: '昨日からFIRETVの画面が真っ暗のまま。なにこれ',
  answer: 'お困りのところ失礼します。電源を抜いて10秒待つと直ることがあります。ランプは点いていますか?',
  thanks: 'つきました!ありがとうございます',
};
const en = {
  post: 'My FIRETV remote stopped pairing after the update, three evenings in a row now',
  answer: 'Sorry to hear that. Does the remote pair again after you take the batteries out for a minute?',
  thanks: 'It does, thank you for finding me',
};

test('untagged posts in two languages are found, answered in their language, and followed to the end', async (context) => {
  const world = bluesky.world();
  if (world === null) return context.skip('its servers cannot run here');
  const startedMs = Date.now();
  const desk = await stage().desk();
  const { page, t } = desk;
  await setUpCompany(desk, {
    company: 'Amazon Help',
    products: [{ name: 'Fire TV', aliases: ['FIRETV', 'ファイヤーTV'], lookalikes: ['fire tv series'] }],
  });
  await setHours(desk, 'always');
  await page.goto('/');

  const us = await world.person('amazonhelp', 'Amazon Help');
  const [taro, emma] = [await world.person('taro', '太郎'), await world.person('emma', 'Emma')];
  await connectBluesky(desk, {
    server: world.atproto.pdsUrl,
    identifier: us.handle,
    password: await us.createAppPassword('kizuki', { privileged: true }),
  });
  await changeInbound(desk, t('field.bluesky.poll_seconds'), '1');
  await addSource(desk, t('source.bluesky.jetstream'), {
    [t('field.bluesky.url')]: world.jetstream.url,
    [t('field.bluesky.appview')]: world.atproto.appviewUrl ?? '',
  });

  await emma.post('Lovely evening, no screens at all', { langs: ['en'] });
  const emmasPost = await emma.post(en.post, { langs: ['en'] });
  const tarosPost = await taro.post(ja.post, { langs: ['ja'] });

  // Found without being called; what speaks of nothing of ours is not here.
  await openCandidate(desk, ja.post);
  await candidate(desk, en.post).waitFor();
  expect(await page.getByText('no screens at all').count()).toBe(0);
  await expect.poll(() => candidate(desk, ja.post).innerText()).toContain('Japanese');
  await expect.poll(() => candidate(desk, en.post).innerText()).toContain('English');

  await speak(desk);
  await button(desk, t('react.like')).click();
  await button(desk, t('react.repost')).click();
  await reply(desk, 'public', ja.answer);
  const japaneseCase = caseIdOn(desk);

  await openCandidate(desk, en.post);
  await speak(desk);
  await reply(desk, 'public', en.answer);
  const englishCase = caseIdOn(desk);
  expect(englishCase).not.toBe(japaneseCase);

  // On the network: each answer once, in the right place.
  const answers = await postsOf(us);
  expect(answers.map(({ text, reply: at }) => [text, at?.parent.uri, at?.root.uri])).toEqual([
    [ja.answer, tarosPost.uri, tarosPost.uri],
    [en.answer, emmasPost.uri, emmasPost.uri],
  ]);
  await expect.poll(() => reactionsOf(us, 'like')).toEqual([tarosPost.uri]);
  await expect.poll(() => reactionsOf(us, 'repost')).toEqual([tarosPost.uri]);

  // What they answer comes back to the same case, once, though two sources hear it.
  const find = (text: string) => answers.find((answer) => answer.text === text)?.uri ?? '';
  await emma.reply(await refOf(find(en.answer)), en.thanks);
  await heard(desk, en.thanks);
  await closeCase(desk, 'solved');
  await taro.reply(await refOf(find(ja.answer)), ja.thanks);
  await page.goto(`/cases/${japaneseCase}`);
  await heard(desk, ja.thanks);
  expect(await conversation(desk).getByText(ja.thanks).count()).toBe(1);
  await closeCase(desk, 'solved');

  const withinMs = Date.now() - startedMs;
  for (const id of [japaneseCase, englishCase]) {
    await expectMeasured(desk, id, { outcome: 'solved', hours: 'always', withinMs });
  }
  await expectAnsweredInLedger(desk, [ja.post, en.post]);
  expect((await postsOf(us)).length).toBe(2);
  expect(stage().complaints).toEqual([]);

  async function refOf(uri: string): Promise<{ uri: string; cid: string }> {
    const rkey = uri.split('/').at(-1) ?? '';
    const { cid } = await us.agent.getPost({ repo: us.did, rkey });
    return { uri, cid };
  }
});
