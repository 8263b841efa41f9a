// Stories as a trainee meets them: begun, answered well or badly or not at all, over the real database.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { stories } from '../../src/domain/practice/stories/registry.ts';
import type { PracticePost } from '../../src/domain/practice/records.ts';
import { tick } from '../../src/networks/practice/run.ts';
import { testDatabase } from '../harness/database.ts';
import { setStage, type Stage } from './stage.ts';

const database = testDatabase();
const minuteMs = 60_000;

async function opened(stage: Stage, storyId: string): Promise<{ runId: string; post: PracticePost }> {
  const run = await stage.service.startStory(stage.workspaceId, storyId);
  await stage.pass(1_000);
  const [post] = (await stage.service.timeline(stage.workspaceId, { cursor: null, limit: 1 })).items;
  if (post === undefined) throw new Error('the story did not open');
  return { runId: run.id, post };
}

describe('a story', () => {
  test('from a public complaint over an apology into DM, to thanks', async () => {
    const stage = await setStage(database());
    const { runId, post } = await opened(stage, 'ja-wrong-item');
    expect(post.text).toMatch(/@minamo_support .*ミナモ/u);
    expect(post.mentions).toEqual([{ id: stage.accountId, handle: 'minamo_support' }]);
    expect(post.images).toHaveLength(1);
    await stage.pass(2 * minuteMs, 5_000);
    await stage.answer(
      post.id,
      'ご迷惑をおかけし申し訳ございません。詳しくうかがいたいので、DMをお送りいただけますでしょうか。',
    );
    await stage.pass(4_000);
    expect((await stage.service.thread(stage.workspaceId, post.id)).map((each) => each.author.kind)).toEqual([
      'cast',
      'account',
    ]);
    await stage.pass(3 * minuteMs, 5_000);
    const messages = await stage.service.messages(stage.workspaceId, post.author.id);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toMatch(/N-\d{6}/u);
    await stage.answer(messages[0]?.id ?? '', 'ありがとうございます。すぐにお取り替えいたします。', {
      visibility: 'dm',
    });
    await stage.pass(5 * minuteMs, 5_000);
    const run = await stage.run(runId);
    expect(run).toMatchObject({ outcome: 'thanked', play: { answers: 2 } });
    expect(run.play.firstAnswerMs).toBeGreaterThanOrEqual(2 * minuteMs);
    expect(await stage.service.messages(stage.workspaceId, post.author.id)).toHaveLength(3);
    expect((await stage.service.thread(stage.workspaceId, post.id)).at(-1)?.text).toMatch(/対応|解決/u);
  });

  test('left alone: gets angrier and goes; a day passes in ten minutes', async () => {
    const stage = await setStage(database(), { speed: 144 });
    const { runId } = await opened(stage, 'ja-cancel-threat');
    await stage.pass(10 * minuteMs, 1_000);
    expect((await stage.run(runId)).outcome).toBe('left');
    expect((await stage.said(runId)).length).toBeGreaterThanOrEqual(3);
  });

  test('a copied reply is noticed, and one that sells is not welcome', async () => {
    const stage = await setStage(database());
    const first = await opened(stage, 'ja-cannot-log-in');
    const text = 'ご不便をおかけしております。恐れ入りますが、どの画面で止まるか教えていただけますか。';
    await stage.answer(first.post.id, text);
    const second = await opened(stage, 'ja-wrong-item');
    await stage.answer(second.post.id, text);
    await stage.pass(minuteMs);
    expect((await stage.said(second.runId)).at(-1)).toMatch(/コピペ|同じの送って/u);
    await stage.answer(second.post.id, '今ならクーポンで30%割引です！');
    await stage.pass(minuteMs);
    expect((await stage.said(second.runId)).at(-1)).toMatch(/宣伝|おすすめ/u);
  });

  test('the second part of a long answer is no second answer', async () => {
    const stage = await setStage(database());
    const { runId, post } = await opened(stage, 'en-cannot-log-in');
    const part = await stage.answer(post.id, 'Sorry to hear that. Which phone do you use? (1/2)');
    await stage.answer(part, 'And does the reset email arrive? (2/2)');
    await stage.pass(minuteMs);
    expect((await stage.run(runId)).play.answers).toBe(1);
    const thread = await stage.service.thread(stage.workspaceId, post.id);
    expect(thread).toHaveLength(4);
    // They answer what was said last.
    expect(thread.at(-1)?.replyTo).toBe(thread.at(-2)?.id);
  });

  test('who posted a number in public takes it down when shown the way to DM', async () => {
    const stage = await setStage(database());
    const { runId, post } = await opened(stage, 'ja-charged-twice');
    await stage.answer(post.id, 'ご不便をおかけしております。ご注文番号をこちらにご記入ください。');
    await stage.pass(minuteMs);
    expect((await stage.said(runId)).at(-1)).toMatch(/N-\d{6}/u);
    const leak = (await stage.service.thread(stage.workspaceId, post.id)).at(-1);
    await stage.answer(
      leak?.id ?? '',
      '公開の場でお尋ねし失礼しました。投稿を消して、DMでお知らせください。',
    );
    await stage.pass(2 * minuteMs);
    expect((await stage.service.thread(stage.workspaceId, post.id)).map((each) => each.id)).not.toContain(
      leak?.id,
    );
    expect(await stage.service.messages(stage.workspaceId, post.author.id)).toHaveLength(1);
  });

  test('friends are left in peace, or not', async () => {
    const stage = await setStage(database(), { speed: 20 });
    const peace = await opened(stage, 'en-friends-chatting');
    await stage.pass(5 * minuteMs, 2_000);
    expect((await stage.run(peace.runId)).outcome).toBe('chat');
    expect(await stage.service.thread(stage.workspaceId, peace.post.id)).toHaveLength(4);
    const broken = await opened(stage, 'en-friends-chatting');
    await stage.answer(broken.post.id, 'Hi both! Have a lovely Saturday with us!');
    await stage.pass(minuteMs);
    expect((await stage.run(broken.runId)).outcome).toBe('annoyed');
  });

  test('a like is noticed', async () => {
    const stage = await setStage(database());
    const { runId, post } = await opened(stage, 'ja-fan-praise');
    await stage.publisher.like({ nativeId: post.id }, randomUUID());
    await stage.pass(minuteMs);
    expect((await stage.said(runId)).at(-1)).toMatch(/いいね/u);
  });

  test('spam leaves the network, with all it wrote', async () => {
    const stage = await setStage(database(), { speed: 60 });
    const { runId, post } = await opened(stage, 'en-spam');
    await stage.pass(2 * minuteMs, 2_000);
    expect((await stage.run(runId)).outcome).toBe('chat');
    expect((await stage.store.person(stage.workspaceId, post.author.id))?.goneAt).not.toBeNull();
    expect(await stage.said(runId)).toEqual([]);
    expect((await stage.store.eventsAfter(stage.workspaceId, 0, 500)).map((event) => event.type)).toContain(
      'gone',
    );
  });

  test('people answer within 5 to 40 seconds', async () => {
    const stage = await setStage(database());
    const { post } = await opened(stage, 'en-where-can-i-get');
    await stage.answer(post.id, 'Thank you for looking for it! Which town are you in?');
    const answeredMs = stage.nowMs();
    await stage.pass(45_000);
    const reply = (await stage.service.thread(stage.workspaceId, post.id)).at(-1);
    const waitedMs = Date.parse(reply?.createdAt ?? '') - answeredMs;
    expect(waitedMs).toBeGreaterThanOrEqual(5_000);
    expect(waitedMs).toBeLessThanOrEqual(41_000);
  });
});

