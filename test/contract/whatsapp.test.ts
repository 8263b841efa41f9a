// WhatsApp keeps the network contract: over the real server, against a fake that is held to the published description of the Graph API.
import { describe, expect, test } from 'vitest';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { endpoints } from '../../src/contract/endpoints.ts';
import type { AccountView } from '../../src/contract/views.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { testDatabase } from '../harness/database.ts';
import { errorOf, heardOf, itemOf, listenTo, postsOf, requestOf, unique } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';
import {
  answerTo,
  fieldsOf,
  inboundOf,
  networkOf,
  startWhatsAppWorld,
  to,
  whatsappBench,
} from './whatsapp-world.ts';
import { targetOf, worldOf } from './world.ts';

type StandingReply = ReplyOf<(typeof endpoints)['readAccountStanding']>;

const database = testDatabase();
const world = worldOf(() => startWhatsAppWorld(database()));

describeNetwork({ name: 'WhatsApp', start: () => Promise.resolve(whatsappBench(world())) });

const kept = (): Promise<{ post_id: string | null; body: string | null }[]> =>
  inWorkspace(database().db, world().owner.workspaceId, (trx) =>
    trx.selectFrom('webhook_delivery').select(['post_id', 'body']).orderBy('seq').execute(),
  );
const write = (text: string, over?: { quotes?: string | null; group?: string | null }) =>
  world().whatsapp.store.write(world().customer, { type: 'text', text: { body: text } }, over);
const publisher = () => world().network.publisher(world().account);
const mine = (text: string) =>
  world().whatsapp.store.said.filter((one) => one.by === null && one.text === text);

describe('a webhook', () => {
  test('is first asked whether it is there, and answers for the token of the account alone', async () => {
    const { whatsapp, owner, account } = world();
    const { verifyToken } = await owner.do<StandingReply>('GET', `/accounts/${account.id}/standing`);
    expect(await whatsapp.ask(verifyToken ?? '')).toEqual({ status: 200, body: '1158201444' });
    expect((await whatsapp.ask('made up')).status).toBe(401);
    const elsewhere = whatsapp.webhookUrl.replace(account.id, crypto.randomUUID());
    expect((await fetch(`${elsewhere}?hub.mode=subscribe`)).status).toBe(404);
    const wrong = await fetch(`${whatsapp.webhookUrl}?hub.mode=subscribe&hub.challenge=1`);
    expect(wrong.status).toBe(400);
  });

  test('what comes again is taken once, each message and each status of its own', async () => {
    const { whatsapp } = world();
    const before = (await kept()).length;
    const [first, second] = [write('一'), write('二')];
    expect(await whatsapp.call([first])).toBe(200);
    expect(await whatsapp.call([first, second])).toBe(200);
    const status = { id: 'wamid.x', timestamp: '1763629300', recipient_id: '1' };
    for (const state of ['sent', 'delivered', 'delivered'])
      expect(await whatsapp.tell([{ ...status, status: state }])).toBe(200);
    expect((await kept()).length).toBe(before + 4);
  });

  test('of another secret, truncated, of another shape or encoding leaves nothing', async () => {
    const { whatsapp } = world();
    const { store } = whatsapp;
    const before = (await kept()).length;
    const value = { metadata: { phone_number_id: store.number.id }, messages: [write('三')] };
    const callOf = (object: string, changes: unknown) =>
      JSON.stringify({ object, entry: [{ id: store.accountId, changes }] });
    const good = callOf('whatsapp_business_account', [{ field: 'messages', value }]);
    expect(await whatsapp.post(good, { secret: '0'.repeat(32) })).toBe(401);
    for (const body of [
      '',
      'null',
      '{}',
      good.slice(0, -2),
      callOf('page', [{ field: 'messages', value }]),
      callOf('whatsapp_business_account', {}),
      callOf('whatsapp_business_account', [{ field: 'messages', value: { messages: [] } }]),
      new Uint8Array([0x7b, 0xff, 0x7d]),
    ]) {
      expect(await whatsapp.post(body)).toBe(400);
    }
    expect(await whatsapp.post(good, { headers: { 'content-encoding': 'gzip' } })).toBe(400);
    expect(await whatsapp.post('x'.repeat(3 * 1024 * 1024 + 1))).toBe(413);
    const unsigned = await fetch(whatsapp.webhookUrl, { method: 'POST', body: good });
    expect(unsigned.status).toBe(401);
    expect((await kept()).length).toBe(before);
  });

  test('as large as Meta makes them is taken whole; another number of the app leaves nothing', async () => {
    const { whatsapp } = world();
    const before = (await kept()).length;
    const long = 'あ'.repeat(4_096);
    expect(await whatsapp.call(Array.from({ length: 100 }, () => write(long)))).toBe(200);
    expect((await kept()).length).toBe(before + 100);
    expect(await whatsapp.call([write('よその番号へ')], { number: '999' })).toBe(200);
    expect((await kept()).length).toBe(before + 100);
  });

  test('of a message that was taken back empties it, before or after', async () => {
    const { whatsapp, customer } = world();
    const revoke = (id: string) =>
      whatsapp.store.write(customer, { type: 'revoke', revoke: { original_message_id: id } });
    const bodiesOf = async (id: string) =>
      (await kept()).filter((one) => one.post_id === id).map(({ body }) => body === null);
    const soon = write(unique('やはり消します'));
    await whatsapp.call([soon]);
    await whatsapp.call([revoke(soon.id)]);
    expect(await bodiesOf(soon.id)).toEqual([true, false]);
    // Meta promises no order: the message may come after its end.
    const late = write(unique('もう消しました'));
    await whatsapp.call([revoke(late.id)]);
    await whatsapp.call([late]);
    expect(await bodiesOf(late.id)).toEqual([false, true]);
  });
});

