// Connecting a Discord bot and answering as one, where the fake refuses and rings for people as Discord does.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppError } from '../../src/domain/errors.ts';
import { ringsFor } from '../../src/networks/discord/publish.ts';
import { isSend, nativeIdOf, rateLimit, startDiscordWorld, toSaid } from './discord-world.ts';
import { errorOf, requestOf, unique } from './network-bench.ts';
import { worldOf } from './world.ts';

const world = worldOf(startDiscordWorld);
const publisher = () => world().network.publisher(world().account);
const sentAs = (text: string) => world().discord.store.said.find((one) => one.text === text);
const whyOf = ({ data }: AppError): unknown => data?.['why'];
const inBoth = (ja: string, en: string) => ({
  ja: expect.stringContaining(ja) as string,
  en: expect.stringContaining(en) as string,
});

describe('connecting', () => {
  const connect = (token?: string) =>
    world().network.connect({ token: token ?? world().discord.store.token });

  test('names the bot, and a token that is none', async () => {
    const { discord } = world();
    expect(await connect(`Bot ${discord.store.token}`)).toEqual({
      server: 'https://discord.com',
      nativeId: discord.store.bot.id,
      handle: 'acme_help',
      displayName: 'acme_help',
      secrets: { token: discord.store.token },
    });
    for (const token of ['', 'token', `${'a'.repeat(24)}.Gabcde.${'y'.repeat(38)}`]) {
      expect(await errorOf(connect(token))).toMatchObject({ code: 'network_rejected', where: 'token' });
    }
  });

  test('says what is missing: the intent, a server, permissions, with the link that asks for them', async () => {
    const { discord, server } = world();
    const { store } = discord;
    const link = `client_id=${store.bot.id}&scope=bot&permissions=274878008384`;
    store.hasContent = false;
    expect(whyOf(await errorOf(connect()))).toEqual(
      inBoth('Message Content Intent', 'Message Content Intent'),
    );
    store.hasContent = true;
    const { permissions } = server;
    server.permissions = 1n << 10n;
    const lacking = whyOf(await errorOf(connect()));
    expect(lacking).toEqual(inBoth('メッセージの送信', 'Send Messages'));
    expect(lacking).toEqual(inBoth(link, link));
    server.permissions = 1n << 3n;
    await connect();
    server.permissions = permissions;
    store.servers.delete(server.id);
    expect(whyOf(await errorOf(connect()))).toEqual(inBoth(link, link));
    store.servers.set(server.id, server);
  });
});

