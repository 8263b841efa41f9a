// The world of the Telegram tests: a bot connected to a fake Bot API, a group it is in, and a customer.
import type { Post } from '../../src/domain/post/post.ts';
import type { ListenInput, Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { createTelegram } from '../../src/networks/telegram/network.ts';
import { hear } from '../../src/networks/telegram/normalise.ts';
import { startTelegram, type FakeTelegram } from '../servers/telegram.ts';
import type { Said, TelegramChat, TelegramPerson } from '../servers/telegram/store.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench } from './network-bench.ts';
import { targetOf } from './world.ts';

export const POLL_SECONDS = 2;

export interface TelegramWorld {
  telegram: FakeTelegram;
  network: Network;
  account: ReturnType<typeof storedAccount>;
  customer: TelegramPerson;
  group: TelegramChat;
  /** What our words in the group stand under, where a test names nothing else. */
  opening: Said;
  close(): Promise<void>;
}

export const fieldsOf = ({ store, url }: FakeTelegram): Record<string, string> => ({
  token: store.token,
  server: url,
});

export async function startTelegramWorld(): Promise<TelegramWorld> {
  const telegram = await startTelegram();
  const { store } = telegram;
  const network = createTelegram(deps, POLL_SECONDS);
  const account = storedAccount('account', await network.connect(fieldsOf(telegram)));
  const customer = store.addPerson('たろう', { last_name: '山田', username: 'taro_y' });
  const group = store.addGroup('ユーザー会');
  const opening = store.write(customer, 'はじめまして', { chat: group });
  const close = (): Promise<void> => telegram.close();
  return { telegram, network, account, customer, group, opening, close };
}

export const updates = { kind: 'updates', config: {}, needsAccount: true };

/** One connection, as the program's loop makes it, until it ends by itself. */
export const listenOnce = (
  { network, account }: TelegramWorld,
  over: Partial<ListenInput>,
  by: Network = network,
): Promise<void> =>
  by.listen({
    source: { id: 'source', kind: 'updates', config: {} },
    account,
    cursor: null,
    deliver: () => Promise.resolve(),
    alive() {},
    signal: AbortSignal.timeout(10_000),
    ...over,
  });

/** A message as our listener tells it. */
export function heardAs({ telegram, account }: TelegramWorld, said: Said): Post {
  const { nativeId, handle } = account;
  const update = { update_id: 1, message: telegram.store.messageOf(said) };
  const { outcome } = hear(update, { self: { nativeId, handle }, withGroups: true });
  if ('heard' in outcome && outcome.heard?.type === 'post') return outcome.heard.post;
  throw new Error('it is no post');
}

export function telegramBench(world: TelegramWorld): Bench {
  const { telegram, account, customer, group, opening } = world;
  const { store } = telegram;
  const { nativeId: self, handle } = account;
  const nativeIdOf = (said: Said): string => heardAs(world, said).nativeId;
  const saidOf = (nativeId: string): Said | undefined => {
    const [message, chat] = nativeId.split('/').toReversed().map(Number);
    return store.find(chat ?? 0, message ?? 0);
  };
  const say = (text: string, replyTo?: string): Promise<{ nativeId: string }> => {
    const answered = replyTo === undefined ? undefined : saidOf(replyTo);
    const to = { chat: group, ...(answered === undefined ? {} : { replyTo: answered.id }) };
    return Promise.resolve({ nativeId: nativeIdOf(store.write(customer, text, to)) });
  };
  /** A bot has no timeline: what the suite posts to nobody answers what opened the group. */
  const asAnswer = (request: PublishRequest): PublishRequest => ({
    ...request,
    replyTo: request.replyTo ?? targetOf(heardAs(world, opening)),
  });
  const network: Network = {
    ...world.network,
    publisher(acting) {
      const real = world.network.publisher(acting);
      return { ...real, publish: (request) => real.publish(asAnswer(request)) };
    },
  };
  const isSend = ({ path }: { path: string }): boolean => path.endsWith('/sendMessage');
  return {
    network,
    account,
    customer: {
      nativeId: String(customer.id),
      post: (text) => say(text),
      mention: (text) => say(`@${handle} ${text}`),
      reply: (target, text) => say(text, target.nativeId),
      dm: (text) => Promise.resolve(void store.write(customer, text)),
      remove: () => Promise.reject(new Error('Telegram tells bots nothing of what people delete')),
    },
    stream: updates,
    inbound: updates,
    moreThanAPage: 130,
    settle: () => Promise.resolve(),
    told(nativeId) {
      const said = saidOf(nativeId);
      if (said === undefined) throw new Error(`nobody said ${nativeId}`);
      return Promise.resolve(heardAs(world, said));
    },
    truth(nativeId) {
      const said = saidOf(nativeId);
      if (said === undefined) return Promise.resolve(null);
      const answered = said.replyTo === null ? undefined : store.find(said.chat.id, said.replyTo);
      return Promise.resolve({
        text: said.text,
        replyTo: answered === undefined ? null : nativeIdOf(answered),
        likes: said.reactions.length,
        reposts: 0,
      });
    },
    countOwn: (text) =>
      Promise.resolve(
        store.said.filter(({ by, text: said }) => String(by.id) === self && said === text).length,
      ),
    dms: () =>
      Promise.resolve(store.said.filter(({ chat }) => chat.id === customer.id).map(({ text }) => text)),
    fail(fault) {
      const scope = { times: 1, when: isSend };
      if (fault === 'lost_answer') telegram.faults.set({ kind: 'lostAnswer' }, scope);
      else if (fault === 'server_error') {
        telegram.faults.set(
          { kind: 'status', status: 503, headers: { 'retry-after': '1' }, body: '{}' },
          scope,
        );
      } else {
        const description = 'Too Many Requests: retry after 3';
        const body = { ok: false, error_code: 429, description, parameters: { retry_after: 3 } };
        telegram.faults.set({ kind: 'status', status: 429, body: JSON.stringify(body) }, scope);
      }
    },
    heal: () => telegram.faults.passThrough(),
    sendMalformed: () => {
      const message = store.messageOf(store.write(customer, 'x', { chat: store.addGroup('ほか') }));
      store.tell({ message: { ...message, date: 'now' } });
      return Promise.resolve();
    },
    cutStreams: () => telegram.faults.cut(),
    deadAccount: () =>
      Promise.resolve({ ...account, id: 'dead', secrets: { token: '123456789:AAEnobodyknowsthis' } }),
    close: () => Promise.resolve(),
  };
}
