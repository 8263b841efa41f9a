// Feeds keep the parts of the network contract that listening is, over real HTTP, and more that only feeds promise.
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createSafeFetch } from '../../src/networks/kit/safe-fetch.ts';
import { createRss } from '../../src/networks/rss/network.ts';
import { deps } from './deps.ts';
import { benchOf, startPublisher, type Publisher } from './feed-world.ts';
import { errorOf, heardOf, listenTo, postsOf, requestOf, unique, type Bench } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';

describeNetwork({ name: 'RSS', start: async () => benchOf(await startPublisher()) });

describe('a feed', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  async function start(): Promise<{
    publisher: Publisher;
    bench: Bench;
    readOnce(): Promise<void>;
  }> {
    const publisher = await startPublisher();
    open.push(publisher);
    const bench = benchOf(publisher);
    /** A connection that is to fail. */
    const readOnce = (): Promise<void> =>
      bench.network.listen({
        source: { id: 'source', ...bench.stream },
        account: null,
        cursor: null,
        deliver: () => Promise.resolve(),
        alive() {},
        signal: new AbortController().signal,
      });
    return { publisher, bench, readOnce };
  }

  test('is asked by what its server gave with it, and an article that changed is an edit', async () => {
    const { publisher, bench } = await start();
    const id = publisher.publish(unique('はじめの見出し'));
    const listening = listenTo(bench, bench.stream);
    await listening.until((items) => postsOf(items).length === 1, 'the article');
    await expect.poll(() => publisher.seen.at(-1)?.status).toBe(304);
    const changed = unique('直した見出し');
    publisher.change(id, changed);
    await listening.until((items) => heardOf(items).some(({ type }) => type === 'edit'), 'the edit');
    expect(heardOf(listening.items)).toMatchObject([
      { type: 'post' },
      { type: 'edit', post: { nativeId: `${publisher.host}/${id}`, text: changed } },
    ]);
    await listening.stop();
    // Who begins again with the cursor is told nothing twice, and the server sends nothing again.
    const before = publisher.seen.length;
    const again = listenTo(bench, bench.stream, { cursor: listening.cursor() });
    await expect.poll(() => publisher.seen.length).toBeGreaterThan(before + 1);
    await again.stop();
    expect(again.items).toEqual([]);
    expect(publisher.seen.slice(before).map(({ status }) => status)).not.toContain(200);
  });

  test('is read from the newest days only at first, and articles come oldest first', async () => {
    const { publisher, bench } = await start();
    const xml = (id: string, date: string): string =>
      `<item><guid isPermaLink="false">${id}</guid><title>${id}</title><pubDate>${date}</pubDate></item>`;
    const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toUTCString();
    const body = `<rss version="2.0"><channel><title>n</title>${xml('new', hoursAgo(1))}${xml('older', hoursAgo(30))}${xml('old', hoursAgo(100))}</channel></rss>`;
    publisher.answerOnce({ status: 200, body });
    const listening = listenTo(bench, bench.stream);
    await listening.until((items) => postsOf(items).length === 2, 'two articles');
    expect(postsOf(listening.items).map(({ text }) => text)).toEqual(['older', 'new']);
    await listening.stop();
  });

  test('that cannot be read says why, and by when to ask again', async () => {
    const { publisher, readOnce } = await start();
    const failed = async (answer: Parameters<Publisher['answerOnce']>[0]) => {
      publisher.answerOnce(answer);
      return errorOf(readOnce());
    };
    expect(await failed({ status: 404 })).toMatchObject({ code: 'network_rejected', where: 'url' });
    expect(await failed({ status: 410 })).toMatchObject({ code: 'network_rejected' });
    expect(await failed({ status: 403 })).toMatchObject({ code: 'network_rejected' });
    expect(await failed({ status: 429, headers: { 'retry-after': '120' } })).toMatchObject({
      code: 'network_rate_limited',
      retryAfterMs: 120_000,
    });
    expect(await failed({ status: 503 })).toMatchObject({ code: 'network_unavailable' });
    expect(await failed({ status: 200, body: '<html><body>Hello</body></html>' })).toMatchObject({
      code: 'network_rejected',
    });
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, 'a'));
    const large = await failed({ status: 200, headers: { 'content-encoding': 'gzip' }, body: bomb });
    expect(large.code).toBe('network_unavailable');
    expect(large.message).toContain('larger than');
  });

  test('never leads into the operator’s own network', async () => {
    const { publisher, bench } = await start();
    const safe = createSafeFetch({ allow: [] });
    open.push(safe);
    const network = createRss({ ...deps, fetch: safe.fetch });
    const listened = network.listen({
      source: { id: 'source', ...bench.stream },
      account: null,
      cursor: null,
      deliver: () => Promise.resolve(),
      alive() {},
      signal: new AbortController().signal,
    });
    expect(await errorOf(listened)).toMatchObject({ code: 'network_rejected' });
    expect(publisher.seen).toEqual([]);
  });

  test('shows the article with what answers it, and takes nothing back', async () => {
    const { publisher, bench } = await start();
    const article = publisher.publish('記事');
    const comment = publisher.publish('感想', article);
    publisher.publish('別の記事');
    const reader = bench.network.reader(null, bench.stream.config);
    const nativeId = `${publisher.host}/${article}`;
    const thread = await reader.thread({ nativeId, visibility: 'public' });
    expect(thread.map((post) => post.nativeId)).toEqual([nativeId, `${publisher.host}/${comment}`]);
    expect(await reader.authorPosts({ nativeId: bench.customer.nativeId, handle: '' }, 2)).toHaveLength(2);
    // An article that cannot be asked for is not gone: what is kept of it stays.
    expect((await errorOf(reader.post(nativeId))).code).toBe('network_rejected');
    expect((await errorOf(reader.thread({ nativeId: 'other.example/1', visibility: 'public' }))).code).toBe(
      'network_rejected',
    );
    const publishing = bench.network.publisher(bench.account);
    expect((await errorOf(publishing.publish(requestOf('x')))).code).toBe('network_forbids');
    expect((await errorOf(publishing.remove('x', 'public'))).code).toBe('network_forbids');
    expect(await publishing.lookUp(requestOf('x'), new Date().toISOString())).toEqual({ absent: true });
    expect((await errorOf(bench.network.connect({}))).code).toBe('network_rejected');
  });
});
