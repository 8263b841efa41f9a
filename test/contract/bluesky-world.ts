// The world Bluesky is tested in: real PLC, PDS and AppView, the DM service and Jetstream, with faults in between.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { createBluesky } from '../../src/networks/bluesky/network.ts';
import type { AccountSession, Network } from '../../src/networks/kit/network.ts';
import '../harness/global-setup.ts';
import { recordSkip } from '../harness/skips.ts';
import type { AtprotoAccount } from '../servers/atproto-account.ts';
import { startAtproto, type Atproto } from '../servers/atproto.ts';
import { startBlueskyChat, type BlueskyChat } from '../servers/bluesky-chat.ts';
import { startFaultProxy, type FaultProxy } from '../servers/faults.ts';
import { startJetstream, type Jetstream } from '../servers/jetstream.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench, Truth } from './network-bench.ts';

export interface World {
  atproto: Atproto;
  chat: BlueskyChat;
  jetstream: Jetstream;
  proxy: FaultProxy;
  streamProxy: FaultProxy;
  network: Network;
  us: AtprotoAccount;
  customer: AtprotoAccount;
  account: AccountSession & { saved: Record<string, string>[] };
}

let names = 0;
/** A name no account has yet. */
export const freshName = (stem: string): string => {
  names += 1;
  return `${stem}${process.pid.toString(36)}${names}`;
};

/** Connects a person's account as the product does, through the fault proxy. */
export async function signIn(
  world: Pick<World, 'network' | 'proxy'>,
  person: AtprotoAccount,
  privileged = true,
) {
  const passwordName = crypto.randomUUID();
  const password = await person.createAppPassword(passwordName, { privileged });
  const connected = await world.network.connect({
    server: world.proxy.url,
    identifier: person.handle,
    password,
  });
  // The DID document names the PDS itself; faults are made on the way to it.
  return {
    passwordName,
    account: storedAccount(`account-${person.did}-${password}`, { ...connected, server: world.proxy.url }),
  };
}

/** Starts everything; null when the servers cannot run here. */
export async function startWorld(): Promise<World | null> {
  const chat = await startBlueskyChat();
  const atproto = await startAtproto({ databaseUrl: inject('testServer').makerUrl, chatUrl: chat.url });
  if (atproto === null || atproto.appviewUrl === null) {
    recordSkip('The Bluesky contract', 'the PDS or the AppView could not be started (see above)');
    await atproto?.close();
    await chat.close();
    return null;
  }
  const jetstream = await startJetstream({ pdsUrl: atproto.pdsUrl });
  const proxy = await startFaultProxy(atproto.pdsUrl);
  const streamProxy = await startFaultProxy(jetstream.url);
  const network = createBluesky(deps, {
    handleResolver: atproto.pdsUrl,
    plcUrl: atproto.plcUrl,
    allowHttp: true,
    timeoutMs: 20_000,
  });
  const us = await atproto.createAccount(freshName('kizuki'));
  const customer = await atproto.createAccount(freshName('taro'));
  chat.register({ did: us.did, handle: us.handle, displayName: 'ACME' });
  chat.register({ did: customer.did, handle: customer.handle, displayName: 'Taro' });
  const { account } = await signIn({ network, proxy }, us);
  return { atproto, chat, jetstream, proxy, streamProxy, network, us, customer, account };
}

export async function stopWorld(world: World): Promise<void> {
  await world.jetstream.close();
  await world.streamProxy.close();
  await world.proxy.close();
  await world.atproto.close();
  await world.chat.close();
}

async function truthOf(world: World, uri: string): Promise<Truth | null> {
  const { data } = await world.customer.agent.app.bsky.feed.getPosts({ uris: [uri] });
  const post = data.posts[0];
  if (post === undefined) return null;
  const record = post.record as { text: string; reply?: { parent: { uri: string } } };
  return {
    text: record.text,
    replyTo: record.reply?.parent.uri ?? null,
    likes: post.likeCount ?? 0,
    reposts: post.repostCount ?? 0,
  };
}

