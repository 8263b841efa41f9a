// What Instagram's calls bring beside the contract: comments, mentions, messages and what becomes of them, and what no call brought.
import { describe, expect, test } from 'vitest';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { endpoints } from '../../src/contract/endpoints.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { testDatabase } from '../harness/database.ts';
import { errorOf, heardOf, listenTo, postsOf, unique } from './network-bench.ts';
import {
  inboundOf,
  instagramBench,
  networkOf,
  startInstagramWorld,
  tellingComment,
  type InstagramWorld,
} from './instagram-world.ts';
import { worldOf } from './world.ts';

type StandingReply = ReplyOf<(typeof endpoints)['readAccountStanding']>;

const HOUR_MS = 60 * 60_000;
const database = testDatabase();
const world = worldOf(() => startInstagramWorld(database()));

const kept = (): Promise<{ post_id: string | null; body: string | null }[]> =>
  inWorkspace(database().db, world().owner.workspaceId, (trx) =>
    trx.selectFrom('webhook_delivery').select(['post_id', 'body']).orderBy('seq').execute(),
  );
const store = () => world().instagram.store;
const comment = (text: string, more: Partial<Parameters<ReturnType<typeof store>['comment']>[2]> = {}) =>
  store().comment(world().customer, text, { media: world().ours.id, ...more });
const listening = (over: Parameters<typeof listenTo>[2] & { network?: InstagramWorld['network'] } = {}) => {
  const { network = world().network, ...options } = over;
  return listenTo({ ...instagramBench(world()), network }, inboundOf(world()), options);
};
const has =
  (nativeId: string) =>
  (items: Parameters<typeof postsOf>[0]): boolean =>
    postsOf(items).some((post) => post.nativeId === nativeId);

describe('a webhook', () => {
  test('is first asked whether it is there, and answers for the token of the account alone', async () => {
    const { instagram, owner, account } = world();
    const { verifyToken, address } = await owner.do<StandingReply>('GET', `/accounts/${account.id}/standing`);
    expect(new URL(address ?? '').pathname).toBe(new URL(instagram.webhookUrl).pathname);
    expect(await instagram.ask(verifyToken ?? '')).toEqual({ status: 200, body: '1158201444' });
    expect((await instagram.ask('made up')).status).toBe(401);
  });

  test('what comes again is taken once; of another account, secret or shape it leaves nothing', async () => {
    const { instagram, customer } = world();
    const before = (await kept()).length;
    const said = comment(unique('一'));
    const message = store().write(customer, unique('二'));
    for (let n = 0; n < 2; n += 1) {
      expect(await instagram.tellComment(said)).toBe(200);
      expect(await instagram.tell(message)).toBe(200);
    }
    expect(await instagram.tell(message, { read: { mid: message.id } })).toBe(200);
    expect((await kept()).length).toBe(before + 2);
    const value = { id: '1', from: { id: '2', username: 'x' }, text: 'x', media: { id: '3' } };
    const entry = [{ id: store().account.id, time: 1, changes: [{ field: 'comments', value }] }];
    const good = JSON.stringify({ object: 'instagram', entry });
    expect(await instagram.post(good, { secret: '0'.repeat(32) })).toBe(401);
    for (const body of [
      '',
      'null',
      good.slice(0, -2),
      good.replace('"instagram"', '"page"'),
      JSON.stringify({ object: 'instagram', entry: [{ id: store().account.id }] }),
      new Uint8Array([0x7b, 0xff, 0x7d]),
    ]) {
      expect(await instagram.post(body)).toBe(400);
    }
    // An app calls one address for all its accounts.
    expect(await instagram.post(good.replace(store().account.id, '17840000000000000'))).toBe(200);
    expect((await kept()).length).toBe(before + 2);
  });

  test('of a message that is unsent empties it, before or after', async () => {
    const { instagram, customer } = world();
    const unsend = (mid: string) => ({ message: { mid, is_deleted: true } });
    const emptied = async (id: string) =>
      (await kept()).filter((one) => one.post_id === id).map(({ body }) => body === null);
    const soon = store().write(customer, unique('やはり消します'));
    await instagram.tell(soon);
    await instagram.tell(soon, unsend(soon.id));
    expect(await emptied(soon.id)).toEqual([true, false]);
    const late = store().write(customer, unique('もう消しました'));
    await instagram.tell(late, unsend(late.id));
    await instagram.tell(late);
    expect(await emptied(late.id)).toEqual([false, true]);
  });
});

