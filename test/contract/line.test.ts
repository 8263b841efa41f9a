// LINE keeps the network contract: over the real server, against a fake that is itself held to LINE's published description.
import { describe, expect, test } from 'vitest';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { endpoints } from '../../src/contract/endpoints.ts';
import type { AccountView } from '../../src/contract/views.ts';
import { isInGroup } from '../../src/domain/post/in-group.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { testDatabase } from '../harness/database.ts';
import { storedAccount } from './deps.ts';
import { answerTo, fieldsOf, lineBench, networkOf, startLineWorld, to } from './line-world.ts';
import { errorOf, heardOf, itemOf, listenTo, postsOf, requestOf, unique } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';
import { targetOf, worldOf } from './world.ts';

type StandingReply = ReplyOf<(typeof endpoints)['readAccountStanding']> & { address: string };

const database = testDatabase();
const world = worldOf(() => startLineWorld(database()));

describeNetwork({ name: 'LINE', start: () => Promise.resolve(lineBench(world())) });

const bodiesOf = (postId: string): Promise<(string | null)[]> =>
  inWorkspace(database().db, world().owner.workspaceId, async (trx) => {
    const rows = await trx
      .selectFrom('webhook_delivery')
      .select('body')
      .where('post_id', '=', postId)
      .orderBy('seq')
      .execute();
    return rows.map(({ body }) => body);
  });
const kept = (): Promise<number> =>
  inWorkspace(database().db, world().owner.workspaceId, async (trx) => {
    const rows = await trx.selectFrom('webhook_delivery').select('seq').execute();
    return rows.length;
  });

test('is given no key of ours: it signs with a secret of its own', async () => {
  const { owner, account } = world();
  const made = await owner.call('POST', `/accounts/${account.id}/webhook-key`);
  expect(made).toMatchObject({ status: 400, body: { code: 'invalid_input', where: 'path.id' } });
  expect(JSON.stringify(made.body)).toContain('secret of its own');
});

describe('a webhook', () => {
  const write = (text: string) => world().line.store.write(world().customer, { type: 'text', text });

  test('that is only a question is answered, and what comes again is taken once', async () => {
    const { line } = world();
    const before = await kept();
    expect(await line.call([])).toBe(200);
    expect(await kept()).toBe(before);
    const [first, second] = [write('一'), write('二')];
    expect(await line.call([first])).toBe(200);
    const again = { ...first, deliveryContext: { isRedelivery: true } };
    expect(await line.call([again, second])).toBe(200);
    expect(await kept()).toBe(before + 2);
  });

  test('of another secret, another account or another shape leaves nothing', async () => {
    const { line } = world();
    const before = await kept();
    const good = JSON.stringify({ destination: line.store.bot.userId, events: [write('三')] });
    expect(await line.call([write('四')], { secret: '0'.repeat(32) })).toBe(401);
    for (const body of [
      '',
      'null',
      '{}',
      good.slice(0, -2),
      JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [write('五')] }),
      JSON.stringify({ destination: line.store.bot.userId, events: {} }),
    ]) {
      expect(await line.call([], { body })).toBe(400);
    }
    expect(await line.call([], { body: JSON.stringify({ pad: 'x'.repeat(256 * 1024) }) })).toBe(413);
    const unsigned = await fetch(line.webhookUrl, { method: 'POST', body: good });
    expect(unsigned.status).toBe(401);
    expect(await kept()).toBe(before);
  });

  test('of a message that was taken back empties it, before or after', async () => {
    const { line, customer } = world();
    const soon = write(unique('やはり消します'));
    await line.call([soon]);
    await line.call([line.store.unsend(customer, soon.message.id)]);
    expect((await bodiesOf(soon.message.id)).map((body) => body === null)).toEqual([true, false]);
    // LINE promises no order: the message may come after its end.
    const late = write(unique('もう消しました'));
    await line.call([line.store.unsend(customer, late.message.id)]);
    await line.call([late]);
    expect((await bodiesOf(late.message.id)).map((body) => body === null)).toEqual([false, true]);
  });
});

