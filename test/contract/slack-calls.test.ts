// What Slack's calls bring beside the contract: the first question, replays, deletions, threads, names, and what no call brought.
import { describe, expect, test } from 'vitest';
import type { Delivered } from '../../src/networks/kit/network.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { testDatabase } from '../harness/database.ts';
import type { Said } from '../servers/slack/store.ts';
import { refuseOneAfter } from './deps.ts';
import { errorOf, heardOf, listenTo, postsOf, unique } from './network-bench.ts';
import {
  eventsOf,
  nativeIdOf,
  networkOf,
  slackBench,
  startSlackWorld,
  telling,
  type SlackWorld,
} from './slack-world.ts';
import { worldOf } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const database = testDatabase();
const world = worldOf(() => startSlackWorld(database()));
const store = () => world().slack.store;

const kept = (): Promise<{ event_id: string; post_id: string | null; body: string | null }[]> =>
  inWorkspace(database().db, world().owner.workspaceId, (trx) =>
    trx.selectFrom('webhook_delivery').select(['event_id', 'post_id', 'body']).orderBy('seq').execute(),
  );
const say = (text: string, more: Parameters<ReturnType<typeof store>['write']>[3] = {}): Said =>
  store().write(world().customer, world().channel.id, text, more);
const listening = (over: Parameters<typeof listenTo>[2] & { network?: SlackWorld['network'] } = {}) => {
  const { network = world().network, ...options } = over;
  return listenTo({ ...slackBench(world()), network }, eventsOf(world()), options);
};
type Items = Parameters<typeof postsOf>[0];
const has =
  (said: Said) =>
  (items: Items): boolean =>
    postsOf(items).some((post) => post.nativeId === nativeIdOf(said));
const inboundOf = (items: Items, said: Said) =>
  items.find(
    ({ outcome }) =>
      'heard' in outcome &&
      outcome.heard?.type === 'post' &&
      outcome.heard.post.nativeId === nativeIdOf(said),
  )?.inbound;

