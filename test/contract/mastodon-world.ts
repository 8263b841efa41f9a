// The world of the Mastodon tests: a real snac with two people, reached straight and behind a front that streams.
import { setTimeout as wait } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import { htmlToText } from '../../src/networks/kit/html-text.ts';
import type { AccountSession, Network } from '../../src/networks/kit/network.ts';
import { splitNativeId } from '../../src/networks/kit/scoped-id.ts';
import { nativeIdOf } from '../../src/networks/mastodon/ids.ts';
import { createMastodon } from '../../src/networks/mastodon/network.ts';
import { startFaultProxy, type FaultProxy } from '../servers/faults.ts';
import { startMastodon, type MastodonOptions, type MastodonServer } from '../servers/mastodon-streaming.ts';
import { startSnac, type Snac } from '../servers/snac.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench } from './network-bench.ts';

/** snac looks into its queues every few seconds, and a post goes through three of them: nine seconds on an idle machine. */
export const DELIVERY_MS = 60_000;

export interface World {
  snac: Snac;
  front: MastodonServer;
  /** Straight to snac, through switches. */
  direct: FaultProxy;
  us: string;
  customer: string;
  usToken: string;
  customerToken: string;
}

export const statusSchema = z.looseObject({
  id: z.string(),
  uri: z.string(),
  content: z.string(),
  visibility: z.string(),
  created_at: z.string(),
  in_reply_to_id: z.string().nullable(),
  favourites_count: z.number(),
  reblogs_count: z.number(),
});
type Status = z.infer<typeof statusSchema>;
const boostedSchema = z.object({ reblog: statusSchema });
const accountSchema = z.looseObject({ id: z.string() });

let names = 0;
const freshName = (stem: string): string => {
  names += 1;
  return `${stem}${process.pid.toString(36)}${names}`;
};

