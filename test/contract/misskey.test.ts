// Misskey keeps the network contract: by its stream, and by asking the lists of a server that lets nobody into its stream.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storedAccount } from './deps.ts';
import { api, benchOf, connect, network, startWorld, stopWorld, type World } from './misskey-world.ts';
import { errorOf, heardOf, listenTo, postsOf, requestOf, unique } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';

let streaming: World;
let shut: World;
beforeAll(async () => {
  [streaming, shut] = await Promise.all([startWorld(), startWorld({ hasStream: false })]);
});
afterAll(async () => {
  await stopWorld(streaming);
  await stopWorld(shut);
});

describeNetwork({ name: 'Misskey (streaming)', start: () => benchOf(streaming, 'streaming') });
describeNetwork({ name: 'Misskey (a server that shuts its stream)', start: () => benchOf(shut, 'asking') });

describe('accounts', () => {
  const redirectUri = 'http://127.0.0.1:9/oauth/callback';

  test('MiAuth: sign in, post, notice that it was revoked', async () => {
    const w = streaming;
    const started = await network.oauthStart({ fields: { server: w.front.url }, redirectUri, state: 's1' });
    const back = w.server.allow(started.url, w.us.person.id);
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    const params = Object.fromEntries(back.searchParams);
    const connected = await network.oauthFinish({ pending: started.pending, params, redirectUri });
    expect(connected).toMatchObject({ server: w.front.url, handle: `acme@${new URL(w.server.url).host}` });
    const account = storedAccount('miauth', connected);
    await network.keepAlive(account);
    const sent = await network.publisher(account).publish(requestOf(unique('by MiAuth')));
    expect((await network.reader(account, {}).post(sent.nativeId)).author.nativeId).toBe(account.nativeId);
    // The token is given once.
    const again = network.oauthFinish({ pending: started.pending, params, redirectUri });
    expect(await errorOf(again)).toMatchObject({ code: 'network_rejected', where: 'server' });
    const revoked = { ...account, secrets: { accessToken: 'revoked' } };
    expect((await errorOf(network.keepAlive(revoked))).code).toBe('account_token_dead');
  });

  test('MiAuth: somebody else’s way back, and one that nobody allowed, are refused', async () => {
    const w = streaming;
    const started = await network.oauthStart({ fields: { server: w.front.url }, redirectUri, state: 's2' });
    const { session = '' } = started.pending;
    for (const params of [
      { state: 's2', session: 'other' },
      { state: 'x', session },
      { state: 's2', session },
    ]) {
      const finish = network.oauthFinish({ pending: started.pending, params, redirectUri });
      expect(await errorOf(finish)).toMatchObject({ code: 'network_rejected', where: 'server' });
    }
  });

  test('a wrong token, a token that may too little and a server that is none are told', async () => {
    const w = streaming;
    expect(await errorOf(connect(w, 'wrong'))).toMatchObject({ code: 'network_rejected', where: 'token' });
    const narrow = await connect(w, w.server.store.addToken(w.us.person.id, ['read:account']));
    const error = await errorOf(network.publisher(narrow).publish(requestOf(unique('narrow'))));
    expect(error).toMatchObject({ code: 'account_token_dead' });
    expect(error.message).toContain('PERMISSION_DENIED');
    const nowhere = network.connect({ server: 'http://127.0.0.1:9', token: 't' });
    expect(await errorOf(nowhere)).toMatchObject({ code: 'network_rejected', where: 'server' });
  });

  test('a profile is read with its lines, links and label', async () => {
    const w = streaming;
    const account = await connect(w);
    Object.assign(w.us.person, {
      name: 'Acme サポート',
      description: '平日 9:00〜18:00 に**担当者**がお答えします。',
      fields: [{ name: 'Help', value: '[help](https://acme.example/help)' }],
      isBot: true,
    });
    const { nativeId, handle } = account;
    expect(await network.reader(account, {}).profile?.({ nativeId, handle })).toMatchObject({
      handle,
      name: 'Acme サポート',
      description: '平日 9:00〜18:00 に担当者がお答えします。',
      fields: [{ name: 'Help', value: 'help' }],
      links: ['https://acme.example/help'],
      hasPicture: false,
      isBot: true,
    });
    const nobody = network.reader(account, {}).author({ nativeId: '', handle: 'nobody' });
    expect((await errorOf(nobody)).code).toBe('network_post_gone');
  });
});

