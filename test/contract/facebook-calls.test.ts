// What Facebook's calls bring beside the contract: comments, visitors, mentions, recommendations, messages, and what no call brought.
import { describe, expect, test } from 'vitest';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { endpoints } from '../../src/contract/endpoints.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { testDatabase } from '../harness/database.ts';
import {
  facebookBench,
  inboundOf,
  networkOf,
  startFacebookWorld,
  telling,
  type FacebookWorld,
} from './facebook-world.ts';
import { heardOf, listenTo, postsOf, unique } from './network-bench.ts';
import { worldOf } from './world.ts';

type StandingReply = ReplyOf<(typeof endpoints)['readAccountStanding']>;

const HOUR_MS = 60 * 60_000;
const database = testDatabase();
const world = worldOf(() => startFacebookWorld(database()));

const kept = (): Promise<{ post_id: string | null; body: string | null }[]> =>
  inWorkspace(database().db, world().owner.workspaceId, (trx) =>
    trx.selectFrom('webhook_delivery').select(['post_id', 'body']).orderBy('seq').execute(),
  );
const store = () => world().facebook.store;
const comment = (text: string, more: Partial<Parameters<ReturnType<typeof store>['comment']>[2]> = {}) =>
  store().comment(world().customer, text, { post: world().ours.id, ...more });
const listening = (over: Parameters<typeof listenTo>[2] & { network?: FacebookWorld['network'] } = {}) => {
  const { network = world().network, ...options } = over;
  return listenTo({ ...facebookBench(world()), network }, inboundOf(world()), options);
};
type Items = Parameters<typeof postsOf>[0];
const has =
  (nativeId: string) =>
  (items: Items): boolean =>
    postsOf(items).some((post) => post.nativeId === nativeId);
const isGone =
  (nativeId: string) =>
  (items: Items): boolean =>
    heardOf(items).some((one) => one.type === 'delete' && one.nativeId === nativeId);

describe('a webhook', () => {
  test('is asked whether it is there, and the card shows where Facebook calls', async () => {
    const { facebook, owner, account } = world();
    const standing = () => owner.do<StandingReply>('GET', `/accounts/${account.id}/standing`);
    const { verifyToken, address } = await standing();
    expect(new URL(address ?? '').pathname).toBe(new URL(facebook.webhookUrl).pathname);
    expect(await facebook.ask(verifyToken ?? '')).toEqual({ status: 200, body: '1158201444' });
    expect((await facebook.ask('made up')).status).toBe(401);
    expect((await standing()).standing?.calls).toBeNull();
    store().callback = { url: address ?? '', fields: ['feed', 'messages'] };
    expect((await standing()).standing?.calls).toMatchObject({ isActive: true });
    store().callback = { url: address ?? '', fields: ['leadgen'] };
    expect((await standing()).standing?.calls).toMatchObject({ isActive: false });
  });

  test('what comes again is taken once; forged, truncated, of another Page or object it leaves nothing', async () => {
    const { facebook, customer } = world();
    const before = (await kept()).length;
    const said = comment(unique('一'));
    const message = store().write(customer, unique('二'));
    for (let n = 0; n < 2; n += 1) {
      expect(await facebook.tellWritten(said)).toBe(200);
      expect(await facebook.tell(message)).toBe(200);
    }
    expect(await facebook.tell(message, { read: { watermark: 1 } })).toBe(200);
    const liked = { item: 'reaction', reaction_type: 'like', verb: 'add', post_id: world().ours.id };
    expect(await facebook.change('feed', liked)).toBe(200);
    expect((await kept()).length).toBe(before + 2);
    const value = { item: 'comment', verb: 'add', comment_id: '1_2', post_id: '3_1', message: 'x' };
    const entry = [{ id: store().page.id, time: 1, changes: [{ field: 'feed', value }] }];
    const good = JSON.stringify({ object: 'page', entry });
    expect(await facebook.post(good, { secret: '0'.repeat(32) })).toBe(401);
    for (const body of [
      '',
      'null',
      good.slice(0, -2),
      good.replace('"page"', '"instagram"'),
      JSON.stringify({ object: 'page', entry: [{ id: store().page.id }] }),
      new Uint8Array([0x7b, 0xff, 0x7d]),
    ]) {
      expect(await facebook.post(body)).toBe(400);
    }
    // An app calls one address for all its Pages.
    expect(await facebook.post(good.replace(store().page.id, '100000000000001'))).toBe(200);
    expect((await kept()).length).toBe(before + 2);
  });

  test('a comment that is removed is emptied where it was kept, before or after', async () => {
    const { facebook } = world();
    const removal = { verb: 'remove', message: undefined };
    const emptied = async (id: string) =>
      (await kept()).filter((one) => one.post_id === id).map(({ body }) => body === null);
    const soon = comment(unique('やはり消します'));
    await facebook.tellWritten(soon);
    await facebook.tellWritten(soon, removal);
    expect(await emptied(soon.id)).toEqual([true, false]);
    const late = comment(unique('もう消しました'));
    await facebook.tellWritten(late, removal);
    await facebook.tellWritten(late);
    expect(await emptied(late.id)).toEqual([false, true]);
  });
});

