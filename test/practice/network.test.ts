// What the contract suite does not ask of the practice network: who hears what, sign-ins, closed messages, other workspaces.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivered, ListenInput, Network } from '../../src/networks/kit/network.ts';
import { createPractice } from '../../src/networks/practice/network.ts';
import { createPracticeService } from '../../src/networks/practice/service.ts';
import { createPracticeStore } from '../../src/storage/practice/store.ts';
import { deps, storedAccount } from '../contract/deps.ts';
import { errorOf, heardOf, postsOf } from '../contract/network-bench.ts';
import { testDatabase } from '../harness/database.ts';
import { makeWorkspace } from './workspace.ts';

const database = testDatabase();

async function world() {
  const workspaceId = await makeWorkspace(database());
  const store = createPracticeStore(database().db, { newId: randomUUID });
  const network = createPractice(deps, store);
  const service = createPracticeService(store, { now: deps.now, random: Math.random });
  const connected = await network.connect({ workspaceId, handle: '@Minamo_Support', displayName: 'ミナモ' });
  const account = storedAccount('account', connected);
  return { workspaceId, store, network, service, account };
}
type World = Awaited<ReturnType<typeof world>>;

/** Listens until `enough` items came or the stream says there are no more, and returns them with the cursor. */
async function hear(
  { network, account, workspaceId, store }: World,
  kind: 'timeline' | 'notifications',
  over: { cursor?: string | null; deliver?: ListenInput['deliver'] } = {},
): Promise<{ items: Delivered[]; cursor: string | null }> {
  const items: Delivered[] = [];
  const { cursor: from = '0' } = over;
  let cursor = from;
  const controller = new AbortController();
  const last = String(await store.lastSeq(workspaceId));
  if (cursor === last) return { items, cursor };
  await network.listen({
    source: { id: 's', kind, config: { workspaceId } },
    account: kind === 'notifications' ? account : null,
    cursor,
    async deliver(batch) {
      await over.deliver?.(batch);
      items.push(...batch.items);
      cursor = batch.cursor;
      if (batch.cursor === last) controller.abort();
    },
    alive() {},
    signal: controller.signal,
  });
  return { items, cursor };
}

