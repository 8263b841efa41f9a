// Mastodon keeps the network contract: against a real snac, which has no stream, and against it behind a front that has.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { PublishRequest } from '../../src/networks/kit/network.ts';
import { nativeIdOf } from '../../src/networks/mastodon/ids.ts';
import type { SeenRequest } from '../servers/faults.ts';
import { startSnac } from '../servers/snac.ts';
import { storedAccount } from './deps.ts';
import { undescribed } from './mastodon-requests.ts';
import {
  api,
  benchOf,
  connect,
  DELIVERY_MS,
  network,
  setProfile,
  startWorld,
  statusSchema,
  stopWorld,
  type World,
} from './mastodon-world.ts';
import { heardOf, listenTo, postsOf, unique } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';

let world: World | null = null;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await stopWorld(world);
});

describeNetwork({
  name: 'Mastodon (streaming)',
  start: async () => (world === null ? null : benchOf(world, 'streaming')),
});

describeNetwork({
  name: 'Mastodon (a server without a stream)',
  start: async () => (world === null ? null : benchOf(world, 'polling')),
});

/** What a test does with the servers; skipped where they cannot run. */
function real(act: (world: World) => Promise<void>): (context: TestContext) => Promise<void> {
  return async (context) => {
    if (world === null) return context.skip('its servers cannot run here');
    expect.hasAssertions();
    await act(world);
  };
}

async function errorOf(act: Promise<unknown>): Promise<AppError> {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}

const request = (text: string, over: Partial<PublishRequest> = {}): PublishRequest => ({
  idempotencyKey: crypto.randomUUID(),
  visibility: 'public',
  text,
  images: [],
  ...over,
});

describe('accounts', () => {
  const redirectUri = 'http://127.0.0.1:9/callback';

  test(
    'OAuth: sign in, post, notice that it was revoked',
    real(async (w) => {
      const fields = { server: w.snac.url };
      const started = await network.oauthStart({ fields, redirectUri, state: 's1' });
      expect(new URL(started.url).searchParams.get('state')).toBe('s1');
      const back = await w.snac.signIn(started.url, w.us);
      const params = Object.fromEntries(back.searchParams);
      const connected = await network.oauthFinish({ pending: started.pending, params, redirectUri });
      expect(connected).toMatchObject({ server: w.snac.url, handle: `${w.us}@${new URL(w.snac.url).host}` });
      const account = storedAccount('oauth', connected);
      await network.keepAlive(account);
      const text = unique('by OAuth');
      const sent = await network.publisher(account).publish(request(text));
      expect((await network.reader(account, {}).post(sent.nativeId)).text).toBe(text);
      const revoked = { ...account, secrets: { ...account.secrets, accessToken: 'revoked' } };
      expect((await errorOf(network.keepAlive(revoked))).code).toBe('account_token_dead');
    }),
  );

  test(
    'OAuth: a refusal, a strange answer and a used code are told',
    real(async (w) => {
      const started = await network.oauthStart({ fields: { server: w.snac.url }, redirectUri, state: 's2' });
      const finish = (params: Record<string, string>): Promise<unknown> =>
        network.oauthFinish({ pending: started.pending, params, redirectUri });
      for (const params of [
        { error: 'access_denied', error_description: 'The person said no' },
        { state: 's2' },
        { code: 'x', state: 'of somebody else' },
        { code: 'never given', state: 's2' },
      ]) {
        expect(await errorOf(finish(params))).toMatchObject({ code: 'network_rejected', where: 'server' });
      }
    }),
  );

  test(
    'a profile is read with its lines, links and label',
    real(async (w) => {
      const account = await connect(w.direct.url, w.usToken);
      const words = {
        display_name: 'Acme サポート',
        note: '平日 9:00〜18:00 に担当者がお答えします。',
        bot: 'true',
        'fields_attributes[0][name]': 'Help',
        'fields_attributes[0][value]': 'https://acme.example/help',
      };
      const reader = network.reader(account, {});
      const { nativeId, handle } = account;
      // Another thread of snac that holds the account as it was may write that over what was just answered with 200.
      const changedAndRead = async () => {
        await setProfile(w, words);
        return reader.profile?.({ nativeId, handle });
      };
      await expect.poll(changedAndRead).toMatchObject({
        handle,
        name: 'Acme サポート',
        description: '平日 9:00〜18:00 に担当者がお答えします。',
        fields: [{ name: 'Help', value: 'https://acme.example/help' }],
        links: ['https://acme.example/help'],
        hasPicture: false,
        isBot: true,
      });
      const nobody = reader.profile?.({ nativeId: '', handle: 'nobody_here' }) ?? Promise.resolve();
      expect((await errorOf(nobody)).code).toBe('network_post_gone');
    }),
  );

  test(
    'a profile of a server that ours never met is found by having it look there',
    real(async (w) => {
      const other = await startSnac();
      if (other === null) throw new Error('a second server does not start');
      try {
        const { name } = await other.addUser('brand');
        const handle = `${name}@${new URL(other.url).host}`;
        const account = await connect(w.direct.url, w.usToken);
        const { profile } = network.reader(account, {});
        expect(await profile?.({ nativeId: '', handle })).toMatchObject({ handle });
        const nobody = profile?.({ nativeId: '', handle: `no_${handle}` }) ?? Promise.resolve();
        expect((await errorOf(nobody)).code).toBe('network_post_gone');
      } finally {
        await other.close();
      }
    }),
  );

  test(
    'connecting names the field that is wrong',
    real(async (w) => {
      const fields = { server: w.snac.url, token: w.usToken };
      expect(await network.connect({ ...fields, server: ` ${w.snac.url}/@somebody ` })).toMatchObject({
        server: w.snac.url,
        secrets: { accessToken: w.usToken },
      });
      const wrong = (over: Record<string, string>): Promise<AppError> =>
        errorOf(network.connect({ ...fields, ...over }));
      expect(await wrong({ token: '' })).toMatchObject({ code: 'network_rejected', where: 'token' });
      expect(await wrong({ token: 'wrong' })).toMatchObject({ code: 'network_rejected', where: 'token' });
      for (const server of [
        '',
        'not a server',
        'ftp://m.example',
        'http://mastodon.social',
        'http://127.0.0.1:1',
      ]) {
        expect(await wrong({ server })).toMatchObject({ code: 'network_rejected', where: 'server' });
      }
    }),
  );

  test(
    'limits are those of the server',
    real(async (w) => {
      const behind = await network.limits(await connect(w.front.url, w.usToken));
      expect(behind.post).toEqual({ unit: 'mastodon', max: 500, urlLength: 23 });
      expect(behind.images).toMatchObject({ max: 4, altMax: 1500, maxBytes: 16_777_216 });
      const straight = await network.limits(await connect(w.direct.url, w.usToken));
      expect(straight.post).toEqual({ unit: 'mastodon', max: 100_000, urlLength: 32 });
    }),
  );
});

