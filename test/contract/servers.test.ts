// Proves that each server the tests run against really works: what one person does there, another one sees.
import { once } from 'node:events';
import { Agent, AtpAgent } from '@atproto/api';
import { NodeOAuthClient } from '@atproto/oauth-client-node';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import '../harness/global-setup.ts';
import { answerOauthRequest } from '../servers/atproto-oauth.ts';
import { startAtproto } from '../servers/atproto.ts';
import type { Atproto } from '../servers/atproto.ts';
import { startBlueskyChat } from '../servers/bluesky-chat.ts';
import type { BlueskyChat } from '../servers/bluesky-chat.ts';
import { startJetstream } from '../servers/jetstream.ts';
import { createEntityCheck } from '../servers/mastodon/contract.ts';
import { startMastodon } from '../servers/mastodon-streaming.ts';
import type { MastodonServer } from '../servers/mastodon-streaming.ts';
import { startSnac } from '../servers/snac.ts';
import type { Snac } from '../servers/snac.ts';

const START_TIMEOUT_MS = 300_000;
// snac delivers to other users in the background, every few seconds.
const DELIVERY_TIMEOUT_MS = 15_000;

const memoryStore = <Value>() => {
  const values = new Map<string, Value>();
  return {
    get: async (key: string): Promise<Value | undefined> => values.get(key),
    set: async (key: string, value: Value): Promise<void> => void values.set(key, value),
    del: async (key: string): Promise<void> => void values.delete(key),
  };
};