describe('hearing', () => {
  test('comments, answers, posts of visitors and recommendations come as what they are', async () => {
    const { facebook, customer, ours, account } = world();
    const first = comment(unique('予約が取れません'));
    const answer = comment(unique('まだです'), { under: first.id });
    const visitor = store().post(customer, unique('荷物が届きません'));
    const mine = store().comment(null, unique('ご案内します'), { post: ours.id, under: first.id });
    const heard = listening();
    for (const one of [first, answer, visitor, mine]) await telling(facebook, one);
    const story = '10161234567890123';
    await facebook.change('ratings', {
      item: 'rating',
      verb: 'add',
      open_graph_story_id: story,
      reviewer_id: customer.id,
      reviewer_name: customer.name,
      recommendation_type: 'negative',
      review_text: unique('返事が遅い'),
    });
    await heard.until(has(story), 'the recommendation');
    await heard.until(has(mine.id), 'the last comment');
    await heard.stop();
    const of = (id: string) => postsOf(heard.items).find((post) => post.nativeId === id);
    expect(of(first.id)).toMatchObject({
      replyTo: ours.id,
      root: ours.id,
      author: { nativeId: customer.id, displayName: customer.name },
      ref: { under: 'us', post: ours.id },
    });
    expect(of(answer.id)).toMatchObject({ replyTo: first.id, root: ours.id, ref: { parent: first.id } });
    expect(of(visitor.id)).toMatchObject({ kind: 'post', ref: { under: 'us', is: 'post' } });
    expect(of(story)).toMatchObject({
      ref: { under: 'other', is: 'rating' },
      author: { nativeId: customer.id },
    });
    expect(of(mine.id)).toMatchObject({ author: { nativeId: account.nativeId } });
    const inbound = heard.items
      .filter((item) => item.inbound !== undefined)
      .flatMap((item) => postsOf([item]));
    expect(inbound.map((post) => post.nativeId)).not.toContain(mine.id);
  });

  test('what is edited, hidden and removed is told as such', async () => {
    const { facebook } = world();
    const said = comment(unique('まちがい'));
    const changed = unique('なおしました');
    const heard = listening();
    await telling(facebook, said);
    await heard.until(has(said.id), 'the comment');
    await facebook.tellWritten(said, { verb: 'edited', message: changed, edited_time: 1_763_629_999 });
    await heard.until((items) => heardOf(items).some((one) => one.type === 'edit'), 'the edit');
    await facebook.tellWritten(said, { verb: 'hide', is_hidden: true });
    await facebook.tellWritten(said, { verb: 'remove', message: undefined });
    await heard.until(isGone(said.id), 'the removal');
    await heard.stop();
    const edits = heardOf(heard.items).flatMap((one) => (one.type === 'edit' ? [one.post.text] : []));
    expect(edits).toEqual([changed]);
    expect(heard.items.filter(({ outcome }) => 'malformed' in outcome)).toEqual([]);
  });

  test('messages name who wrote; what is edited, reacted to, or said by us elsewhere is told as such', async () => {
    const { facebook, customer, account } = world();
    const message = store().write(customer, unique('まちがい'));
    const ours = store().say(customer, unique('アプリから書きました'));
    const changed = unique('なおしました');
    const heard = listening();
    await facebook.tell(message);
    await facebook.tell(ours);
    await facebook.tell(message, { message_edit: { mid: message.id, text: changed, num_edit: 1 } });
    const reaction = { mid: ours.id, action: 'react', reaction: 'love', emoji: '❤️' };
    await facebook.tell(message, { reaction });
    await heard.until((items) => postsOf(items).some((post) => post.replyTo === ours.id), 'the reaction');
    await facebook.tell(message, { reaction: { mid: ours.id, action: 'unreact' } });
    const reacted = postsOf(heard.items).find((post) => post.replyTo === ours.id);
    await heard.until(isGone(reacted?.nativeId ?? ''), 'the reaction taken back');
    await heard.stop();
    const of = (id: string) => postsOf(heard.items).find((post) => post.nativeId === id);
    expect(of(message.id)).toMatchObject({ author: { nativeId: customer.id, displayName: customer.name } });
    expect(of(ours.id)).toMatchObject({
      author: { nativeId: account.nativeId },
      conversation: `${account.nativeId}/${customer.id}`,
    });
    const edits = heardOf(heard.items).flatMap((one) => (one.type === 'edit' ? [one.post.text] : []));
    expect(edits).toEqual([changed]);
  });
});