describe('hearing', () => {
  test('who writes is known by name, and groups are another place than the chat with us', async () => {
    const { line, customer, account } = world();
    const { store } = line;
    const bench = lineBench(world());
    const group = { type: 'group', id: store.addGroup('ユーザー会') } as const;
    const [alone, inGroup, inRoom] = [unique('ひとり'), unique('みんな'), unique('部屋')];
    const room = { type: 'room', id: store.addRoom() } as const;
    const listening = listenTo(bench, bench.inbound);
    const stranger = { userId: `U${'f'.repeat(32)}`, displayName: '', language: '' };
    await line.call([
      store.write(customer, { type: 'text', text: alone }),
      store.write(customer, { type: 'text', text: inGroup }, { place: group }),
      store.write(stranger, { type: 'text', text: inRoom }, { place: room }),
    ]);
    await listening.until((items) => itemOf(items, inRoom) !== undefined, 'the third');
    await listening.stop();
    const of = (text: string) => postsOf(listening.items).find((post) => post.text === text);
    expect(of(alone)).toMatchObject({
      author: { nativeId: customer.userId, displayName: 'たろう' },
      langHint: 'ja',
      conversation: `${account.nativeId}/${customer.userId}`,
    });
    expect(of(inGroup)).toMatchObject({
      visibility: 'dm',
      author: { nativeId: `${group.id}/${customer.userId}`, displayName: 'たろう · 👥 ユーザー会' },
      conversation: `${account.nativeId}/${group.id}`,
      mentions: [],
    });
    // Whom LINE shows no profile of is heard all the same.
    expect(of(inRoom)).toMatchObject({
      author: { displayName: '👥' },
      conversation: `${account.nativeId}/${room.id}`,
    });
    const { dm } = world().network.manifest;
    const isGroup = (text: string) => isInGroup(dm, of(text)?.author ?? { nativeId: '' });
    expect([alone, inGroup, inRoom].map(isGroup)).toEqual([false, true, true]);
    const author = await world()
      .network.reader(account, {})
      .author({ nativeId: customer.userId, handle: '' });
    expect(author.displayName).toBe('たろう');
    const post = of(inGroup);
    if (post === undefined) throw new Error('nothing came from the group');
    const text = unique('皆さまへ');
    await world()
      .network.publisher(account)
      .publish(requestOf(text, { visibility: 'dm', replyTo: targetOf(post) }));
    expect(store.said.find((one) => one.text === text)).toMatchObject({
      chat: group.id,
      quotes: post.nativeId,
    });
  });

  test('with groups left out, only what mentions the account comes from them', async () => {
    const { line, customer, account } = world();
    const { store } = line;
    const bench = lineBench(world());
    const source = { ...bench.inbound, config: { ...bench.inbound.config, groups: 'false' } };
    const listening = listenTo(bench, source);
    const place = { type: 'group', id: store.addGroup('雑談') } as const;
    const [talk, call] = [unique('お昼どうする'), unique('困っています')];
    const mention = {
      mentionees: [{ type: 'user', index: 0, length: 5, userId: account.nativeId, isSelf: true }],
    };
    const among = store.write(customer, { type: 'text', text: talk }, { place });
    await line.call([
      among,
      store.write(customer, { type: 'text', text: `@Acme ${call}`, mention }, { place }),
    ]);
    await listening.until((items) => itemOf(items, call) !== undefined, 'the mention');
    await listening.stop();
    expect(itemOf(listening.items, talk)).toBeUndefined();
    // Whose it is, is told all the same: what is taken back later is forgotten wherever it was noted.
    const about = { nativeId: among.message.id, authorNativeId: customer.userId };
    expect(listening.items).toContainEqual(expect.objectContaining({ outcome: { heard: null }, about }));
  });

  test('a message that is taken back is told as deleted', async () => {
    const { line, customer } = world();
    const bench = lineBench(world());
    const listening = listenTo(bench, bench.inbound);
    const text = unique('まちがえました');
    const event = line.store.write(customer, { type: 'text', text });
    await line.call([event]);
    await listening.until((items) => itemOf(items, text) !== undefined, 'the message');
    await line.call([line.store.unsend(customer, event.message.id)]);
    await listening.until(
      (items) => heardOf(items).some((one) => one.type === 'delete' && one.nativeId === event.message.id),
      'its end',
    );
    await listening.stop();
    const ends = heardOf(listening.items).filter((one) => one.type === 'delete');
    expect(ends.filter(({ nativeId }) => nativeId === event.message.id)).toHaveLength(1);
  });
});