describe('who hears what', () => {
  test('notifications bring what came to us and what became of it, and nothing else', async () => {
    const it = await world();
    const { service, workspaceId, network, account } = it;
    const own = await network
      .publisher(account)
      .publish({ idempotencyKey: 'k', visibility: 'public', text: 'お知らせ', images: [] });
    const plain = await service.postAsCustomer(workspaceId, { name: 'はな', text: 'ミナモ好き' });
    await service.postAsCustomer(workspaceId, { name: 'はな', text: '水がおいしい' });
    await service.postAsCustomer(workspaceId, { name: 'はな', text: '@minamo_support こんにちは' });
    const reply = await service.postAsCustomer(workspaceId, {
      name: 'けん',
      text: 'なるほど',
      replyTo: own.nativeId,
    });
    await service.dmAsCustomer(workspaceId, { name: 'はな', text: '注文番号は N-1 です' });
    const first = await hear(it, 'notifications');
    expect(first.items.map(({ inbound }) => inbound)).toEqual(['mention', 'reply', 'dm']);
    await service.editAsCustomer(workspaceId, plain.id, 'ミナモ好き @minamo_support');
    await service.deleteAsCustomer(workspaceId, reply.id);
    const second = await hear(it, 'notifications', { cursor: first.cursor });
    expect(second.items.map(({ inbound }) => inbound)).toEqual(['mention', undefined]);
    expect(heardOf(second.items)).toMatchObject([
      { type: 'edit', post: { nativeId: plain.id } },
      { type: 'delete', nativeId: reply.id },
    ]);
  });

  test('what was deleted or left with its author before we listened is told without its content', async () => {
    const it = await world();
    const { service, workspaceId, store } = it;
    const message = await service.dmAsCustomer(workspaceId, { name: 'はな', text: '注文番号は N-1 です' });
    const mention = await service.postAsCustomer(workspaceId, { name: 'けん', text: '@minamo_support N-2' });
    await service.deleteAsCustomer(workspaceId, mention.id);
    await store.removePerson(workspaceId, message.author.id, new Date().toISOString());
    const { items } = await hear(it, 'notifications');
    expect(heardOf(items).map(({ type }) => type)).toEqual(['delete', 'author_gone']);
    expect(JSON.stringify(items)).not.toMatch(/N-[12]/u);
  });

  test('a quote of ours counts as a mention, and nobody hears messages to another account', async () => {
    const it = await world();
    const { service, workspaceId, network, account, store } = it;
    const say = { visibility: 'public' as const, images: [] };
    const own = await network.publisher(account).publish({ ...say, idempotencyKey: 'k', text: 'お知らせ' });
    const sales = storedAccount(
      'sales',
      await network.connect({ workspaceId, handle: 'minamo_sales', displayName: 'S' }),
    );
    const offer = await network.publisher(sales).publish({ ...say, idempotencyKey: 'k', text: 'ご案内' });
    const toSales = await service.dmAsCustomer(workspaceId, {
      name: 'はな',
      text: '営業さんへ',
      replyTo: offer.nativeId,
    });
    await store.addPost(workspaceId, {
      authorId: toSales.author.id,
      kind: 'quote',
      visibility: 'public',
      conversation: null,
      text: 'これ見て',
      lang: 'ja',
      replyTo: null,
      root: null,
      quotes: own.nativeId,
      mentions: [],
      images: [],
      runId: null,
      key: null,
      at: new Date().toISOString(),
    });
    const { items } = await hear(it, 'notifications');
    expect(postsOf(items).map((post) => post.text)).toEqual(['これ見て']);
    expect(items[0]?.inbound).toBe('mention');
    const timeline = await hear(it, 'timeline');
    expect(postsOf(timeline.items).map((post) => post.text)).toEqual(['お知らせ', 'ご案内', 'これ見て']);
  });

  test('resuming at any point, with commits that fail, loses nothing and doubles nothing', async () => {
    const it = await world();
    const { service, workspaceId } = it;
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      ids.push((await service.postAsCustomer(workspaceId, { name: 'はな', text: `投稿 ${n}` })).id);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 6 }), fc.nat(12), async (failures, from) => {
        let cursor: string | null = String(from);
        const kept: Delivered[] = [];
        for (const fails of [...failures, false]) {
          const heard = hear(it, 'timeline', {
            cursor,
            deliver: () => (fails ? Promise.reject(new Error('commit failed')) : Promise.resolve()),
          });
          try {
            const got = await heard;
            kept.push(...got.items);
            ({ cursor } = got);
          } catch (error) {
            expect(error).toMatchObject({ message: 'commit failed' });
          }
        }
        expect(postsOf(kept).map((post) => post.nativeId)).toEqual(ids.slice(from));
      }),
      { numRuns: 12 },
    );
  });

  test('many writing at once: each post is heard once, while they write', async () => {
    const it = await world();
    const { service, workspaceId } = it;
    const controller = new AbortController();
    const items: Delivered[] = [];
    const { promise: all, resolve } = Promise.withResolvers<void>();
    const listening = it.network.listen({
      source: { id: 's', kind: 'timeline', config: { workspaceId } },
      account: null,
      cursor: null,
      async deliver(batch) {
        items.push(...batch.items);
        if (items.length >= 100) resolve();
      },
      alive() {},
      signal: controller.signal,
    });
    const written = await Promise.all(
      [1, 2, 3, 4].map(async (writer) => {
        const ids: string[] = [];
        for (let n = 0; n < 25; n += 1) {
          const post = await service.postAsCustomer(workspaceId, { name: `客${writer}`, text: `${n}` });
          ids.push(post.id);
        }
        return ids;
      }),
    );
    await all;
    controller.abort();
    await listening;
    expect(
      postsOf(items)
        .map((post) => post.nativeId)
        .toSorted(),
    ).toEqual(written.flat().toSorted());
  });

  test('a listener that waits hears at once what is written', async () => {
    const it = await world();
    const controller = new AbortController();
    let heard = Promise.withResolvers<number>();
    const listening = it.network.listen({
      source: { id: 's', kind: 'timeline', config: { workspaceId: it.workspaceId } },
      account: null,
      cursor: null,
      async deliver(batch) {
        if (heardOf(batch.items).length > 0) heard.resolve(performance.now());
      },
      alive() {},
      signal: controller.signal,
    });
    const tookMs: number[] = [];
    for (let post = 0; post < 5; post += 1) {
      heard = Promise.withResolvers();
      const before = performance.now();
      await it.service.postAsCustomer(it.workspaceId, { name: 'はな', text: `今です ${post}` });
      tookMs.push((await heard.promise) - before);
    }
    // Each is written when a wait has just begun, and it looks by itself after a second only. One late one is a busy machine.
    expect(tookMs.toSorted((a, b) => a - b)[2]).toBeLessThan(500);
    controller.abort();
    await listening;
  });
});