describe('Bluesky', () => {
  let chat: BlueskyChat;
  let network: Atproto | null = null;

  beforeAll(async () => {
    chat = await startBlueskyChat();
    network = await startAtproto({ databaseUrl: inject('testServer').makerUrl, chatUrl: chat.url });
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await network?.close();
    await chat.close();
  });

  /** The running network, or the rest of the test is skipped. */
  const running = (skip: (note: string) => never): Atproto =>
    network ?? skip('the servers cannot be installed here');

  test('a post, its reply and its deletion appear in the AppView, Jetstream carries them', async ({
    skip,
  }) => {
    const { pdsUrl, appviewUrl, createAccount, settle } = running(skip);
    if (appviewUrl === null) skip('the AppView needs PostgreSQL and Redis');
    const jetstream = await startJetstream({ pdsUrl });
    try {
      const [taro, desk] = [await createAccount('taro'), await createAccount('kizukidesk')];
      await desk.editProfile({ displayName: 'お客様窓口' });
      const post = await taro.post('アプリが起動しない @kizukidesk.test #困った', { langs: ['ja'] });
      const reply = await desk.reply(post, 'どの画面で止まりますか');
      await taro.like(reply);
      await settle();

      const { data: thread } = await taro.agent.getPostThread({ uri: post.uri });
      expect(thread.thread).toMatchObject({
        post: { record: { langs: ['ja'] } },
        replies: [{ post: { uri: reply.uri, author: { displayName: 'お客様窓口' }, likeCount: 1 } }],
      });
      const { data: inbox } = await desk.agent.listNotifications();
      expect(inbox.notifications.map(({ reason }) => reason).toSorted()).toEqual(['like', 'mention']);
      const { data: found } = await desk.agent.app.bsky.feed.searchPosts({ q: '起動しない' });
      expect(found.posts.map(({ uri }) => uri)).toEqual([post.uri]);

      const created = await jetstream.waitFor((event) => event.kind === 'commit' && event.cid === post.cid);
      expect(created).toMatchObject({
        operation: 'create',
        record: { text: 'アプリが起動しない @kizukidesk.test #困った' },
      });
      await taro.remove(post.uri);
      await settle();
      await jetstream.waitFor((event) => event.kind === 'commit' && event.operation === 'delete');
      await desk.agent.com.atproto.server.deactivateAccount({});
      expect(
        await jetstream.waitFor(
          (event) => event.kind === 'account' && event.did === desk.did && event.body['active'] === false,
        ),
      ).toBeDefined();
      const gone = await taro.agent.getPostThread({ uri: post.uri }).catch((error: unknown) => error);
      expect(gone).toMatchObject({ error: 'NotFound' });
    } finally {
      await jetstream.close();
    }
  });

  test('the OAuth client of the product signs in, posts, refreshes, and is refused', async ({ skip }) => {
    const { pdsUrl, plcUrl, createAccount } = running(skip);
    const person = await createAccount('oauthperson');
    const credentials = { username: person.handle, password: person.password };
    const redirectUri = 'http://127.0.0.1:9/callback' as const;
    const scope = 'atproto transition:generic';
    const query = new URLSearchParams({ redirect_uri: redirectUri, scope });
    const client = new NodeOAuthClient({
      clientMetadata: {
        client_id: `http://localhost?${query.toString()}`,
        redirect_uris: [redirectUri],
        scope,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        dpop_bound_access_tokens: true,
      },
      stateStore: memoryStore(),
      sessionStore: memoryStore(),
      requestLock: async (_key, work) => await work(),
      handleResolver: pdsUrl,
      plcDirectoryUrl: plcUrl,
      allowHttp: true,
    });

    const callback = await answerOauthRequest(
      await client.authorize(person.handle, { state: 'mine' }),
      credentials,
    );
    const { session, state } = await client.callback(callback.searchParams);
    expect([session.did, state]).toEqual([person.did, 'mine']);
    const { uri } = await new Agent(await client.restore(session.did, true)).post({ text: 'OAuthで' });
    expect(uri).toContain(person.did);

    const refused = await answerOauthRequest(await client.authorize(pdsUrl), credentials, 'reject');
    expect(refused.searchParams.get('error')).toBe('access_denied');
    const appPassword = await person.createAppPassword('app');
    await expect(
      answerOauthRequest(await client.authorize(pdsUrl), { ...credentials, password: appPassword }),
    ).rejects.toThrow('App passwords are not allowed');
  });

  test('the PDS proxies direct messages, for privileged app passwords only', async ({ skip }) => {
    const { pdsUrl, createAccount } = running(skip);
    const [taro, desk] = [await createAccount('dmtaro'), await createAccount('dmdesk')];
    chat.register(taro);
    chat.say(taro.did, desk.did, '注文番号です');
    const clientWith = async (privileged: boolean) => {
      const password = await desk.createAppPassword(`dm ${privileged}`, { privileged });
      const agent = new AtpAgent({ service: pdsUrl });
      await agent.login({ identifier: desk.handle, password });
      return agent.withProxy('bsky_chat', 'did:web:api.bsky.chat');
    };
    await expect((await clientWith(false)).chat.bsky.convo.listConvos()).rejects.toThrow('Bad token method');
    const client = await clientWith(true);
    const { data } = await client.chat.bsky.convo.listConvos();
    expect(data.convos).toMatchObject([{ lastMessage: { text: '注文番号です' }, unreadCount: 1 }]);
    await client.chat.bsky.convo.sendMessage({
      convoId: data.convos[0]?.id ?? '',
      message: { text: 'ありがとうございます' },
    });
    expect(chat.between(taro.did, desk.did).map(({ sender }) => sender.did)).toEqual([taro.did, desk.did]);
  });
});

