// Hearing a Discord bot where the fake cuts, forgets, refuses and hides things as Discord does.
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createDiscord } from '../../src/networks/discord/network.ts';
import type { Heard } from '../../src/domain/post/post.ts';
import { deps } from './deps.ts';
import { discordBench, listenOnce, nativeIdOf, notifications, startDiscordWorld } from './discord-world.ts';
import { errorOf, heardOf, itemOf, listenTo, postsOf, unique, type Listening } from './network-bench.ts';
import { worldOf } from './world.ts';

const world = worldOf(startDiscordWorld);
const open: Listening[] = [];
function listening(config: Record<string, string> = {}, cursor: string | null = null): Listening {
  const made = listenTo(discordBench(world()), { ...notifications, config }, { cursor });
  open.push(made);
  return made;
}
const came = (stream: Listening, ...texts: string[]): Promise<void> =>
  stream.until((items) => texts.every((text) => itemOf(items, text) !== undefined), texts.join(', '));
/** Listening that has told of something said after it began. */
async function connected(config: Record<string, string> = {}): Promise<Listening> {
  const stream = listening(config);
  const { discord, customer, channel } = world();
  const hello = unique('hello');
  discord.store.write(customer, channel.id, hello);
  await came(stream, hello);
  return stream;
}
const textsOf = (stream: Listening): string[] => postsOf(stream.items).map(({ text }) => text);
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
  world().discord.gateway.answersBeats = true;
  world().discord.gateway.heartbeatMs = 41_250;
});

describe('what is heard', () => {
  test('threads and forum posts belong together, what calls on the bot or answers it has come to us, and DMs do', async () => {
    const { discord, customer, server, channel, account } = world();
    const { store } = discord;
    const stream = await connected();
    const asked = store.write(customer, channel.id, unique('起動しません'));
    const thread = store.addThread(channel, '起動しません', asked);
    const forum = store.addChannel(server, '質問箱', { type: 15 });
    const post = store.addThread(forum, 'フォームが送れない');
    const texts = ['スレッドで', '投稿', '投稿に続けて', '返事', 'DM'].map(unique);
    const [inThread = '', first = '', second = '', reply = '', dm = ''] = texts;
    const own = store.write(store.bot, channel.id, unique('お困りですか'), { replyTo: asked.id });
    store.write(customer, thread.id, inThread);
    store.write(customer, post.id, first);
    store.write(customer, post.id, second);
    store.write(customer, channel.id, reply, { replyTo: own.id });
    store.write(customer, store.directWith(customer).id, dm);
    await came(stream, ...texts);
    const postWith = (text: string) => postsOf(stream.items).find((one) => one.text === text);
    expect(postWith(inThread)).toMatchObject({ root: nativeIdOf(asked), visibility: 'public' });
    expect(postWith(first)).toMatchObject({ nativeId: `${post.id}/${post.id}` });
    expect(postWith(first)?.root).toBeUndefined();
    expect(postWith(second)).toMatchObject({ root: `${post.id}/${post.id}` });
    expect(postWith(dm)).toMatchObject({ visibility: 'dm', conversation: store.directWith(customer).id });
    expect([reply, dm, inThread].map((text) => itemOf(stream.items, text)?.inbound)).toEqual([
      'reply',
      'dm',
      undefined,
    ]);
    expect(postsOf(stream.items).some(({ author }) => author.nativeId === account.nativeId)).toBe(false);
  });

  test('other bots, webhooks and Discord itself are not heard, and nothing of them is kept', async () => {
    const { discord, customer, channel } = world();
    const { store } = discord;
    const stream = await connected();
    const before = stream.items.length;
    store.write(store.addPerson('carl', { bot: true }), channel.id, `<@${store.bot.id}> ${unique('beep')}`);
    store.write(customer, channel.id, unique('deploy'), { webhook: store.newId() });
    store.write(customer, channel.id, '', { type: 7 });
    const last = unique('人の声');
    store.write(customer, channel.id, last);
    await came(stream, last);
    expect(stream.items.slice(before)).toHaveLength(1);
  });

  test('edits are followed, and what is deleted is told, many at once too', async () => {
    const { discord, customer, channel } = world();
    const { store } = discord;
    const stream = await connected();
    const said = [1, 2, 3].map((n) => store.write(customer, channel.id, unique(`消すもの${String(n)}`)));
    const [first, ...rest] = said;
    if (first === undefined) throw new Error('three were written');
    store.edit(first, unique('直しました'));
    store.remove(first);
    store.remove(...rest);
    const isGone = (heard: Heard): boolean =>
      heard.type === 'delete' && said.some((one) => nativeIdOf(one) === heard.nativeId);
    await stream.until((items) => heardOf(items).filter(isGone).length === 3, 'the deletions');
    const edit = heardOf(stream.items).find((heard) => heard.type === 'edit');
    expect(edit).toMatchObject({ post: { nativeId: nativeIdOf(first), text: first.text } });
  });

  test('only the channels that were chosen, by id or link, with their threads', async () => {
    const { discord, customer, server, channel } = world();
    const { store } = discord;
    const [chosen, other] = ['選んだ', '選ばない'].map((name) => store.addChannel(server, name));
    if (chosen === undefined || other === undefined) throw new Error('two were made');
    const thread = store.addThread(chosen, 'その中');
    const link = `https://discord.com/channels/${server.id}/${chosen.id}`;
    const stream = listening({ channels: `${link}, 12`, dms: 'false' });
    const [here, inside, last] = ['ここ', '中', '最後'].map(unique);
    await stream.until(() => stream.cursor() !== null, 'the beginning');
    store.write(customer, other.id, unique('よそ'));
    store.write(customer, channel.id, unique('よそ'));
    store.write(customer, store.directWith(customer).id, unique('よそ'));
    store.write(customer, chosen.id, here ?? '');
    store.write(customer, thread.id, inside ?? '');
    store.write(customer, chosen.id, last ?? '');
    await came(stream, here ?? '', inside ?? '', last ?? '');
    expect(new Set(textsOf(stream))).toEqual(new Set([here, inside, last]));
    expect(textsOf(stream)).toHaveLength(3);
  });
});