describe('hearing', () => {
  test('a picture, a place and a reaction come as what they are; groups are another place than the chat with us', async () => {
    const { whatsapp, customer, account } = world();
    const { store } = whatsapp;
    const group = `group-${unique('')}`;
    const [caption, inGroup] = [unique('この画面'), unique('みんな')];
    const listening = listenTo(whatsappBench(world()), inboundOf(world()));
    const image = { mime_type: 'image/jpeg', sha256: 'a', id: '1', caption };
    const location = { name: '東京駅', address: '丸の内', latitude: 35.68, longitude: 139.76 };
    const reacted = store.write(customer, {
      type: 'reaction',
      reaction: { message_id: 'wamid.ours', emoji: '👍' },
    });
    await whatsapp.call([
      store.write(customer, { type: 'image', image }),
      store.write(customer, { type: 'location', location }),
      reacted,
      write(inGroup, { group }),
    ]);
    await listening.until((items) => itemOf(items, inGroup) !== undefined, 'the last');
    await listening.stop();
    const posts = postsOf(listening.items);
    expect(posts.find(({ text }) => text === caption)).toMatchObject({
      author: { nativeId: customer.waId, handle: customer.waId, displayName: 'たろう' },
      conversation: `${account.nativeId}/${customer.waId}`,
      media: [{ kind: 'image' }],
    });
    expect(posts.some(({ text }) => text.startsWith('📍\n東京駅'))).toBe(true);
    expect(posts.find(({ nativeId }) => nativeId === reacted.id)).toMatchObject({
      kind: 'reply',
      replyTo: 'wamid.ours',
      text: '👍',
    });
    const there = posts.find(({ text }) => text === inGroup);
    expect(there).toMatchObject({
      author: { nativeId: `${group}/${customer.waId}`, displayName: 'たろう · 👥' },
      conversation: `${account.nativeId}/${group}`,
    });
    if (there === undefined) throw new Error('nothing came from the group');
    const text = unique('皆さまへ');
    await publisher().publish(requestOf(text, { visibility: 'dm', replyTo: targetOf(there) }));
    expect(mine(text)).toMatchObject([{ chat: group, quotes: there.nativeId }]);
  });

  test('what is changed or taken back is told as such, and so is an answer that did not arrive', async () => {
    const { whatsapp, customer } = world();
    const { store } = whatsapp;
    const listening = listenTo(whatsappBench(world()), inboundOf(world()));
    const first = write(unique('まちがい'));
    const changed = unique('なおしました');
    const edit = { original_message_id: first.id, message: { type: 'text', text: { body: changed } } };
    const errors = [
      { code: 131_026, title: 'Message undeliverable', error_data: { details: 'Message Undeliverable.' } },
    ];
    const failed = { id: 'wamid.ours', timestamp: '1763629300', recipient_id: '1', status: 'failed', errors };
    await whatsapp.call([first, store.write(customer, { type: 'edit', edit })]);
    await whatsapp.tell([{ ...failed, status: 'sent' }, failed]);
    const until = (type: string, nativeId: string) =>
      listening.until(
        (items) =>
          heardOf(items).some((one) => one.type === type && 'nativeId' in one && one.nativeId === nativeId),
        type,
      );
    await until('undelivered', 'wamid.ours');
    await whatsapp.call([
      store.write(customer, { type: 'revoke', revoke: { original_message_id: first.id } }),
    ]);
    await until('delete', first.id);
    await listening.stop();
    const of = (type: string) => heardOf(listening.items).filter((one) => one.type === type);
    const edits = of('edit').flatMap((one) => (one.type === 'edit' ? [one.post] : []));
    expect(edits).toContainEqual(expect.objectContaining({ nativeId: first.id, text: changed }));
    expect(of('delete')).toContainEqual(expect.objectContaining({ nativeId: first.id }));
    expect(of('undelivered')).toEqual([
      expect.objectContaining({ nativeId: 'wamid.ours', code: 'recipient_unreachable' }),
    ]);
  });
});