test('every story can be played to its end on the network', async () => {
  const stage = await setStage(database(), { speed: 600 });
  const all = stories.filter((story) => story.id !== 'en-spam' && story.id !== 'ja-spam');
  for (const story of all) await stage.service.startStory(stage.workspaceId, story.id);
  await stage.pass(6 * minuteMs, 5_000);
  const runs = await stage.service.runs(stage.workspaceId, 100);
  expect(runs).toHaveLength(all.length);
  expect(runs.filter((run) => run.outcome === null)).toEqual([]);
  const texts = (await stage.store.timeline(stage.workspaceId, { before: null, limit: 500 })).map(
    (post) => post.text,
  );
  expect(texts.filter((text) => /\{\w+\}/u.test(text))).toEqual([]);
});

test('stories begin by themselves at the pace that was set, and rest costs nothing', async () => {
  const stage = await setStage(database(), { pace: 'busy', languages: ['ja'] });
  expect((await stage.pass(1_000)).started).not.toBeNull();
  await stage.pass(10 * minuteMs, 2_000);
  const { started } = await stage.store.clock(stage.workspaceId);
  // One in half a minute on average, the first three sooner.
  expect(started).toBeGreaterThanOrEqual(14);
  expect(started).toBeLessThanOrEqual(34);
  const runs = await stage.store.runs(stage.workspaceId, { running: false, limit: 100 });
  expect(runs.every((run) => run.storyId.startsWith('ja-'))).toBe(true);
  expect(new Set(runs.map((run) => run.storyId)).size).toBeGreaterThan(runs.length / 2);
  await stage.service.configure(stage.workspaceId, { pace: 'off' });
  await stage.pass(5 * minuteMs, 5_000);
  expect((await stage.store.clock(stage.workspaceId)).started).toBe(started);
});

test('two workers at once do everything once', async () => {
  const stage = await setStage(database(), { speed: 60 });
  for (const id of ['ja-everyone-down', 'en-is-it-down', 'ja-cancel-threat', 'en-cancel-threat']) {
    await stage.service.startStory(stage.workspaceId, id);
  }
  for (let step = 1; step <= 60; step += 1) {
    const nowMs = stage.nowMs() + step * 2_000;
    await Promise.all([1, 2, 3].map(() => tick(stage.store, stage.workspaceId, nowMs, Math.random)));
  }
  const runs = await stage.store.runs(stage.workspaceId, { running: false, limit: 10 });
  const posts = await stage.store.timeline(stage.workspaceId, { before: null, limit: 500 });
  for (const run of runs) {
    const own = posts.filter((post) => post.runId === run.id);
    // A story says nothing twice, so a text seen twice was posted twice.
    expect(new Set(own.map((post) => post.text)).size).toBe(own.length);
    expect(own.length).toBeGreaterThanOrEqual(2);
  }
});

test('while the program does not run, no time passes', async () => {
  const stage = await setStage(database());
  const { runId } = await opened(stage, 'ja-cancel-threat');
  await stage.pass(12 * 60 * minuteMs, 12 * 60 * minuteMs);
  expect((await stage.run(runId)).outcome).toBeNull();
  expect(await stage.said(runId)).toHaveLength(1);
});
