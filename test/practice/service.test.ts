// What the practice page and the trainer can do.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { smallTalk } from '../../src/domain/practice/people.ts';
import { stageFaults } from '../../src/networks/practice/service.ts';
import { errorOf } from '../contract/network-bench.ts';
import { testDatabase } from '../harness/database.ts';
import { setStage } from './stage.ts';

const database = testDatabase();

describe('being a customer', () => {
  test('a new name is a new person, the same name the same person, and names in any script work', async () => {
    const { service, workspaceId } = await setStage(database());
    const first = await service.postAsCustomer(workspaceId, { name: 'はなこ', text: 'こんにちは' });
    const second = await service.postAsCustomer(workspaceId, { name: 'はなこ', text: 'またね' });
    const other = await service.postAsCustomer(workspaceId, { name: '太郎', text: 'どうも' });
    const jane = await service.postAsCustomer(workspaceId, { name: 'Jane Doe', text: 'hi' });
    expect(second.author.id).toBe(first.author.id);
    expect(other.author.id).not.toBe(first.author.id);
    expect(first.author).toMatchObject({ kind: 'customer', lang: 'ja', handle: 'customer' });
    expect(other.author.handle).toBe('customer_2');
    expect(jane.author).toMatchObject({ handle: 'jane_doe', lang: 'en' });
    expect((await service.postAsCustomer(workspaceId, { name: '@jane_doe', text: 'again' })).author.id).toBe(
      jane.author.id,
    );
  });

  test('nobody speaks as our account this way', async () => {
    const { service, workspaceId, accountId } = await setStage(database());
    const post = await service.postAsCustomer(workspaceId, { name: '@minamo_support', text: 'にせもの' });
    expect(post.author.id).not.toBe(accountId);
    expect(post.author.kind).toBe('customer');
  });

  test('the same key is one post', async () => {
    const { service, workspaceId } = await setStage(database());
    const writing = { name: 'はなこ', text: '一度だけ', idempotencyKey: 'k1' };
    const first = await service.postAsCustomer(workspaceId, writing);
    expect((await service.postAsCustomer(workspaceId, writing)).id).toBe(first.id);
    expect((await service.timeline(workspaceId, { cursor: null, limit: 10 })).items).toHaveLength(1);
  });

  test('refusals speak the words of an endpoint', async () => {
    const { service, workspaceId } = await setStage(database());
    const name = 'はなこ';
    const refusals: [() => Promise<unknown>, string][] = [
      [() => service.postAsCustomer(workspaceId, { name, text: 'あ'.repeat(301) }), 'text_too_long'],
      [() => service.postAsCustomer(workspaceId, { name, text: ' ' }), 'text_empty'],
      [() => service.postAsCustomer(workspaceId, { name, text: 'x', replyTo: randomUUID() }), 'not_found'],
      [() => service.postAsCustomer(workspaceId, { name, text: 'x', replyTo: "'; drop table" }), 'not_found'],
      [() => service.deleteAsCustomer(workspaceId, randomUUID()), 'not_found'],
      [() => service.startStory(workspaceId, 'ja-no-such-story'), 'not_found'],
      [() => service.timeline(workspaceId, { cursor: 'x', limit: 10 }), 'cursor_invalid'],
      [() => service.configure(workspaceId, { speed: 0 }), 'invalid_input'],
      [() => service.image(workspaceId, randomUUID()), 'not_found'],
    ];
    for (const [refused, code] of refusals) expect((await errorOf(refused())).code).toBe(code);
  });
});

test('the timeline pages without losing or repeating a post', async () => {
  const { service, workspaceId } = await setStage(database());
  for (let n = 0; n < 23; n += 1)
    await service.postAsCustomer(workspaceId, { name: 'はなこ', text: `投稿 ${n}` });
  const texts: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await service.timeline(workspaceId, { cursor, limit: 5 });
    expect(page.items.length).toBeLessThanOrEqual(5);
    texts.push(...page.items.map((post) => post.text));
    cursor = page.next;
  } while (cursor !== null);
  // All were written in the same millisecond of the stage's clock.
  expect(texts).toEqual(Array.from({ length: 23 }, (_, n) => `投稿 ${22 - n}`));
});

test('stories are listed for the languages chosen, and say whether they can begin', async () => {
  const { service, workspaceId } = await setStage(database(), { languages: ['en'] });
  const listed = await service.listStories(workspaceId);
  expect(listed.length).toBeGreaterThan(12);
  expect(listed.every((story) => story.lang === 'en' && story.ready)).toBe(true);
});