describe('hearing', () => {
  test('comments, answers to them and what is said live come as what they are, in either shape of a call', async () => {
    const { instagram, customer, ours, account } = world();
    const first = comment(unique('予約が取れません'));
    const answer = comment(unique('まだです'), { under: first.id });
    const live = comment(unique('いま'), { isLive: true });
    const mine = store().comment(null, unique('ご案内します'), { media: ours.id, under: first.id });
    const heard = listening();
    await instagram.tellComment(first, { isFlat: true });
    for (const one of [answer, live, mine]) await tellingComment(instagram, one);
    await heard.until(has(mine.id), 'the last comment');
    await heard.stop();
    const of = (id: string) => postsOf(heard.items).find((post) => post.nativeId === id);
    expect(of(first.id)).toMatchObject({
      replyTo: ours.id,
      url: `https://www.instagram.com/p/${ours.id}/`,
      author: { nativeId: customer.id, handle: 'taro.yamada' },
      ref: { under: 'us' },
    });
    expect(of(answer.id)).toMatchObject({ replyTo: first.id, root: first.id });
    expect(of(live.id)).toMatchObject({ ref: { under: 'live' } });
    expect(of(mine.id)).toMatchObject({ author: { nativeId: account.nativeId } });
    const inbound = heard.items
      .filter((item) => item.inbound !== undefined)
      .flatMap((item) => postsOf([item]));
    expect(inbound.map((post) => post.nativeId)).not.toContain(mine.id);
  });

  test('a mention is read by the ids that tell of it', async () => {
    const { instagram, theirs, customer } = world();
    const named = store().comment(customer, `@${store().account.username} ${unique('どうすれば')}`, {
      media: theirs.id,
    });
    const heard = listening();
    const mention = (value: object) => instagram.call({ changes: [{ field: 'mentions', value }] });
    await mention({ media_id: theirs.id });
    await mention({ media_id: theirs.id, comment_id: named.id });
    await heard.until(has(named.id), 'the mention in a comment');
    await heard.until(has(theirs.id), 'the mention in a caption');
    await heard.stop();
    const of = (id: string) => postsOf(heard.items).find((post) => post.nativeId === id);
    expect(of(theirs.id)).toMatchObject({ kind: 'post', author: { handle: customer.username } });
    expect(of(named.id)).toMatchObject({ text: named.text, ref: { under: 'other', media: theirs.id } });
  });

  test('a mention that Instagram does not tell of just now is asked for again before what came after it', async () => {
    const { instagram, theirs, customer } = world();
    const text = unique('いまは読めません');
    const named = store().comment(customer, `@${store().account.username} ${text}`, { media: theirs.id });
    const after = store().write(customer, unique('そのあと'));
    const away = { kind: 'status', status: 503, headers: {}, body: '{}' } as const;
    instagram.faults.set(away, { times: 6, when: ({ method }) => method === 'GET' });
    const value = { media_id: theirs.id, comment_id: named.id };
    await instagram.call({ changes: [{ field: 'mentions', value }] });
    await instagram.tell(after);
    const heard = listening();
    await heard.until(has(after.id), 'what came after it');
    await heard.stop();
    await instagram.faults.passThrough();
    const ids = postsOf(heard.items).map(({ nativeId }) => nativeId);
    expect(ids).toContain(named.id);
    expect(ids.indexOf(named.id)).toBeLessThan(ids.indexOf(after.id));
    expect(heard.items.filter(({ outcome }) => 'malformed' in outcome)).toEqual([]);
  });

  test('a mention that a dead token cannot read says so, so that the account is connected again, and is read then', async () => {
    const { instagram, theirs, customer, account, network } = world();
    const text = unique('トークンが切れました');
    const named = store().comment(customer, `@${store().account.username} ${text}`, { media: theirs.id });
    const value = { media_id: theirs.id, comment_id: named.id };
    await instagram.call({ changes: [{ field: 'mentions', value }] });
    const source = { id: 'source', ...inboundOf(world()) };
    const taken: unknown[] = [];
    const dead = network.listen({
      source,
      account: { ...account, secrets: { ...account.secrets, accessToken: 'revoked' } },
      cursor: null,
      deliver: ({ items }) => Promise.resolve(void taken.push(...items)),
      alive() {},
      gap() {},
      signal: AbortSignal.timeout(10_000),
    });
    expect(await errorOf(dead)).toMatchObject({ code: 'account_token_dead' });
    expect(taken).toEqual([]);
    const heard = listening();
    await heard.until(has(named.id), 'the mention');
    await heard.stop();
  });

  test('messages name who wrote; what is edited, unsent, reacted to or said by us is told as such', async () => {
    const { instagram, customer, account } = world();
    const message = store().write(customer, unique('まちがい'));
    const ours = store().say(customer, unique('アプリから書きました'));
    const changed = unique('なおしました');
    const heard = listening();
    await instagram.tell(message);
    await instagram.tell(ours);
    await instagram.tell(message, { message_edit: { mid: message.id, text: changed, num_edit: 1 } });
    // What is taken back before it was read is never heard.
    await heard.until((items) => heardOf(items).some((one) => one.type === 'edit'), 'the edit');
    const reaction = { mid: ours.id, action: 'react', reaction: 'love', emoji: '❤️' };
    await instagram.tell(message, { reaction });
    await instagram.tell(message, { reaction: { mid: ours.id, action: 'unreact' } });
    await instagram.tell(message, { message: { mid: message.id, is_deleted: true } });
    const gone = (id: string) => (items: typeof heard.items) =>
      heardOf(items).some((one) => one.type === 'delete' && one.nativeId === id);
    await heard.until(gone(message.id), 'the deletion');
    await heard.stop();
    const of = (id: string) => postsOf(heard.items).find((post) => post.nativeId === id);
    expect(of(ours.id)).toMatchObject({
      author: { nativeId: account.nativeId },
      conversation: `${account.nativeId}/${customer.id}`,
    });
    const reacted = postsOf(heard.items).find((post) => post.replyTo === ours.id);
    expect(reacted).toMatchObject({ text: '❤️', author: { handle: 'taro.yamada', displayName: 'たろう' } });
    expect(gone(reacted?.nativeId ?? '')(heard.items)).toBe(true);
    const edits = heardOf(heard.items).flatMap((one) => (one.type === 'edit' ? [one.post.text] : []));
    expect(edits).toEqual([changed]);
  });
});