describe('a webhook', () => {
  test('the card shows where Slack calls', async () => {
    const { slack, owner, account } = world();
    const { address } = await owner.do<{ address: string | null }>('GET', `/accounts/${account.id}/standing`);
    expect(new URL(address ?? '').pathname).toBe(new URL(slack.webhookUrl).pathname);
  });

  test('answers Slack’s first question, and nobody else’s', async () => {
    const question = JSON.stringify({
      token: 'old',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd',
      type: 'url_verification',
    });
    const answered = await world().slack.post(question);
    expect(answered).toEqual({ status: 200, body: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd' });
    const secret = '0'.repeat(32);
    expect((await world().slack.post(question, { secret })).status).toBe(401);
    const script = question.replace('3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd', '<script>');
    expect((await world().slack.post(script)).status).toBe(400);
    expect((await world().slack.post(question, { headers: { 'x-slack-signature': '' } })).status).toBe(401);
  });

  test('what comes again is taken once; forged, old, truncated or of another workspace it leaves nothing', async () => {
    const { slack, channel, customer } = world();
    const before = (await kept()).length;
    const said = say(unique('一'));
    const where = { channel: channel.id, channel_type: 'channel' };
    const event = { type: 'message', ...where, user: customer.id, text: said.text, ts: said.ts };
    const call = { event_id: unique('Ev').replaceAll(' ', '') };
    for (let n = 0; n < 3; n += 1) expect(await slack.event(event, call)).toBe(200);
    expect((await kept()).length).toBe(before + 1);
    const authorizations = [{ team_id: 'T0OTHER001', user_id: 'U0OTHER001', is_bot: true }];
    expect(await slack.event(event, { authorizations, team_id: 'T0OTHER001' })).toBe(200);
    expect(await slack.event(event, { authorizations: [], team_id: 'T0OTHER001' })).toBe(200);
    expect(await slack.event(event, { type: 'app_rate_limited' })).toBe(200);
    const good = JSON.stringify({
      type: 'event_callback',
      event,
      event_id: unique('Ev').replaceAll(' ', ''),
    });
    for (const over of [
      { secret: '0'.repeat(32) },
      { atMs: Date.now() - 6 * MINUTE_MS },
      { atMs: Date.now() + 6 * MINUTE_MS },
      { headers: { 'x-slack-request-timestamp': '' } },
      { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } },
    ]) {
      expect((await slack.post(good, over)).status).toBe(401);
    }
    for (const body of [
      '',
      'null',
      '[]',
      good.slice(0, -2),
      '{"type":"event_callback"}',
      new Uint8Array([0x7b, 0xff, 0x7d]),
    ]) {
      expect((await slack.post(body)).status).toBe(400);
    }
    expect((await kept()).length).toBe(before + 1);
    const retried = await slack.post(good, {
      headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' },
    });
    const again = await slack.post(good, {
      headers: { 'x-slack-retry-num': '2' },
      atMs: Date.now() - 4 * MINUTE_MS,
    });
    expect([retried.status, again.status]).toEqual([200, 200]);
    expect((await kept()).length).toBe(before + 2);
  });

  test('what stood there before is not kept; what is deleted is emptied, before or after', async () => {
    const { slack } = world();
    const emptied = async (said: Said) =>
      (await kept()).filter((one) => one.post_id === nativeIdOf(said)).map(({ body }) => body === null);
    const soon = say(unique('やはり消します'));
    await slack.tell(soon);
    soon.editedTs = store().newTs();
    await slack.tellChanged(soon);
    await slack.tellDeleted(soon);
    expect(await emptied(soon)).toEqual([true, true, false]);
    const late = say(unique('もう消しました'));
    await slack.tellDeleted(late);
    await slack.tell(late);
    expect(await emptied(late)).toEqual([false, true]);
    const answered = say(unique('答えのあるもの'));
    await slack.tell(answered);
    say(unique('答え'), { thread: answered.ts });
    expect(store().remove(answered)).toBe('tombstone');
    await slack.tellChanged(answered);
    expect(await emptied(answered)).toEqual([true, false]);
    const bodies = (await kept()).map(({ body }) => body ?? '').join('\n');
    expect(bodies).not.toContain('what stood there before');
    expect(bodies).not.toContain('verification-token-of-old');
  });
});

describe('hearing', () => {
  test('threads that we spoke in come as answers to us, others do not; what we say ourselves is not heard', async () => {
    const { slack, customer, network, account } = world();
    const other = store().addPerson('hanako', { displayName: '花子' });
    const asked = say(unique('起動しません'));
    const elsewhere = say(unique('別の話'));
    const heard = listening();
    await telling(slack, asked);
    // Before we speak there it is a thread of others.
    const before = say(unique('補足です'), { thread: asked.ts });
    await telling(slack, before);
    await heard.until(has(before), 'the question');
    const text = unique('お調べします');
    const author = { nativeId: customer.id, handle: '', displayName: '' };
    const request = { idempotencyKey: crypto.randomUUID(), visibility: 'public', text, images: [] } as const;
    await network
      .publisher(account)
      .publish({ ...request, images: [], replyTo: { nativeId: nativeIdOf(asked), author } });
    await slack.settle();
    const answers = [
      say(unique('まだです'), { thread: asked.ts }),
      store().write(other, asked.channel, unique('私もです'), { thread: asked.ts }),
      say(unique('続き'), { thread: elsewhere.ts, isBroadcast: true, subtype: 'thread_broadcast' }),
    ] as const;
    for (const one of answers) await telling(slack, one);
    await heard.until(has(answers[2]), 'the last answer');
    await heard.stop();
    expect(inboundOf(heard.items, before)).toBeUndefined();
    expect(answers.map((one) => inboundOf(heard.items, one))).toEqual(['reply', 'reply', undefined]);
    const posts = postsOf(heard.items);
    expect(posts.some((post) => post.text === text)).toBe(false);
    expect(posts.find((post) => post.text === answers[0].text)).toMatchObject({
      kind: 'reply',
      replyTo: nativeIdOf(asked),
      root: nativeIdOf(asked),
      author: { nativeId: customer.id, handle: 'taro.yamada', displayName: 'たろう' },
    });
  });

  test('edits and deletions follow, previews do not', async () => {
    const { slack } = world();
    const said = say(unique('最初'));
    const isOfIt = (one: ReturnType<typeof heardOf>[number]): boolean =>
      one.type === 'delete'
        ? one.nativeId === nativeIdOf(said)
        : (one.type === 'post' || one.type === 'edit') && one.post.nativeId === nativeIdOf(said);
    const heard = listening();
    await telling(slack, said);
    await slack.tellChanged(said);
    await heard.until(has(said), 'the message');
    said.text = unique('あと');
    said.editedTs = store().newTs();
    await slack.tellChanged(said);
    await heard.until(
      (items) => heardOf(items).some((one) => isOfIt(one) && one.type === 'edit'),
      'the edit',
    );
    store().remove(said);
    await slack.tellDeleted(said);
    await heard.until(
      (items) => heardOf(items).some((one) => isOfIt(one) && one.type === 'delete'),
      'the end',
    );
    await heard.stop();
    const about = heardOf(heard.items).filter(isOfIt);
    expect(about.map(({ type }) => type)).toEqual(['post', 'edit', 'delete']);
    expect(about[1]).toMatchObject({ post: { text: said.text } });
  });

  test('people and channels are asked for once and called by their names, by a new one once it is told', async () => {
    const { slack, channel } = world();
    const named = store().addChannel('ひろば');
    const stranger = store().addPerson('alex', { displayName: 'Alex', isHidden: true });
    const network = networkOf(slack, database());
    const from = slack.faults.seen.length;
    const heard = listening({ network });
    const some = Array.from({ length: 5 }, () => say(`<#${named.id}|> ${unique('で')} <@${stranger.id}>`));
    for (const one of some) await telling(slack, one);
    const foreign = store().write(stranger, channel.id, unique('hello'));
    await telling(slack, foreign);
    await heard.until(has(foreign), 'the stranger');
    const asked = slack.faults.seen.slice(from).filter(({ path }) => path.startsWith('/users.info'));
    const questions = asked.map(({ path }) => path);
    expect(questions).toHaveLength(new Set(questions).size);
    const posts = () => postsOf(heard.items);
    expect(posts().find((one) => one.nativeId === nativeIdOf(foreign))?.author.displayName).toBe('Alex');
    const [first] = some;
    expect(posts().find((one) => first !== undefined && one.nativeId === nativeIdOf(first))?.text).toMatch(
      /^#ひろば /,
    );
    named.name = '広場';
    await slack.event({ type: 'channel_rename', channel: { id: named.id, name: '広場' } });
    const after = say(`<#${named.id}|> ${unique('で')}`);
    await telling(slack, after);
    await heard.until(has(after), 'the one after');
    expect(posts().find((one) => one.nativeId === nativeIdOf(after))?.text).toMatch(/^#広場 /);
    await heard.stop();
  });

  test('where the app is removed, what came before is kept, and the account is called dead; one that is back goes on', async () => {
    const { slack, network, account } = world();
    const items: Delivered[] = [];
    let cursor: string | null = null;
    const listenOnce = (from: string | null, ms: number) =>
      network.listen({
        source: { id: 'source', ...eventsOf(world()) },
        account,
        cursor: from,
        deliver(batch) {
          items.push(...batch.items);
          ({ cursor } = batch);
          return Promise.resolve();
        },
        alive() {},
        signal: AbortSignal.timeout(ms),
      });
    const said = say(unique('最後の質問'));
    await telling(slack, said);
    await slack.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [store().bot.id] } });
    const { token } = store();
    store().token = 'xoxb-another-0123456789';
    expect((await errorOf(listenOnce(null, 20_000))).code).toBe('account_token_dead');
    expect(has(said)(items)).toBe(true);
    store().token = token;
    await slack.event({ type: 'app_uninstalled' });
    await listenOnce(cursor, 1_000);
    expect((await errorOf(network.keepAlive({ ...account, nativeId: 'U0OTHER001' }))).code).toBe(
      'account_token_dead',
    );
  });
});

