// The world of the Slack tests: our server, an app connected to a fake Slack that calls it, a channel, and a customer.
import { createSlack } from '../../src/networks/slack/network.ts';
import type { SlackOptions } from '../../src/networks/slack/client.ts';
import { plainText } from '../../src/networks/slack/mrkdwn.ts';
import type { Network, NetworkDeps, PublishRequest } from '../../src/networks/kit/network.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import type { TestDatabase } from '../harness/database.ts';
import { startSlack, type FakeSlack } from '../servers/slack.ts';
import type { Said, SlackChannel, SlackPerson } from '../servers/slack/store.ts';
import { connectCalled, type CalledAccount } from './called-account.ts';
import { deps } from './deps.ts';
import type { Bench } from './network-bench.ts';
import { withRequests } from './world.ts';

const EVERY_MS = 30;

export interface SlackWorld extends CalledAccount {
  slack: FakeSlack;
  network: Network;
  customer: SlackPerson;
  channel: SlackChannel;
  /** What our words stand under, where a test names nothing else. */
  opening: Said;
  close(): Promise<void>;
}

export const fieldsOf = ({ store }: FakeSlack): Record<string, string> => ({
  bot_token: store.token,
  signing_secret: store.signingSecret,
});

/** A network that asks the fake; a new one knows nobody yet. */
export const networkOf = (
  slack: FakeSlack,
  database: TestDatabase,
  { now = deps.now, log = deps.log, ...more }: SlackOptions & Partial<Pick<NetworkDeps, 'now' | 'log'>> = {},
): Network =>
  createSlack({ ...deps, now, log }, createWebhookInbox(database.db, now), {
    apiUrl: slack.url,
    everyMs: EVERY_MS,
    ...more,
  });

export async function startSlackWorld(database: TestDatabase): Promise<SlackWorld> {
  const slack = await startSlack();
  const network = networkOf(slack, database);
  const called = await connectCalled(database, slack, { name: 'slack', network, fields: fieldsOf(slack) });
  const { store } = slack;
  const customer = store.addPerson('taro.yamada', { displayName: 'たろう' });
  const channel = store.addChannel('しつもん');
  const opening = store.write(customer, channel.id, 'はじめまして');
  return {
    slack,
    ...called,
    network,
    customer,
    channel,
    opening,
    async close() {
      await slack.settle();
      await slack.close();
      await called.server.close();
    },
  };
}

export const eventsOf = ({ owner }: SlackWorld) => ({
  kind: 'events',
  config: { workspaceId: owner.workspaceId },
  needsAccount: true,
});

export const nativeIdOf = ({ channel, ts }: Said): string => `${channel}/${ts}`;

/** An answer to a message needs to know. */
export const toSaid = (said: Said): NonNullable<PublishRequest['replyTo']> => ({
  nativeId: nativeIdOf(said),
  author: { nativeId: said.by.id, handle: said.by.name, displayName: said.by.displayName },
  ...(said.thread === null ? {} : { root: `${said.channel}/${said.thread}` }),
  ...(said.channel.startsWith('D') ? { conversation: said.channel } : {}),
});

const nameless = { person: () => undefined, channel: () => undefined };
/** What people read. */
export const shown = ({ text }: Said): string => plainText(text, nameless);

/** As people’s own apps write it. */
export const typed = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const isSend = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' && path === '/chat.postMessage';

export async function telling(slack: FakeSlack, said: Said): Promise<{ nativeId: string }> {
  const status = await slack.tell(said);
  if (status !== 200 && !slack.isUnheard) throw new Error(`the webhook answered ${String(status)}`);
  return { nativeId: nativeIdOf(said) };
}

export function slackBench(world: SlackWorld): Bench {
  const { slack, account, customer, channel, opening } = world;
  const { store, faults } = slack;
  const saidOf = (nativeId: string): Said | undefined => {
    const [place = '', ts = ''] = nativeId.split('/');
    return store.find(place, ts);
  };
  const rootOf = (nativeId: string): string => {
    const said = saidOf(nativeId);
    return said?.thread == null ? nativeId : `${said.channel}/${said.thread}`;
  };
  /** An app has no timeline: what the suite posts to nobody answers what opened the channel. */
  const asAnswer = (request: PublishRequest): PublishRequest => ({
    ...request,
    replyTo: request.replyTo ?? toSaid(opening),
  });
  const say = (text: string) => telling(slack, store.write(customer, channel.id, text));
  const source = eventsOf(world);
  return {
    network: withRequests(world.network, asAnswer),
    account,
    hasOneLevel: true,
    hidesAuthors: true,
    answeredAs: rootOf,
    customer: {
      nativeId: customer.id,
      post: (text) => say(typed(text)),
      mention: (text) => say(`<@${store.bot.id}> ${typed(text)}`),
      reply(to, text) {
        const [place = '', thread = ''] = rootOf(to.nativeId).split('/');
        return telling(slack, store.write(customer, place, typed(text), { thread }));
      },
      async dm(text) {
        await telling(slack, store.write(customer, store.directWith(customer).id, typed(text)));
      },
      async remove(nativeId) {
        const said = saidOf(nativeId);
        if (said === undefined) return;
        if (store.remove(said) === 'gone') await slack.tellDeleted(said);
        else await slack.tellChanged(said);
      },
    },
    stream: source,
    inbound: source,
    settle: () => slack.settle(),
    truth(nativeId) {
      const said = saidOf(nativeId);
      if (said === undefined) return Promise.resolve(null);
      const replyTo = said.thread === null ? null : `${said.channel}/${said.thread}`;
      return Promise.resolve({ text: shown(said), replyTo, likes: said.reactions.size, reposts: 0 });
    },
    countOwn: (text) =>
      Promise.resolve(store.said.filter((one) => one.by.id === store.bot.id && shown(one) === text).length),
    dms() {
      const { id } = store.directWith(customer);
      return Promise.resolve(store.said.filter((one) => one.channel === id).map(shown));
    },
    fail(fault) {
      const scope = { times: 1, when: isSend };
      const refused = (status: number, error: string, seconds: number) =>
        faults.set(
          {
            kind: 'status',
            status,
            headers: { 'content-type': 'application/json', 'retry-after': String(seconds) },
            body: JSON.stringify({ ok: false, error }),
          },
          scope,
        );
      if (fault === 'lost_answer') faults.set({ kind: 'lostAnswer' }, scope);
      else if (fault === 'server_error') refused(503, 'service_unavailable', 1);
      else refused(429, 'ratelimited', 3);
    },
    heal: () => faults.passThrough(),
    async sendMalformed() {
      const where = { channel: channel.id, channel_type: 'channel' };
      await slack.event({ type: 'message', ...where, user: customer.id, text: 'x', ts: null });
    },
    cutStreams: () => faults.cut(),
    deadAccount: () =>
      Promise.resolve({
        ...account,
        id: 'dead',
        secrets: { ...account.secrets, token: 'xoxb-revoked-1234567890' },
      }),
    close: () => Promise.resolve(),
  };
}