describe('answering', () => {
  test('stands under the message it answers, by number or by the id of who hid theirs', async () => {
    const { whatsapp, account } = world();
    const text = unique('ご案内します');
    await publisher().publish(answerTo(world(), text));
    expect(mine(text)).toMatchObject([{ quotes: 'wamid.standing', chat: world().customer.waId }]);
    const hidden = { waId: 'US.13491208655302741918', name: 'Sheena' };
    whatsapp.store.write(hidden, { type: 'text', text: { body: 'hi' } });
    const other = unique('Hello');
    const replyTo = { ...to(world()), ref: { to: hidden.waId, chat: 'person' } };
    await publisher().publish(requestOf(other, { visibility: 'dm', replyTo }));
    expect(mine(other)).toMatchObject([{ chat: hidden.waId }]);
    expect(account.handle).toBe('15550783881');
  });

  test('with a picture goes out as one message, its words as the caption', async () => {
    const { whatsapp } = world();
    const picture = {
      bytes: Buffer.from('not really a picture'),
      mimeType: 'image/jpeg',
      alt: '図',
      width: 1,
      height: 1,
    };
    const text = unique('図をご覧ください');
    await publisher().publish({ ...answerTo(world(), text), images: [picture] });
    const [said] = mine(text);
    expect(whatsapp.store.pictures.get(said?.picture ?? '')).toEqual({ mimeType: 'image/jpeg', bytes: 20 });
    const refused = async (over: object) =>
      (await errorOf(publisher().publish({ ...answerTo(world(), text), ...over }))).code;
    const large = { ...picture, bytes: new Uint8Array(5_000_001) };
    expect(await refused({ images: [large] })).toBe('attachment_invalid');
    expect(await refused({ images: [picture, picture] })).toBe('attachment_invalid');
    expect(await refused({ images: [{ ...picture, mimeType: 'image/webp' }] })).toBe('attachment_invalid');
    expect(await refused({ images: [picture], text: 'あ'.repeat(1_025) })).toBe('text_too_long');
    expect(mine(text)).toHaveLength(1);
  });

  test('whose answer is lost is never sent again by the program', async () => {
    const { whatsapp, account } = world();
    const request = answerTo(world(), unique('届いたかな'));
    const isSend = ({ path }: { path: string }): boolean => path.includes('/messages');
    whatsapp.faults.set({ kind: 'lostAnswer' }, { times: 1, when: isSend });
    expect((await errorOf(publisher().publish(request))).code).toBe('send_fate_unknown');
    await whatsapp.faults.passThrough();
    const other = networkOf(whatsapp, database()).publisher(account);
    expect(await other.lookUp(request, new Date().toISOString())).toHaveProperty('cannotTell');
    expect(mine(request.text)).toHaveLength(1);
  });

  test('a refusal is named by its code, in both languages', async () => {
    const { store } = world().whatsapp;
    const refusedBy = async (code: number, status = 400) => {
      store.refuses = { status, code, message: `(#${String(code)}) No` };
      return errorOf(publisher().publish(answerTo(world(), unique('だめ'))));
    };
    const named = new Map<number, string>();
    for (const code of [
      190, 10, 200, 131_005, 4, 80_007, 130_429, 131_056, 131_047, 131_026, 131_042, 368, 100,
    ]) {
      named.set(code, (await refusedBy(code)).code);
    }
    expect(Object.fromEntries(named)).toEqual({
      190: 'account_token_dead',
      10: 'account_token_dead',
      200: 'account_token_dead',
      131005: 'account_token_dead',
      4: 'network_rate_limited',
      80007: 'network_rate_limited',
      130429: 'network_rate_limited',
      131056: 'network_rate_limited',
      131047: 'window_closed',
      131026: 'recipient_unreachable',
      131042: 'network_rejected',
      368: 'network_rejected',
      100: 'network_rejected',
    });
    expect(JSON.stringify((await refusedBy(131_026)).data?.['why'])).toContain('届けられませんでした');
    // Behind a failure of Meta's own the message may have gone out.
    expect((await refusedBy(131_000, 500)).code).toBe('send_fate_unknown');
    store.refuses = null;
    store.letWindowClose(world().customer.waId);
    expect((await errorOf(publisher().publish(answerTo(world(), 'x')))).code).toBe('window_closed');
    write('また書きます');
  });

  test('nobody is written to who did not write first', async () => {
    expect((await errorOf(publisher().publish(requestOf('はじめまして')))).code).toBe('network_forbids');
  });
});