describe('a pause of two hours', () => {
  test('in which no call came through is made up for: everything comes once, also where the calls come after all', async () => {
    const { instagram, customer, ours } = world();
    let now = Date.now();
    const early = networkOf(instagram, database(), { now: () => now });
    const first = listening({ network: early });
    const before = comment(unique('前'));
    await tellingComment(instagram, before);
    await first.until(has(before.id), 'what came before');
    await first.stop();
    const old = comment(unique('古いコメント'), { agoMs: 26 * HOUR_MS });
    const missed = Array.from({ length: 120 }, (_, n) =>
      comment(unique(`留守 ${String(n)}`), { agoMs: 60_000 }),
    );
    const answers = [old, before].map((one) => comment(unique('返信'), { under: one.id, agoMs: 50_000 }));
    const messages = Array.from({ length: 5 }, () =>
      store().write(customer, unique('留守のメッセージ'), 40_000),
    );
    // More answers below one comment than come along with it, or than one page holds.
    const many = Array.from({ length: 90 }, (_, n) =>
      comment(unique(`返信 ${String(n)}`), { under: before.id, agoMs: 45_000 }),
    );
    const mine = store().comment(null, unique('アプリから返信'), { media: ours.id, under: before.id });
    now = Date.now() + 2 * HOUR_MS;
    const late = networkOf(instagram, database(), { now: () => now });
    const second = listening({ network: late, cursor: first.cursor() });
    const ids = [...missed, ...answers, ...many, ...messages, mine].map(({ id }) => id);
    await second.until((items) => ids.every((id) => has(id)(items)), 'all that was missed');
    // Meta brings what it could not deliver for 36 hours.
    for (const one of [...missed.slice(0, 10), ...answers]) await tellingComment(instagram, one);
    await instagram.tell(messages[0] ?? store().write(customer, ''));
    const last = comment(unique('最後'));
    await tellingComment(instagram, last);
    await second.until(has(last.id), 'what came last');
    await second.stop();
    const heard = [...postsOf(first.items), ...postsOf(second.items)].map((post) => post.nativeId);
    expect(ids.filter((id) => !heard.includes(id))).toEqual([]);
    const wanted = new Set([...ids, last.id, before.id]);
    const twice = heard.filter((id, n) => wanted.has(id) && heard.indexOf(id) !== n);
    expect(twice).toEqual([]);
    expect(heard).not.toContain(old.id);
  }, 60_000);
});

test('of a post that is answered without end so many answers are caught up with, and it is said that there are more', async () => {
  const { instagram, customer } = world();
  const busy = store().post(null, unique('話題'));
  const first = store().comment(customer, unique('話題のコメント'), { media: busy.id });
  for (let n = 0; n < 1_100; n += 1) comment(unique('返信'), { media: busy.id, under: first.id });
  const warned: unknown[] = [];
  const log = { info() {}, warn: (about: unknown) => void warned.push(about), error() {} };
  const heard = listening({ network: networkOf(instagram, database(), { log, catchUpEveryMs: 500 }) });
  await heard.until(() => warned.length > 0, 'what is left out');
  await heard.until(has(first.id), 'the comment');
  await heard.stop();
  expect(warned).toContainEqual({ network: 'instagram', mediaId: busy.id });
  const below = postsOf(heard.items).filter((post) => post.root === first.id);
  expect(new Set(below.map(({ nativeId }) => nativeId)).size).toBe(25 + 20 * 50);
}, 60_000);

test('the documents describe everything that was asked', () => {
  expect([...new Set(world().instagram.violations)]).toEqual([]);
});