describe('listening', () => {
  test(
    'a hashtag, an edit, and somebody sharing our post',
    real(async (w) => {
      const bench = await benchOf(w, 'streaming');
      const tags = { kind: 'hashtag', config: { server: w.front.url, tags: '困った' }, needsAccount: true };
      const tagged = listenTo(bench, tags);
      const inbound = listenTo(bench, bench.inbound);
      const plain = await bench.customer.post(unique('no tag'));
      const post = await bench.customer.post(unique('起動しない #困った'));
      await tagged.until(
        (items) => postsOf(items).some((p) => p.nativeId === post.nativeId),
        'the tagged post',
      );
      expect(postsOf(tagged.items).map((p) => p.nativeId)).not.toContain(plain.nativeId);
      expect(postsOf(tagged.items)[0]?.hashtags).toEqual(['困った']);

      const path = `/api/v1/statuses/${post.nativeId.split('/')[1]}`;
      const changed = unique('直りました #困った');
      await api(w.front.url, w.customerToken, 'PUT', path, { status: changed });
      await tagged.until(
        (items) => heardOf(items).some((h) => h.type === 'edit' && h.post.text === changed),
        'the edit, under the same id',
      );
      const edit = heardOf(tagged.items).find((h) => h.type === 'edit');
      expect(edit?.post.nativeId).toBe(post.nativeId);

      const own = await network
        .publisher(bench.account)
        .publish(request(`@${w.customer} ${unique('広めてください')}`));
      const ownPath = `/api/v1/statuses/${own.nativeId.split('/')[1]}`;
      const end = Date.now() + DELIVERY_MS;
      while (Date.now() < end) {
        const done = await api(w.front.url, w.customerToken, 'POST', `${ownPath}/reblog`, {}).catch(
          () => null,
        );
        if (done !== null) break;
      }
      await inbound.until(
        (items) => heardOf(items).some((h) => h.type === 'repost' && h.of === own.nativeId),
        'the repost',
      );
      const repost = heardOf(inbound.items).find((h) => h.type === 'repost');
      expect(repost).toMatchObject({ byNativeId: bench.customer.nativeId });
      await tagged.stop();
      await inbound.stop();
    }),
  );

  test(
    'a timeline is heard by anyone where the server shows it',
    real(async (w) => {
      const bench = await benchOf(w, 'polling');
      const open = listenTo(bench, { ...bench.stream, needsAccount: false });
      const post = await bench.customer.post(unique('誰でも'));
      await open.until((items) => postsOf(items).some((p) => p.nativeId === post.nativeId), 'the post');
      await open.stop();
      const reader = network.reader(null, { server: w.direct.url });
      expect(await errorOf(reader.post(post.nativeId))).toMatchObject({
        code: 'network_rejected',
        where: 'account',
      });
      expect(
        (await reader.authorPosts({ nativeId: bench.customer.nativeId, handle: '' }, 5)).length,
      ).toBeGreaterThan(0);
    }),
  );
});