describe('what a break leaves', () => {
  test('a connection that was cut, or that Discord asks to open anew, goes on as the same session', async () => {
    const { discord, customer, channel } = world();
    const { gateway, store, faults } = discord;
    const stream = await connected();
    const { identified } = gateway.counts;
    for (const cut of [() => faults.cut(), () => gateway.askToReconnect(), () => gateway.closeAll(4000)]) {
      const { resumed } = gateway.counts;
      const text = unique('途切れても');
      cut();
      store.write(customer, channel.id, text);
      await came(stream, text);
      await stream.until(() => gateway.counts.resumed > resumed, 'the session goes on');
    }
    expect(gateway.counts.identified).toBe(identified);
    expect(new Set(textsOf(stream)).size).toBe(textsOf(stream).length);
  });

  test('a heart that is not answered is a dead connection', async () => {
    const { discord } = world();
    const { gateway } = discord;
    const stream = await connected();
    const { resumed } = gateway.counts;
    await stream.stop();
    gateway.heartbeatMs = 50;
    gateway.answersBeats = false;
    listening({}, stream.cursor());
    await stream.until(() => gateway.counts.resumed > resumed + 1, 'it goes on anew');
    expect(gateway.counts.beats).toBeGreaterThan(0);
  });

  test('after a session that is gone archived threads and known conversations are read on, each message once', async () => {
    const { discord, customer, channel } = world();
    const { gateway, store } = discord;
    const direct = store.directWith(customer).id;
    const known = unique('前に');
    const stream = await connected();
    store.write(customer, direct, known);
    await came(stream, known);
    await stream.stop();
    const thread = store.addThread(channel, '閉じた話', store.write(customer, channel.id, unique('始まり')));
    const texts = ['閉じた', '個別', '公開'].map(unique);
    const [archived = '', dm = '', inPublic = ''] = texts;
    store.write(customer, thread.id, archived);
    thread.archivedAt = Date.now();
    store.write(customer, direct, dm);
    store.write(customer, channel.id, inPublic);
    gateway.forgetSessions();
    const { identified } = gateway.counts;
    const second = listening({}, stream.cursor());
    await came(second, ...texts);
    const last = unique('つづき');
    store.write(customer, channel.id, last);
    await came(second, last);
    expect(gateway.counts.identified).toBe(identified + 1);
    expect(second.gaps).toEqual([expect.stringContaining('edited or deleted')]);
    const all = [...textsOf(stream), ...textsOf(second)];
    expect(new Set(all).size).toBe(all.length);
  });

  test('a channel that the bot may not read keeps nobody from the others', async () => {
    const { discord, customer, server, channel } = world();
    const { gateway, store } = discord;
    const stream = await connected();
    await stream.stop();
    const secret = store.addChannel(server, '内緒');
    store.write(customer, secret.id, unique('見えない'));
    store.hidden.add(secret.id);
    const text = unique('見える');
    store.write(customer, channel.id, text);
    gateway.forgetSessions();
    const second = listening({}, stream.cursor());
    await came(second, text);
    expect(textsOf(second)).toEqual([text]);
  });
});