describe('a pause of two hours', () => {
  test('in which no call came through is made up for: everything comes once, also where the calls come after all', async () => {
    const { facebook, customer, ours } = world();
    let now = Date.now();
    const early = networkOf(facebook, database(), { now: () => now });
    const first = listening({ network: early });
    const before = comment(unique('前'));
    await telling(facebook, before);
    await first.until(has(before.id), 'what came before');
    await first.stop();
    const old = comment(unique('古いコメント'), { agoMs: 26 * HOUR_MS });
    const missed = Array.from({ length: 120 }, (_, n) =>
      comment(unique(`留守 ${String(n)}`), { agoMs: 60_000 }),
    );
    const answers = [old, before].map((one) => comment(unique('返信'), { under: one.id, agoMs: 50_000 }));
    const visitors = Array.from({ length: 60 }, () => store().post(customer, unique('留守の投稿')));
    const below = store().comment(customer, unique('追記'), { post: visitors[0]?.id ?? '' });
    const elsewhere = store().post(customer, unique('Acme サポート はどう'), { onPage: false });
    const messages = Array.from({ length: 5 }, () =>
      store().write(customer, unique('留守のメッセージ'), 40_000),
    );
    const mine = store().comment(null, unique('アプリから返信'), { post: ours.id, under: before.id });
    now = Date.now() + 2 * HOUR_MS;
    const late = networkOf(facebook, database(), { now: () => now });
    const second = listening({ network: late, cursor: first.cursor() });
    const all = [...missed, ...answers, ...visitors, below, elsewhere, ...messages, mine];
    const ids = all.map(({ id }) => id);
    await second.until((items) => ids.every((id) => has(id)(items)), 'all that was missed');
    // Meta brings what it could not deliver for 36 hours.
    for (const one of [...missed.slice(0, 10), ...answers, ...visitors.slice(0, 10), below]) {
      await telling(facebook, one);
    }
    await facebook.tell(messages[0] ?? store().write(customer, ''));
    const last = comment(unique('最後'));
    await telling(facebook, last);
    await second.until(has(last.id), 'what came last');
    await second.stop();
    const heard = [...postsOf(first.items), ...postsOf(second.items)].map((post) => post.nativeId);
    expect(ids.filter((id) => !heard.includes(id))).toEqual([]);
    const wanted = new Set([...ids, last.id, before.id]);
    expect(heard.filter((id, n) => wanted.has(id) && heard.indexOf(id) !== n)).toEqual([]);
    expect(heard).not.toContain(old.id);
  }, 60_000);

  test('is made up for without mentions where the app may not see them', async () => {
    const { facebook } = world();
    store().mayReadTagged = false;
    const missed = comment(unique('これは見える'));
    const now = Date.now() + 2 * HOUR_MS;
    const network = networkOf(facebook, database(), { now: () => now });
    const first = listening();
    await first.until(() => first.cursor() !== null, 'a position');
    await first.stop();
    const second = listening({ network, cursor: first.cursor() });
    await second.until(has(missed.id), 'what was missed');
    await second.stop();
    expect(postsOf(second.items).filter(({ ref }) => ref?.['under'] === 'other')).toEqual([]);
    store().mayReadTagged = true;
  });
});

test('the documents describe everything that was asked', () => {
  expect([...new Set(world().facebook.violations)]).toEqual([]);
});
