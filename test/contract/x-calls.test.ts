// X's calls: the question it asks first, who is let in, and what they bring at once, counted once with what asking brings.
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReplyOf } from '../../src/contract/endpoint.ts';
import type { endpoints } from '../../src/contract/endpoints.ts';
import type { Network } from '../../src/networks/kit/network.ts';
import { createX } from '../../src/networks/x/network.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import { testDatabase } from '../harness/database.ts';
import { setUpOwner, startServer, type Person, type TestServer } from '../integration/server/support.ts';
import { startX, type FakeX } from '../servers/x.ts';
import { createEventCheck } from '../servers/x/contract.ts';
import { includesOf, postJson } from '../servers/x/objects.ts';
import { conversationOf, type Person as XPerson, type StoredPost } from '../servers/x/store.ts';
import { deps, storedAccount } from './deps.ts';
import { heardOf, listenTo, postsOf, unique, type Bench, type Listening } from './network-bench.ts';
import { benchOf, purseOf, QUICK } from './x-world.ts';

type StandingReply = ReplyOf<(typeof endpoints)['readAccountStanding']>;

interface World {
  x: FakeX;
  server: TestServer;
  owner: Person;
  us: XPerson;
  customer: XPerson;
  account: ReturnType<typeof storedAccount>;
  /** Asks so seldom that only calls bring anything. */
  called: Network;
  /** Asks as well. */
  asking: Network;
  address: string;
}

const database = testDatabase();
let started: World | null = null;
const world = (): World => {
  if (started === null) throw new Error('the world was not started');
  return started;
};
const checkEvent = createEventCheck();

beforeAll(async () => {
  const x = await startX();
  const us = x.store.addPerson('acme_help', 'Acme サポート');
  const customer = x.store.addPerson('taro', '太郎');
  const at = { apiUrl: x.url, webUrl: x.url };
  const inbox = createWebhookInbox(database().db, deps.now);
  const asking = createX(deps, inbox, at, { ...QUICK, callsMs: 20 });
  const called = createX(deps, inbox, at, { ...QUICK, pollMs: 600_000, lookAgainMs: 600_000, callsMs: 20 });
  const server = await startServer(database(), { deps: { networks: new Map([['x', asking]]) } });
  const base = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const owner = await setUpOwner(server.app);
  const keys = x.access.makeKeys(us.id);
  const { id } = await owner.do<{ id: string }>('POST', '/accounts', {
    body: { network: 'x', fields: keys, brandId: null },
  });
  const account = storedAccount(id, await asking.connect(keys));
  const address = `${base}/api/webhooks/x/${owner.workspaceId}/${id}`;
  started = { x, server, owner, us, customer, account, called, asking, address };
});
afterAll(async () => {
  await started?.x.close();
  await started?.server.close();
});

const sign = (secret: string, body: string | Uint8Array): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;

/** Calls as X does; answers the status. */
async function call(
  body: string | Uint8Array<ArrayBuffer>,
  { secret, header = 'x-twitter-webhooks-signature' }: { secret?: string; header?: string } = {},
): Promise<number> {
  const { x, address } = world();
  const headers = {
    'content-type': 'application/json',
    [header]: sign(secret ?? x.access.app.apiSecret, body),
  };
  const response = await fetch(address, { method: 'POST', headers, body });
  await response.text();
  return response.status;
}

let uuid = 1_000_000_000_000_000_000n;
function eventOf(type: string, payload: object, includes?: object, userId = world().us.id): string {
  uuid += 1n;
  const event = {
    data: {
      event_uuid: String(uuid),
      filter: { user_id: userId },
      event_type: type,
      tag: 'kizuki',
      payload,
      ...(includes === undefined ? {} : { includes }),
    },
  };
  if (checkEvent !== null) expect(checkEvent(event)).toEqual([]);
  return JSON.stringify(event);
}

const asked = new URL(
  'http://x/?expansions=author_id,referenced_posts,attachments.media_keys&post.fields=in_reply_to_user_id',
);
const postEvent = (post: StoredPost, type = 'post.mention.create'): string =>
  eventOf(type, postJson(world().x.store, post, asked), includesOf(world().x.store, [post], asked));

