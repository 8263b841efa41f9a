// X's filtered stream keeps the contract of listening; its rules, its one connection and its breaks are as X documents them.
import { afterEach, describe, expect, test } from 'vitest';
import type { AccountSession, Network } from '../../src/networks/kit/network.ts';
import { createX } from '../../src/networks/x/network.ts';
import { deps, storedAccount } from './deps.ts';
import { errorOf, listenTo, postsOf, unique, type Bench } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';
import { askingFor, benchOf, QUICK, xStage } from './x-world.ts';

const present = xStage();

describeNetwork({
  name: 'X (filtered stream)',
  start: async () => streamBench(),
});

/** The same bench, hearing by the stream. */
function streamBench(over: Partial<Bench> = {}): Bench {
  const { x } = present();
  return {
    ...benchOf(present()),
    stream: { kind: 'stream', config: {}, needsAccount: true },
    async sendMalformed() {
      await expect.poll(() => x.streams.isOpen).toBe(true);
      x.streams.send({ id: x.store.newId(), text: 42 });
    },
    ...over,
  };
}

describe('the filtered stream', () => {
  const open: ReturnType<typeof listenTo>[] = [];
  function hear(bench: Bench): ReturnType<typeof listenTo> {
    const listening = listenTo(bench, bench.stream);
    open.push(listening);
    return listening;
  }
  afterEach(async () => {
    for (const listening of open.splice(0)) await listening.stop();
    await expect.poll(() => present().x.streams.isOpen).toBe(false);
  });
  const values = (): string[] => present().x.streams.rules.map(({ value }) => value);

  test('its rules follow the monitors, and those of others are left alone', async () => {
    const { x, customer, plain } = present();
    const theirs = { id: x.store.newId(), value: 'of somebody else', tag: 'theirs' };
    x.streams.rules = [theirs];
    let queries = ['from:oven_fan', 'network:mastodon oven'];
    x.streams.refuses = (value) => value.includes('grill_fan');
    const unheard: (readonly string[])[] = [];
    const network: Network = {
      ...plain,
      listen: (input) =>
        plain.listen({
          ...input,
          monitors: async () => queries.map((query, n) => ({ id: String(n), query })),
          unheard: (said) => unheard.push(said),
        }),
    };
    const bench = streamBench({ network });
    const listening = hear(bench);
    await expect.poll(values).toEqual([theirs.value, 'from:oven_fan -is:retweet']);
    await expect.poll(() => x.streams.isOpen).toBe(true);
    x.store.add({ authorId: customer.id, text: unique('of somebody else') });
    // A rule that X refuses keeps no other out; its monitor is named.
    queries = ['from:grill_fan', 'from:pan_fan', 'スチーマー', 'the max_followers:100'];
    await expect.poll(() => values().join(' ')).toContain('from:pan_fan');
    await expect.poll(values).not.toContain('from:oven_fan -is:retweet');
    expect(values()).toEqual([
      theirs.value,
      expect.stringContaining('pan_fan'),
      expect.stringContaining('スチーマー'),
    ]);
    const post = x.store.add({ authorId: customer.id, text: unique('スチーマー が動かない') });
    await listening.until((items) => postsOf(items).some((p) => p.nativeId === post.id), 'the post');
    await listening.stop();
    expect(postsOf(listening.items).map(({ nativeId }) => nativeId)).toEqual([post.id]);
    expect(unheard.at(-1)).toEqual(['from:grill_fan', 'the max_followers:100']);
    x.streams.refuses = () => false;
  });

  test('a stream that falls silent, or that X ends, is opened again, and nothing is lost', async () => {
    const { x, account } = present();
    const network = askingFor(
      createX(deps, null, { apiUrl: x.url, webUrl: x.url }, { ...QUICK, silenceMs: 150 }),
      ['from:taro'],
    );
    const bench = streamBench({ network, account });
    const listening = hear(bench);
    const ids: string[] = [];
    const say = async (): Promise<void> =>
      void ids.push((await bench.customer.post(unique('途切れ'))).nativeId);
    const isTold = (): boolean =>
      ids.every((id) => postsOf(listening.items).some(({ nativeId }) => nativeId === id));
    await say();
    await expect.poll(isTold, { timeout: 30_000 }).toBe(true);
    // Silent: it is closed from our side.
    await expect.poll(() => x.streams.isOpen).toBe(false);
    await say();
    await expect.poll(() => x.streams.isOpen).toBe(true);
    x.streams.end();
    await say();
    await listening.until(isTold, 'all posts');
    await listening.stop();
    const told = postsOf(listening.items).map(({ nativeId }) => nativeId);
    expect(ids.map((id) => told.filter((one) => one === id).length)).toEqual([1, 1, 1]);
  });

  test('one connection is all there is, and it needs the app’s token', async () => {
    const { x, us, account, network } = present();
    const bench = streamBench();
    const listening = hear(bench);
    await expect.poll(() => x.streams.isOpen).toBe(true);
    const attempt = (session: AccountSession) =>
      errorOf(
        network.listen({
          source: { id: 'another', kind: 'stream', config: {} },
          account: session,
          cursor: null,
          deliver: async () => {},
          alive() {},
          signal: new AbortController().signal,
        }),
      );
    expect(await attempt(account)).toMatchObject({ code: 'network_rate_limited', retryAfterMs: 60_000 });
    expect(await attempt(account)).toMatchObject({ retryAfterMs: 120_000 });
    await listening.stop();
    const secrets = {
      kind: 'oauth2',
      clientId: 'c',
      clientSecret: 's',
      accessToken: 't',
      expiresAtMs: '9e15',
    };
    const withoutToken = { ...account, secrets };
    expect(await attempt(withoutToken)).toMatchObject({
      code: 'invalid_configuration',
      where: 'bearer_token',
    });
    const { app } = x.access;
    const fields = {
      client_id: app.clientId,
      client_secret: app.clientSecret,
      bearer_token: x.access.appToken,
    };
    const redirectUri = 'http://127.0.0.1:9/callback';
    const started = await network.oauthStart({ fields, redirectUri, state: 'b' });
    const params = Object.fromEntries(x.access.consent(new URL(started.url), us.id).searchParams);
    const connected = await network.oauthFinish({ pending: started.pending, params, redirectUri });
    const byOAuth = storedAccount(unique('oauth'), connected);
    const other = streamBench({ account: byOAuth });
    const again = hear(other);
    const { nativeId } = await other.customer.post(unique('聞こえますか'));
    await again.until((items) => postsOf(items).some((p) => p.nativeId === nativeId), 'the post');
    await again.stop();
  });
});

test('nothing that was asked or answered is other than X describes it', () => {
  const { x } = present();
  const calls = new Set(x.faults.seen.map(({ method, path }) => `${method} ${path.split('?')[0]}`));
  expect([...calls]).toEqual(
    expect.arrayContaining([
      'GET /2/tweets/search/stream',
      'GET /2/tweets/search/stream/rules',
      'POST /2/tweets/search/stream/rules',
    ]),
  );
  if (x.violations !== null) expect([...new Set(x.violations)]).toEqual([]);
});
