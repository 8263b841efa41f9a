// X keeps the network contract: against a fake that keeps state and is itself held to X's published description.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { writePage } from '../../src/domain/post/write-page.ts';
import { storedAccount } from './deps.ts';
import { errorOf, heardOf, listenTo, postsOf, requestOf, unique } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';
import { askingFor, benchOf, picture, purseOf, xStage } from './x-world.ts';

const present = xStage();

describeNetwork({
  name: 'X',
  start: async () => benchOf(present()),
});

describe('accounts', () => {
  const redirectUri = 'http://127.0.0.1:9/callback';
  const fields = (): Record<string, string> => {
    const { clientId, clientSecret } = present().x.access.app;
    return { client_id: clientId, client_secret: clientSecret };
  };

  async function signIn(): Promise<ReturnType<typeof storedAccount>> {
    const { x, us, network } = present();
    const started = await network.oauthStart({ fields: fields(), redirectUri, state: 's1' });
    const params = Object.fromEntries(x.access.consent(new URL(started.url), us.id).searchParams);
    const connected = await network.oauthFinish({ pending: started.pending, params, redirectUri });
    return storedAccount(unique('oauth'), connected);
  }

  test('OAuth 2: sign in, post, and renew what runs out, once for all who ask', async () => {
    const { x, network, us } = present();
    x.tokenLifeSeconds = 30;
    const account = await signIn();
    expect(account).toMatchObject({ nativeId: us.id, handle: 'acme_help' });
    x.tokenLifeSeconds = 7200;
    // Too little is left of it: the first calls renew it, and the token before no longer holds.
    const before = account.secrets['accessToken'];
    const publisher = network.publisher(account);
    await Promise.all([1, 2, 3].map((n) => publisher.publish(requestOf(unique(`by OAuth ${n}`)))));
    expect(account.saved).toHaveLength(1);
    expect(account.secrets['accessToken']).not.toBe(before);
    // Another process had read the account before that.
    const stale = { ...account, secrets: { ...account.secrets, accessToken: before ?? '' } };
    await network.keepAlive(stale);
    expect(stale.secrets).toEqual(account.secrets);
    // The refresh token was taken back.
    const revoked = {
      ...account,
      id: 'revoked',
      secrets: { ...account.secrets, refreshToken: 'no', expiresAtMs: '0' },
    };
    revoked.reloadSecrets = async () => revoked.secrets;
    expect((await errorOf(network.keepAlive(revoked))).code).toBe('account_token_dead');
  });

  test('OAuth 2: a refusal, a strange answer and a used code are told', async () => {
    const { network } = present();
    const started = await network.oauthStart({ fields: fields(), redirectUri, state: 's2' });
    const { pending } = started;
    for (const params of [
      { error: 'access_denied' },
      { state: 's2' },
      { code: 'x', state: 'of somebody else' },
      { code: 'never given', state: 's2' },
    ]) {
      const error = await errorOf(network.oauthFinish({ pending, params, redirectUri }));
      expect(error.code).toBe('network_rejected');
    }
  });

  test('connecting names the field that is wrong', async () => {
    const { x, us, network } = present();
    const keys = x.access.makeKeys(us.id);
    const wrong = (over: Record<string, string>) => errorOf(network.connect({ ...keys, ...over }));
    expect(await wrong({ api_key: ' ' })).toMatchObject({ code: 'network_rejected', where: 'api_key' });
    expect(await wrong({ access_secret: 'x' })).toMatchObject({
      code: 'network_rejected',
      where: 'access_token',
    });
    const started = network.oauthStart({ fields: { client_id: 'a' }, redirectUri, state: 's' });
    expect(await errorOf(started)).toMatchObject({ code: 'network_rejected', where: 'client_secret' });
  });
});

