// The world of the LINE tests: our server, an official account connected to a fake LINE that calls it, and a customer.
import { createLine } from '../../src/networks/line/network.ts';
import type { Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import type { TestDatabase } from '../harness/database.ts';
import { startLine, type FakeLine } from '../servers/line.ts';
import type { LinePerson } from '../servers/line/store.ts';
import { connectCalled, type CalledAccount } from './called-account.ts';
import { deps } from './deps.ts';
import { requestOf, type Bench } from './network-bench.ts';
import { withRequests } from './world.ts';

const EVERY_MS = 30;

export interface LineWorld extends CalledAccount {
  line: FakeLine;
  network: Network;
  customer: LinePerson;
  close(): Promise<void>;
}

export const fieldsOf = ({ store }: FakeLine): Record<string, string> => ({
  channel_access_token: store.accessToken,
  channel_secret: store.channelSecret,
});

/** A network that asks the fake; a new one knows nothing of what others sent. */
export const networkOf = (line: FakeLine, database: TestDatabase, now = deps.now): Network =>
  createLine({ ...deps, now }, createWebhookInbox(database.db, now), { apiUrl: line.url, everyMs: EVERY_MS });

export async function startLineWorld(database: TestDatabase): Promise<LineWorld> {
  const line = await startLine();
  const network = networkOf(line, database);
  const called = await connectCalled(database, line, { name: 'line', network, fields: fieldsOf(line) });
  const customer = line.store.addPerson('たろう');
  return {
    line,
    ...called,
    network,
    customer,
    async close() {
      await line.close();
      await called.server.close();
    },
  };
}

/** What an answer to somebody needs to know, where no message of theirs is at hand. */
export const to = (world: LineWorld): NonNullable<PublishRequest['replyTo']> => ({
  nativeId: 'standing',
  author: { nativeId: world.customer.userId, handle: '', displayName: '' },
  conversation: `${world.line.store.bot.userId}/${world.customer.userId}`,
});

/** An answer by push. */
export const answerTo = (world: LineWorld, text: string): PublishRequest =>
  requestOf(text, { visibility: 'dm', replyTo: to(world) });

export function lineBench(world: LineWorld): Bench {
  const { line, owner, account, customer } = world;
  const { store } = line;
  const told = new Map<string, string>();
  const say = async (text: string, quotes: string | null = null): Promise<{ nativeId: string }> => {
    const event = store.write(customer, { type: 'text', text }, { quotes });
    told.set(event.message.id, event.message.quoteToken ?? '');
    const status = await line.call([event]);
    if (status !== 200) throw new Error(`the webhook answered ${String(status)}`);
    return { nativeId: event.message.id };
  };
  /** LINE has no public posts: what the suite posts to nobody goes to the customer here. */
  const asMessage = (request: PublishRequest): PublishRequest => ({
    ...request,
    visibility: 'dm',
    replyTo: request.replyTo ?? to(world),
  });
  const network = withRequests(world.network, asMessage);
  const source = { kind: 'events', config: { workspaceId: owner.workspaceId }, needsAccount: true };
  const isSend = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && path.startsWith('/v2/bot/message/');
  return {
    network,
    account,
    isDirectOnly: true,
    customer: {
      nativeId: customer.userId,
      post: (text) => say(text),
      mention: (text) => say(text),
      reply: (target, text) => say(text, target.nativeId),
      dm: async (text) => void (await say(text)),
      remove: async (nativeId) => void (await line.call([store.unsend(customer, nativeId)])),
    },
    stream: source,
    inbound: source,
    settle: () => Promise.resolve(),
    told: (nativeId) =>
      Promise.resolve({
        network: 'line',
        nativeId,
        kind: 'post',
        visibility: 'dm',
        text: '',
        mentions: [],
        hashtags: [],
        links: [],
        media: [],
        author: { nativeId: customer.userId, handle: '', displayName: customer.displayName },
        ref: { quoteToken: told.get(nativeId) ?? '' },
        createdAt: new Date().toISOString(),
      }),
    truth(nativeId) {
      const found = store.said.find(({ id }) => id === nativeId);
      if (found === undefined) return Promise.resolve(null);
      return Promise.resolve({ text: found.text, replyTo: found.quotes, likes: 0, reposts: 0 });
    },
    countOwn: (text) =>
      Promise.resolve(store.said.filter((one) => one.by === null && one.text === text).length),
    dms: () =>
      Promise.resolve(store.said.filter(({ chat }) => chat === customer.userId).map(({ text }) => text)),
    fail(fault) {
      const scope = { times: 1, when: isSend };
      if (fault === 'lost_answer') line.faults.set({ kind: 'lostAnswer' }, scope);
      else if (fault === 'server_error') {
        const body = '{"message":"The service is unavailable"}';
        line.faults.set({ kind: 'status', status: 503, headers: { 'retry-after': '1' }, body }, scope);
      } else {
        const body = '{"message":"The API rate limit has been exceeded. Try again later."}';
        line.faults.set({ kind: 'status', status: 429, body }, scope);
      }
    },
    heal: () => line.faults.passThrough(),
    async sendMalformed() {
      const event = store.write(customer, { type: 'text', text: 'x' });
      const broken = { ...event, timestamp: 'now' };
      const body = JSON.stringify({ destination: store.bot.userId, events: [broken] });
      await line.call([], { body });
    },
    cutStreams: () => line.faults.cut(),
    deadAccount: () =>
      Promise.resolve({ ...account, id: 'dead', secrets: { ...account.secrets, accessToken: 'revoked' } }),
    close: () => Promise.resolve(),
  };
}
