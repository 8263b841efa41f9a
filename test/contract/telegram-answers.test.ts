// Connecting a Telegram bot and answering as one, where the fake Bot API refuses, loses and moves things as Telegram does.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { AppError } from '../../src/domain/errors.ts';
import { createTelegram } from '../../src/networks/telegram/network.ts';
import { deps } from './deps.ts';
import { errorOf, requestOf, unique } from './network-bench.ts';
import { fieldsOf, heardAs, listenOnce, POLL_SECONDS, startTelegramWorld } from './telegram-world.ts';
import { targetOf, worldOf } from './world.ts';

const world = worldOf(startTelegramWorld);
const publisher = () => world().network.publisher(world().account);

describe('connecting', () => {
  const failing = (over: Record<string, string>): Promise<AppError> =>
    errorOf(world().network.connect({ ...fieldsOf(world().telegram), ...over }));

  test('names the bot, and the field that is wrong', async () => {
    const { telegram, network } = world();
    expect(await network.connect(fieldsOf(telegram))).toEqual({
      server: telegram.url,
      nativeId: '123456789',
      handle: 'acme_help_bot',
      displayName: 'Acme サポート',
      secrets: { token: telegram.store.token },
    });
    for (const token of [
      '',
      'token',
      '1:2',
      `${telegram.store.token}/../x`,
      '123456789:AAEnobodyknowsthis',
    ]) {
      expect((await failing({ token })).where).toBe('token');
    }
    for (const server of ['ftp://example.com', 'http://example.com', 'http://127.0.0.1:9']) {
      expect((await failing({ server })).where).toBe('server');
    }
  });

  test('leaves the webhook of another program alone, unless somebody says so; nothing that waits is dropped', async () => {
    const { telegram, network, customer } = world();
    const { store } = telegram;
    store.webhook = 'https://other.example/hook';
    store.updates = [];
    store.write(customer, unique('待っています'));
    const error = await failing({});
    expect([error.where, store.webhook]).toEqual(['remove_webhook', 'https://other.example/hook']);
    await network.connect({ ...fieldsOf(telegram), remove_webhook: 'true' });
    expect([store.webhook, store.updates.length]).toEqual(['', 1]);
  });
});