test('a story can be stopped, and a person plays in one at a time', async () => {
  const stage = await setStage(database());
  const { service, store, workspaceId } = stage;
  const runs = [];
  for (let n = 0; n < 6; n += 1) runs.push(await service.startStory(workspaceId, 'ja-wish-hashtag'));
  const cast = runs.flatMap((run) => Object.values(run.cast));
  expect(new Set(cast).size).toBe(cast.length);
  await service.stopRun(workspaceId, runs[0]?.id ?? '');
  await stage.pass(10_000);
  expect(await stage.said(runs[0]?.id ?? '')).toEqual([]);
  expect((await service.runs(workspaceId, 10)).filter((run) => run.endedAt !== null)).toHaveLength(1);
  const [person] = cast;
  const past = await store.authorPosts(workspaceId, person ?? '', { visibility: 'public', limit: 10 });
  expect(past.length).toBeGreaterThanOrEqual(3);
});

test('neighbours do not all say the same', async () => {
  const { service, store, workspaceId } = await setStage(database());
  for (let n = 0; n < 4; n += 1) await service.startStory(workspaceId, 'ja-wish-hashtag');
  const cast = await store.people(workspaceId, 'cast');
  const said = [];
  for (const { id } of cast) {
    for (const { text } of await store.authorPosts(workspaceId, id, { visibility: 'public', limit: 10 }))
      said.push(text);
  }
  expect(said.length).toBeGreaterThanOrEqual(12);
  expect(new Set(said).size).toBe(Math.min(said.length, smallTalk.ja.length));
});

test('a picture is served as PNG and kept once', async () => {
  const stage = await setStage(database());
  const { service, workspaceId } = stage;
  for (let n = 0; n < 2; n += 1) await service.startStory(workspaceId, 'en-fan-praise');
  await stage.pass(1_000);
  const { items } = await service.timeline(workspaceId, { cursor: null, limit: 10 });
  const ids = items.flatMap((post) => post.images.map((image) => image.id));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  const image = await service.image(workspaceId, ids[0] ?? '');
  expect(image.mimeType).toBe('image/png');
  expect(Buffer.from(image.bytes).subarray(1, 4).toString()).toBe('PNG');
});

test('a picture of a deleted post is gone too', async () => {
  const { service, workspaceId } = await setStage(database());
  const bytes = new Uint8Array([1, 2, 3]);
  const post = await service.postAsCustomer(workspaceId, {
    name: 'はなこ',
    text: '写真',
    images: [{ bytes, mimeType: 'image/png', alt: '', width: 1, height: 1 }],
  });
  const id = post.images[0]?.id ?? '';
  expect(new Uint8Array((await service.image(workspaceId, id)).bytes)).toEqual(bytes);
  await service.deleteAsCustomer(workspaceId, post.id);
  expect((await errorOf(service.image(workspaceId, id))).code).toBe('not_found');
});

test('each fault of the stage is shown as set, does what it says, and goes', async () => {
  const { service, workspaceId, publisher } = await setStage(database());
  const publish = () =>
    publisher.publish({ idempotencyKey: randomUUID(), visibility: 'public', text: 'お知らせ', images: [] });
  const fails = {
    rate_limited: 'network_rate_limited',
    down: 'network_unavailable',
    reset: 'send_fate_unknown',
  };
  for (const fault of stageFaults) {
    if (fault === 'token_dead') continue;
    await service.setFault(workspaceId, fault);
    expect(await service.fault(workspaceId)).toBe(fault);
    if (fault in fails) {
      expect((await errorOf(publish())).code).toBe(fails[fault as keyof typeof fails]);
    }
  }
  await service.setFault(workspaceId, 'none');
  await publish();
  await service.setFault(workspaceId, 'token_dead');
  expect(await service.fault(workspaceId)).toBe('token_dead');
  expect((await errorOf(publish())).code).toBe('account_token_dead');
});

test('what fails in the middle leaves nothing behind', async () => {
  const { store, workspaceId, service } = await setStage(database());
  const seq = await store.lastSeq(workspaceId);
  const failing = store.atomically(workspaceId, async (inner) => {
    const person = await inner.personByHandle(workspaceId, 'minamo_support');
    await inner.removePerson(workspaceId, person?.id ?? '', new Date().toISOString());
    throw new Error('in the middle');
  });
  await expect(failing).rejects.toThrow('in the middle');
  expect(await store.lastSeq(workspaceId)).toBe(seq);
  expect(await service.people(workspaceId)).toHaveLength(1);
});

test('what is long past is forgotten, and the rest stays', async () => {
  const stage = await setStage(database());
  const { service, store, workspaceId } = stage;
  const old = await service.postAsCustomer(workspaceId, { name: 'はなこ', text: '昔の話' });
  await stage.publisher.like({ nativeId: old.id }, 'k');
  await stage.pass(1_000);
  const fresh = await service.postAsCustomer(workspaceId, { name: 'はなこ', text: '今の話' });
  await store.forget(workspaceId, fresh.createdAt);
  expect(
    (await service.timeline(workspaceId, { cursor: null, limit: 10 })).items.map((post) => post.text),
  ).toEqual(['今の話']);
  expect((await store.eventsAfter(workspaceId, 0, 10)).map((event) => event.post?.id)).toEqual([fresh.id]);
  expect(await store.lastSeq(workspaceId)).toBe(3);
});