const mention = (text: string): StoredPost =>
  world().x.store.add({ authorId: world().customer.id, text: `@acme_help ${text}` });

const kept = (): Promise<{ body: string | null }[]> =>
  inWorkspace(database().db, world().owner.workspaceId, (trx) =>
    trx.selectFrom('webhook_delivery').select(['body']).orderBy('seq').execute(),
  );

function listening(
  network: Network,
  {
    account = world().account,
    ...options
  }: Parameters<typeof listenTo>[2] & { account?: World['account'] } = {},
): Listening {
  const { x, us, customer, owner } = world();
  const bench: Bench = {
    ...benchOf({ x, us, customer, account, network, plain: network }),
    network,
    account,
  };
  const config = { workspaceId: owner.workspaceId };
  return listenTo(bench, { kind: 'notifications', config, needsAccount: true }, options);
}
const has =
  (text: string) =>
  (items: Listening['items']): boolean =>
    postsOf(items).some((post) => post.text.includes(text));
/** How often each post was told. */
const times = (all: Listening['items'], text: string): number =>
  postsOf(all).filter((post) => post.text.includes(text)).length;

test('X is answered with the secret of the app, and nobody else and nothing else', async () => {
  const { x, address, account, owner } = world();
  const answer = await fetch(`${address}?crc_token=a+b%2Fc%3D`);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(await answer.json()).toEqual({ response_token: sign(x.access.app.apiSecret, 'a b/c=') });
  expect((await fetch(address)).status).toBe(400);
  expect((await fetch(`${address}?crc_token=`)).status).toBe(400);
  expect((await fetch(`${address}?crc_token=${'a'.repeat(600)}`)).status).toBe(400);
  // The answer is a signature: a question that is a body would have it signed for whoever asks.
  const body = encodeURIComponent(JSON.stringify({ data: { event_type: 'dm.received', payload: {} } }));
  for (const forged of [body, encodeURIComponent(` ${decodeURIComponent(body)}`)])
    expect((await fetch(`${address}?crc_token=${forged}`)).status).toBe(400);
  const other = address.replace(account.id, randomUUID());
  expect((await fetch(`${other}?crc_token=a`)).status).toBe(404);
  x.access.webhooks.push({ id: '1', url: address, valid: true, created_at: '2026-11-24T00:00:00.000Z' });
  const path = `/accounts/${account.id}/standing`;
  const before = await owner.do<StandingReply>('GET', path);
  expect(before).toMatchObject({ verifyToken: null, standing: { calls: { isActive: true } } });
  x.access.webhooks.splice(0);
  expect(await owner.do<StandingReply>('GET', path)).toMatchObject({ standing: { calls: null } });
});

test('what is forged, cut off, too long, of another shape or account leaves nothing; what comes again is kept once', async () => {
  const { x, customer } = world();
  const before = (await kept()).length;
  const good = postEvent(mention(unique('届く')));
  expect(await call(good, { secret: 'another secret' })).toBe(401);
  expect(await call(good, { header: 'x-hub-signature-256' })).toBe(401);
  // Signed as by an app whose OAuth 2 secret nobody entered here.
  expect(await call(good, { secret: '', header: 'x-twitter-webhooks-signature-oauth2' })).toBe(401);
  for (const body of ['', 'null', good.slice(0, -2), '{"data":{}}', '[]', '['.repeat(5000)]) {
    expect(await call(body)).toBe(400);
  }
  expect(await call(new Uint8Array([0x7b, 0xff, 0x7d]))).toBe(400);
  expect(await call(good.replace('{', `{"more":"${'x'.repeat(300_000)}",`))).toBe(413);
  const post = mention(unique('別のアカウント'));
  const elses = eventOf('post.mention.create', postJson(x.store, post, asked), {}, customer.id);
  expect(await call(elses)).toBe(200);
  expect(await call(eventOf('like.create', { id: 'a' }))).toBe(200);
  expect((await kept()).length).toBe(before);
  for (let n = 0; n < 3; n += 1) expect(await call(good)).toBe(200);
  expect((await kept()).length).toBe(before + 1);
});