describe('speaking', () => {
  test('a limit says how long it lasts; a search that the server refuses is told', async () => {
    const w = streaming;
    const account = await connect(w);
    const publisher = network.publisher(account);
    const [one, two] = await Promise.all(
      [1, 2].map((n) => publisher.publish(requestOf(unique(`limit ${n}`)))),
    );
    await publisher.remove(one?.nativeId ?? '', 'public');
    const limited = await errorOf(publisher.remove(two?.nativeId ?? '', 'public'));
    expect(limited.code).toBe('network_rate_limited');
    expect(limited.retryAfterMs).toBeGreaterThanOrEqual(1000);
    const search = network.reader(account, {}).search?.({ query: 'x', limit: 5 }) ?? Promise.resolve();
    expect(await errorOf(search)).toMatchObject({ code: 'network_rejected' });
  });

  test('a note heard on another server is answered and shared by its address', async () => {
    const w = streaming;
    const account = await connect(w);
    const { person, token } = w.customer;
    await api(w, token, 'notes/create', { text: unique('よそから') });
    const note = [...w.server.store.notes.values()].findLast(({ userId }) => userId === person.id);
    if (note === undefined) throw new Error('nothing was written');
    const elsewhere = { nativeId: 'elsewhere.example/1', ref: { uri: `${w.server.url}/notes/${note.id}` } };
    const author = { nativeId: 'elsewhere.example/7', handle: person.username, displayName: '' };
    const sent = await network
      .publisher(account)
      .publish(requestOf(unique('こちらです'), { replyTo: { ...elsewhere, author }, visibility: 'dm' }));
    const made = w.server.store.notes.get(sent.nativeId.split('/')[1] ?? '');
    expect(made).toMatchObject({ replyId: note.id, visibility: 'specified', visibleUserIds: [person.id] });
  });

  test('a reply is as quiet as what it answers', async () => {
    const w = streaming;
    const account = await connect(w);
    await api(w, w.customer.token, 'notes/create', { text: unique('静かに'), visibility: 'home' });
    const note = [...w.server.store.notes.values()].at(-1);
    const nativeId = `${new URL(w.front.url).host}/${note?.id}`;
    const { author, ref } = await network.reader(account, {}).post(nativeId);
    const replyTo = { nativeId, author, ...(ref === undefined ? {} : { ref }) };
    const sent = await network.publisher(account).publish(requestOf(unique('静かに答えます'), { replyTo }));
    expect(sent.ref?.['visibility']).toBe('home');
  });
});

describe('listening', () => {
  test('hashtags, antennas and the social timeline are heard; renotes are told as such, quotes as posts', async () => {
    const w = streaming;
    const bench = { ...(await benchOf(w, 'streaming')) };
    const tag = unique('tag').replaceAll(' ', '').toLowerCase();
    const word = unique('起動しない').replaceAll(' ', '');
    const antenna = (await api(w, w.us.token, 'antennas/create', {
      name: 'k',
      src: 'all',
      keywords: [[word]],
      excludeKeywords: [],
      users: [],
      caseSensitive: false,
      withReplies: true,
      withFile: false,
    })) as { id: string };
    const server = w.front.url;
    const heads = [
      { kind: 'hashtag', config: { server, tags: `#${tag}` }, needsAccount: false },
      { kind: 'antenna', config: { antennas: `${server}/my/antennas/${antenna.id}` }, needsAccount: true },
      { kind: 'social_timeline', config: {}, needsAccount: true },
    ].map((source) => listenTo(bench, source));
    await expect.poll(() => w.server.listeners()).toBeGreaterThanOrEqual(3);
    const text = `アプリが${word} #${tag}`;
    const post = await bench.customer.post(text);
    const noteId = post.nativeId.split('/')[1] ?? '';
    for (const head of heads)
      await head.until((items) => postsOf(items).some((p) => p.nativeId === post.nativeId), text);
    const social = heads[2];
    if (social === undefined) throw new Error('no listener');
    await api(w, w.us.token, 'notes/create', { renoteId: noteId });
    await api(w, w.us.token, 'notes/create', { renoteId: noteId, text: unique('引用します') });
    await social.until((items) => postsOf(items).some((p) => p.quotes === post.nativeId), 'the quote');
    expect(heardOf(social.items).find((one) => one.type === 'repost')).toMatchObject({ of: post.nativeId });
    for (const head of heads) await head.stop();
  });

  test('antennas are kept for what the monitors look for, and those of people are left alone', async () => {
    const w = streaming;
    const { token } = w.server.addPerson(`own${Date.now().toString(36)}`);
    const account = await connect(w, token);
    const own = { src: 'all' as const, excludeKeywords: [], users: [], caseSensitive: false };
    const made = { ...own, withReplies: true, withFile: false, keywords: [['x']], name: 'by hand' };
    await api(w, token, 'antennas/create', made);
    const names = (): string[] =>
      [...w.server.store.antennas.values()]
        .filter(({ userId }) => account.nativeId.endsWith(userId))
        .map(({ name }) => name);
    const word = unique('返金されない').replaceAll(' ', '');
    const posts: string[] = [];
    const stop = new AbortController();
    const listening = network.listen({
      source: { id: 'source-1', kind: 'antenna', config: {} },
      account,
      cursor: null,
      monitors: async () => [
        { id: 'm1', query: word },
        { id: 'm2', query: 'lang:ja' },
      ],
      deliver: async ({ items }) => void posts.push(...postsOf(items).map(({ text }) => text)),
      alive() {},
      signal: stop.signal,
    });
    await expect.poll(names).toEqual(['by hand', 'Kizuki source-1 1']);
    await expect
      .poll(
        async () => {
          await api(w, w.customer.token, 'notes/create', { text: `${word}。困った` });
          return posts.some((text) => text.includes(word));
        },
        { interval: 300, timeout: 30_000 },
      )
      .toBe(true);
    stop.abort();
    await listening;
    // The monitors are gone, and their antenna with them.
    const ended = new AbortController();
    const second = network.listen({
      source: { id: 'source-1', kind: 'antenna', config: {} },
      account,
      cursor: null,
      monitors: async () => [],
      deliver: async () => {},
      alive() {},
      signal: ended.signal,
    });
    await expect.poll(names).toEqual(['by hand']);
    ended.abort();
    await second;
  });

  test('a source that cannot be names its field', async () => {
    const bench = await benchOf(streaming, 'streaming');
    const config = { server: streaming.front.url, tags: ' ' };
    const listening = network.listen({
      source: { id: 's', kind: 'hashtag', config },
      account: bench.account,
      cursor: null,
      deliver: async () => {},
      alive() {},
      signal: new AbortController().signal,
    });
    expect(await errorOf(listening)).toMatchObject({ code: 'network_rejected', where: 'tags' });
  });
});