describe('listening', () => {
  test('what the monitors look for is found by X, however it is asked, and nothing else', async () => {
    const { x, customer, plain } = present();
    const word = unique('pocket').replaceAll(/\W/gu, '');
    const both = askingFor(plain, [`${word} (壊れた OR "not working") -修理`, '#困った']);
    const bench = { ...benchOf(present()), network: both };
    const listening = listenTo(bench, bench.stream);
    const say = (text: string): string => x.store.add({ authorId: customer.id, text }).id;
    const wanted = [
      say(`${word} が壊れた`),
      say(`My ${word} is not working`),
      say('ログインできない #困った'),
    ];
    say(`${word} は元気`);
    const repost = x.store.add({ authorId: customer.id, text: 'RT', retweets: wanted[0] ?? null });
    await listening.until(
      (items) => wanted.every((id) => postsOf(items).some((p) => p.nativeId === id)),
      'all three',
    );
    await listening.stop();
    const heard = postsOf(listening.items).map(({ nativeId }) => nativeId);
    expect(heard.toSorted()).toEqual(wanted.toSorted());
    expect(heard).not.toContain(repost.id);
  });

  test('what the search knows late, and what was edited, comes all the same', async () => {
    const { x, customer } = present();
    const bench = benchOf(present());
    const listening = listenTo(bench, bench.stream);
    const first = x.store.add({ authorId: customer.id, text: unique('早い') });
    await listening.until((items) => postsOf(items).some((p) => p.nativeId === first.id), 'the first');
    x.world.indexDelayMs = 600;
    const late = x.store.add({ authorId: customer.id, text: unique('遅い') });
    await wait(1);
    // A later one is known at once: the position is past the late one by then.
    x.world.indexDelayMs = 0;
    const next = x.store.add({ authorId: customer.id, text: unique('次') });
    await listening.until((items) => postsOf(items).some((p) => p.nativeId === late.id), 'the late one');
    await listening.until((items) => postsOf(items).some((p) => p.nativeId === next.id), 'the next');
    const changed = unique('直りました');
    x.store.edit(first.id, changed);
    await listening.until(
      (items) => heardOf(items).some((h) => h.type === 'edit' && h.post.nativeId === first.id),
      'the edit, under the first id',
    );
    await listening.stop();
    const { network, account } = present();
    expect(await network.reader(account, {}).post(first.id)).toMatchObject({
      nativeId: first.id,
      text: changed,
    });
    const edit = heardOf(listening.items).find((h) => h.type === 'edit');
    expect(edit?.post).toMatchObject({ nativeId: first.id, text: changed });
    const ids = postsOf(listening.items).map(({ nativeId }) => nativeId);
    for (const { id } of [late, next]) expect(ids.filter((one) => one === id)).toHaveLength(1);
  });

  test('a reply that a person wrote on X’s own page is heard as ours', async () => {
    const { x, us, customer } = present();
    const bench = benchOf(present());
    const inbound = listenTo(bench, bench.inbound);
    const post = x.store.add({ authorId: customer.id, text: unique('ACMEが起動しない') });
    const page = new URL(
      writePage(bench.network.manifest.writePage ?? '', {
        nativeId: post.id,
        text: unique('お困りですか？ & 大丈夫'),
      }),
    );
    expect(page.href.startsWith(`${x.url}/intent/tweet?`)).toBe(true);
    // What X's page does once the person presses its button.
    const written = x.store.add({
      authorId: us.id,
      text: page.searchParams.get('text') ?? '',
      replyTo: page.searchParams.get('in_reply_to'),
    });
    await inbound.until((items) => postsOf(items).some((p) => p.nativeId === written.id), 'our reply');
    await inbound.stop();
    const item = inbound.items.find(
      ({ outcome }) =>
        'heard' in outcome && outcome.heard?.type === 'post' && outcome.heard.post.nativeId === written.id,
    );
    expect(item?.inbound).toBeUndefined();
    expect(postsOf(inbound.items).find((p) => p.nativeId === written.id)).toMatchObject({
      replyTo: post.id,
      author: { nativeId: us.id },
    });
  });

  test('one search that X refuses silences nothing else', async () => {
    const { x, customer, plain } = present();
    const bench = {
      ...benchOf(present()),
      network: askingFor(plain, ['from:taro', 'url:example.com/refused']),
    };
    const isRefused = ({ path }: { path: string }): boolean => path.includes('refused');
    x.faults.set({ kind: 'status', status: 400, body: '{"title":"Invalid Request"}' }, { when: isRefused });
    const listening = listenTo(bench, bench.stream);
    const post = x.store.add({ authorId: customer.id, text: unique('聞こえますか') });
    await listening.until((items) => postsOf(items).some((p) => p.nativeId === post.id), 'the post');
    await listening.stop();
    await x.faults.passThrough();
    expect(x.faults.seen.some(isRefused)).toBe(true);
  });
});