describe('answering', () => {
  /** A message of the customer as it was heard. */
  async function heard(text: string) {
    const { line, customer } = world();
    const bench = lineBench(world());
    const listening = listenTo(bench, bench.inbound);
    await line.call([line.store.write(customer, { type: 'text', text })]);
    await listening.until((items) => itemOf(items, text) !== undefined, 'the message');
    await listening.stop();
    const post = postsOf(listening.items).find((one) => one.text === text);
    if (post === undefined) throw new Error('it did not come');
    return targetOf(post);
  }
  const paths = (from: number): string[] =>
    world()
      .line.faults.seen.slice(from)
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => path.split('/').at(-1) ?? '');
  const mine = (text: string) =>
    world().line.store.said.filter((one) => one.by === null && one.text === text);

  test('the first answer within a minute is free; the second, and one that is late, are pushed', async () => {
    const { line, network, account } = world();
    const replyTo = await heard(unique('届きません'));
    const before = line.store.used;
    const from = line.faults.seen.length;
    const publisher = network.publisher(account);
    const answers = [1, 2].map((n) => requestOf(unique(`回答${String(n)}`), { visibility: 'dm', replyTo }));
    for (const answer of answers) await publisher.publish(answer);
    expect(paths(from)).toEqual(['reply', 'reply', 'push']);
    expect(line.store.used).toBe(before + 1);
    const late = networkOf(line, database(), () => Date.now() + 60_000).publisher(account);
    const next = await heard(unique('まだです'));
    const since = line.faults.seen.length;
    await late.publish(requestOf(unique('遅い回答'), { visibility: 'dm', replyTo: next }));
    expect(paths(since)).toEqual(['push']);
    // Both ends were told under the message that they answer.
    for (const { text } of answers) expect(mine(text)).toMatchObject([{ quotes: replyTo.nativeId }]);
  });

  test('a push whose answer is lost is sent again by another process, and is one message', async () => {
    const { line, network, account } = world();
    const request = answerTo(world(), unique('一通だけ'));
    const since = new Date().toISOString();
    const isPush = ({ path }: { path: string }): boolean => path.endsWith('/push');
    line.faults.set({ kind: 'lostAnswer' }, { times: 1, when: isPush });
    expect((await errorOf(network.publisher(account).publish(request))).code).toBe('send_fate_unknown');
    await line.faults.passThrough();
    const other = networkOf(line, database()).publisher(account);
    expect(await other.lookUp(request, since)).toEqual({ absent: true });
    const sent = await other.publish(request);
    expect(mine(request.text)).toMatchObject([{ id: sent.nativeId }]);
    // A day later the key holds no longer.
    const tomorrow = networkOf(line, database(), () => Date.now() + 24 * 3_600_000).publisher(account);
    expect(await tomorrow.lookUp(request, since)).toHaveProperty('cannotTell');
  });

  test('a free answer whose answer is lost is never sent again by the program', async () => {
    const { line, network, account } = world();
    const since = new Date().toISOString();
    const request = requestOf(unique('届いたかな'), {
      visibility: 'dm',
      replyTo: await heard(unique('もしもし')),
    });
    const isReply = ({ path }: { path: string }): boolean => path.endsWith('/reply');
    line.faults.set({ kind: 'lostAnswer' }, { times: 1, when: isReply });
    const publisher = network.publisher(account);
    expect((await errorOf(publisher.publish(request))).code).toBe('send_fate_unknown');
    await line.faults.passThrough();
    expect(await publisher.lookUp(request, since)).toHaveProperty('cannotTell');
    expect(mine(request.text)).toHaveLength(1);
  });

  test('a long text goes out as up to five messages of one send, whole', async () => {
    const { line, network, account } = world();
    const before = line.store.used;
    const text = Array.from(
      { length: 380 },
      (_, n) => `${String(n)} 行目です。😀 設定を開き、「再起動」を押してください。`,
    ).join('\n');
    expect(text.length).toBeGreaterThan(10_000);
    const count = line.store.said.length;
    await network.publisher(account).publish(answerTo(world(), text));
    const parts = line.store.said.slice(count).map((one) => one.text);
    expect(parts.join('\n')).toBe(text);
    expect(parts.length).toBeLessThanOrEqual(5);
    expect(line.store.used).toBe(before + 1);
  });

  test('used-up messages are told at once; too many calls wait', async () => {
    const { line, network, account } = world();
    line.store.quota = { type: 'limited', value: line.store.used };
    const error = await errorOf(network.publisher(account).publish(answerTo(world(), unique('上限'))));
    expect(error).toMatchObject({ code: 'network_rejected' });
    expect(error.message).toContain('used up');
    // The free answer goes out all the same.
    const replyTo = await heard(unique('助けて'));
    await network.publisher(account).publish(requestOf(unique('無料'), { visibility: 'dm', replyTo }));
    line.store.quota = { type: 'none' };
  });

  test('who did not write first is not written to, and nothing is sent to an id LINE does not know', async () => {
    const { network, account } = world();
    const publisher = network.publisher(account);
    expect((await errorOf(publisher.publish(requestOf('はじめまして')))).code).toBe('network_forbids');
    const replyTo = { ...to(world()), conversation: `${account.nativeId}/U${'0'.repeat(32)}` };
    expect((await errorOf(publisher.publish(requestOf('x', { visibility: 'dm', replyTo })))).code).toBe(
      'network_rejected',
    );
    const images = [{ bytes: new Uint8Array(1), mimeType: 'image/png', alt: '', width: 1, height: 1 }];
    const withPicture = { ...answerTo(world(), 'x'), images };
    expect((await errorOf(publisher.publish(withPicture))).code).toBe('attachment_invalid');
  });
});