test('an app that signs with its OAuth 2 secret is heard, and asked back with it', async () => {
  const { asking, account } = world();
  const { apiSecret: _, ...secrets } = account.secrets;
  const byOAuth = { ...account, secrets: { ...secrets, kind: 'oauth2', clientSecret: 'the client secret' } };
  const body = Buffer.from(postEvent(mention(unique('OAuth2'))));
  const headers = { 'x-twitter-webhooks-signature-oauth2': sign('the client secret', body) };
  expect(asking.receive?.(byOAuth, { headers, body }).deliveries).toHaveLength(1);
  const older = { 'x-twitter-webhooks-signature': sign('the client secret', body) };
  expect(() => asking.receive?.(byOAuth, { headers: older, body })).toThrow('signature');
  expect(JSON.parse(asking.question?.answer(byOAuth, { crc_token: 'q' }) ?? '')).toEqual({
    response_token: sign('the client secret', 'q'),
  });
});

test('mentions, deletions of ours and messages come by calls alone, before anything is asked for', async () => {
  const { x, us, customer, called } = world();
  const first = unique('最初');
  mention(first);
  const heard = listening(called);
  await heard.until(has(first), 'the first round');
  const text = unique('すぐに');
  const post = mention(text);
  expect(await call(postEvent(post))).toBe(200);
  await heard.until(has(text), 'the mention');
  const item = heard.items.find(({ outcome }) => 'heard' in outcome && has(text)([{ raw: null, outcome }]));
  expect(item?.inbound).toBe('mention');
  expect(postsOf(heard.items).find((one) => one.text.includes(text))).toMatchObject({
    author: { nativeId: customer.id, handle: 'taro' },
  });
  const own = x.store.add({ authorId: us.id, text: unique('自分の投稿') });
  await call(postEvent(own, 'post.create'));
  x.store.remove(own.id);
  await call(eventOf('post.delete', { id: own.id, author_id: us.id }));
  await heard.until(
    (items) => heardOf(items).some((one) => one.type === 'delete' && one.nativeId === own.id),
    'the deletion',
  );
  // What was told of it before is emptied where it waits.
  expect((await kept()).some(({ body }) => body?.includes(own.text) === true)).toBe(false);
  const dm = unique('DMです');
  x.store.addMessage(customer.id, conversationOf(us.id, customer.id), dm);
  const message = { direct_message_events: [{ id: '1', message_create: { message_data: { text: dm } } }] };
  expect(await call(eventOf('dm.received', message))).toBe(200);
  await heard.until(has(dm), 'the message');
  expect((await kept()).some(({ body }) => body?.includes(dm) === true)).toBe(false);
  // A post that cannot be read is asked for.
  const odd = unique('読めない');
  mention(odd);
  await call(eventOf('post.reply.create', {}));
  await heard.until(has(odd), 'what was asked for');
  await heard.stop();
});

test('a post that does not come whole is read before it is told', async () => {
  const { x, us, customer, called } = world();
  const first = unique('揃っているか');
  mention(first);
  const heard = listening(called);
  await heard.until(has(first), 'the first round');
  const ours = x.store.add({ authorId: us.id, text: unique('お知らせ') });
  const texts = { bare: unique('誰から'), reply: unique('何への'), quote: unique('引用だけ') };
  const bare = mention(texts.bare);
  const reply = x.store.add({ authorId: customer.id, text: `@acme_help ${texts.reply}`, replyTo: ours.id });
  // No list of mentions has it.
  const quote = x.store.add({ authorId: customer.id, text: texts.quote, quotes: ours.id });
  const withoutReferences = new URL('http://x/?expansions=author_id&post.fields=in_reply_to_user_id');
  const { store } = x;
  await call(eventOf('post.mention.create', postJson(store, bare, asked)));
  const { users } = includesOf(store, [reply], withoutReferences) as { users: object[] };
  await call(eventOf('post.reply.create', postJson(store, reply, withoutReferences), { users }));
  await call(eventOf('post.quote.create', postJson(store, quote, asked), { users }));
  await heard.until((items) => Object.values(texts).every((text) => has(text)(items)), 'all three');
  await heard.stop();
  const told = (text: string) => postsOf(heard.items).find((post) => post.text.includes(text));
  for (const text of Object.values(texts)) {
    expect(told(text)?.author).toMatchObject({ nativeId: customer.id, handle: 'taro' });
    expect(times(heard.items, text)).toBe(1);
  }
  expect(told(texts.reply)).toMatchObject({ kind: 'reply', replyTo: ours.id });
  expect(told(texts.quote)?.mentions).toEqual([{ nativeId: us.id }]);
});