describe('speaking', () => {
  test(
    'an answer to somebody who did not call us reaches them',
    real(async (w) => {
      const bench = await benchOf(w, 'streaming');
      const post = await bench.customer.post(unique('ACMEが起動しない'));
      const { author } = await network.reader(bench.account, {}).post(post.nativeId);
      const text = unique('お困りですか');
      const sent = await network
        .publisher(bench.account)
        .publish(request(text, { replyTo: { nativeId: post.nativeId, author } }));
      const end = Date.now() + DELIVERY_MS;
      let told: unknown[] = [];
      while (Date.now() < end && !JSON.stringify(told).includes(text)) {
        told = (await api(w.snac.url, w.customerToken, 'GET', '/api/v1/notifications')) as unknown[];
      }
      expect(JSON.stringify(told)).toContain(text);
      expect((await bench.truth(sent.nativeId))?.replyTo).toBe(post.nativeId);
    }),
  );

  test(
    'a post heard on another server is found on our own before we act on it',
    real(async (w) => {
      const there = await benchOf(w, 'polling');
      const account = await connect(w.front.url, w.usToken);
      const heard = await there.customer.mention(unique('別のサーバーから'));
      await there.settle();
      const post = await network.reader(there.account, {}).post(heard.nativeId);
      expect(post.nativeId.startsWith(new URL(w.direct.url).host)).toBe(true);
      const { nativeId, author, ref } = post;
      if (ref === undefined) throw new Error('a post without a ref');
      const sent = await network
        .publisher(account)
        .publish(request(unique('届きました'), { replyTo: { nativeId, author, ref } }));
      const path = `/api/v1/statuses/${sent.nativeId.split('/')[1]}`;
      const status = statusSchema.parse(await api(w.front.url, w.usToken, 'GET', path));
      expect(nativeIdOf(new URL(w.direct.url).host, status.in_reply_to_id ?? '')).toBe(nativeId);
      const nowhere = { nativeId: 'far.example/1', author };
      expect(
        (await errorOf(network.publisher(account).publish(request('x', { replyTo: nowhere })))).code,
      ).toBe('network_post_gone');
    }),
  );

  test(
    'a send that was rewritten by the server is still found',
    real(async (w) => {
      const account = await connect(w.direct.url, w.usToken);
      const since = new Date().toISOString();
      const rewritten = request(`*${unique('強調')}* \`code\` https://example.com/a_b_c`);
      const sent = await network.publisher(account).publish(rewritten);
      const fate = await network.publisher(account).lookUp(rewritten, since);
      expect(fate).toMatchObject({ found: { nativeId: sent.nativeId } });
    }),
  );

  test(
    'the server that cannot delete is told from the post that is gone',
    real(async (w) => {
      const account = await connect(w.direct.url, w.usToken);
      const publisher = network.publisher(account);
      const sent = await publisher.publish(request(unique('残ります')));
      expect((await errorOf(publisher.remove(sent.nativeId, 'public'))).code).toBe('network_rejected');
      const gone = `${new URL(w.direct.url).host}/0000000000${'0'.repeat(32)}`;
      await expect(publisher.remove(gone, 'public')).resolves.toBeUndefined();
    }),
  );
});

describe('requests', () => {
  const isOurs = ({ headers }: SeenRequest): boolean => headers['accept'] !== undefined;

  test(
    'every call made so far is one that the published description knows',
    real(async (w) => {
      const made = [...w.front.faults.seen, ...w.direct.seen].filter(isOurs);
      const calls = new Set(made.map(({ method, path }) => `${method} ${path.split(/[?]|\/\d{10}/)[0]}`));
      for (const call of [
        'POST /api/v1/statuses',
        'PUT /api/v1/statuses',
        'POST /api/v2/media',
        'GET /api/v1/notifications',
      ]) {
        expect([...calls]).toContain(call);
      }
      const complaints = undescribed(made);
      if (complaints === null) return;
      expect(complaints).toEqual([]);
      // The comparison does find what is wrong.
      const headers = { 'content-type': 'application/json' };
      const wrong = [
        { method: 'POST', path: '/api/v1/statuses', headers, body: '{"status":1}' },
        { method: 'PUT', path: '/api/v1/statuses/1', headers, body: '{"text":"x"}' },
        { method: 'GET', path: '/api/v1/timelines/public?after=1', headers, body: '' },
        { method: 'GET', path: '/api/v1/nowhere', headers, body: '' },
      ];
      for (const one of wrong) expect(undescribed([one])).toHaveLength(1);
    }),
  );

  test(
    'no call carries the token where it does not belong',
    real(async (w) => {
      const strangers = [...w.front.faults.seen, ...w.direct.seen].filter(
        ({ path, body }) => path.includes(w.usToken) || body.includes(w.usToken),
      );
      expect(strangers).toEqual([]);
    }),
  );
});