describe('answering', () => {
  test('an answer rings for whom it answers and for nobody else, whatever stands in it', async () => {
    const { discord, customer, opening } = world();
    const { store } = discord;
    const others = [store.addPerson('hanako'), store.bot].map(({ id }) => `<@${id}>`);
    const part = fc.constantFrom(
      '@everyone',
      '@here',
      '<@&5>',
      `<@${customer.id}>`,
      ...others,
      'ご連絡ください ',
    );
    const replyTo = await toSaid(world(), opening);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(part, fc.string()), { minLength: 1, maxLength: 8 }),
        async (parts) => {
          const text = `${unique('へ')}${parts.join('')}`.slice(0, 2_000);
          const { nativeId } = await publisher().publish(requestOf(text, { replyTo }));
          const said = store.said.find((one) => nativeIdOf(one) === nativeId);
          expect(said?.rung).toEqual([customer.id]);
        },
      ),
      { numRuns: 40 },
    );
    expect(ringsFor('everyone')).toEqual({ parse: [], users: [], replied_user: true });
  }, 60_000);

  test('an answer lands in the thread of what it answers', async () => {
    const { discord, customer, channel } = world();
    const { store } = discord;
    const thread = store.addThread(channel, 'くわしく', store.write(customer, channel.id, unique('もと')));
    const inside = store.write(customer, thread.id, unique('スレッドで'));
    const text = unique('こちらで伺います');
    const sent = await publisher().publish(requestOf(text, { replyTo: await toSaid(world(), inside) }));
    expect(sentAs(text)).toMatchObject({ channel: thread.id, replyTo: inside.id });
    expect(sent.url).toBe(`https://discord.com/channels/${channel.guild ?? ''}/${sent.nativeId}`);
    const { thread: read } = world().network.reader(world().account, {});
    const whole = await read({ nativeId: nativeIdOf(inside), visibility: 'public' });
    expect(whole.map((post) => post.text)).toEqual([expect.stringContaining('もと'), inside.text, text]);
  });

  test('a DM goes to the conversation of two also where what it answers was said in public', async () => {
    const { discord, customer, opening } = world();
    const text = unique('個別に');
    const request = requestOf(text, { visibility: 'dm', replyTo: await toSaid(world(), opening) });
    const sent = await publisher().publish(request);
    expect(sentAs(text)).toMatchObject({ channel: discord.store.directWith(customer).id, replyTo: null });
    expect(await publisher().lookUp(request, new Date(Date.now() - 1000).toISOString())).toMatchObject({
      found: { nativeId: sent.nativeId },
    });
    expect((await errorOf(publisher().publish(requestOf(text)))).code).toBe('network_forbids');
    expect((await errorOf(publisher().repost({ nativeId: '1/2' }, 'key'))).code).toBe('network_forbids');
  });

  test('why nothing can be sent is said in both languages', async () => {
    const { discord, customer, server } = world();
    const { store } = discord;
    const channel = store.addChannel(server, 'お知らせ');
    const said = store.write(customer, channel.id, unique('ここで'));
    const replyTo = await toSaid(world(), said);
    const send = () => errorOf(publisher().publish(requestOf(unique('だめ'), { replyTo })));
    store.readOnly.add(channel.id);
    const noRight = await send();
    expect([noRight.code, whyOf(noRight)]).toEqual([
      'recipient_unreachable',
      inBoth('「メッセージの送信」', 'Send Messages'),
    ]);
    store.readOnly.clear();
    store.hidden.add(channel.id);
    expect((await send()).code).toBe('recipient_unreachable');
    store.hidden.clear();
    store.remove(said);
    const gone = await send();
    expect([gone.code, whyOf(gone)]).toEqual(['network_post_gone', inBoth('削除', 'deleted')]);
    store.closed.add(customer.id);
    const dm = requestOf(unique('個別に'), { visibility: 'dm', replyTo });
    const closed = await errorOf(publisher().publish(dm));
    expect([closed.code, whyOf(closed)]).toEqual([
      'recipient_unreachable',
      inBoth('DM を送れません', 'takes no DM'),
    ]);
    store.closed.clear();
  });

  test('in a conversation of two an answer goes out also where what it answers is gone', async () => {
    const { discord, customer } = world();
    const { store } = discord;
    const said = store.write(customer, store.directWith(customer).id, unique('消します'));
    const post = await world().network.reader(world().account, {}).post(nativeIdOf(said));
    const { nativeId, author, conversation } = post;
    store.remove(said);
    const text = unique('お返事');
    const replyTo = { nativeId, author, ...(conversation === undefined ? {} : { conversation }) };
    await publisher().publish(requestOf(text, { visibility: 'dm', replyTo }));
    expect(sentAs(text)?.replyTo).toBeNull();
  });

  test('a limit is waited for as long as Discord says, and one of everything is called so', async () => {
    const { discord, opening } = world();
    const replyTo = await toSaid(world(), opening);
    const headers = { 'content-type': 'application/json' };
    const body = rateLimit(1.25, true);
    discord.faults.set({ kind: 'status', status: 429, headers, body }, { times: 1, when: isSend });
    const error = await errorOf(publisher().publish(requestOf(unique('待って'), { replyTo })));
    expect(error).toMatchObject({ code: 'network_rate_limited', retryAfterMs: 1_250 });
    expect(error.message).toContain('everything the bot does');
    await discord.faults.passThrough();
  });

  test('a send is found by its words where Discord shows no nonce, and never called absent where nothing is shown', async () => {
    const { discord, customer, server } = world();
    const { store } = discord;
    const channel = store.addChannel(server, '記録');
    const replyTo = await toSaid(
      world(),
      store.write(customer, channel.id, unique('きのう'), { atMs: Date.now() }),
    );
    const since = new Date(Date.now() - 1000).toISOString();
    const request = requestOf(unique('届いた？'), { replyTo });
    const { nativeId } = await publisher().publish(request);
    expect(await publisher().lookUp(request, since)).toMatchObject({ found: { nativeId } });
    const other = { ...request, idempotencyKey: crypto.randomUUID() };
    expect(await publisher().lookUp(other, since, new Set([nativeId]))).toEqual({ absent: true });
    store.said.splice(0, store.said.length, ...store.said.filter((one) => one.channel !== channel.id));
    expect(await publisher().lookUp(request, since)).toHaveProperty('cannotTell');
    store.hidden.add(channel.id);
    expect((await errorOf(publisher().lookUp(request, since))).code).toBe('recipient_unreachable');
    store.hidden.clear();
  });
});

test('nothing that was asked or answered is other than Discord describes it', () => {
  expect(world().discord.faults.seen.length).toBeGreaterThan(30);
  expect([...new Set(world().discord.violations ?? [])]).toEqual([]);
});