/** A call of the customer, or past the code under test, on a connection of its own. */
export async function api(
  base: string,
  token: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  json?: unknown,
) {
  const { statusCode, body } = await request(base + path, {
    method,
    reset: true,
    headers: {
      authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${method} ${path} answered ${statusCode}: ${text.slice(0, 200)}`);
  return JSON.parse(text) as unknown;
}

/** Changes our profile, as a form of the server's own page does. */
export async function setProfile(world: World, form: Record<string, string>): Promise<void> {
  const { statusCode, body } = await request(`${world.snac.url}/api/v1/accounts/update_credentials`, {
    method: 'PATCH',
    reset: true,
    headers: {
      authorization: `Bearer ${world.usToken}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  });
  if (statusCode !== 200)
    throw new Error(`changing the profile answered ${statusCode}: ${await body.text()}`);
  await body.dump();
}

/** `options` are those of the front. */
export async function startWorld(options: MastodonOptions = {}): Promise<World | null> {
  const snac = await startSnac();
  if (snac === null) return null;
  const us = freshName('acme');
  const customer = freshName('taro');
  await snac.addUser(us);
  await snac.addUser(customer);
  const usToken = await snac.token(us);
  const customerToken = await snac.token(customer);
  // snac lets an account like and boost only what reached it.
  const found = accountSchema.parse(
    await api(snac.url, usToken, 'GET', `/api/v1/accounts/lookup?acct=${customer}`),
  );
  await api(snac.url, usToken, 'POST', `/api/v1/accounts/${found.id}/follow`, {});
  const front = await startMastodon(snac, options);
  const direct = await startFaultProxy(snac.url);
  return { snac, front, direct, us, customer, usToken, customerToken };
}

/** The network under test, asking quickly where there is no stream. */
export const network: Network = createMastodon(deps, { fastestMs: 200, slowestMs: 600 });

/** Our side signed in with a token. */
export async function connect(server: string, token: string): Promise<AccountSession> {
  return storedAccount(`account-${Math.random()}`, await network.connect({ server, token }));
}

/** Ends a world; nothing where none could be started. */
export async function stopWorld(world: World | null): Promise<void> {
  await world?.direct.close();
  await world?.front.close();
  await world?.snac.close();
}

export async function benchOf(world: World, way: 'streaming' | 'polling'): Promise<Bench> {
  const server = way === 'streaming' ? world.front.url : world.direct.url;
  const faults = way === 'streaming' ? world.front.faults : world.direct;
  const { host } = new URL(server);
  const account = await connect(server, world.usToken);
  const customer = await connect(server, world.customerToken);
  const idOf = (nativeId: string): string => splitNativeId(nativeId)?.id ?? nativeId;
  let newest = '';
  const say = async (status: string, over: Record<string, string> = {}): Promise<{ nativeId: string }> => {
    const json = { status, visibility: 'public', language: 'ja', ...over };
    const said = statusSchema.parse(await api(server, world.customerToken, 'POST', '/api/v1/statuses', json));
    newest = said.uri;
    return { nativeId: nativeIdOf(host, said.id) };
  };
  const textsOf = (list: unknown): (Status & { text: string })[] =>
    z
      .array(statusSchema)
      .parse(list)
      .map((status) => ({ ...status, text: htmlToText(status.content).text }));
  let healthyAtMs = 0;
  const isWrite = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && path === '/api/v1/statuses';
  return {
    network,
    account,
    customer: {
      nativeId: customer.nativeId,
      post: (text) => say(text),
      mention: (text) => say(`@${world.us} ${text}`),
      reply: (to, text) => say(`@${world.us} ${text}`, { in_reply_to_id: idOf(to.nativeId) }),
      dm: async (text) => void (await say(`@${world.us} ${text}`, { visibility: 'direct' })),
      remove: async (nativeId) => {
        await api(server, world.customerToken, 'DELETE', `/api/v1/statuses/${idOf(nativeId)}`);
      },
    },
    stream: { kind: 'public_timeline', config: { server }, needsAccount: true },
    inbound: { kind: 'notifications', config: {}, needsAccount: true },
    deliveryMs: DELIVERY_MS,
    // snac makes an id when a post is written and lists it when its queue gets there, so under load a newer one may be
    // listed first. The listener asks on from the newest, and over the last five minutes once a minute: nothing is missed
    // that is listed within five, but it may come a minute later. This is that minute, not patience for a slow server.
    lateMs: 60_000,
    async settle() {
      const end = Date.now() + DELIVERY_MS;
      const isThere = async (): Promise<boolean> => {
        const home = textsOf(await api(server, world.usToken, 'GET', '/api/v1/timelines/home?limit=40'));
        return newest === '' || home.some(({ uri }) => uri === newest);
      };
      // Seldom enough to leave the account's requests to the code under test.
      while (!(await isThere()) && Date.now() < end) await wait(300);
      newest = '';
    },
    async truth(nativeId) {
      try {
        const found = await api(server, world.usToken, 'GET', `/api/v1/statuses/${idOf(nativeId)}`);
        const boosted = boostedSchema.safeParse(found);
        const status = boosted.success ? boosted.data.reblog : statusSchema.parse(found);
        return {
          text: htmlToText(status.content).text,
          replyTo: status.in_reply_to_id === null ? null : nativeIdOf(host, status.in_reply_to_id),
          likes: status.favourites_count,
          reposts: status.reblogs_count,
        };
      } catch (error) {
        if (String(error).includes('answered 404')) return null;
        throw error;
      }
    },
    async countOwn(text) {
      const path = `/api/v1/accounts/${idOf(account.nativeId)}/statuses?limit=40`;
      return textsOf(await api(server, world.usToken, 'GET', path)).filter((status) => status.text === text)
        .length;
    },
    async dms() {
      const home = await api(server, world.usToken, 'GET', '/api/v1/timelines/home?limit=40');
      const told = z
        .array(z.object({ status: z.unknown() }))
        .parse(await api(server, world.usToken, 'GET', '/api/v1/notifications?limit=40'))
        .flatMap(({ status }) => (status === undefined ? [] : [status]));
      const seen = textsOf([...z.array(z.unknown()).parse(home), ...told]);
      const isPrivate = ({ visibility }: Status): boolean => ['direct', 'private'].includes(visibility);
      return seen
        .filter(isPrivate)
        .toSorted((a, b) => a.created_at.localeCompare(b.created_at))
        .map(({ text }) => text);
    },
    fail(fault) {
      const scope = { times: 1, when: isWrite };
      if (fault === 'lost_answer') faults.set({ kind: 'lostAnswer' }, scope);
      else if (fault === 'server_error') {
        // Refused for now, and says so: a 500 may hide a post that was made.
        faults.set({ kind: 'status', status: 503, headers: { 'retry-after': '1' } }, scope);
      } else {
        healthyAtMs = Date.now() + 1000;
        const headers = {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': new Date(healthyAtMs).toISOString(),
        };
        faults.set({ kind: 'status', status: 429, headers, body: '{"error":"Too many requests"}' }, scope);
      }
    },
    async heal() {
      await faults.passThrough();
      await wait(Math.max(0, healthyAtMs - Date.now()));
    },
    async sendMalformed() {
      const list = await api(server, world.usToken, 'GET', '/api/v1/timelines/public?limit=1');
      const [last] = z.array(statusSchema).parse(list);
      const body = JSON.stringify([
        { ...last, edited_at: new Date().toISOString(), content: 42, account: null },
      ]);
      const headers = { 'content-type': 'application/json' };
      const when = ({ path }: { path: string }): boolean => path.startsWith('/api/v1/timelines/public');
      faults.set({ kind: 'status', status: 200, headers, body }, { times: 1, when });
      await wait(1500);
    },
    cutStreams: () => faults.cut(),
    async deadAccount() {
      const dead = await connect(server, await world.snac.token(world.us));
      return { ...dead, secrets: { accessToken: 'revoked' } };
    },
    close: async () => {},
  };
}