describe('Mastodon', () => {
  let snac: Snac | null = null;
  let mastodon: MastodonServer | undefined;
  const tokens = { taro: '', desk: '' };
  const check = createEntityCheck();

  beforeAll(async () => {
    snac = await startSnac();
    if (snac === null) return;
    await snac.addUser('taro');
    await snac.addUser('desk');
    tokens.taro = await snac.token('taro');
    tokens.desk = await snac.token('desk');
    mastodon = await startMastodon(snac);
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await mastodon?.close();
    await snac?.close();
  });

  const running = (skip: (note: string) => never): MastodonServer =>
    mastodon ?? skip('snac cannot be installed here');

  const entity = z.looseObject({ id: z.string() });
  /** Calls the API as somebody; the answer is JSON. */
  async function api(
    method: string,
    path: string,
    token: string,
    body?: object,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(`${mastodon?.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    return { status: response.status, headers: response.headers, json };
  }
  const post = async (token: string, body: object, headers?: Record<string, string>) =>
    entity.parse((await api('POST', '/api/v1/statuses', token, body, headers)).json);

  /** Opens a WebSocket stream and collects its events. */
  async function stream(query: string) {
    const socket = new WebSocket(`${mastodon?.url.replace('http', 'ws')}/api/v1/streaming?${query}`);
    const events: Array<{ stream: string[]; event: string; payload: string }> = [];
    const frame = z.object({ stream: z.array(z.string()), event: z.string(), payload: z.string() });
    socket.on('message', (data: Buffer) => events.push(frame.parse(JSON.parse(data.toString('utf8')))));
    await once(socket, 'open');
    return { socket, events };
  }

  test('a post and its reply reach the other user, over REST and over streams', async ({ skip }) => {
    running(skip);
    const desk = await stream(`stream=user&access_token=${tokens.desk}`);
    const tags = await stream(`access_token=${tokens.taro}`);
    tags.socket.send(JSON.stringify({ type: 'subscribe', stream: 'hashtag', tag: '困った' }));

    const status = await post(tokens.taro, {
      status: '@desk アプリが起動しない #困った',
      visibility: 'public',
    });
    const reply = await post(tokens.desk, { status: '@taro どの画面ですか', in_reply_to_id: status.id });
    await expect
      .poll(() => desk.events.map(({ event }) => event), { timeout: DELIVERY_TIMEOUT_MS })
      .toEqual(expect.arrayContaining(['notification', 'update']));
    const notification = desk.events.find(({ event }) => event === 'notification');
    expect(JSON.parse(notification?.payload ?? '')).toMatchObject({
      type: 'mention',
      status: { id: status.id },
    });
    await expect.poll(() => tags.events.map(({ stream: name }) => name)).toEqual([['hashtag', '困った']]);

    await expect
      .poll(async () => (await api('GET', `/api/v1/statuses/${status.id}/context`, tokens.taro)).json, {
        timeout: DELIVERY_TIMEOUT_MS,
      })
      .toMatchObject({ descendants: [{ id: reply.id, in_reply_to_id: status.id }] });

    // snac itself gives an edited post another id; through the front it stays the same.
    const edited = entity.parse(
      (
        await api('PUT', `/api/v1/statuses/${reply.id}`, tokens.desk, {
          status: '@taro どの画面で止まりますか',
        })
      ).json,
    );
    expect(edited.id).toBe(reply.id);
    await expect.poll(() => desk.events.map(({ event }) => event)).toContain('status.update');

    expect((await api('DELETE', `/api/v1/statuses/${status.id}`, tokens.desk)).status).toBe(404);
    expect((await api('DELETE', `/api/v1/statuses/${status.id}`, tokens.taro)).status).toBe(200);
    expect((await api('GET', `/api/v1/statuses/${status.id}`, tokens.desk)).status).toBe(404);
    await expect.poll(() => tags.events.at(-1)).toMatchObject({ event: 'delete', payload: status.id });
    desk.socket.terminate();
    tags.socket.terminate();
  });

  test('server-sent events carry the same, and wrong tokens and streams are refused', async ({ skip }) => {
    const { url } = running(skip);
    const opened = await fetch(`${url}/api/v1/streaming/public`, {
      headers: { authorization: `Bearer ${tokens.desk}` },
    });
    expect(opened.headers.get('content-type')).toBe('text/event-stream');
    const status = await post(tokens.taro, { status: '公開の投稿', visibility: 'public' });
    let text = '';
    for await (const chunk of opened.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      if (text.includes('event: update')) break;
    }
    const data = /event: update\ndata: (.*)\n\n/.exec(text)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({ id: status.id });
    expect(text.startsWith(':)\n')).toBe(true);
    const health = await fetch(`${url}/api/v1/streaming/health`);
    expect(await health.text()).toBe('OK');
    expect((await api('GET', '/api/v1/streaming/user', 'nobody')).status).toBe(401);
    expect((await api('GET', '/api/v1/streaming/elsewhere', tokens.desk)).status).toBe(400);
  });

  test('what happens while nobody listens is not streamed later', async ({ skip }) => {
    const server = running(skip);
    const first = await stream(`stream=public&access_token=${tokens.desk}`);
    first.socket.terminate();
    await expect.poll(server.listeners).toBe(0);
    await post(tokens.desk, { status: '誰も聞いていない', visibility: 'public' });
    const second = await stream(`stream=public&access_token=${tokens.desk}`);
    const heard = await post(tokens.desk, { status: '聞いている', visibility: 'public' });
    await expect.poll(() => second.events.length).toBeGreaterThan(0);
    expect(second.events.map(({ payload }) => entity.parse(JSON.parse(payload)).id)).toEqual([heard.id]);
    second.socket.terminate();
  });

  test('the same idempotency key posts once, also at the same time', async ({ skip }) => {
    running(skip);
    const once2 = { status: '一度だけ', visibility: 'public' };
    const [first, second] = await Promise.all(
      ['a', 'b'].map(() => post(tokens.desk, once2, { 'idempotency-key': 'key-1' })),
    );
    expect(second?.id).toBe(first?.id);
    const other = await post(tokens.desk, once2, { 'idempotency-key': 'key-2' });
    expect(other.id).not.toBe(first?.id);
  });

  test('what it says about itself and its users fits the published description', async ({ skip }) => {
    running(skip);
    const get = async (path: string) => (await api('GET', path, tokens.desk)).json;
    expect(check('CredentialAccount', await get('/api/v1/accounts/verify_credentials'))).toEqual([]);
    expect(check('Instance', await get('/api/v2/instance'))).toEqual([]);
    expect(check('V1Instance', await get('/api/v1/instance'))).toEqual([]);
    const app = { client_name: 'x', redirect_uris: 'http://127.0.0.1:9/cb', scopes: 'read write' };
    expect(check('CredentialApplication', (await api('POST', '/api/v1/apps', '', app)).json)).toEqual([]);
    const timeline = z.array(z.unknown()).parse(await get('/api/v1/timelines/public?local=true'));
    expect(timeline.length).toBeGreaterThan(0);
    expect(timeline.flatMap((status) => check('Status', status))).toEqual([]);
  });

  test('limits, withdrawn permission and lost answers can be made', async ({ skip }) => {
    const server = running(skip);
    const { headers } = await api('GET', '/api/v1/accounts/verify_credentials', tokens.desk);
    expect([headers.get('x-ratelimit-limit'), Number(headers.get('x-ratelimit-remaining'))]).toEqual([
      '300',
      expect.any(Number),
    ]);
    server.rateLimit(60_000, { times: 1 });
    const limited = await api('GET', '/api/v1/timelines/home', tokens.desk);
    expect([limited.status, limited.json]).toEqual([429, { error: 'Too many requests' }]);
    expect(Date.parse(limited.headers.get('x-ratelimit-reset') ?? '')).toBeGreaterThan(Date.now() + 50_000);
    server.revoke(tokens.desk);
    expect((await api('GET', '/api/v1/timelines/home', tokens.desk)).status).toBe(401);
    server.revoke(null);
    server.faults.set({ kind: 'lostAnswer' }, { times: 1 });
    const key = { 'idempotency-key': 'lost' };
    await expect(post(tokens.desk, { status: '届いたか分からない' }, key)).rejects.toThrow('fetch failed');
    const again = await post(tokens.desk, { status: '届いたか分からない' }, key);
    const found = z.array(entity).parse((await api('GET', '/api/v1/timelines/home', tokens.desk)).json);
    expect(
      found.filter(({ content }) => String(content).includes('届いたか分からない')).map(({ id }) => id),
    ).toEqual([again.id]);
  });
});