describe('answering', () => {
  test('who blocked the bot, never wrote to it, or is a bot, is said to be so', async () => {
    const { telegram } = world();
    const { store } = telegram;
    const sent = async (writer: ReturnType<typeof store.addPerson>): Promise<[string, string]> => {
      const said = store.write(writer, 'x', { chat: store.privateChat(writer) });
      if (writer.first_name === '知らない人') store.knows.delete(writer.id);
      if (writer.first_name === '怒った人') store.block(writer);
      if (writer.first_name === '消えた人') store.people.delete(writer.id);
      const replyTo = targetOf(heardAs(world(), said));
      const { code, message } = await errorOf(
        publisher().publish(requestOf('y', { visibility: 'dm', replyTo })),
      );
      return [code, message];
    };
    expect(await sent(store.addPerson('怒った人'))).toEqual([
      'recipient_unreachable',
      expect.stringMatching(/^This person has blocked the bot/),
    ]);
    expect(await sent(store.addPerson('知らない人'))).toEqual([
      'recipient_unreachable',
      expect.stringMatching(/^A bot can write in private only to who wrote to it first/),
    ]);
    expect((await sent(store.addPerson('機械', { is_bot: true })))[0]).toBe('recipient_unreachable');
    expect(await sent(store.addPerson('消えた人'))).toEqual([
      'recipient_unreachable',
      expect.stringMatching(/^Telegram knows no such chat/),
    ]);
    const nowhere = requestOf(unique('だれかへ'));
    expect((await errorOf(publisher().publish(nowhere))).code).toBe('network_forbids');
  });

  test('what was written to another bot is neither answered nor liked by this one', async () => {
    const { telegram, account, customer, group, network } = world();
    const [inPrivate, inGroup] = [undefined, group].map((chat) =>
      heardAs(
        world(),
        telegram.store.write(customer, unique('どのボット'), chat === undefined ? {} : { chat }),
      ),
    );
    if (inPrivate === undefined || inGroup === undefined) throw new Error('two were written');
    const other = network.publisher({ ...account, id: 'other', nativeId: '987654321' });
    const text = unique('人違い');
    const request = requestOf(text, { visibility: 'dm', replyTo: targetOf(inPrivate) });
    const { nativeId } = inPrivate;
    for (const doing of [
      other.publish(request),
      other.like({ nativeId }, 'key'),
      other.edit(nativeId, text, undefined),
    ]) {
      expect(await errorOf(doing)).toMatchObject({
        code: 'network_forbids',
        message: expect.stringContaining('another bot') as string,
      });
    }
    expect(telegram.store.said.some((one) => one.text === text)).toBe(false);
    // What all of them see under one id is anybody's to like.
    await other.like({ nativeId: inGroup.nativeId }, 'key');
  });

  test('a bot that was logged out of its server is to be connected again', async () => {
    const { telegram, network, account } = world();
    const body = JSON.stringify({ ok: false, error_code: 400, description: 'Bad Request: Logged out' });
    telegram.faults.set({ kind: 'status', status: 400, body }, { times: 1 });
    expect((await errorOf(network.keepAlive(account))).code).toBe('account_token_dead');
    await telegram.faults.passThrough();
  });

  test('what is gone is answered in a chat of two, and not in a group', async () => {
    const { telegram, customer, group } = world();
    const { store } = telegram;
    const gone = [store.write(customer, '消します'), store.write(customer, '消します', { chat: group })];
    const [inPrivate, inGroup] = gone.map((said) => targetOf(heardAs(world(), said)));
    store.said.splice(0, store.said.length, ...store.said.filter((one) => !gone.includes(one)));
    const text = unique('お返事');
    if (inPrivate === undefined || inGroup === undefined) throw new Error('two were written');
    await publisher().publish(requestOf(text, { visibility: 'dm', replyTo: inPrivate }));
    expect(store.said.find((one) => one.text === text)?.replyTo).toBeNull();
    const error = await errorOf(publisher().publish(requestOf(text, { replyTo: inGroup })));
    expect(error.code).toBe('network_post_gone');
  });

  test('what is for one person alone never goes to the group where they wrote', async () => {
    const { telegram, customer, group } = world();
    const { store } = telegram;
    store.write(customer, 'はじめに個別に');
    const inGroup = targetOf(heardAs(world(), store.write(customer, 'みんなの前で', { chat: group })));
    const text = unique('個別のお返事');
    await publisher().publish(requestOf(text, { visibility: 'dm', replyTo: inGroup }));
    expect(store.said.filter((one) => one.text === text)).toMatchObject([
      { chat: { id: customer.id, type: 'private' }, replyTo: null },
    ]);
    const stranger = store.addPerson('グループだけの人');
    const said = targetOf(heardAs(world(), store.write(stranger, '質問です', { chat: group })));
    store.knows.delete(stranger.id);
    const asGroup = { ...said, author: { ...said.author, nativeId: String(group.id) } };
    for (const [replyTo, code] of [
      [said, 'recipient_unreachable'],
      [asGroup, 'network_forbids'],
    ] as const) {
      const words = unique('届かない');
      const { code: told } = await errorOf(
        publisher().publish(requestOf(words, { visibility: 'dm', replyTo })),
      );
      expect(told).toBe(code);
      expect(store.said.some((one) => one.text === words)).toBe(false);
    }
  });

  test('a group that became a supergroup is answered where it is now; one the bot was removed from is said', async () => {
    const { telegram, customer } = world();
    const { store } = telegram;
    const small = store.addGroup('三人', { id: -5005, type: 'group' });
    const said = store.write(customer, unique('小さい部屋'), { chat: small });
    const replyTo = targetOf(heardAs(world(), said));
    const large = store.addGroup('三人');
    store.moved.set(small.id, large.id);
    const sent = await publisher().publish(requestOf(unique('移りました'), { replyTo }));
    expect(sent.nativeId).toMatch(new RegExp(`^${String(large.id)}/`));
    store.moved.clear();
    store.leftOf.add(small.id);
    const { code, message } = await errorOf(publisher().publish(requestOf(unique('だめ'), { replyTo })));
    expect([code, message]).toEqual(['recipient_unreachable', expect.stringMatching(/^The bot was removed/)]);
  });

  test('an answer that was lost stays unknown: it is never called absent, and a person decides', async () => {
    const { telegram, opening } = world();
    const since = new Date().toISOString();
    const once = requestOf(unique('届いた？'), { replyTo: targetOf(heardAs(world(), opening)) });
    const isSend = ({ path }: { path: string }): boolean => path.endsWith('/sendMessage');
    telegram.faults.set({ kind: 'lostAnswer' }, { times: 1, when: isSend });
    expect((await errorOf(publisher().publish(once))).code).toBe('send_fate_unknown');
    expect(await publisher().lookUp(once, since)).toHaveProperty('cannotTell');
    telegram.faults.set({ kind: 'status', status: 502, body: 'Bad Gateway' }, { times: 1, when: isSend });
    const other = { ...once, idempotencyKey: crypto.randomUUID() };
    expect((await errorOf(publisher().publish(other))).code).toBe('send_fate_unknown');
    await telegram.faults.passThrough();
    // What this process saw go out it knows, whoever asks.
    const known = requestOf(unique('届いた'), { replyTo: targetOf(heardAs(world(), opening)) });
    const { nativeId } = await publisher().publish(known);
    expect((await publisher().publish(known)).nativeId).toBe(nativeId);
    expect(await publisher().lookUp(known, since)).toMatchObject({ found: { nativeId } });
    const elsewhere = createTelegram(deps, POLL_SECONDS).publisher(world().account);
    expect(await elsewhere.lookUp(known, since)).toHaveProperty('cannotTell');
    expect(telegram.store.said.filter(({ text }) => text === known.text)).toHaveLength(1);
  });

  test('after 48 hours nothing is taken back, and the same words again are no change', async () => {
    const { telegram, opening } = world();
    const text = unique('古い');
    const { nativeId } = await publisher().publish(
      requestOf(text, { replyTo: targetOf(heardAs(world(), opening)) }),
    );
    const said = telegram.store.said.find((one) => one.text === text);
    expect((await publisher().edit(nativeId, text, undefined)).nativeId).toBe(nativeId);
    if (said !== undefined) said.dateMs -= 49 * 3_600_000;
    const error = await errorOf(publisher().remove(nativeId, 'public'));
    expect([error.code, said?.text]).toEqual(['network_forbids', text]);
    expect((await errorOf(publisher().repost({ nativeId }, 'key'))).code).toBe('network_forbids');
  });
});

