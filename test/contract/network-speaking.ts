// The contract's cases about speaking: in the right thread, once, and able to be taken back.
import { expect } from 'vitest';
import { measureLength } from '../../src/domain/post/length.ts';
import { errorOf, itemOf, postsOf, requestOf, unique, type Case } from './network-bench.ts';

export const speakingCases: Case[] = [];
const add = (part: Case['part'], title: string, act: Case['act']): void => {
  speakingCases.push({ part, title, act });
};

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

add(null, 'a reply appears under the right post, in the right thread', async ({ b, target, lacks }) => {
  const root = await b.customer.post(unique('ログインできない'));
  const second = await b.customer.reply(root, unique('まだです'));
  const publisher = b.network.publisher(b.account);
  const text = unique('ご不便をおかけします #サポート https://example.com/help');
  const replyTo = await target(second.nativeId);
  const sent = await publisher.publish(requestOf(text, { lang: 'ja', replyTo }));
  await b.settle();
  const truth = await b.truth(sent.nativeId);
  const above = b.hasOneLevel === true ? root.nativeId : second.nativeId;
  expect(truth?.replyTo).toBe(above);
  if (lacks('read')) return;
  const reader = b.network.reader(b.account, b.stream.config);
  const seen = await reader.post(sent.nativeId);
  expect(seen).toMatchObject({
    kind: 'reply',
    replyTo: above,
    author: { nativeId: b.account.nativeId },
  });
  expect(seen.text).toContain('ご不便をおかけします');
  expect(seen.root ?? root.nativeId).toBe(root.nativeId);
  const thread = await reader.thread(seen);
  const order = thread
    .map((p) => p.nativeId)
    .filter((id) => [root.nativeId, second.nativeId, sent.nativeId].includes(id));
  expect(order).toEqual([root.nativeId, second.nativeId, sent.nativeId]);
  expect((await reader.author({ nativeId: b.customer.nativeId, handle: '' })).nativeId).toBe(
    b.customer.nativeId,
  );
  // A network that shows no profiles has no such reading; by handle is how a brand account is found.
  const own = { nativeId: b.account.nativeId, handle: b.account.handle };
  const profile = await reader.profile?.(own);
  expect(profile?.handle ?? own.handle).toBe(own.handle);
  if (profile !== undefined) expect(await reader.profile?.({ ...own, nativeId: '' })).toEqual(profile);
  if (b.hidesAuthors === true) return;
  const newest = await reader.authorPosts({ nativeId: b.customer.nativeId, handle: '' }, 5);
  expect(newest.map((p) => p.nativeId)).toContain(second.nativeId);
});

add('idempotency', 'the same key twice is one post', async ({ b }) => {
  const publisher = b.network.publisher(b.account);
  const once = requestOf(unique('一度だけ'));
  const first = await publisher.publish(once);
  const second = await publisher.publish(once);
  expect(second.nativeId).toBe(first.nativeId);
  await b.settle();
  expect(await b.countOwn(once.text)).toBe(1);
});

add('lookUp', 'a send can be looked up: found when it happened, absent when not', async ({ b }) => {
  const publisher = b.network.publisher(b.account);
  const since = new Date(Date.now() - 1000).toISOString();
  const done = requestOf(unique('送信済み'));
  const sent = await publisher.publish(done);
  await b.settle();
  expect(await publisher.lookUp(done, since)).toMatchObject({ found: { nativeId: sent.nativeId } });
  expect(await publisher.lookUp(requestOf(unique('未送信')), since)).toEqual({ absent: true });
});

add('delete', 'our post can be taken back, and once more without harm', async ({ b, lacks }) => {
  const publisher = b.network.publisher(b.account);
  const sent = await publisher.publish(requestOf(unique('取り消します')));
  await publisher.remove(sent.nativeId, 'public');
  await publisher.remove(sent.nativeId, 'public');
  await b.settle();
  expect(await b.truth(sent.nativeId)).toBeNull();
  if (lacks('read')) return;
  const gone = await errorOf(b.network.reader(b.account, b.stream.config).post(sent.nativeId));
  expect(gone.code).toBe('network_post_gone');
});

add('like', 'liking twice with one key is one like, and can be taken back', async ({ b, target }) => {
  const publisher = b.network.publisher(b.account);
  const post = await b.customer.post(unique('いいね'));
  const { ref, nativeId } = await target(post.nativeId);
  const subject = { nativeId, ...(ref === undefined ? {} : { ref }) };
  const key = crypto.randomUUID();
  const id = await publisher.like(subject, key);
  expect(await publisher.like(subject, key)).toBe(id);
  await b.settle();
  expect((await b.truth(nativeId))?.likes).toBe(1);
  await publisher.unlike(subject, id);
  await b.settle();
  expect((await b.truth(nativeId))?.likes).toBe(0);
});