describe('accounts', () => {
  test('connecting asks LINE at once and names the field that is wrong', async () => {
    const { line, network, owner } = world();
    const { rows } = await owner.do<{ rows: AccountView[] }>('GET', '/accounts');
    expect(rows).toMatchObject([{ network: 'line', handle: '216acme', displayName: 'Acme サポート' }]);
    const wrong = (over: Record<string, string>) => errorOf(network.connect({ ...fieldsOf(line), ...over }));
    expect(await wrong({ channel_secret: 'short' })).toMatchObject({ where: 'channel_secret' });
    for (const token of ['', 'made up', 'revoked']) {
      const error = await wrong({ channel_access_token: token });
      expect(error).toMatchObject({ code: 'network_rejected', where: 'channel_access_token' });
    }
    const account = storedAccount('other', await network.connect(fieldsOf(line)));
    await network.keepAlive(account);
    const other = { ...account, nativeId: `U${'1'.repeat(32)}` };
    expect((await errorOf(network.keepAlive(other))).code).toBe('account_token_dead');
  });
});

test('the account’s card says where LINE is to call, whether it does, and what is used', async () => {
  const { line, owner } = world();
  const { rows } = await owner.do<{ rows: AccountView[] }>('GET', '/accounts');
  const read = () => owner.do<StandingReply>('GET', `/accounts/${rows[0]?.id ?? ''}/standing`);
  const { address, standing } = await read();
  expect(new URL(address).pathname).toBe(new URL(line.webhookUrl).pathname);
  expect(standing?.calls).toBeNull();
  line.store.quota = { type: 'limited', value: 200 };
  line.store.endpoint = { endpoint: 'https://elsewhere.example/', active: true };
  expect((await read()).standing).toEqual({
    calls: { isHere: false, isActive: true },
    messages: { used: line.store.used, limit: 200 },
  });
  line.store.endpoint = { endpoint: address, active: false };
  expect((await read()).standing?.calls).toEqual({ isHere: true, isActive: false });
});

test('nothing that was asked, answered or told is other than LINE describes it', async () => {
  const { line, account } = world();
  expect(line.faults.seen.length).toBeGreaterThan(20);
  if (line.violations === null) return;
  expect([...new Set(line.violations)]).toEqual([]);
  // The comparison does find what is wrong.
  await fetch(`${line.url}/v2/bot/message/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${account.secrets['accessToken'] ?? ''}`, 'x-line-retry-key': 'no' },
    body: JSON.stringify({
      to: world().customer.userId,
      messages: [{ type: 'text', text: 'x', quoteToken: 1 }],
    }),
  });
  expect(line.violations.join(' ')).toContain('x-line-retry-key is no UUID');
  expect(line.violations.join(' ')).toContain('quoteToken must be string');
  await line.call([{ ...line.store.write(world().customer, { type: 'text' }) }]);
  expect(line.violations.join(' ')).toContain("must have required property 'text'");
});
