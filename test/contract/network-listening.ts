// The contract's cases about hearing: right ids, nothing lost, nothing twice, broken records set aside.
import { expect } from 'vitest';
import { postSchema } from '../../src/domain/post/post.ts';
import { refuseOneAfter } from './deps.ts';
import { heardOf, postsOf, requestOf, unique, type Case } from './network-bench.ts';

export const listeningCases: Case[] = [];
const add = (part: Case['part'], title: string, act: Case['act']): void => {
  listeningCases.push({ part, title, act });
};

add(
  'stream',
  'the stream brings a post, its reply and its deletion with their own ids',
  async ({ b, connected, lacks }) => {
    const stream = await connected(b.stream);
    const text = unique('ACMEのアプリが起動しない');
    const post = await b.customer.post(text);
    const reply = await b.customer.reply(post, unique('続きです'));
    await stream.until((items) => postsOf(items).some((p) => p.nativeId === reply.nativeId), 'the reply');
    const posts = postsOf(stream.items);
    const heard = posts.find((p) => p.nativeId === post.nativeId);
    expect(heard).toMatchObject({
      kind: 'post',
      visibility: b.isDirectOnly === true ? 'dm' : 'public',
      text,
      author: { nativeId: b.customer.nativeId },
    });
    expect(posts.find((p) => p.nativeId === reply.nativeId)).toMatchObject({
      kind: 'reply',
      replyTo: post.nativeId,
    });
    for (const one of posts) expect(postSchema.safeParse(one).error).toBeUndefined();
    if (lacks('delete')) return;
    await b.customer.remove(reply.nativeId);
    await stream.until(
      (items) => heardOf(items).some((h) => h.type === 'delete' && h.nativeId === reply.nativeId),
      'the deletion',
    );
  },
);

add(
  'stream resume',
  'what was posted while we were away comes once, and nothing twice',
  async ({ b, listening, connected }) => {
    const first = await connected(b.stream);
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await b.customer.post(unique(`before ${n}`))).nativeId);
    await first.until((items) => postsOf(items).some((p) => p.nativeId === ids[4]), 'the posts before');
    await first.stop();
    for (let n = 0; n < 5; n += 1) ids.push((await b.customer.post(unique(`away ${n}`))).nativeId);
    const second = listening(b.stream, { cursor: first.cursor() });
    ids.push((await b.customer.post(unique('after'))).nativeId);
    await second.until((items) => postsOf(items).some((p) => p.nativeId === ids[10]), 'the post after');
    const all = [...postsOf(first.items), ...postsOf(second.items)].map((p) => p.nativeId);
    expect(ids.filter((id) => !all.includes(id))).toEqual([]);
    expect(all.filter((id, n) => all.indexOf(id) !== n)).toEqual([]);
  },
);

add(
  'stream resume',
  'failed commits and cut connections lose nothing and double nothing',
  async ({ b, connected }) => {
    let refusals = 0;
    const stream = await connected(b.stream, {
      refuse: (batch) => {
        if (refusals >= 3 || batch.items.length === 0) return false;
        refusals += 1;
        return true;
      },
    });
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      ids.push((await b.customer.post(unique(`cut ${n}`))).nativeId);
      if (n % 5 === 4) b.cutStreams();
    }
    await stream.until(
      (items) => ids.every((id) => postsOf(items).some((p) => p.nativeId === id)),
      'all posts',
    );
    expect(refusals).toBe(3);
    const all = postsOf(stream.items).map((p) => p.nativeId);
    expect(all.filter((id, n) => all.indexOf(id) !== n)).toEqual([]);
  },
);

add('inbound', 'a mention and a reply to us come as such', async ({ b, connected }) => {
  const inbound = await connected(b.inbound);
  const own = await b.network.publisher(b.account).publish(requestOf(unique('お知らせ')));
  const mentionText = unique('助けて');
  const mention = await b.customer.mention(mentionText);
  const reply = await b.customer.reply(own, unique('ありがとう'));
  await inbound.until((items) => postsOf(items).some((p) => p.nativeId === reply.nativeId), 'the reply');
  await inbound.until((items) => postsOf(items).some((p) => p.nativeId === mention.nativeId), 'the mention');
  const inboundOf = (id: string): string | undefined =>
    inbound.items.find(
      ({ outcome }) =>
        'heard' in outcome && outcome.heard?.type === 'post' && outcome.heard.post.nativeId === id,
    )?.inbound;
  const isDirectOnly = b.isDirectOnly === true;
  expect(inboundOf(mention.nativeId)).toBe(isDirectOnly ? 'dm' : 'mention');
  // Networks that put the handle into every reply call it a mention, and mean the same.
  expect(isDirectOnly ? ['dm'] : ['reply', 'mention']).toContain(inboundOf(reply.nativeId));
  const posts = postsOf(inbound.items);
  const answered = b.answeredAs?.(own.nativeId) ?? own.nativeId;
  expect(posts.find((p) => p.nativeId === reply.nativeId)?.replyTo).toBe(answered);
  expect(posts.find((p) => p.nativeId === mention.nativeId)?.author.nativeId).toBe(b.customer.nativeId);
  for (const one of posts) expect(postSchema.safeParse(one).error).toBeUndefined();
});

