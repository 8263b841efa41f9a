// Connecting accounts, giving them new secrets and letting them go: by what was entered, and on the network's own page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountView, SourceView } from '../../../src/contract/views.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { NetworkManifest } from '../../../src/domain/post/manifest.ts';
import type { NetworkPort } from '../../../src/server/ports.ts';
import { createNetworks } from '../../../src/networks/registry.ts';
import { readAccountToSpeak } from '../../../src/storage/accounts.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createPracticeStore } from '../../../src/storage/practice/store.ts';
import { activeSources } from '../../../src/storage/source-runtime.ts';
import { createFormStore } from '../../../src/storage/webform-words.ts';
import { createWebhookInbox } from '../../../src/storage/webhook-inbox.ts';
import { withClient } from '../../../src/storage/client.ts';
import { deps } from '../../contract/deps.ts';
import { testDatabase } from '../../harness/database.ts';
import { addPerson, newId, origin, Person, setUpOwner, startServer, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let brandId = '';

/** A network whose sign-in the test directs; its manifest is Bluesky's own. */
const directed = {
  tokenIsDead: false,
  pendingSeen: {} as Record<string, string>,
  nativeId: 'did:plc:one',
  handle: 'acme.example',
  server: 'https://pds.example',
  token: 'canary-secret-token',
  /** What a person may enter besides. */
  optional: {} as { optional?: string },
  /** Runs while the network is asked whether the account works. */
  meanwhile: async (_save: (secrets: Record<string, string>) => Promise<void>): Promise<void> => undefined,
};

function directedNetwork(manifest: NetworkManifest): NetworkPort {
  const connected = () => ({
    server: directed.server,
    nativeId: directed.nativeId,
    handle: directed.handle,
    displayName: 'Acme',
    secrets: { accessJwt: directed.token, ours: directed.token, ...directed.optional },
  });
  return {
    manifest,
    keepsSecrets: ['ours'],
    keepsUnlessGiven: ['optional'],
    limits: async () => ({ ...manifest.limits, post: { unit: 'graphemes', max: 123, maxBytes: 456 } }),
    async connect(fields) {
      if (fields['password'] !== 'right') {
        throw new AppError('network_rejected', 'The app password is wrong.', {
          where: 'body.fields.password',
        });
      }
      return connected();
    },
    oauthStart: async ({ state, redirectUri }) => ({
      url: `https://pds.example/authorize?state=${encodeURIComponent(state)}&redirect_uri=${encodeURIComponent(redirectUri)}`,
      pending: { verifier: 'canary-verifier' },
    }),
    async oauthFinish({ pending, params }) {
      directed.pendingSeen = pending;
      if (params['code'] !== 'good') throw new AppError('network_rejected', 'The code is wrong.');
      return connected();
    },
    async keepAlive(account) {
      await directed.meanwhile((secrets) => account.saveSecrets(secrets));
      if (directed.tokenIsDead) throw new AppError('account_token_dead', 'The app password was revoked.');
    },
  };
}

beforeAll(async () => {
  const { db } = database();
  const real = createNetworks(
    { ...deps, fetch: () => Promise.reject(new TypeError('fetch failed')), randomId: newId },
    {
      practiceStore: createPracticeStore(db, { newId }),
      webhookInbox: createWebhookInbox(db, () => Date.now()),
      formStore: createFormStore(db, { newId }),
      publicUrl: origin,
      bluesky: {},
    },
  );
  const bluesky = real.get('bluesky');
  if (bluesky === undefined) throw new Error('there is no bluesky');
  const networks = new Map<string, NetworkPort>([...real, ['bluesky', directedNetwork(bluesky.manifest)]]);
  server = await startServer(database(), { deps: { networks } });
  owner = await setUpOwner(server.app);
  brandId = (await owner.do<{ id: string }>('POST', '/brands', { body: { name: 'Acme' } })).id;
});
afterAll(() => server.close());

/** An account's secrets as they are stored. */
const secretsOf = (id: string) =>
  inWorkspace(server.db, owner.workspaceId, async (trx) => {
    const { secrets } = await readAccountToSpeak(trx, id);
    if (secrets === null) throw new Error('it has no secrets');
    const place = { workspaceId: owner.workspaceId, table: 'account', rowId: id };
    return server.secretBox.open(secrets, place);
  });

describe('an account', () => {
  const fields = { server: 'https://pds.example', identifier: 'acme.example', password: 'right' };
  let account: AccountView;

  test('is connected with what was entered, its secrets sealed, its limits asked, its inbound sources made', async () => {
    const wrong = await owner.call('POST', '/accounts', {
      body: { network: 'bluesky', fields: { ...fields, password: 'wrong' } },
    });
    expect(wrong.body).toMatchObject({
      status: 400,
      code: 'network_rejected',
      where: 'body.fields.password',
    });
    const missing = await owner.call('POST', '/accounts', {
      body: { network: 'bluesky', fields: { ...fields, password: ' ' } },
    });
    expect(missing.body).toMatchObject({ code: 'invalid_input', where: 'body.fields.password' });

    account = await owner.do<AccountView>('POST', '/accounts', {
      body: { network: 'bluesky', fields, brandId },
    });
    expect(account).toMatchObject({
      tokenState: 'ok',
      handle: 'acme.example',
      limits: { post: { max: 123 } },
    });
    const { rows } = await owner.do<{ rows: SourceView[] }>('GET', '/sources');
    expect(rows.filter((row) => row.accountId === account.id).length).toBeGreaterThan(0);
    expect(server.notices.sources).toContain(owner.workspaceId);
    const again = await owner.call('POST', '/accounts', { body: { network: 'bluesky', fields } });
    expect(again.body).toMatchObject({ status: 409, code: 'already_exists' });
    expect(await dump()).not.toContain('canary-secret-token');
  });

  test('that the network no longer knows is shown as dead, and signing in again brings it back as it was', async () => {
    directed.tokenIsDead = true;
    const dead = await owner.do<AccountView>('POST', `/accounts/${account.id}/check`);
    expect(dead).toMatchObject({ tokenState: 'dead', tokenError: 'The app password was revoked.' });
    expect(await owner.do('GET', '/counts')).toMatchObject({ accountsInTrouble: 1 });
    directed.tokenIsDead = false;
    const back = await owner.do<AccountView>('POST', '/accounts', { body: { network: 'bluesky', fields } });
    expect(back).toMatchObject({ id: account.id, tokenState: 'ok' });
  });

  describe('that works', () => {
    const connect = (body: Record<string, unknown>) =>
      owner.call<AccountView>('POST', '/accounts', { body: { network: 'bluesky', fields, ...body } });
    const heard = async () => {
      const sources = await activeSources(server.db, owner.workspaceId);
      return sources.filter(({ accountId }) => accountId === account.id);
    };

    test('is told to be connected, and renewed with new secrets where that is asked; its sources go on where they stood', async () => {
      await inWorkspace(server.db, owner.workspaceId, (trx) =>
        trx.updateTable('source').set({ cursor: 'here' }).where('account_id', '=', account.id).execute(),
      );
      const [before] = await heard();
      Object.assign(directed, {
        token: 'canary-rotated',
        handle: 'new.example',
        server: 'https://moved.example',
      });
      const again = await connect({});
      expect(again.body).toMatchObject({ code: 'already_exists', data: { id: account.id } });
      expect(await secretsOf(account.id)).toMatchObject({ accessJwt: 'canary-secret-token' });
      const { body: renewed } = await connect({ accountId: account.id });
      expect(renewed).toMatchObject({
        id: account.id,
        tokenState: 'ok',
        handle: 'new.example',
        server: 'https://moved.example',
        brandId,
      });
      // What others hold of it is kept.
      const kept = { accessJwt: 'canary-rotated', ours: 'canary-secret-token' };
      expect(await secretsOf(account.id)).toEqual(kept);
      const [after] = await heard();
      expect(after).toEqual({ ...before, connection: (before?.connection ?? 0) + 1 });
      expect(after?.cursor).toBe('here');
    });

    test('is not renewed with what belongs to another, nor by way of another network', async () => {
      directed.nativeId = 'did:plc:stranger';
      expect((await connect({ accountId: account.id })).body).toMatchObject({
        code: 'other_account',
        data: { why: { en: expect.stringContaining('another account') as string } },
      });
      directed.nativeId = 'did:plc:one';
      const channel = { network: 'channel', fields: { name: 'shop', url: 'https://shop.example/kizuki' } };
      expect((await connect({ ...channel, accountId: account.id })).body).toMatchObject({
        code: 'invalid_input',
        where: 'body.network',
      });
      expect((await connect({ accountId: newId() })).status).toBe(404);
      expect(await secretsOf(account.id)).toMatchObject({ accessJwt: 'canary-rotated' });
    });

    test('keeps what it was given while a session of before was asked, whatever became of that', async () => {
      directed.token = 'canary-newest';
      directed.meanwhile = async (save) => {
        directed.meanwhile = async () => undefined;
        await connect({ accountId: account.id });
        await save({ accessJwt: 'canary-of-before' });
        throw new AppError('account_token_dead', 'The app password was revoked.');
      };
      const checked = await owner.do<AccountView>('POST', `/accounts/${account.id}/check`);
      expect(checked).toMatchObject({ tokenState: 'ok' });
      expect(await secretsOf(account.id)).toMatchObject({ accessJwt: 'canary-newest' });
    });

    test('hears what comes to it by one source, however another would be set up', async () => {
      const body = {
        network: 'bluesky',
        kind: 'notifications',
        accountId: account.id,
        config: { dms: 'false' },
      };
      expect((await owner.call('POST', '/sources', { body })).body).toMatchObject({
        code: 'already_exists',
        data: { why: { ja: expect.stringContaining('聴き先') as string } },
      });
    });
  });

  test('that is removed loses its secrets and its sources', async () => {
    await owner.do('DELETE', `/accounts/${account.id}`);
    const left = await withClient(database().adminUrl, async (client) => {
      await client.query(`select set_config('kizuki.workspace_id', $1, false)`, [owner.workspaceId]);
      const { rows } = await client.query<{ secrets: Buffer | null; active: number }>(
        `select secrets, (select count(*)::int from source s where s.account_id = a.id and s.active) as active
         from account a where id = $1`,
        [account.id],
      );
      return rows[0];
    });
    expect(left).toEqual({ secrets: null, active: 0 });
    const { rows } = await owner.do<{ rows: AccountView[] }>('GET', '/accounts');
    expect(rows.map((row) => row.id)).not.toContain(account.id);
  });
});

describe('OAuth', () => {
  const begin = async (person: Person, accountId: string | null = null): Promise<string> => {
    const { url } = await person.do<{ url: string }>('POST', '/accounts/oauth', {
      body: { network: 'bluesky', fields: { identifier: 'acme.example' }, accountId },
    });
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(`${origin}/oauth/callback`);
    return new URL(url).searchParams.get('state') ?? '';
  };
  const comeBack = async (person: Person, query: Record<string, string>): Promise<string> => {
    const answer = await server.app.inject({
      method: 'GET',
      url: `/oauth/callback?${new URLSearchParams(query).toString()}`,
      headers: { cookie: person.cookie },
    });
    expect(answer.statusCode).toBe(303);
    return String(answer.headers['location']);
  };

  test('connects for the session that began it, once', async () => {
    directed.nativeId = 'did:plc:two';
    const state = await begin(owner);
    expect(await dump()).not.toContain('canary-verifier');
    expect(await comeBack(owner, { state, code: 'good' })).toMatch(/^\/accounts\?connected=[0-9a-f-]{36}$/);
    expect(directed.pendingSeen).toEqual({ verifier: 'canary-verifier' });
    expect(await comeBack(owner, { state, code: 'good' })).toBe('/accounts?problem=oauth_lapsed');
  });

  test('renews the account it was begun for, tells of one that is connected, and refuses another', async () => {
    const known = await comeBack(owner, { state: await begin(owner), code: 'good' });
    const id = new URL(known, origin).searchParams.get('account');
    expect(known).toBe(`/accounts?problem=already_exists&account=${String(id)}`);
    const renew = async (): Promise<void> =>
      expect(await comeBack(owner, { state: await begin(owner, id), code: 'good' })).toBe(
        `/accounts?connected=${String(id)}`,
      );
    directed.optional = { optional: 'first' };
    await renew();
    // What need not be entered again is kept where it was not.
    directed.optional = {};
    await renew();
    expect(await secretsOf(String(id))).toMatchObject({ optional: 'first' });
    directed.optional = { optional: 'second' };
    await renew();
    expect(await secretsOf(String(id))).toMatchObject({ optional: 'second' });
    directed.optional = {};
    directed.nativeId = 'did:plc:another';
    expect(await comeBack(owner, { state: await begin(owner, id), code: 'good' })).toBe(
      '/accounts?problem=other_account',
    );
  });

  test('says of a refusal on the network’s page that it was one', async () => {
    const state = await begin(owner);
    const refused = { state, error: 'access_denied', error_description: 'The user denied it' };
    expect(await comeBack(owner, refused)).toBe('/accounts?problem=oauth_denied');
    // Whoever did not begin it cannot end it for them either.
    expect(await comeBack(owner, { ...refused, state: 'made-up' })).toBe('/accounts?problem=oauth_lapsed');
  });

  test('does not connect for another session, another state, after 15 minutes, or when the network refuses', async () => {
    directed.nativeId = 'did:plc:three';
    const admin = await addPerson(owner, 'admin');
    const theirs = await begin(admin);
    expect(await comeBack(owner, { state: theirs, code: 'good' })).toBe('/accounts?problem=oauth_lapsed');
    expect(await comeBack(new Person(server.app), { state: theirs, code: 'good' })).toBe(
      '/accounts?problem=sign_in_required',
    );
    expect(await comeBack(owner, { state: 'made-up', code: 'good' })).toBe('/accounts?problem=oauth_lapsed');
    const late = await begin(owner);
    server.clock.nowMs = Date.now() + 15 * 60_000 + 1000;
    expect(await comeBack(owner, { state: late, code: 'good' })).toBe('/accounts?problem=oauth_lapsed');
    server.clock.nowMs = null;
    expect(await comeBack(owner, { state: await begin(owner), code: 'bad' })).toBe(
      '/accounts?problem=network_rejected',
    );
  });
});

/** Everything the database holds of accounts and sign-ins, as text and as bytes read as text. */
async function dump(): Promise<string> {
  return withClient(database().adminUrl, async (client) => {
    await client.query(`select set_config('kizuki.workspace_id', $1, false)`, [owner.workspaceId]);
    const { rows } = await client.query<{ text: string }>(
      `select coalesce(string_agg(concat(a::text, encode(a.secrets, 'escape')), ' '), '') || coalesce((
         select string_agg(concat(p::text, encode(p.pending, 'escape')), ' ') from oauth_pending p), '') || coalesce((
         select string_agg(k::text, ' ') from idempotency_key k), '') as text
       from account a`,
    );
    const text = rows[0]?.text ?? '';
    expect(text.length).toBeGreaterThan(100);
    return text;
  });
}