add('repost', 'reposting twice with one key is one repost, and can be taken back', async ({ b, target }) => {
  const publisher = b.network.publisher(b.account);
  const post = await b.customer.post(unique('拡散'));
  const { ref, nativeId } = await target(post.nativeId);
  const subject = { nativeId, ...(ref === undefined ? {} : { ref }) };
  const key = crypto.randomUUID();
  const id = await publisher.repost(subject, key);
  expect(await publisher.repost(subject, key)).toBe(id);
  await b.settle();
  expect((await b.truth(nativeId))?.reposts).toBe(1);
  await publisher.unrepost(subject, id);
  await b.settle();
  expect((await b.truth(nativeId))?.reposts).toBe(0);
});

add(
  'dm',
  'a direct message comes in and is answered in its own conversation',
  async ({ b, connected, lacks }) => {
    const inbound = await connected(b.inbound);
    const text = unique('注文番号は12345です');
    await b.customer.dm(text);
    await inbound.until((items) => itemOf(items, text) !== undefined, 'the direct message');
    const item = itemOf(inbound.items, text);
    expect(item?.inbound).toBe('dm');
    const post = postsOf(inbound.items).find((p) => p.text.includes(text));
    if (post === undefined) throw new Error('the message came without a post');
    expect(post).toMatchObject({ visibility: 'dm', author: { nativeId: b.customer.nativeId } });
    expect(post.conversation).toBeDefined();
    const answer = requestOf(unique('確認しました'), {
      visibility: 'dm',
      replyTo: {
        nativeId: post.nativeId,
        author: post.author,
        ...(post.root === undefined ? {} : { root: post.root }),
        ...(post.ref === undefined ? {} : { ref: post.ref }),
        ...(post.conversation === undefined ? {} : { conversation: post.conversation }),
      },
    });
    const publisher = b.network.publisher(b.account);
    const since = new Date(Date.now() - 1000).toISOString();
    const sent = await publisher.publish(answer);
    await b.settle();
    const said = await b.dms();
    expect(said.filter((one) => one.includes(answer.text))).toHaveLength(1);
    expect(said.some((one) => one.includes(text))).toBe(true);
    expect(await publisher.lookUp(answer, since)).toMatchObject({ found: { nativeId: sent.nativeId } });
    if (!lacks('lookUp')) {
      const alike = { ...answer, idempotencyKey: crypto.randomUUID() };
      expect(await publisher.lookUp(alike, since, new Set([sent.nativeId]))).toEqual({ absent: true });
      expect(
        await publisher.lookUp(
          { ...answer, idempotencyKey: crypto.randomUUID(), text: unique('言っていない') },
          since,
        ),
      ).toEqual({
        absent: true,
      });
    }
    if (lacks('read')) return;
    const thread = await b.network.reader(b.account, {}).thread(post);
    const texts = thread.map((p) => p.text);
    expect(texts.findIndex((one) => one.includes(text))).toBeLessThan(
      texts.findIndex((one) => one.includes(answer.text)),
    );
  },
);

add('image', 'an image goes out with its description', async ({ b }) => {
  const publisher = b.network.publisher(b.account);
  const alt = unique('設定画面の図');
  const sent = await publisher.publish(
    requestOf(unique('図をご覧ください'), {
      images: [{ bytes: PNG, mimeType: 'image/png', alt, width: 1, height: 1 }],
    }),
  );
  await b.settle();
  const seen = await b.network.reader(b.account, b.stream.config).post(sent.nativeId);
  expect(seen.media).toMatchObject([{ kind: 'image', alt }]);
});

add(null, 'a text that is too long, or none, is refused before anything is sent', async ({ b }) => {
  const publisher = b.network.publisher(b.account);
  const limits = await b.network.limits(b.account);
  for (const visibility of ['public', 'dm'] as const) {
    const rule = visibility === 'public' ? limits.post : limits.dm;
    const text = 'あ'.repeat(rule.max + 1);
    expect(measureLength(text, rule).fits).toBe(false);
    const replyTo = {
      nativeId: 'x',
      author: { nativeId: b.customer.nativeId, handle: '', displayName: '' },
    };
    expect((await errorOf(publisher.publish(requestOf(text, { visibility, replyTo })))).code).toBe(
      'text_too_long',
    );
    expect(await b.countOwn(text)).toBe(0);
  }
  expect((await errorOf(publisher.publish(requestOf(' \n')))).code).toBe('text_empty');
});