describe('what a person must mend', () => {
  test('a token that is refused, and an intent that is off, are said; nobody signs in at once again', async () => {
    const { discord, account } = world();
    const { gateway, store } = discord;
    const dead = listenOnce(world(), { account: { ...account, secrets: { token: 'no.such.token' } } });
    expect((await errorOf(dead)).code).toBe('account_token_dead');
    store.hasContent = false;
    const off = await errorOf(listenOnce(world(), {}));
    store.hasContent = true;
    expect(off).toMatchObject({ code: 'network_rejected', retryAfterMs: 600_000 });
    expect(off.data?.['why']).toMatchObject({
      ja: expect.stringContaining('Message Content Intent') as string,
      en: expect.stringContaining('Message Content Intent') as string,
    });
    gateway.refuses = true;
    expect(await errorOf(listenOnce(world(), {}))).toMatchObject({
      code: 'network_unavailable',
      retryAfterMs: 5_000,
    });
  });

  test.each([
    [4004, 'account_token_dead'],
    [4011, 'network_rejected'],
    [4013, 'network_rejected'],
  ])('a connection that is closed with %i is not simply opened again', async (code, name) => {
    const { gateway } = world().discord;
    const { identified } = gateway.counts;
    const ended = errorOf(listenOnce(world(), { signal: AbortSignal.timeout(60_000) }));
    await expect.poll(() => gateway.counts.identified, { timeout: 30_000 }).toBe(identified + 1);
    gateway.closeAll(code);
    expect((await ended).code).toBe(name);
  });

  test('the token is in no error and in no log', async () => {
    const { discord, account } = world();
    const logged: unknown[] = [];
    const note = (...said: unknown[]): void => void logged.push(said);
    const network = createDiscord(
      { ...deps, log: { info: note, warn: note, error: note } },
      { apiUrl: discord.apiUrl },
    );
    const errors: unknown[] = [];
    for (const fault of [
      { kind: 'reset' },
      { kind: 'status', status: 502, body: '<html>' },
      { kind: 'status', status: 401, body: '{"message":"401: Unauthorized","code":0}' },
      { kind: 'status', status: 200, body: '{}' },
    ] as const) {
      discord.faults.set(fault);
      errors.push(await errorOf(network.keepAlive(account)));
      errors.push(await errorOf(network.connect({ token: discord.store.token })));
      errors.push(await errorOf(listenOnce(world(), {}, network)));
    }
    await discord.faults.passThrough();
    const all = inspect([errors, logged], { depth: 20, showHidden: true });
    expect(all).toContain('Discord');
    expect(all).not.toContain(discord.store.token.split('.')[2]);
  });
});

test('nothing that was asked, answered or sent is other than Discord describes it', () => {
  const { discord } = world();
  expect([...new Set(discord.violations ?? [])]).toEqual([]);
  expect(discord.gateway.violations).toEqual([]);
});
