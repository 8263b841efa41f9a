// The contact form keeps the network contract, over the real database and the store that the server and the network share.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWebForm } from '../../src/networks/webform/network.ts';
import type { Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { beginTalk, eraseTalk, forgetTalks, goOnWithTalk } from '../../src/storage/webform.ts';
import { createFormStore } from '../../src/storage/webform-words.ts';
import { createWebhookInbox, keepDeliveries } from '../../src/storage/webhook-inbox.ts';
import { testDatabase } from '../harness/database.ts';
import {
  newId,
  origin,
  setUpOwner,
  startServer,
  type Person,
  type TestServer,
} from '../integration/server/support.ts';
import { deps, storedAccount } from './deps.ts';
import {
  errorOf,
  heardOf,
  itemOf,
  listenTo,
  postsOf,
  requestOf,
  unique,
  type Bench,
} from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';

const NAME = 'contact';

describe('web form', () => {
  const database = testDatabase();
  let server: TestServer;
  let owner: Person;
  let accountId = '';
  let bench: Bench;
  const world = { now: () => Date.now(), newId };
  const of = () => ({ workspaceId: owner.workspaceId, accountId });
  const first = (text: string) => ({
    submission: crypto.randomUUID(),
    secretHash: Buffer.alloc(32),
    lang: 'ja' as const,
    name: 'たろう',
    email: '',
    reference: '',
    text,
    keepDays: 30,
  });
  const begin = (text: string): Promise<string> =>
    inWorkspace(database().db, owner.workspaceId, (trx) => beginTalk(trx, of(), first(text), world));
  const words = (talkId: string) =>
    createFormStore(database().db, world).words(owner.workspaceId, talkId, 1_000);

  beforeAll(async () => {
    server = await startServer(database());
    owner = await setUpOwner(server.app);
    const fields = { company: 'みなも', name: NAME };
    const body = { network: 'webform', fields, brandId: null };
    accountId = (await owner.do<{ id: string }>('POST', '/accounts', { body })).id;
    bench = await benchOf();
  });
  afterAll(() => server.close());

  describeNetwork({ name: 'Web form', start: () => Promise.resolve(bench) });

  async function benchOf(): Promise<Bench> {
    const { db } = database();
    const store = createFormStore(db, world);
    const real = createWebForm(deps, {
      store,
      inbox: createWebhookInbox(db, deps.now),
      publicUrl: origin,
      everyMs: 30,
    });
    const connected = await real.connect({ company: 'みなも', name: NAME });
    const account = { ...storedAccount(accountId, connected), workspaceId: owner.workspaceId };
    const talkId = await begin('はじめまして');
    const customer = { nativeId: talkId, handle: '', displayName: 'たろう' };
    const say = async (text: string): Promise<{ nativeId: string }> => {
      // The suite says more than one visitor may.
      const next = { talkId, submission: crypto.randomUUID(), text, keepDays: 30, most: 10_000 };
      await inWorkspace(db, owner.workspaceId, (trx) => goOnWithTalk(trx, of(), next, world));
      return { nativeId: (await words(talkId)).findLast((one) => one.text === text)?.id ?? '' };
    };
    /** A form has no public posts: what the suite posts to nobody goes onto the customer's page here. */
    const asAnswer = (request: PublishRequest): PublishRequest => ({
      ...request,
      visibility: 'dm',
      replyTo: request.replyTo ?? { nativeId: talkId, author: customer, conversation: talkId },
    });
    const network: Network = {
      ...real,
      publisher(acting) {
        const publisher = real.publisher(acting);
        return {
          ...publisher,
          publish: (request) => publisher.publish(asAnswer(request)),
          lookUp: (request, since, taken) => publisher.lookUp(asAnswer(request), since, taken),
        };
      },
    };
    const source = { kind: 'form', config: { workspaceId: owner.workspaceId }, needsAccount: true };
    return {
      network,
      account,
      isDirectOnly: true,
      customer: {
        nativeId: talkId,
        post: say,
        mention: say,
        reply: (_to, text) => say(text),
        dm: async (text) => void (await say(text)),
        remove: () => Promise.reject(new Error('a visitor erases the whole conversation')),
      },
      stream: source,
      inbound: source,
      moreThanAPage: 205,
      settle: () => Promise.resolve(),
      async truth(nativeId) {
        const found = await store.word(owner.workspaceId, nativeId);
        return found === null ? null : { text: found.text, replyTo: found.replyTo, likes: 0, reposts: 0 };
      },
      countOwn: async (text) => (await words(talkId)).filter((one) => one.byTeam && one.text === text).length,
      dms: async () => (await words(talkId)).map(({ text }) => text),
      fail() {},
      heal: () => Promise.resolve(),
      sendMalformed: () =>
        inWorkspace(db, owner.workspaceId, async (trx) => {
          const body = JSON.stringify({ type: 'word', text: 42 });
          const at = new Date().toISOString();
          const eventId = crypto.randomUUID();
          await keepDeliveries(trx, of(), [{ eventId, postId: null, isDeletion: false, body, at }]);
        }),
      cutStreams() {},
      deadAccount: () => Promise.reject(new Error('a form has nothing that could die')),
      close: () => Promise.resolve(),
    };
  }

  test('the same submission at once is one conversation, and one message', async () => {
    const [submission, text] = [crypto.randomUUID(), unique('二重')];
    const { db } = database();
    const ids = await Promise.all(
      Array.from({ length: 4 }, () =>
        inWorkspace(db, owner.workspaceId, (trx) =>
          beginTalk(trx, of(), { ...first(text), submission }, world),
        ),
      ),
    );
    const [talkId = ''] = ids;
    expect(new Set(ids).size).toBe(1);
    const next = { talkId, submission: crypto.randomUUID(), text: 'つづき', keepDays: 30, most: 2 };
    for (let n = 0; n < 3; n += 1) {
      await inWorkspace(db, owner.workspaceId, (trx) => goOnWithTalk(trx, of(), next, world));
    }
    expect((await words(talkId)).map((one) => one.text)).toEqual([text, 'つづき']);
    const more = { ...next, submission: crypto.randomUUID() };
    const full = inWorkspace(db, owner.workspaceId, (trx) => goOnWithTalk(trx, of(), more, world));
    expect((await errorOf(full)).code).toBe('limit_reached');
  });

  test('what a visitor erases is gone here, told as gone, and no answer reaches it', async () => {
    const text = unique('消します');
    const talkId = await begin(text);
    const listening = listenTo(bench, bench.inbound);
    await listening.until((items) => itemOf(items, text) !== undefined, 'the message');
    const { db } = database();
    await inWorkspace(db, owner.workspaceId, (trx) => eraseTalk(trx, of(), talkId, new Date().toISOString()));
    await listening.until(
      (items) => heardOf(items).some((one) => one.type === 'author_gone' && one.authorNativeId === talkId),
      'its end',
    );
    await listening.stop();
    const bodies = await inWorkspace(db, owner.workspaceId, (trx) =>
      trx
        .selectFrom('webhook_delivery')
        .select('body')
        .where('post_id', '=', talkId)
        .orderBy('seq')
        .execute(),
    );
    expect(bodies.map(({ body }) => body === null)).toEqual([true, false]);
    const post = postsOf(listening.items).find((one) => one.text === text);
    if (post === undefined) throw new Error('the message was not heard');
    const replyTo = { nativeId: post.nativeId, author: post.author, conversation: talkId };
    const late = requestOf('遅い回答', { visibility: 'dm', replyTo });
    const publisher = bench.network.publisher(bench.account);
    expect((await errorOf(publisher.publish(late))).code).toBe('network_post_gone');
    expect((await errorOf(bench.network.reader(null, bench.inbound.config).post(post.nativeId))).code).toBe(
      'network_post_gone',
    );
  });

  test('a page runs out some days after the last word, whoever said it', async () => {
    const { db } = database();
    const talkId = await begin(unique('期限'));
    const dayMs = 24 * 60 * 60_000;
    const forget = (days: number): Promise<void> =>
      inWorkspace(db, owner.workspaceId, (trx) =>
        forgetTalks(trx, new Date(Date.now() + days * dayMs).toISOString(), 500),
      );
    const store = createFormStore(db, world);
    const answer = { accountId, talkId, replyTo: '', key: 'k', text: '回答', at: '' };
    const at = new Date(Date.now() + 20 * dayMs).toISOString();
    expect(await store.answer(owner.workspaceId, { ...answer, at })).toMatchObject({ text: '回答' });
    await forget(49);
    expect(await words(talkId)).toHaveLength(2);
    const late = new Date(Date.now() + 51 * dayMs).toISOString();
    expect(await store.answer(owner.workspaceId, { ...answer, key: 'late', at: late })).toBeNull();
    await forget(51);
    expect(await words(talkId)).toEqual([]);
  });

  test('no account of another workspace reaches a conversation, and none of another form', async () => {
    const talkId = await begin(unique('他社'));
    const store = createFormStore(database().db, world);
    const answer = { accountId, talkId, replyTo: '', key: 'x', text: 'x', at: new Date().toISOString() };
    expect(await store.answer(newId(), answer)).toBeNull();
    expect(await store.answer(owner.workspaceId, { ...answer, accountId: newId() })).toBeNull();
    expect(await store.words(newId(), talkId, 10)).toEqual([]);
  });

  test('connecting names the field that is wrong', async () => {
    const wrong = (fields: Record<string, string>) => errorOf(bench.network.connect(fields));
    expect(await wrong({ company: '', name: NAME })).toMatchObject({ where: 'company' });
    expect(await wrong({ company: 'a'.repeat(81), name: NAME })).toMatchObject({ where: 'company' });
    expect(await wrong({ company: 'みなも', name: 'お問い合わせ' })).toMatchObject({ where: 'name' });
  });
});