add('inbound', 'what came to us is listed again, as far back as asked', async ({ b }) => {
  const [source, signal] = [{ id: 'source', ...b.inbound }, new AbortController().signal];
  const first = await b.customer.mention(unique('困っています'));
  const own = await b.network.publisher(b.account).publish(requestOf(unique('承ります')));
  // A server that has not yet heard of a post tells nobody of its answers.
  await b.settle();
  const answer = await b.customer.reply(own, unique('助かりました'));
  await b.settle();
  const listed = async (sinceMs: number): Promise<string[]> => {
    const { items, isComplete } = await b.network.listInbound({
      source,
      account: b.account,
      sinceMs,
      signal,
    });
    expect(isComplete).toBe(true);
    for (const post of postsOf(items)) expect(postSchema.safeParse(post).error).toBeUndefined();
    return items.flatMap(({ inbound, outcome }) =>
      inbound !== undefined && 'heard' in outcome && outcome.heard?.type === 'post'
        ? [outcome.heard.post.nativeId]
        : [],
    );
  };
  await expect
    .poll(() => listed(Date.now() - 3_600_000), { timeout: (b.deliveryMs ?? 0) + 20_000 })
    .toEqual(expect.arrayContaining([first.nativeId, answer.nativeId]));
  expect(await listed(Date.now() + 3_600_000)).toEqual([]);
});

add(
  'inbound resume',
  'mentions made while we were away come once, and nothing twice',
  async ({ b, listening, connected }) => {
    const first = await connected(b.inbound);
    await first.stop();
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push((await b.customer.mention(unique(`away ${n}`))).nativeId);
    await b.settle();
    const second = listening(b.inbound, { cursor: first.cursor() });
    await second.until(
      (items) => ids.every((id) => postsOf(items).some((p) => p.nativeId === id)),
      'the mentions',
    );
    await second.stop();
    const third = listening(b.inbound, { cursor: second.cursor() });
    const last = await b.customer.mention(unique('last'));
    await third.until(
      (items) => postsOf(items).some((p) => p.nativeId === last.nativeId),
      'the last mention',
    );
    const all = [first, second, third].flatMap((l) => postsOf(l.items)).map((p) => p.nativeId);
    expect(all.filter((id, n) => all.indexOf(id) !== n)).toEqual([]);
  },
);

add(
  'gap',
  'more came while we were away than one answer holds, and reading it is refused and cut off: each comes once',
  async ({ b, listening, connected }) => {
    const first = await connected(b.inbound);
    await first.stop();
    const say = b.inbound === b.stream ? b.customer.post : b.customer.mention;
    const ids: string[] = [];
    for (let n = 0; n < (b.moreThanAPage ?? 40); n += 1) ids.push((await say(unique(`gap ${n}`))).nativeId);
    await b.settle();
    refuseOneAfter(2);
    let batches = 0;
    const second = listening(b.inbound, {
      cursor: first.cursor(),
      refuse: ({ items }) => items.length > 0 && (batches += 1) === 2,
    });
    await second.until((items) => postsOf(items).length > 0, 'the first of what came');
    b.cutStreams();
    await second.until((items) => {
      const heard = new Set(postsOf(items).map((p) => p.nativeId));
      return ids.every((id) => heard.has(id));
    }, 'all that came');
    await second.stop();
    refuseOneAfter(Number.POSITIVE_INFINITY);
    const all = [first, second].flatMap((l) => postsOf(l.items)).map((p) => p.nativeId);
    expect(ids.filter((id) => !all.includes(id))).toEqual([]);
    expect(all.filter((id, n) => all.indexOf(id) !== n)).toEqual([]);
  },
);

add('malformed', 'a broken record is reported as such, and the rest goes on', async ({ b, connected }) => {
  const stream = await connected(b.stream);
  await b.sendMalformed();
  const after = await b.customer.post(unique('after the broken one'));
  await stream.until((items) => postsOf(items).some((p) => p.nativeId === after.nativeId), 'the post after');
  const broken = stream.items.filter(({ outcome }) => 'malformed' in outcome);
  expect(broken).toHaveLength(1);
  expect(broken[0]?.raw).toBeDefined();
});
