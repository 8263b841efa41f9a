// A channel of a team's own keeps the network contract, over the real server, and refuses what nobody with a key has sent.
import { gzipSync } from 'node:zlib';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChannel } from '../../src/networks/channel/network.ts';
import { sign } from '../../src/networks/channel/signature.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import { postOf } from './channel-posts.ts';
import { startProgram, tell, tellAll, type Program } from './channel-world.ts';
import { deps, storedAccount } from './deps.ts';
import { errorOf, listenTo, postsOf, requestOf, unique, type Bench } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';
import { testDatabase } from '../harness/database.ts';
import { setUpOwner, startServer, type Person, type TestServer } from '../integration/server/support.ts';

const EVERY_MS = 30;
const CHANNEL = 'shop';
const CUSTOMER = 'c-1';

describe('channel', () => {
  const database = testDatabase();
  let server: TestServer;
  let program: Program;
  let owner: Person;
  let base = '';
  let accountId = '';
  let address = '';
  let key = '';

  const makeKey = async (): Promise<void> => {
    const made = await owner.do<{ key: string; address: string }>(
      'POST',
      `/accounts/${accountId}/webhook-key`,
    );
    key = made.key;
    program.keys = [key];
    address = base + new URL(made.address).pathname;
  };

  beforeAll(async () => {
    program = await startProgram();
    server = await startServer(database());
    base = await server.app.listen({ host: '127.0.0.1', port: 0 });
    owner = await setUpOwner(server.app);
    const body = { network: 'channel', fields: { name: CHANNEL, url: program.url }, brandId: null };
    accountId = (await owner.do<{ id: string }>('POST', '/accounts', { body })).id;
    await makeKey();
  });
  afterAll(async () => {
    await program.close();
    await server.close();
  });

  const kept = (): Promise<number> =>
    inWorkspace(database().db, owner.workspaceId, async (trx) => {
      const rows = await trx.selectFrom('webhook_delivery').select('event_id').execute();
      return rows.length;
    });

  describeNetwork({ name: 'channel', start: () => Promise.resolve(benchOf()) });

  function benchOf(): Bench {
    const network = createChannel(deps, createWebhookInbox(database().db, deps.now), EVERY_MS);
    const account = storedAccount(accountId, {
      server: new URL(program.url).origin,
      nativeId: CHANNEL,
      handle: CHANNEL,
      displayName: CHANNEL,
      secrets: { url: program.url, key },
    });
    let count = 0;
    const toldPosts = new Map<string, ReturnType<typeof postOf>>();
    const say = async (
      text: string,
      over: Partial<ReturnType<typeof postOf>> = {},
    ): Promise<{ nativeId: string }> => {
      count += 1;
      const post = postOf({ id: `p-${count}`, text, author: { id: CUSTOMER, name: 'お客さま' }, ...over });
      toldPosts.set(post.id, post);
      await tellAll(address, key, { id: `e-${crypto.randomUUID()}`, type: 'post', post });
      return { nativeId: `${CHANNEL}/${post.id}` };
    };
    const ownId = (nativeId: string): string => nativeId.slice(CHANNEL.length + 1);
    const sentBy = (nativeId: string) => program.sent.find(({ id }) => id === ownId(nativeId));
    const source = { kind: 'events', config: { workspaceId: owner.workspaceId }, needsAccount: true };
    return {
      network,
      account,
      customer: {
        nativeId: `${CHANNEL}/${CUSTOMER}`,
        post: (text) => say(text),
        mention: (text) => say(text, { toUs: 'mention' }),
        reply: (to, text) => say(text, { replyTo: ownId(to.nativeId), toUs: 'reply' }),
        dm: async (text) => void (await say(text, { visibility: 'dm', conversation: 'room-1' })),
        remove: (nativeId) =>
          tellAll(address, key, {
            id: `e-${crypto.randomUUID()}`,
            type: 'delete',
            post: { id: ownId(nativeId) },
          }),
      },
      stream: source,
      inbound: source,
      moreThanAPage: 205,
      settle: () => Promise.resolve(),
      async told(nativeId) {
        const { items } = await network.listInbound({
          source: { id: 'source', ...source },
          account,
          sinceMs: 0,
          signal: new AbortController().signal,
        });
        const post = postsOf(items).find((one) => one.nativeId === nativeId);
        if (post !== undefined) return post;
        const { author } = toldPosts.get(ownId(nativeId)) ?? {};
        if (author === undefined) throw new Error(`nobody told of ${nativeId}`);
        return {
          network: 'channel',
          nativeId,
          kind: 'post',
          visibility: 'public',
          text: '',
          mentions: [],
          hashtags: [],
          links: [],
          media: [],
          author: { nativeId: `${CHANNEL}/${author.id}`, handle: '', displayName: author.name ?? '' },
          createdAt: new Date().toISOString(),
        };
      },
      truth(nativeId) {
        const found = sentBy(nativeId);
        const replyTo = found?.replyTo == null ? null : `${CHANNEL}/${found.replyTo}`;
        return Promise.resolve(
          found === undefined ? null : { text: found.text, replyTo, likes: 0, reposts: 0 },
        );
      },
      countOwn: (text) => Promise.resolve(program.sent.filter((one) => one.text === text).length),
      dms: () =>
        Promise.resolve([
          ...[...toldPosts.values()].filter(({ visibility }) => visibility === 'dm').map(({ text }) => text),
          ...program.sent.filter(({ type }) => type === 'dm').map(({ text }) => text),
        ]),
      fail(fault) {
        program.fault = fault;
      },
      heal() {
        program.fault = null;
        program.refusesAll = false;
        return Promise.resolve();
      },
      async sendMalformed() {
        const post = { id: `broken-${crypto.randomUUID()}`, text: 42, author: null };
        await tellAll(address, key, { id: `e-${crypto.randomUUID()}`, type: 'post', post });
      },
      cutStreams() {},
      deadAccount() {
        program.refusesAll = true;
        return Promise.resolve({ ...account, id: 'dead' });
      },
      close: () => Promise.resolve(),
    };
  }

  describe('a webhook', () => {
    const event = (): string =>
      JSON.stringify({
        id: `e-${crypto.randomUUID()}`,
        type: 'post',
        post: postOf({ id: crypto.randomUUID(), text: unique('困った') }),
      });
    /** Sends, and says that nothing was kept. */
    const refused = async (...args: Parameters<typeof tell>): Promise<number> => {
      const before = await kept();
      const { status } = await tell(...args);
      expect(await kept()).toBe(before);
      return status;
    };
    const now = (): number => Math.floor(Date.now() / 1000);

    test('is kept before it is answered, and the same event once more is refused', async () => {
      const body = event();
      const before = await kept();
      expect((await tell(address, key, body)).status).toBe(202);
      expect(await kept()).toBe(before + 1);
      expect(await refused(address, key, body)).toBe(409);
      // Ten at once are one.
      const other = event();
      const all = await Promise.all(Array.from({ length: 10 }, () => tell(address, key, other)));
      expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
        202,
        ...Array<number>(9).fill(409),
      ]);
    });

    test('that is forged, changed or signed for another time is refused', async () => {
      const body = event();
      expect(await refused(address, 'another key', body)).toBe(401);
      const time = String(now());
      const signature = sign(key, time, Buffer.from(body));
      expect(await refused(address, key, body.replace('困った', '助けて'), { time, signature })).toBe(401);
      expect(await refused(address, key, body, { time: String(now() - 1), signature })).toBe(401);
      for (const wrong of [
        '',
        'v1=',
        `v2=${signature.slice(3)}`,
        signature.slice(0, -1),
        signature.toUpperCase(),
      ]) {
        expect(await refused(address, key, body, { time, signature: wrong })).toBe(401);
      }
      // Well beyond five minutes: the clock goes on meanwhile.
      for (const far of [now() - 310, now() + 330, 0]) {
        expect(await refused(address, key, body, { time: String(far) })).toBe(401);
      }
      expect(await refused(address, key, body, { time: 'now' })).toBe(401);
      expect((await tell(address, key, body)).status).toBe(202);
    });

    test('that is truncated, too large, or of another encoding or shape is refused', async () => {
      const body = event();
      expect(await refused(address, key, body.slice(0, -3))).toBe(400);
      expect(await refused(address, key, '')).toBe(400);
      expect(await refused(address, key, JSON.stringify({ pad: 'x'.repeat(256 * 1024) }))).toBe(413);
      expect(await refused(address, key, new Uint8Array(Buffer.from(body, 'utf16le')))).toBe(400);
      expect(await refused(address, key, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toBe(400);
      const packed = new Uint8Array(gzipSync(body));
      expect(await refused(address, key, packed, { headers: { 'content-encoding': 'gzip' } })).toBe(400);
      for (const wrong of [
        'null',
        '[]',
        '{}',
        '{"id":"x","type":"like","post":{"id":"1"}}',
        '{"id":"日本","type":"post","post":{"id":"1"}}',
        '{"id":"x","type":"post","post":{}}',
      ]) {
        expect(await refused(address, key, wrong)).toBe(400);
      }
      const nowhere = address.replace(/[0-9a-f]{12}$/, '000000000000');
      expect(await refused(nowhere, key, body)).toBe(404);
      expect(await refused(address.replace('/channel/', '/mastodon/'), key, body)).toBe(404);
    });

    test('whose sender hangs up before its end leaves nothing', async () => {
      const before = await kept();
      const body = event();
      const { hostname, port, pathname } = new URL(address);
      const time = String(now());
      await new Promise<void>((resolve) => {
        const socket = connectSocket(Number(port), hostname, () => {
          socket.end(
            `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n` +
              `kizuki-timestamp: ${time}\r\nkizuki-signature: ${sign(key, time, Buffer.from(body))}\r\n\r\n${body}`,
          );
        });
        socket.on('close', () => resolve());
        socket.resume();
      });
      expect(await kept()).toBe(before);
    });

    test('signed with the key before holds for a day, and no older one', async () => {
      const [oldest, body] = [key, event()];
      await makeKey();
      const previous = key;
      expect((await tell(address, oldest, body)).status).toBe(202);
      await makeKey();
      expect(await refused(address, oldest, event())).toBe(401);
      expect((await tell(address, previous, event())).status).toBe(202);
      expect((await tell(address, key, event())).status).toBe(202);
      server.clock.nowMs = Date.now() + 25 * 60 * 60_000;
      const time = String(Math.floor(server.clock.nowMs / 1000));
      expect(await refused(address, previous, event(), { time })).toBe(401);
      expect((await tell(address, key, event(), { time })).status).toBe(202);
      server.clock.nowMs = null;
    });

    test('about a post that is deleted empties what was kept of it', async () => {
      const post = postOf({ id: 'taken-back', text: unique('やはり消します') });
      await tellAll(address, key, { id: 'taken-back-1', type: 'post', post });
      await tellAll(address, key, { id: 'taken-back-2', type: 'delete', post: { id: post.id } });
      const bodies = await inWorkspace(database().db, owner.workspaceId, (trx) =>
        trx
          .selectFrom('webhook_delivery')
          .select('body')
          .where('post_id', '=', post.id)
          .orderBy('seq')
          .execute(),
      );
      expect(bodies.map(({ body }) => body?.includes('やはり') ?? null)).toEqual([null, false]);
    });
  });

  test('an edit is told of its post, and what is taken in is forgotten later', async () => {
    const bench = benchOf();
    const listening = listenTo(bench, bench.stream);
    const post = postOf({ id: 'edited', text: unique('前') });
    await tellAll(address, key, { id: 'edited-1', type: 'post', post });
    const text = unique('後');
    await tellAll(address, key, {
      id: 'edited-2',
      type: 'edit',
      at: '2026-11-23T01:02:03+09:00',
      post: { ...post, text },
    });
    await listening.until(
      (items) =>
        items.some(
          ({ outcome }) =>
            'heard' in outcome && outcome.heard?.type === 'edit' && outcome.heard.post.text === text,
        ),
      'the edit',
    );
    await listening.stop();
    const later = createWebhookInbox(database().db, () => Date.now() + 8 * 24 * 60 * 60_000);
    await later.tidy({ workspaceId: owner.workspaceId, accountId }, Number(listening.cursor()));
    expect(await kept()).toBe(0);
  });

  test('connecting names the field that is wrong, and a channel without a key sends nothing', async () => {
    const { network, account } = benchOf();
    const wrong = (fields: Record<string, string>) => errorOf(network.connect(fields));
    expect(await wrong({ name: 'お店', url: program.url })).toMatchObject({
      code: 'network_rejected',
      where: 'name',
    });
    for (const url of [
      '',
      'shop',
      'ftp://shop.example',
      'http://shop.example/x',
      'https://me:pw@shop.example',
    ]) {
      expect(await wrong({ name: 'shop', url })).toMatchObject({ code: 'network_rejected', where: 'url' });
    }
    const keyless = storedAccount('keyless', { ...account, displayName: '', secrets: { url: program.url } });
    expect((await errorOf(network.publisher(keyless).publish(requestOf('x')))).code).toBe('network_rejected');
  });
});
