// What only Bluesky's accounts promise: tokens renewed and revoked, both ways to connect, and what is written on the network.
import { describe, expect } from 'vitest';
import { createBluesky } from '../../src/networks/bluesky/network.ts';
import { answerOauthRequest } from '../servers/atproto-oauth.ts';
import { benchOf, signIn, testIn, type World } from './bluesky-world.ts';
import { deps, storedAccount } from './deps.ts';
import { errorOf, heardOf, listenTo, postsOf, unique } from './network-bench.ts';

export function describeAccounts(worldNow: () => World | null): void {
  const real = testIn(worldNow);

  describe('accounts', () => {
    real('expired tokens are renewed, and stored before they are used', async (w) => {
      const { account } = await signIn(w, w.us);
      const expired = `x.${Buffer.from(JSON.stringify({ exp: 1 })).toString('base64url')}.x`;
      const aged = storedAccount(`aged-${Math.random()}`, {
        ...account,
        displayName: '',
        secrets: { ...account.secrets, accessJwt: expired },
      });
      let savedBeforeUse = false;
      const watched = createBluesky(
        {
          ...deps,
          async fetch(input, init) {
            const bearer = new Headers(init?.headers).get('authorization') ?? '';
            const isUse = (input instanceof URL ? input.href : '').includes('putRecord');
            if (isUse)
              savedBeforeUse = aged.saved.some((secrets) => bearer.endsWith(secrets['accessJwt'] ?? '-'));
            return await fetch(input, init);
          },
        },
        { timeoutMs: 20_000 },
      );
      const text = unique('renewed');
      await watched.publisher(aged).publish({
        idempotencyKey: crypto.randomUUID(),
        visibility: 'public',
        text,
        images: [],
      });
      expect(savedBeforeUse).toBe(true);
      expect(aged.saved).toHaveLength(1);
      // Ten at once renew once.
      const again = storedAccount(`again-${Math.random()}`, {
        ...account,
        displayName: '',
        secrets: { ...aged.saved[0], accessJwt: expired },
      });
      const reader = watched.reader(again, {});
      await Promise.all(
        Array.from({ length: 10 }, async () => await reader.author({ nativeId: w.us.did, handle: '' })),
      );
      expect(again.saved).toHaveLength(1);
    });

    real('the profile is read with its own label and picture', async (w) => {
      const { account } = await signIn(w, w.us);
      const reader = w.network.reader(account, {});
      const { agent, did } = w.us;
      const put = (record: object) =>
        agent.com.atproto.repo.putRecord({
          repo: did,
          collection: 'app.bsky.actor.profile',
          rkey: 'self',
          record: { $type: 'app.bsky.actor.profile', ...record },
        });
      const label = { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'bot' }] };
      await put({
        displayName: 'Acme サポート',
        description: '平日 9:00〜18:00 https://acme.example/help',
        labels: label,
      });
      await expect
        .poll(async () => await reader.profile?.({ nativeId: did, handle: '' }))
        .toMatchObject({
          handle: account.handle,
          name: 'Acme サポート',
          description: '平日 9:00〜18:00 https://acme.example/help',
          links: ['https://acme.example/help'],
          fields: null,
          hasPicture: false,
          isBot: true,
        });
      await put({ displayName: 'Acme' });
      await expect
        .poll(async () => (await reader.profile?.({ nativeId: did, handle: '' }))?.isBot)
        .toBe(false);
      const nobody = reader.profile?.({ nativeId: '', handle: 'nobody.test' }) ?? Promise.resolve();
      expect((await errorOf(nobody)).code).toBe('network_post_gone');
    });

    real('an app password that was revoked is noticed by keepAlive and by sending', async (w) => {
      const { account, passwordName } = await signIn(w, w.us);
      await w.network.keepAlive(account);
      await w.us.agent.com.atproto.server.revokeAppPassword({ name: passwordName });
      const expired = `x.${Buffer.from(JSON.stringify({ exp: 1 })).toString('base64url')}.x`;
      const aged = storedAccount(`revoked-${Math.random()}`, {
        ...account,
        displayName: '',
        secrets: { ...account.secrets, accessJwt: expired },
      });
      expect((await errorOf(w.network.keepAlive(aged))).code).toBe('account_token_dead');
      expect(
        (await errorOf(w.network.publisher(aged).like({ nativeId: 'at://x/y/z', ref: { cid: 'c' } }, 'k')))
          .code,
      ).toBe('account_token_dead');
    });

    real('connecting names the field that is wrong', async (w) => {
      const password = await w.us.createAppPassword(`fields-${Math.random()}`);
      const fields = { server: w.atproto.pdsUrl, identifier: w.us.handle, password };
      expect(await w.network.connect(fields)).toMatchObject({ nativeId: w.us.did, handle: w.us.handle });
      expect(await w.network.connect({ ...fields, identifier: `@${w.us.handle}` })).toMatchObject({
        nativeId: w.us.did,
      });
      const wrong = async (over: Record<string, string>) =>
        await errorOf(w.network.connect({ ...fields, ...over }));
      expect(await wrong({ password: 'wrong' })).toMatchObject({
        code: 'network_rejected',
        where: 'password',
      });
      expect(await wrong({ password: '' })).toMatchObject({ code: 'network_rejected', where: 'password' });
      expect(await wrong({ identifier: '' })).toMatchObject({
        code: 'network_rejected',
        where: 'identifier',
      });
      expect(await wrong({ server: 'http://example.com' })).toMatchObject({
        code: 'network_rejected',
        where: 'server',
      });
      expect(await wrong({ server: 'not a server' })).toMatchObject({
        code: 'network_rejected',
        where: 'server',
      });
      expect(await wrong({ server: w.jetstream.url })).toMatchObject({
        code: 'network_rejected',
        where: 'server',
      });
    });

    real('OAuth: sign in, read, post, renew; a refusal is told', async (w) => {
      const redirectUri = 'http://127.0.0.1:4000/oauth/callback';
      const state = crypto.randomUUID();
      const started = await w.network.oauthStart({ fields: { identifier: w.us.handle }, redirectUri, state });
      const back = await answerOauthRequest(started.url, { username: w.us.handle, password: w.us.password });
      expect(back.searchParams.get('state')).toBe(state);
      const params = Object.fromEntries(back.searchParams);
      const connected = await w.network.oauthFinish({ pending: started.pending, params, redirectUri });
      expect(connected).toMatchObject({
        nativeId: w.us.did,
        handle: w.us.handle,
        server: new URL(w.atproto.pdsUrl).origin,
      });
      const account = storedAccount(`oauth-${Math.random()}`, connected);
      const text = unique('by OAuth');
      const sent = await w.network
        .publisher(account)
        .publish({ idempotencyKey: crypto.randomUUID(), visibility: 'public', text, images: [] });
      await w.atproto.settle();
      expect((await w.network.reader(account, {}).post(sent.nativeId)).text).toBe(text);
      await w.network.keepAlive(account);
      expect(account.saved.length).toBeGreaterThan(0);
      const later = storedAccount(account.id, { ...connected, secrets: account.saved.at(-1) ?? {} });
      expect((await w.network.reader(later, {}).author({ nativeId: w.us.did, handle: '' })).handle).toBe(
        w.us.handle,
      );

      const refused = await w.network.oauthStart({
        fields: { server: w.atproto.pdsUrl },
        redirectUri,
        state: 'second',
      });
      const denied = await answerOauthRequest(refused.url, { username: '', password: '' }, 'reject');
      const error = await errorOf(
        w.network.oauthFinish({
          pending: refused.pending,
          params: Object.fromEntries(denied.searchParams),
          redirectUri,
        }),
      );
      expect(error.code).toBe('network_rejected');
      const elsewhere = w.network.oauthStart({
        fields: {},
        redirectUri: 'http://kizuki.example/callback',
        state,
      });
      expect((await errorOf(elsewhere)).code).toBe('invalid_input');
    });

    real('an app password without the right to messages still brings mentions', async (w) => {
      const { account } = await signIn(w, w.us, false);
      const bench = { ...benchOf(w, 'jetstream'), account };
      const inbound = listenTo(bench, bench.inbound);
      const mention = await w.customer.post(`@${w.us.handle} ${unique('no DMs here')}`);
      await inbound.until((items) => postsOf(items).some((p) => p.nativeId === mention.uri), 'the mention');
      await inbound.stop();
      const dm = {
        idempotencyKey: crypto.randomUUID(),
        visibility: 'dm' as const,
        text: 'こんにちは',
        images: [],
        replyTo: { nativeId: 'x', author: { nativeId: w.customer.did, handle: '', displayName: '' } },
      };
      expect((await errorOf(w.network.publisher(account).publish(dm))).code).toBe('network_rejected');
    });
  });

  describe('speaking', () => {
    real('links, hashtags and mentions are active where a reader would touch them', async (w) => {
      const text = `${unique('ご案内')} @${w.customer.handle}さん、https://example.com/helpをご覧ください #サポート`;
      const sent = await w.network.publisher(w.account).publish({
        idempotencyKey: crypto.randomUUID(),
        visibility: 'public',
        text,
        lang: 'ja',
        images: [],
      });
      await w.atproto.settle();
      const post = await w.network.reader(w.account, {}).post(sent.nativeId);
      expect(post).toMatchObject({
        text,
        langHint: 'ja',
        links: ['https://example.com/help'],
        hashtags: ['サポート'],
        mentions: [{ nativeId: w.customer.did, handle: w.customer.handle }],
      });
      const { data } = await w.customer.agent.app.bsky.notification.listNotifications();
      expect(data.notifications.find((n) => n.uri === sent.nativeId)?.reason).toBe('mention');
    });

    real('a repost by somebody else raises a measure and is no post', async (w) => {
      const bench = benchOf(w, 'jetstream');
      const inbound = listenTo(bench, bench.inbound);
      const own = await w.us.post(unique('広めてください'));
      await w.customer.repost(own);
      await inbound.until(
        (items) =>
          heardOf(items).some(
            (h) => h.type === 'repost' && h.of === own.uri && h.byNativeId === w.customer.did,
          ),
        'the repost',
      );
      await inbound.stop();
    });

    real("the network's own search finds what a stream missed", async (w) => {
      const word = unique('バックフィル').replaceAll(' ', '');
      const post = await w.customer.post(`${word} が起動しない`);
      await w.atproto.settle();
      const found = await w.network.reader(w.account, {}).search?.({ query: word, limit: 10 });
      expect(found?.map((p) => p.nativeId)).toEqual([post.uri]);
    });

    real('without an account the public AppView is read', async (w) => {
      const post = await w.customer.post(unique('公開'));
      await w.atproto.settle();
      const reader = w.network.reader(null, { appview: w.atproto.appviewUrl ?? '' });
      expect((await reader.post(post.uri)).author.handle).toBe(w.customer.handle);
      expect(
        (await errorOf(reader.author({ nativeId: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', handle: '' }))).code,
      ).toBe('network_post_gone');
    });
  });
}
