// The world of the Discord tests: a bot connected to a fake Discord, a server it is in, and a customer.
import type { ListenInput, Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { createDiscord } from '../../src/networks/discord/network.ts';
import { startDiscord, type FakeDiscord } from '../servers/discord.ts';
import type { DiscordPerson, DiscordPlace, DiscordServer, Said } from '../servers/discord/store.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench } from './network-bench.ts';
import { targetOf } from './world.ts';

export interface DiscordWorld {
  discord: FakeDiscord;
  network: Network;
  account: ReturnType<typeof storedAccount>;
  customer: DiscordPerson;
  server: DiscordServer;
  channel: DiscordPlace;
  /** What our words stand under, where a test names nothing else. */
  opening: Said;
  close(): Promise<void>;
}

export async function startDiscordWorld(): Promise<DiscordWorld> {
  const discord = await startDiscord();
  const { store, apiUrl } = discord;
  const network = createDiscord(deps, { apiUrl });
  const server = store.addServer('Acme ユーザー会');
  const account = storedAccount('account', await network.connect({ token: store.token }));
  const customer = store.addPerson('taro_y', { global_name: 'たろう' });
  const channel = store.addChannel(server, 'しつもん');
  const opening = store.write(customer, channel.id, 'はじめまして');
  const close = (): Promise<void> => discord.close();
  return { discord, network, account, customer, server, channel, opening, close };
}

export const notifications = { kind: 'notifications', config: {}, needsAccount: true };

/** One connection, as the program's loop makes it, until it ends by itself. */
export const listenOnce = (
  { network, account }: DiscordWorld,
  over: Partial<ListenInput>,
  by: Network = network,
): Promise<void> =>
  by.listen({
    source: { id: 'source', kind: 'notifications', config: {} },
    account,
    cursor: null,
    deliver: () => Promise.resolve(),
    alive() {},
    signal: AbortSignal.timeout(60_000),
    ...over,
  });

export const nativeIdOf = ({ channel, id }: Said): string => `${channel}/${id}`;

export const toSaid = async (
  world: DiscordWorld,
  said: Said,
): Promise<NonNullable<PublishRequest['replyTo']>> =>
  targetOf(await world.network.reader(world.account, {}).post(nativeIdOf(said)));

/** The parts of `FakeDiscord.faults` that tests meet a send with. */
export const isSend = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' && path.endsWith('/messages');

export const rateLimit = (seconds: number, isGlobal = false): string =>
  JSON.stringify({ message: 'You are being rate limited.', retry_after: seconds, global: isGlobal, code: 0 });

/** `forgets`: whoever is cut off is told that the session is gone, as after a long absence. */
export function discordBench(world: DiscordWorld, { forgets = false } = {}): Bench {
  const { discord, account, customer, channel, opening } = world;
  const { store, gateway, faults } = discord;
  const saidOf = (nativeId: string): Said | undefined => {
    const [place = '', id = ''] = nativeId.split('/');
    return store.find(place, id);
  };
  const say = (text: string, replyTo?: string): Promise<{ nativeId: string }> => {
    const answered = replyTo === undefined ? undefined : saidOf(replyTo);
    const said = store.write(customer, answered?.channel ?? channel.id, text, {
      replyTo: answered?.id ?? null,
    });
    return Promise.resolve({ nativeId: nativeIdOf(said) });
  };
  /** A bot has no timeline: what the suite posts to nobody answers what opened the channel. */
  const asAnswer = async (request: PublishRequest): Promise<PublishRequest> => ({
    ...request,
    replyTo: request.replyTo ?? (await toSaid(world, opening)),
  });
  const network: Network = {
    ...world.network,
    publisher(acting) {
      const real = world.network.publisher(acting);
      return {
        ...real,
        publish: async (request) => real.publish(await asAnswer(request)),
        lookUp: async (request, since, taken) => real.lookUp(await asAnswer(request), since, taken),
      };
    },
    listen: async (input) => {
      if (forgets) gateway.forgetSessions();
      await world.network.listen(input);
    },
  };
  return {
    network,
    account,
    customer: {
      nativeId: customer.id,
      post: (text) => say(text),
      mention: (text) => say(`<@${store.bot.id}> ${text}`),
      reply: (target, text) => say(text, target.nativeId),
      dm: (text) => Promise.resolve(void store.write(customer, store.directWith(customer).id, text)),
      remove(nativeId) {
        const said = saidOf(nativeId);
        if (said !== undefined) store.remove(said);
        return Promise.resolve();
      },
    },
    stream: notifications,
    inbound: notifications,
    moreThanAPage: 130,
    settle: () => Promise.resolve(),
    truth(nativeId) {
      const said = saidOf(nativeId);
      if (said === undefined) return Promise.resolve(null);
      const replyTo = said.replyTo === null ? null : `${said.channel}/${said.replyTo}`;
      return Promise.resolve({ text: said.text, replyTo, likes: said.reactions.size, reposts: 0 });
    },
    countOwn: (text) =>
      Promise.resolve(store.said.filter((one) => one.by.id === store.bot.id && one.text === text).length),
    dms() {
      const { id } = store.directWith(customer);
      return Promise.resolve(store.said.filter((one) => one.channel === id).map(({ text }) => text));
    },
    fail(fault) {
      const scope = { times: 1, when: isSend };
      const headers = { 'content-type': 'application/json' };
      if (fault === 'lost_answer') faults.set({ kind: 'lostAnswer' }, scope);
      else if (fault === 'server_error') {
        faults.set({ kind: 'status', status: 503, headers: { 'retry-after': '1' }, body: '{}' }, scope);
      } else faults.set({ kind: 'status', status: 429, headers, body: rateLimit(3.2) }, scope);
    },
    heal: () => faults.passThrough(),
    sendMalformed() {
      const id = store.newId();
      const where = { channel_id: channel.id, guild_id: channel.guild };
      gateway.tell('MESSAGE_CREATE', { id, ...where, content: 'x', timestamp: 'now', type: 0 });
      return Promise.resolve();
    },
    cutStreams: () => faults.cut(),
    deadAccount: () =>
      Promise.resolve({
        ...account,
        id: 'dead',
        secrets: { token: `${'a'.repeat(24)}.Gabcde.${'y'.repeat(38)}` },
      }),
    close: () => Promise.resolve(),
  };
}
