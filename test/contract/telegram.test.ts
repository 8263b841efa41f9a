// Telegram keeps the network contract, against a fake that is itself held to the published Bot API.
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Batch } from '../../src/networks/kit/network.ts';
import { createTelegramCheck } from '../servers/telegram/contract.ts';
import { errorOf, heardOf, itemOf, listenTo, requestOf, unique, type Listening } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';
import { heardAs, listenOnce, startTelegramWorld, telegramBench, updates } from './telegram-world.ts';
import { targetOf, worldOf } from './world.ts';

const world = worldOf(startTelegramWorld);
const open: Listening[] = [];
const listening = (
  options?: Parameters<typeof listenTo>[2],
  config: Record<string, string> = {},
): Listening => {
  const made = listenTo(telegramBench(world()), { ...updates, config }, options);
  open.push(made);
  return made;
};
const publisher = () => world().network.publisher(world().account);
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

describeNetwork({ name: 'Telegram', start: () => Promise.resolve(telegramBench(world())) });

describe('hearing', () => {
  test('a mention and an answer to us come as such, in a topic too, and the rest is what monitors look at', async () => {
    const { telegram, customer, group, account, opening } = world();
    const { store } = telegram;
    const own = await publisher().publish(
      requestOf(unique('承ります'), { replyTo: targetOf(heardAs(world(), opening)) }),
    );
    const forum = store.addGroup('質問の部屋', { is_forum: true });
    const texts = ['呼び', '返事', '独り言', '話題'].map(unique);
    const [calls = '', answers = '', talks = '', inTopic = ''] = texts;
    const stream = listening();
    store.write(customer, `@${account.handle.toUpperCase()} ${calls}`, { chat: group });
    store.write(customer, `@${account.handle} ${calls}`, { chat: group });
    store.write(customer, answers, { chat: group, replyTo: Number(own.nativeId.split('/').at(-1)) });
    const said = store.write(customer, talks, { chat: group });
    store.write(customer, inTopic, { chat: forum, topic: 12 });
    await stream.until((items) => texts.every((text) => itemOf(items, text) !== undefined), 'all of them');
    const cameAs = texts.map((text) => itemOf(stream.items, text)?.inbound);
    expect(cameAs).toEqual(['mention', 'reply', undefined, undefined]);
    const post = heardOf(stream.items).find((heard) => heard.type === 'post' && heard.post.text === talks);
    expect(post).toMatchObject({
      post: {
        nativeId: `${String(group.id)}/${String(said.id)}`,
        visibility: 'public',
        author: { nativeId: String(customer.id), handle: 'taro_y', displayName: 'たろう 山田' },
      },
    });
    const text = unique('話題の中で');
    const heard = heardOf(stream.items).find((one) => one.type === 'post' && one.post.text === inTopic);
    if (heard?.type !== 'post') throw new Error('nothing came from the topic');
    await publisher().publish(requestOf(text, { replyTo: targetOf(heard.post) }));
    expect(store.said.find((one) => one.text === text)).toMatchObject({ chat: { id: forum.id }, thread: 12 });
  });

  test('what is edited comes as an edit, also where it was never seen, and Start is no message', async () => {
    const { telegram, customer } = world();
    const { store } = telegram;
    const [before, after, last] = [unique('まちがい'), unique('ただしい'), unique('おわり')];
    const said = store.write(customer, before);
    // Told once already, and forgotten: only the edit is news.
    store.updates = [];
    store.edit(said, after);
    store.write(store.addPerson('はなこ'), '/start');
    const stream = listening();
    store.write(customer, last);
    await stream.until((items) => itemOf(items, last) !== undefined, 'the last');
    expect(heardOf(stream.items)).toMatchObject([
      { type: 'edit', post: { text: after, visibility: 'dm' } },
      { type: 'post', post: { text: last } },
    ]);
    expect(stream.items.map(({ inbound }) => inbound)).toEqual(['dm', undefined, 'dm']);
  });

  test('a bot with privacy mode hears of groups what calls on it, and so does a source that leaves groups out', async () => {
    const { telegram, customer, group, account } = world();
    const { store } = telegram;
    const [quiet, calls] = [unique('ひそひそ'), unique('もしもし')];
    store.updates = [];
    store.seesAll = false;
    store.write(customer, quiet, { chat: group });
    store.seesAll = true;
    store.write(customer, quiet, { chat: group });
    const stream = listening({}, { groups: 'false' });
    store.write(customer, `@${account.handle} ${calls}`, { chat: group });
    await stream.until((items) => itemOf(items, calls) !== undefined, 'the mention');
    expect(stream.items.map(({ inbound }) => inbound)).toEqual([undefined, 'mention']);
    expect(heardOf(stream.items)).toHaveLength(1);
  });

  test('an update is forgotten at Telegram only after it was committed', async () => {
    const { telegram, customer } = world();
    const { store } = telegram;
    store.updates = [];
    const text = unique('消えないで');
    store.write(customer, text);
    const kept: number[] = [];
    const batches: Batch[] = [];
    // The process dies between what it was told and the commit, twice.
    for (let n = 0; n < 2; n += 1) {
      const dying = listenOnce(world(), { deliver: () => Promise.reject(new Error('killed')) });
      await expect(dying).rejects.toThrow('killed');
      kept.push(store.updates.length);
    }
    const enough = new AbortController();
    await listenOnce(world(), {
      signal: enough.signal,
      deliver(batch) {
        kept.push(store.updates.length);
        batches.push(batch);
        enough.abort();
        return Promise.resolve();
      },
    });
    expect(kept).toEqual([1, 1, 1]);
    expect(batches.map(({ items }) => items.length)).toEqual([1]);
    // It dies after the commit, before it asked on: the committed position asks for nothing twice.
    const stream = listening({ cursor: batches[0]?.cursor ?? null });
    const next = unique('つづき');
    store.write(customer, next);
    await stream.until((items) => itemOf(items, next) !== undefined, 'the next');
    expect(itemOf(stream.items, text)).toBeUndefined();
  });

  test('ids that begin anew after a quiet week are followed, and what is told again is told once', async () => {
    const { telegram, customer } = world();
    const { store } = telegram;
    const stream = listening();
    const [before, after, later] = [unique('先週'), unique('今週'), unique('そのあと')];
    store.write(customer, before);
    await stream.until((items) => itemOf(items, before) !== undefined, 'last week’s');
    store.restartUpdates(100);
    const said = store.write(customer, after);
    await stream.until((items) => itemOf(items, after) !== undefined, 'this week’s');
    const again = { ok: true, result: [{ update_id: 101, message: store.messageOf(said) }] };
    telegram.faults.set({ kind: 'status', status: 200, body: JSON.stringify(again) }, { times: 1 });
    // Ends the question that waits: the next one is told again what was told.
    store.write(customer, later);
    await stream.until((items) => itemOf(items, later) !== undefined, 'what came after');
    const last = unique('おわり');
    store.write(customer, last);
    await stream.until((items) => itemOf(items, last) !== undefined, 'the last');
    await stream.stop();
    const texts = heardOf(stream.items).flatMap((heard) => (heard.type === 'post' ? [heard.post.text] : []));
    expect(texts.filter((text) => text === after)).toHaveLength(1);
    store.restartUpdates(9_000);
  });

  test('who was away for longer than Telegram keeps anything says so', async () => {
    const { telegram, customer } = world();
    const gaps: (string | null)[] = [];
    const since = Date.now() - 25 * 3_600_000;
    for (const atMs of [since, Date.now() - 3_600_000]) {
      const enough = new AbortController();
      telegram.store.write(customer, unique('ひさしぶり'));
      await listenOnce(world(), {
        cursor: `${String(telegram.store.updates[0]?.update_id ?? 0)}@${String(atMs)}`,
        gap: ({ since: from }) => gaps.push(from),
        signal: enough.signal,
        deliver: () => Promise.resolve(enough.abort()),
      });
    }
    expect(gaps).toEqual([new Date(since).toISOString()]);
    for (const cursor of ['-1@5', 'x', '5', '']) {
      expect((await errorOf(listenOnce(world(), { cursor }))).code).toBe('cursor_invalid');
    }
  });

  test('what another program took is told as missing, and a position may be as long as an id', async () => {
    const { telegram, customer } = world();
    const since = Date.now() - 60_000;
    const gaps: unknown[] = [];
    const listenFrom = async (skipped: number): Promise<string | null> => {
      const enough = new AbortController();
      telegram.store.updates = [];
      telegram.store.write(customer, unique('つぎ'));
      const at = (telegram.store.updates[0]?.update_id ?? 0) - skipped;
      let cursor: string | null = null;
      await listenOnce(world(), {
        cursor: `${String(at)}@${String(since)}`,
        gap: (missed) => gaps.push(missed),
        signal: enough.signal,
        deliver(batch) {
          cursor = batch.cursor;
          return Promise.resolve(enough.abort());
        },
      });
      return cursor;
    };
    await listenFrom(0);
    expect(gaps).toEqual([]);
    await listenFrom(3);
    expect(gaps).toEqual([
      { since: new Date(since).toISOString(), reason: expect.stringContaining('another program') as string },
    ]);
    const mostId = 2 ** 52;
    const message = telegram.store.messageOf(world().opening);
    const told = { ok: true, result: [{ update_id: mostId, message }] };
    telegram.faults.set({ kind: 'status', status: 200, body: JSON.stringify(told) }, { times: 1 });
    const cursor = await listenFrom(0);
    expect(cursor).toMatch(new RegExp(`^${String(mostId + 1)}@`));
    const aborted = AbortSignal.abort();
    await listenOnce(world(), { cursor, signal: aborted });
  });

  test('two that listen to one bot, and a webhook, are told apart and said', async () => {
    const { telegram } = world();
    telegram.store.updates = [];
    const first = errorOf(listenOnce(world(), {}));
    await wait(50);
    const second = listening();
    const ended = await first;
    expect(ended.code).toBe('heard_elsewhere');
    expect(ended.message).toMatch(/^Another program listens with the same bot token/);
    await second.stop();
    telegram.store.webhook = 'https://other.example/hook';
    const error = await errorOf(listenOnce(world(), {}));
    expect([error.code, error.message]).toEqual([
      'heard_elsewhere',
      expect.stringMatching(/^A webhook is set for this bot/),
    ]);
    telegram.store.webhook = '';
  });

  test('a server that wants less says for how long, and one that does not answer JSON is away', async () => {
    const { telegram } = world();
    const description = 'Too Many Requests: retry after 7';
    const body = { ok: false, error_code: 429, description, parameters: { retry_after: 7 } };
    telegram.faults.set({ kind: 'status', status: 429, body: JSON.stringify(body) }, { times: 1 });
    expect(await errorOf(listenOnce(world(), {}))).toMatchObject({
      code: 'network_rate_limited',
      retryAfterMs: 7_000,
    });
    telegram.faults.set({ kind: 'status', status: 200, body: '<html>' }, { times: 1 });
    expect((await errorOf(listenOnce(world(), {}))).code).toBe('network_unavailable');
    const noIds = JSON.stringify({ ok: true, result: [{ message: {} }] });
    telegram.faults.set({ kind: 'status', status: 200, body: noIds }, { times: 1 });
    expect((await errorOf(listenOnce(world(), {}))).code).toBe('network_unavailable');
    await telegram.faults.passThrough();
  });
});

test('nothing that was asked, answered or told is other than Telegram describes it', () => {
  const { telegram } = world();
  expect(telegram.faults.seen.length).toBeGreaterThan(50);
  // The suite's own broken record.
  const wrong = (telegram.violations ?? []).filter((one) => !one.endsWith('message.date must be Integer'));
  expect([...new Set(wrong)]).toEqual([]);
  const check = createTelegramCheck();
  if (check === null) return;
  // The comparison does find what is wrong.
  const sent = {
    method: 'sendMessage',
    params: { chat_id: '1', txt: 'x' },
    status: 200,
    answer: { ok: true },
  };
  expect(check.exchange(sent)).toEqual([
    'sendMessage: the request.txt is not described',
    'sendMessage: the request.text is missing',
    'sendMessage: the answer must be an object',
  ]);
  expect(check.value('Update', { update_id: 1, message: { message_id: 1 } })).toHaveLength(2);
});