describe('what no call brought', () => {
  test('after two hours without calls all is there once: pages of it, threads old and new, DMs, what was edited', async () => {
    const { slack, customer, channel } = world();
    const pauseMs = 2 * HOUR_MS;
    const began = Date.now() - pauseMs;
    const ago = (ms: number) => ({ atMs: began - ms });
    const during = (part: number) => ({ atMs: began + MINUTE_MS + part * (pauseMs - 2 * MINUTE_MS) });
    const older = say(unique('三日前の話'), ago(72 * HOUR_MS));
    const wrong = say(unique('直す前'), ago(24 * HOUR_MS));
    const known = say(unique('直前'), ago(MINUTE_MS));
    const earlier = networkOf(slack, database(), { now: () => began });
    const first = listening({ network: earlier });
    await telling(slack, known);
    await first.until(has(known), 'what came before the pause');
    await first.stop();
    slack.isUnheard = true;
    const direct = store().directWith(customer);
    const hidden = store().addChannel('よそ', { isMember: false });
    const away: Said[] = [];
    for (let n = 0; n < 450; n += 1) away.push(say(unique(`あいだ ${String(n)}`), during(n / 450)));
    const [begun] = away;
    if (begun === undefined) throw new Error('nothing was said');
    for (let n = 0; n < 5; n += 1) {
      away.push(say(unique('古いスレッドで'), { thread: older.ts, ...during(n / 5) }));
      away.push(say(unique('新しいスレッドで'), { thread: begun.ts, ...during(0.5 + n / 10) }));
      away.push(store().write(customer, direct.id, unique('個別に'), during(n / 5)));
    }
    const broadcast = { thread: older.ts, isBroadcast: true, subtype: 'thread_broadcast' };
    away.push(say(unique('全員にも'), { ...broadcast, ...during(0.7) }));
    store().write(customer, hidden.id, unique('聞こえない'), during(0.5));
    store().write(store().bot, channel.id, unique('自分の言葉'), during(0.5));
    wrong.text = unique('直した後');
    wrong.editedTs = store().newTs(began + HOUR_MS);
    slack.isUnheard = false;
    refuseOneAfter(4);
    let batches = 0;
    const second = listening({
      cursor: first.cursor(),
      network: networkOf(slack, database()),
      refuse: ({ items }) => items.length > 0 && (batches += 1) === 1,
    });
    await second.until((items) => away.every((one) => has(one)(items)), 'all of the pause');
    refuseOneAfter(Number.POSITIVE_INFINITY);
    const live = say(unique('いま'));
    await telling(slack, live);
    await second.until(has(live), 'what came after the pause');
    await second.stop();
    // An hour later it is asked for again, with some minutes of what is known.
    const later = networkOf(slack, database(), {
      now: () => Date.now() + 61 * MINUTE_MS,
      catchUpEveryMs: HOUR_MS,
    });
    const third = listening({ cursor: second.cursor(), network: later });
    const last = say(unique('最後'));
    await telling(slack, last);
    await third.until(has(last), 'the last');
    await third.stop();
    const all = [first, second, third].flatMap(({ items }) => postsOf(items)).map(({ nativeId }) => nativeId);
    expect(away.map(nativeIdOf).filter((id) => !all.includes(id))).toEqual([]);
    const ours = new Set([...away, known, live, last].map(nativeIdOf));
    expect(all.filter((id, n) => ours.has(id) && all.indexOf(id) !== n)).toEqual([]);
    expect(inboundOf(second.items, away.at(-2) ?? live)).toBe('dm');
    const edits = heardOf(second.items).filter((one) => one.type === 'edit' && one.post.text === wrong.text);
    expect(edits.length).toBeGreaterThan(0);
    const texts = postsOf(second.items).map(({ text }) => text);
    expect(texts.some((text) => text.startsWith('聞こえない') || text.startsWith('自分の言葉'))).toBe(false);
  }, 90_000);

  test('while Slack refuses to be asked, what it tells is heard all the same', async () => {
    const { slack } = world();
    store().scopes.delete('channels:history');
    const warned: string[] = [];
    const log = { info() {}, error() {}, warn: (_: unknown, text: string) => void warned.push(text) };
    const network = networkOf(slack, database(), { catchUpEveryMs: 1, log });
    const said = say(unique('聞こえますか'));
    await telling(slack, said);
    const heard = listening({ network });
    await heard.until(has(said), 'what was told');
    await expect.poll(() => warned.some((text) => text.includes('what was missed'))).toBe(true);
    await heard.stop();
    store().scopes.add('channels:history');
  });
});

test('nothing was asked otherwise than Slack’s documents describe it', () => {
  expect([...new Set(world().slack.violations)]).toEqual([]);
});