async function cidOf(world: World, uri: string): Promise<{ uri: string; cid: string }> {
  const [, , repo = '', collection = '', rkey = ''] = uri.split('/');
  const { data } = await world.us.agent.com.atproto.repo.getRecord({ repo, collection, rkey });
  return { uri, cid: data.cid ?? '' };
}

const isWrite = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' && path.includes('/xrpc/com.atproto.repo.putRecord');

/** The bench of the shared contract. */
export function benchOf(world: World, streamKind: 'jetstream' | 'firehose'): Bench {
  const { proxy, streamProxy } = world;
  let limitedUntilMs = 0;
  return {
    network: world.network,
    account: world.account,
    customer: {
      nativeId: world.customer.did,
      post: async (text) => ({ nativeId: (await world.customer.post(text, { langs: ['ja'] })).uri }),
      mention: async (text) => ({ nativeId: (await world.customer.post(`@${world.us.handle} ${text}`)).uri }),
      reply: async (to, text) => ({
        nativeId: (await world.customer.reply(await cidOf(world, to.nativeId), text)).uri,
      }),
      async dm(text) {
        world.chat.say(world.customer.did, world.us.did, text);
      },
      remove: async (nativeId) => await world.customer.remove(nativeId),
    },
    stream:
      streamKind === 'jetstream'
        ? { kind: 'jetstream', config: { url: streamProxy.url }, needsAccount: false }
        : { kind: 'firehose', config: { url: proxy.url }, needsAccount: false },
    inbound: { kind: 'notifications', config: { poll_seconds: '1' }, needsAccount: true },
    moreThanAPage: 105,
    settle: async () => await world.atproto.settle(),
    truth: async (uri) => await truthOf(world, uri),
    async countOwn(text) {
      const { data } = await world.us.agent.com.atproto.repo.listRecords({
        repo: world.us.did,
        collection: 'app.bsky.feed.post',
        limit: 100,
      });
      return data.records.filter((record) => (record.value as { text: string }).text === text).length;
    },
    dms: async () => world.chat.between(world.us.did, world.customer.did).map((message) => message.text),
    fail(fault) {
      limitedUntilMs = fault === 'rate_limited' ? (Math.floor(Date.now() / 1000) + 2) * 1000 : 0;
      const headers = {
        'content-type': 'application/json',
        'ratelimit-remaining': '0',
        'ratelimit-reset': String(limitedUntilMs / 1000),
      };
      const body = JSON.stringify({ error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' });
      if (fault === 'rate_limited')
        proxy.set({ kind: 'status', status: 429, headers, body }, { times: 1, when: isWrite });
      else if (fault === 'server_error')
        proxy.set({ kind: 'status', status: 500 }, { times: 1, when: isWrite });
      else proxy.set({ kind: 'lostAnswer' }, { times: 1, when: isWrite });
    },
    async heal() {
      await proxy.passThrough();
      await wait(Math.max(0, limitedUntilMs - Date.now()));
    },
    async sendMalformed() {
      if (streamKind === 'firehose') {
        await world.customer.agent.com.atproto.repo.createRecord({
          repo: world.customer.did,
          collection: 'app.bsky.feed.post',
          record: { $type: 'app.bsky.feed.post', text: 42, createdAt: new Date().toISOString() },
          validate: false,
        });
        return;
      }
      world.jetstream.sendRaw(
        '{"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#commit","seq":',
      );
    },
    cutStreams: () => (streamKind === 'jetstream' ? streamProxy.cut() : proxy.cut()),
    async deadAccount() {
      const { account } = await signIn(world, world.us);
      const secrets = { ...account.secrets, accessJwt: 'x.e30.x', refreshJwt: 'x.e30.x' };
      return {
        ...storedAccount(`dead-${names}`, { ...account, displayName: '', secrets }),
        id: crypto.randomUUID(),
      };
    },
    close: async () => {},
  };
}

/** Makes `test` for tests that need the world: skipped where it could not start. */
export function testIn(worldNow: () => World | null) {
  return (title: string, act: (world: World) => Promise<void>): void => {
    test(`on Bluesky: ${title}`, async (context) => {
      const world = worldNow();
      if (world === null) return context.skip('its servers cannot run here');
      expect.hasAssertions();
      await act(world);
    });
  };
}
