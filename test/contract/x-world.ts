// The fake X as the contract's bench: our account, a customer, and the switches for faults.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { leftToSpend, type SpendBudget } from '../../src/domain/post/prices.ts';
import type {
  AccountSession,
  AccountSpending,
  ListenInput,
  Network,
} from '../../src/networks/kit/network.ts';
import { createX } from '../../src/networks/x/network.ts';
import { startX, type FakeX } from '../servers/x.ts';
import { conversationOf, type Person } from '../servers/x/store.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench } from './network-bench.ts';

export interface Setting {
  x: FakeX;
  us: Person;
  customer: Person;
  /** Asks quickly, for what one customer writes. */
  network: Network;
  /** The same without anything to ask for. */
  plain: Network;
  account: AccountSession;
}

/** Everything that takes minutes on X. */
export const QUICK = { pollMs: 100, lookAgainMs: 400, monitorsMs: 50 };

/** The network with monitors that ask for `queries`, as the program gives it those of a workspace. */
export function askingFor(network: Network, queries: readonly string[]): Network {
  const monitors = async () => queries.map((query, n) => ({ id: String(n), query }));
  return { ...network, listen: (input: ListenInput) => network.listen({ ...input, monitors }) };
}

/** Starts the fake for a file of tests, and tells what is there. */
export function xStage(): () => Setting {
  let setting: Setting | null = null;
  beforeAll(async () => {
    const x = await startX();
    const us = x.store.addPerson('acme_help', 'Acme サポート', '平日 9:00〜18:00');
    const customer = x.store.addPerson('taro', '太郎');
    const plain = createX(deps, null, { apiUrl: x.url, webUrl: x.url }, QUICK);
    const network = askingFor(plain, ['from:taro']);
    const account = storedAccount('account', await network.connect(x.access.makeKeys(us.id)));
    setting = { x, us, customer, network, plain, account };
  });
  afterAll(async () => {
    await setting?.x.close();
  });
  return () => {
    if (setting === null) throw new Error('the fake was not started');
    return setting;
  };
}

export function benchOf({ x, us, customer, network, account }: Setting): Bench {
  const { store, faults } = x;
  const say = async (text: string, replyTo: string | null = null): Promise<{ nativeId: string }> => {
    // X takes some milliseconds for a post; ids of one millisecond are told apart all the same.
    const { id } = store.add({ authorId: customer.id, text, replyTo });
    return { nativeId: id };
  };
  let healthyAtMs = 0;
  const isWrite = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && (path === '/2/tweets' || path.startsWith('/2/dm_'));
  return {
    network,
    account,
    customer: {
      nativeId: customer.id,
      post: (text) => say(text),
      mention: (text) => say(`@${us.username} ${text}`),
      reply: (to, text) => say(`@${us.username} ${text}`, to.nativeId),
      dm: async (text) => void store.addMessage(customer.id, conversationOf(us.id, customer.id), text),
      remove: async (nativeId) => store.remove(nativeId),
    },
    stream: { kind: 'search', config: {}, needsAccount: true },
    inbound: { kind: 'notifications', config: {}, needsAccount: true },
    moreThanAPage: 105,
    settle: async () => {},
    async truth(nativeId) {
      const post = store.post(nativeId);
      return post === null ? null : { text: post.text, replyTo: post.replyTo, likes: 0, reposts: 0 };
    },
    countOwn: async (text) =>
      store.newest().filter((post) => post.authorId === us.id && post.text.endsWith(text)).length,
    dms: async () => store.messages.map(({ text }) => text),
    fail(fault) {
      const scope = { times: 1, when: isWrite };
      if (fault === 'lost_answer') faults.set({ kind: 'lostAnswer' }, scope);
      else if (fault === 'server_error') {
        faults.set({ kind: 'status', status: 503, headers: { 'retry-after': '1' } }, scope);
      } else {
        healthyAtMs = Date.now() + 1000;
        const headers = {
          'x-rate-limit-limit': '100',
          'x-rate-limit-remaining': '0',
          'x-rate-limit-reset': String(Math.ceil(healthyAtMs / 1000)),
        };
        faults.set({ kind: 'status', status: 429, headers, body: '{"title":"Too Many Requests"}' }, scope);
      }
    },
    async heal() {
      await faults.passThrough();
      await wait(Math.max(0, healthyAtMs - Date.now()));
    },
    async sendMalformed() {
      x.world.broken.push({ id: store.newId(), text: 42 });
    },
    cutStreams: () => faults.cut(),
    async deadAccount() {
      const keys = x.access.makeKeys(us.id);
      const dead = storedAccount('dead', await network.connect(keys));
      return {
        ...dead,
        secrets: { ...dead.secrets, accessToken: 'revoked' },
        reloadSecrets: async () => ({ accessToken: 'revoked' }),
      };
    },
    close: async () => {},
  };
}

/** Keeps what is spent as the database does, and by what. */
export function purseOf(budget: SpendBudget): { spending: AccountSpending; units: Map<string, number> } {
  const units = new Map<string, number>();
  let sum = 0;
  const book: AccountSpending['book'] = async (items) => {
    for (const { what, units: count, microUsd } of items) {
      units.set(what, (units.get(what) ?? 0) + count);
      sum += microUsd;
    }
  };
  const state = async () => ({ spent: { day: sum, month: sum }, budget });
  const setAside: AccountSpending['setAside'] = async (items) => {
    const now = await state();
    if (leftToSpend(now) < items.reduce((all, { microUsd }) => all + microUsd, 0)) return { short: now };
    await book(items);
    return {
      giveBack: (unused) =>
        book(unused.map((item) => ({ ...item, units: -item.units, microUsd: -item.microUsd }))),
    };
  };
  return { spending: { reads: 'reading', book, state, setAside }, units };
}

/** To send along. */
export const picture = (alt: string) => ({
  bytes: new Uint8Array([137, 80, 78, 71]),
  mimeType: 'image/png',
  alt,
  width: 1,
  height: 1,
});