test('who writes is read by their id, and earlier messages are not asked for', async () => {
  const { network, account, customer } = world();
  const reader = network.reader(account, {});
  expect(await reader.author({ nativeId: String(customer.id), handle: '' })).toMatchObject({
    displayName: 'たろう',
    handle: 'taro_y',
    bio: '旅行中',
  });
  expect((await errorOf(reader.post('1/2'))).code).toBe('network_rejected');
});

test('the token is in no error and in no log', async () => {
  const { telegram, account } = world();
  const logged: unknown[] = [];
  const log = { info: note, warn: note, error: note };
  function note(...said: unknown[]): void {
    logged.push(said);
  }
  const network = createTelegram({ ...deps, log }, POLL_SECONDS);
  const request = requestOf('x', { replyTo: targetOf(heardAs(world(), world().opening)) });
  const errors: unknown[] = [];
  const path = `/bot${telegram.store.token}/getUpdates`;
  const quoted = JSON.stringify({
    message: `Route POST:${path} not found, ${encodeURIComponent(path)} neither`,
    error: 'Not Found',
  });
  const description = `Bad Request: no ${path}`;
  for (const fault of [
    { kind: 'reset' },
    { kind: 'status', status: 502, body: '<html>' },
    { kind: 'status', status: 404, body: quoted },
    { kind: 'status', status: 502, body: quoted },
    { kind: 'status', status: 400, body: JSON.stringify({ ok: false, error_code: 400, description }) },
    { kind: 'status', status: 200, body: '{}' },
    { kind: 'status', status: 302, headers: { location: '/elsewhere' } },
  ] as const) {
    telegram.faults.set(fault);
    errors.push(await errorOf(network.publisher(account).publish(request)));
    errors.push(await errorOf(network.keepAlive(account)));
    errors.push(await errorOf(network.connect(fieldsOf(telegram))));
    errors.push(await errorOf(listenOnce(world(), {}, network)));
  }
  await telegram.faults.passThrough();
  errors.push(await errorOf(network.keepAlive({ ...account, server: 'http://127.0.0.1:9' })));
  const all = inspect([errors, logged], { depth: 20, showHidden: true });
  expect(all).toContain('Telegram');
  expect(all).toContain('/bot…/getUpdates not found');
  expect(all).not.toContain(telegram.store.token.split(':')[1]);
});

test('nothing that was asked or answered is other than Telegram describes it', () => {
  expect(world().telegram.faults.seen.length).toBeGreaterThan(30);
  expect([...new Set(world().telegram.violations ?? [])]).toEqual([]);
});