describe('accounts', () => {
  test('connecting asks Meta at once, names the field that is wrong, and has the app told of what comes', async () => {
    const { whatsapp, network, owner, account } = world();
    const { rows } = await owner.do<{ rows: AccountView[] }>('GET', '/accounts');
    expect(rows).toMatchObject([
      { network: 'whatsapp', handle: '15550783881', displayName: 'Acme サポート' },
    ]);
    expect(whatsapp.store.isSubscribed).toBe(true);
    const wrong = async (over: Record<string, string>) =>
      (await errorOf(network.connect({ ...fieldsOf(whatsapp), ...over }))).where;
    expect(await wrong({ app_secret: 'short' })).toBe('app_secret');
    expect(await wrong({ app_secret: '0'.repeat(32) })).toBe('app_secret');
    expect(await wrong({ access_token: '' })).toBe('access_token');
    expect(await wrong({ access_token: `EAA${'x'.repeat(60)}` })).toBe('access_token');
    expect(await wrong({ phone_number_id: '+15550783881' })).toBe('phone_number_id');
    expect(await wrong({ phone_number_id: '106540352242922' })).toBe('phone_number_id');
    expect(await wrong({ waba_id: '102290129340398' })).toBe('waba_id');
    await network.keepAlive(account);
    const made = await owner.call('POST', `/accounts/${account.id}/webhook-key`);
    expect(made).toMatchObject({ status: 400, body: { where: 'path.id' } });
  });

  test('the card says where Meta is to call and whether it does; who may not change accounts sees no token', async () => {
    const { whatsapp, owner, account } = world();
    const read = () => owner.do<StandingReply>('GET', `/accounts/${account.id}/standing`);
    const { address, standing, verifyToken } = await read();
    expect(new URL(address ?? '').pathname).toBe(new URL(whatsapp.webhookUrl).pathname);
    expect(standing).toEqual({ calls: null, messages: null });
    expect(verifyToken).toMatch(/^[0-9a-f]{40}$/);
    whatsapp.store.callback = 'https://elsewhere.example/';
    expect((await read()).standing?.calls).toEqual({ isHere: false, isActive: true });
    whatsapp.store.callback = address ?? '';
    whatsapp.store.isSubscribed = false;
    expect((await read()).standing?.calls).toEqual({ isHere: true, isActive: false });
    whatsapp.store.isSubscribed = true;
  });
});

test('nothing that was asked, answered or told is other than it is described', async () => {
  const { whatsapp } = world();
  expect(whatsapp.faults.seen.length).toBeGreaterThan(20);
  if (whatsapp.violations === null) return;
  expect([...new Set(whatsapp.violations)]).toEqual([]);
  // The comparison does find what is wrong.
  await whatsapp.call([{ ...write('x'), text: {}, timestamp: 1 }]);
  expect(whatsapp.violations.join(' ')).toContain("must have required property 'body'");
  expect(whatsapp.violations.join(' ')).toContain('timestamp must be string');
});
