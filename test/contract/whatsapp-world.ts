// The world of the WhatsApp tests: our server, a number connected to a fake WhatsApp that calls it, and a customer.
import type { Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { createWhatsApp } from '../../src/networks/whatsapp/network.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import type { TestDatabase } from '../harness/database.ts';
import { startWhatsApp, type FakeWhatsApp } from '../servers/whatsapp.ts';
import type { WhatsAppPerson } from '../servers/whatsapp/store.ts';
import { connectCalled, type CalledAccount } from './called-account.ts';
import { deps } from './deps.ts';
import { failAtMeta } from './meta-faults.ts';
import { requestOf, type Bench } from './network-bench.ts';
import { withRequests } from './world.ts';

const EVERY_MS = 30;

export interface WhatsAppWorld extends CalledAccount {
  whatsapp: FakeWhatsApp;
  network: Network;
  customer: WhatsAppPerson;
  close(): Promise<void>;
}

export const fieldsOf = ({ store }: FakeWhatsApp): Record<string, string> => ({
  phone_number_id: store.number.id,
  waba_id: store.accountId,
  access_token: store.accessToken,
  app_secret: store.appSecret,
});

/** A network that asks the fake; a new one knows nothing of what others sent. */
export const networkOf = (whatsapp: FakeWhatsApp, database: TestDatabase, now = deps.now): Network =>
  createWhatsApp({ ...deps, now }, createWebhookInbox(database.db, now), {
    apiUrl: whatsapp.url,
    everyMs: EVERY_MS,
  });

export async function startWhatsAppWorld(database: TestDatabase): Promise<WhatsAppWorld> {
  const whatsapp = await startWhatsApp();
  const network = networkOf(whatsapp, database);
  const called = await connectCalled(database, whatsapp, {
    name: 'whatsapp',
    network,
    fields: fieldsOf(whatsapp),
  });
  const customer = whatsapp.store.addPerson('たろう');
  // Only who wrote lately is answered.
  whatsapp.store.write(customer, { type: 'text', text: { body: 'こんにちは' } });
  return {
    whatsapp,
    ...called,
    network,
    customer,
    async close() {
      await whatsapp.close();
      await called.server.close();
    },
  };
}

/** What an answer to the customer needs to know, where no message of theirs is at hand. */
export const to = ({ account, customer }: WhatsAppWorld): NonNullable<PublishRequest['replyTo']> => ({
  nativeId: 'wamid.standing',
  author: { nativeId: customer.waId, handle: customer.waId, displayName: '' },
  conversation: `${account.nativeId}/${customer.waId}`,
});

export const answerTo = (world: WhatsAppWorld, text: string): PublishRequest =>
  requestOf(text, { visibility: 'dm', replyTo: to(world) });

export const inboundOf = ({ owner }: WhatsAppWorld) => ({
  kind: 'messages',
  config: { workspaceId: owner.workspaceId },
  needsAccount: true,
});

export function whatsappBench(world: WhatsAppWorld): Bench {
  const { whatsapp, account, customer } = world;
  const { store } = whatsapp;
  const say = async (text: string, quotes: string | null = null): Promise<{ nativeId: string }> => {
    const message = store.write(customer, { type: 'text', text: { body: text } }, { quotes });
    const status = await whatsapp.call([message]);
    if (status !== 200) throw new Error(`the webhook answered ${String(status)}`);
    return { nativeId: message.id };
  };
  /** WhatsApp has no public posts: what the suite posts to nobody goes to the customer here. */
  const asMessage = (request: PublishRequest): PublishRequest => ({
    ...request,
    visibility: 'dm',
    replyTo: request.replyTo ?? to(world),
  });
  const network = withRequests(world.network, asMessage);
  const source = inboundOf(world);
  const isSend = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && path.includes('/messages');
  return {
    network,
    account,
    isDirectOnly: true,
    customer: {
      nativeId: customer.waId,
      post: (text) => say(text),
      mention: (text) => say(text),
      reply: (target, text) => say(text, target.nativeId),
      dm: async (text) => void (await say(text)),
      async remove(nativeId) {
        const revoke = { original_message_id: nativeId };
        await whatsapp.call([store.write(customer, { type: 'revoke', revoke })]);
      },
    },
    stream: source,
    inbound: source,
    settle: () => Promise.resolve(),
    told: (nativeId) =>
      Promise.resolve({
        network: 'whatsapp',
        nativeId,
        kind: 'post',
        visibility: 'dm',
        text: '',
        mentions: [],
        hashtags: [],
        links: [],
        media: [],
        author: { nativeId: customer.waId, handle: customer.waId, displayName: customer.name },
        ref: { to: customer.waId, chat: 'person' },
        createdAt: new Date().toISOString(),
      }),
    truth(nativeId) {
      const found = store.said.find(({ id }) => id === nativeId);
      if (found === undefined) return Promise.resolve(null);
      const likes = store.reactions.has(nativeId) ? 1 : 0;
      return Promise.resolve({ text: found.text, replyTo: found.quotes, likes, reposts: 0 });
    },
    countOwn: (text) =>
      Promise.resolve(store.said.filter((one) => one.by === null && one.text === text).length),
    dms: () =>
      Promise.resolve(store.said.filter(({ chat }) => chat === customer.waId).map(({ text }) => text)),
    fail(fault) {
      const serverError = { code: 131_016, message: '(#131016) Service unavailable' };
      const rateLimited = { code: 130_429, message: '(#130429) Rate limit hit' };
      failAtMeta(whatsapp.faults, { isSend, serverError, rateLimited }, fault);
    },
    heal: () => whatsapp.faults.passThrough(),
    async sendMalformed() {
      const message = store.write(customer, { type: 'text', text: { body: 'x' } });
      const value = {
        metadata: { phone_number_id: store.number.id },
        messages: [{ ...message, timestamp: 'now' }],
      };
      const entry = [{ id: store.accountId, changes: [{ field: 'messages', value }] }];
      await whatsapp.post(JSON.stringify({ object: 'whatsapp_business_account', entry }));
    },
    cutStreams: () => whatsapp.faults.cut(),
    deadAccount: () =>
      Promise.resolve({ ...account, id: 'dead', secrets: { ...account.secrets, accessToken: 'revoked' } }),
    close: () => Promise.resolve(),
  };
}