describe('signing in', () => {
  test('again ends the session before, and keeps the account', async () => {
    const { network, workspaceId, account } = await world();
    const again = await network.connect({ workspaceId, handle: 'minamo_support', displayName: 'ミナモ公式' });
    expect(again.nativeId).toBe(account.nativeId);
    expect((await errorOf(network.keepAlive(account))).code).toBe('account_token_dead');
    await network.keepAlive(storedAccount('again', again));
  });

  test.each([
    [{ handle: 'a' }, 'handle'],
    [{ handle: 'ミナモ' }, 'handle'],
    [{ handle: 'mugi_to_neko' }, 'handle'],
    [{ handle: 'minamo', displayName: 'x'.repeat(65) }, 'displayName'],
  ])('names the wrong field of %o', async (fields, where) => {
    const { network, workspaceId } = await world();
    const error = await errorOf(network.connect({ workspaceId, displayName: '', ...fields }));
    expect(error).toMatchObject({ code: 'network_rejected', where });
  });

  test('a token of one workspace opens no other', async () => {
    const one = await world();
    const two = await world();
    const stolen = { ...one.account, secrets: { ...one.account.secrets, workspaceId: two.workspaceId } };
    expect((await errorOf(one.network.keepAlive(stolen))).code).toBe('account_token_dead');
    const post = await one.service.postAsCustomer(one.workspaceId, { name: 'はな', text: '秘密' });
    const reader = two.network.reader(null, { workspaceId: two.workspaceId });
    expect((await errorOf(reader.post(post.id))).code).toBe('network_post_gone');
  });
});

describe('messages', () => {
  test('who takes none from strangers can be written to after they wrote', async () => {
    const { network, account, service, store, workspaceId } = await world();
    const { author } = await service.postAsCustomer(workspaceId, { name: 'はな', text: '困った' });
    await store.changePerson(workspaceId, author.id, { dmOpen: false }, new Date().toISOString());
    const write = (network: Network) =>
      network.publisher(account).publish({
        idempotencyKey: randomUUID(),
        visibility: 'dm',
        text: 'お困りですか',
        images: [],
        replyTo: { nativeId: 'x', author: { nativeId: author.id, handle: '', displayName: '' } },
      });
    expect(await errorOf(write(network))).toMatchObject({ code: 'network_rejected', where: 'recipient' });
    const first = await service.dmAsCustomer(workspaceId, { name: 'はな', text: 'はい' });
    const sent = await write(network);
    const thread = await network
      .reader(account, {})
      .thread({ nativeId: sent.nativeId, visibility: 'dm', conversation: first.conversation ?? '' });
    expect(thread.map((post) => post.text)).toEqual(['はい', 'お困りですか']);
  });

  test('nobody reads the messages of others', async () => {
    const { network, service, workspaceId } = await world();
    const message = await service.dmAsCustomer(workspaceId, { name: 'はな', text: '番号は N-1' });
    for (const account of [
      null,
      storedAccount('x', await network.connect({ workspaceId, handle: 'other', displayName: 'o' })),
    ]) {
      const reader = network.reader(account, { workspaceId });
      expect((await errorOf(reader.post(message.id))).code).toBe('network_post_gone');
      expect((await errorOf(reader.thread({ nativeId: message.id, visibility: 'dm' }))).code).toBe(
        'network_post_gone',
      );
    }
  });
});

test('only our own posts can be edited or taken back, and edits keep their limits', async () => {
  const { network, account, service, workspaceId } = await world();
  const publisher = network.publisher(account);
  const theirs = await service.postAsCustomer(workspaceId, { name: 'はな', text: 'はなの投稿' });
  expect((await errorOf(publisher.edit(theirs.id, '別の話', undefined))).code).toBe('network_rejected');
  expect((await errorOf(publisher.remove(theirs.id, 'public'))).code).toBe('network_rejected');
  const own = await publisher.publish({
    idempotencyKey: 'k',
    visibility: 'public',
    text: 'お知らせ',
    images: [],
  });
  expect((await errorOf(publisher.edit(own.nativeId, 'あ'.repeat(301), undefined))).code).toBe(
    'text_too_long',
  );
  await publisher.edit(own.nativeId, 'お知らせ（訂正）', undefined);
  expect((await network.reader(null, { workspaceId }).post(own.nativeId)).text).toBe('お知らせ（訂正）');
  expect((await errorOf(service.deleteAsCustomer(workspaceId, own.nativeId))).code).toBe('not_allowed');
});