describe('speaking', () => {
  test('who did not call on us is not answered through the API; X itself refuses it', async () => {
    const { x, customer, network, account } = present();
    const { id } = x.store.add({ authorId: customer.id, text: unique('ACMEが起動しない') });
    const author = { nativeId: customer.id, handle: 'taro', displayName: '' };
    const reply = network
      .publisher(account)
      .publish(requestOf(unique('お困りですか'), { replyTo: { nativeId: id, author } }));
    expect(await errorOf(reply)).toMatchObject({ code: 'network_rejected' });
    const quote = x.store.add({ authorId: customer.id, text: unique('これ'), quotes: null });
    expect((await network.reader(account, {}).post(quote.id)).mentions).toEqual([]);
  });

  test('who quotes us has called on us', async () => {
    const { x, us, customer, network, account } = present();
    const own = x.store.add({ authorId: us.id, text: unique('お知らせ') });
    const quote = x.store.add({ authorId: customer.id, text: unique('これ本当？'), quotes: own.id });
    const post = await network.reader(account, {}).post(quote.id);
    expect(post).toMatchObject({ kind: 'quote', quotes: own.id, mentions: [{ nativeId: us.id }] });
    const sent = await network
      .publisher(account)
      .publish(requestOf(unique('本当です'), { replyTo: { nativeId: post.nativeId, author: post.author } }));
    expect(x.store.post(sent.nativeId)?.replyTo).toBe(quote.id);
  });

  test('links, escaped signs and a picture’s own link are read as they were written', async () => {
    const { network, account } = present();
    const text = unique('1 < 2 & 3 > 2 https://example.com/a?b=1&c=2 #サポート');
    const sent = await network.publisher(account).publish(requestOf(text));
    expect(await network.reader(account, {}).post(sent.nativeId)).toMatchObject({
      text,
      links: ['https://example.com/a?b=1&c=2'],
      hashtags: ['サポート'],
    });
    const since = new Date(Date.now() - 5000).toISOString();
    expect(await network.publisher(account).lookUp(requestOf(text), since)).toMatchObject({
      found: { nativeId: sent.nativeId },
    });
  });
});

test('nothing that was asked or answered is other than X describes it', async () => {
  const { x } = present();
  const calls = new Set(
    x.faults.seen.map(({ method, path }) => `${method} ${path.split('?')[0]?.replaceAll(/\d{6,}/gu, 'ID')}`),
  );
  expect([...calls].toSorted()).toEqual(
    expect.arrayContaining([
      'GET /2/tweets/search/recent',
      'GET /2/users/ID/mentions',
      'POST /2/media/upload',
    ]),
  );
  if (x.violations === null) return;
  expect([...new Set(x.violations)]).toEqual([]);
  // The comparison does find what is wrong.
  await fetch(`${x.url}/2/tweets/search/recent?q=kizuki`);
  expect(x.violations.join(' ')).toContain('no parameter q');
  expect(x.violations.join(' ')).toContain('the parameter query is missing');
});

describe('what sends cost', () => {
  test('is counted before it goes out, with its described pictures, and given back where nothing went out', async () => {
    const { network, account, x } = present();
    const { spending, units } = purseOf({ day: 1_000_000, month: 1_000_000 });
    const publisher = network.publisher({ ...account, spending });
    const images = [picture('a lamp that is off'), picture('')];
    const sent = await publisher.publish({ ...requestOf(unique('with pictures')), images });
    expect(Object.fromEntries(units)).toEqual({ create: 1, describePicture: 1 });

    const isWrite = ({ method, path }: { method: string; path: string }): boolean =>
      method === 'POST' && path === '/2/tweets';
    x.faults.set({ kind: 'status', status: 403, headers: {}, body: '{}' }, { times: 1, when: isWrite });
    await errorOf(publisher.publish({ ...requestOf(unique('refused')), images }));
    // The picture was described all the same.
    expect(Object.fromEntries(units)).toEqual({ create: 1, describePicture: 2 });

    await publisher.remove(sent.nativeId, 'public');
    expect(units.get('remove')).toBe(1);
  });
});