test('of all that happens around an account only posts and messages are kept, also as the older service tells it', () => {
  const { account, asking, us } = world();
  const taken = (event: object): string[] => {
    const body = Buffer.from(JSON.stringify(event));
    const headers = { 'x-twitter-webhooks-signature': sign(account.secrets['apiSecret'] ?? '', body) };
    return (asking.receive?.(account, { headers, body }).deliveries ?? []).map((one) => one.body);
  };
  const older = (event: object): string[] => taken({ for_user_id: us.id, ...event });
  expect(older({ favorite_events: [{}] })).toEqual([]);
  expect(older({ direct_message_indicate_typing_events: [{}] })).toEqual([]);
  expect(older({ tweet_create_events: [{}] })).toEqual(['{"type":"post.older"}']);
  expect(older({ direct_message_events: [{}], users: {} })).toEqual(['{"type":"dm.older"}']);
  const event = (type: string, payload: object): object => ({
    data: { filter: { user_id: us.id }, event_type: type, payload },
  });
  expect(taken(event('post.repost.create', { id: '1' }))).toEqual([]);
  expect(taken(event('dm.indicate_typing', {}))).toEqual([]);
  expect(taken(event('dm.received', {}))).toEqual(['{"type":"dm.received"}']);
});

test('with nothing left for listening, calls stay kept and cost nothing, until there is again', async () => {
  const { account, called } = world();
  const { spending, units } = purseOf({ day: 50_000_000, month: 50_000_000 });
  const first = unique('予算内');
  mention(first);
  const heard = listening(called, { account: { ...account, spending: { ...spending, reads: 'listening' } } });
  await heard.until(has(first), 'the first round');
  await spending.book([{ what: 'readPost', units: 1, microUsd: 45_000_000 }]);
  const before = units.get('readOwnMention');
  const texts = Array.from({ length: 5 }, (_, n) => unique(`予算切れ ${n}`));
  for (const text of texts) expect(await call(postEvent(mention(text)))).toBe(200);
  await wait(500);
  await heard.stop();
  expect(texts.filter((text) => has(text)(heard.items))).toEqual([]);
  expect(units.get('readOwnMention')).toBe(before);
  const next = listening(called, { cursor: heard.cursor() });
  await next.until((items) => texts.every((text) => has(text)(items)), 'what stayed kept');
  await next.stop();
});

test('what calls and asking both bring counts once, also over a restart and a commit that failed', async () => {
  const { asking } = world();
  let refusals = 2;
  const heard = listening(asking, {
    refuse: ({ items }) => items.length > 0 && refusals > 0 && (refusals -= 1) >= 0,
  });
  const texts = Array.from({ length: 8 }, (_, n) => unique(`両方 ${n}`));
  for (const [n, text] of texts.entries()) {
    const post = mention(text);
    if (n % 2 === 0) await call(postEvent(post));
    await wait(20);
  }
  await heard.until((items) => texts.every((text) => has(text)(items)), 'all of them');
  await wait(300);
  await heard.stop();
  const away = unique('不在中');
  await call(postEvent(mention(away)));
  const again = listening(asking, { cursor: heard.cursor() });
  await again.until(has(away), 'what came while nobody heard');
  await wait(300);
  await again.stop();
  const all = [...heard.items, ...again.items];
  expect([...texts, away].map((text) => times(all, text))).toEqual(Array.from({ length: 9 }, () => 1));
});

test('nothing that was asked or answered is other than X describes it', () => {
  const { x } = world();
  expect(x.faults.seen.length).toBeGreaterThan(20);
  if (x.violations !== null) expect([...new Set(x.violations)]).toEqual([]);
});
