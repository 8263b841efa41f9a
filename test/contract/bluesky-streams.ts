// What only Bluesky's streams promise: both wires of Jetstream, positions that no longer hold, and the firehose.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { benchOf, freshName, testIn, type World } from './bluesky-world.ts';
import { heardOf, listenTo, postsOf, unique } from './network-bench.ts';

const ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function describeStreams(worldNow: () => World | null): void {
  const real = testIn(worldNow);

  describe('Jetstream', () => {
    const sourceOf = (config: Record<string, string>) => ({ kind: 'jetstream', config, needsAccount: false });

    real('the older wire is heard as well, and found by itself where the newer one is missing', async (w) => {
      const bench = benchOf(w, 'jetstream');
      const stream = listenTo(bench, sourceOf({ url: w.jetstream.legacyUrl }));
      const first = await w.customer.post(unique('legacy'));
      await wait(300);
      const second = await w.customer.post(unique('legacy'));
      await stream.until((items) => postsOf(items).some((p) => p.nativeId === second.uri), 'the post');
      await w.customer.remove(second.uri);
      await stream.until((items) => heardOf(items).some((h) => h.type === 'delete'), 'the deletion');
      await stream.stop();
      const third = await w.customer.post(unique('legacy away'));
      const resumed = listenTo(bench, sourceOf({ url: w.jetstream.legacyUrl }), { cursor: stream.cursor() });
      await resumed.until(
        (items) => postsOf(items).some((p) => p.nativeId === third.uri),
        'the post made while away',
      );
      await resumed.stop();
      const ids = [...postsOf(stream.items), ...postsOf(resumed.items)].map((p) => p.nativeId);
      expect(ids).toContain(third.uri);
      expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
      expect(first.uri).not.toBe(third.uri);
    });

    real('a position from the future starts at the live end, and says so', async (w) => {
      const bench = benchOf(w, 'jetstream');
      const host = new URL(w.streamProxy.url).host;
      const cursor = JSON.stringify({ h: host, s: 999_999, t: Date.now() * 1000 });
      const stream = listenTo(bench, bench.stream, { cursor });
      await wait(300);
      const post = await w.customer.post(unique('now'));
      await stream.until((items) => postsOf(items).some((p) => p.nativeId === post.uri), 'the live post');
      expect(stream.gaps.join()).toMatch(/FutureCursor/u);
      expect(JSON.parse(stream.cursor() ?? '{}')).toMatchObject({ h: host, s: w.jetstream.log.tip() });
      await stream.stop();
    });

    real('a position of another server is followed by its time', async (w) => {
      const bench = benchOf(w, 'jetstream');
      const stream = listenTo(bench, bench.stream);
      await wait(300);
      const before = await w.customer.post(unique('before'));
      await stream.until((items) => postsOf(items).some((p) => p.nativeId === before.uri), 'the post');
      await stream.stop();
      const away = await w.customer.post(unique('away'));
      const other = listenTo(bench, sourceOf({ url: w.jetstream.url }), { cursor: stream.cursor() });
      await other.until(
        (items) => postsOf(items).some((p) => p.nativeId === away.uri),
        'the post made while away',
      );
      expect(other.gaps).toEqual([]);
      await other.stop();
    });

    real('an error frame ends the connection, and the next one goes on from there', async (w) => {
      const bench = benchOf(w, 'jetstream');
      const stream = listenTo(bench, bench.stream);
      await wait(300);
      const before = await w.customer.post(unique('before'));
      await stream.until((items) => postsOf(items).some((p) => p.nativeId === before.uri), 'the post');
      w.jetstream.fail('ConsumerTooSlow', 'read faster');
      const after = await w.customer.post(unique('after'));
      await stream.until((items) => postsOf(items).some((p) => p.nativeId === after.uri), 'the post after');
      const ids = postsOf(stream.items).map((p) => p.nativeId);
      expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
      await stream.stop();
    });

    real('a handle change and a deleted account are heard', async (w) => {
      const bench = benchOf(w, 'jetstream');
      const stream = listenTo(bench, bench.stream);
      await wait(300);
      const person = await w.atproto.createAccount(freshName('jiro'));
      const handle = `${freshName('saburo')}.test`;
      await person.agent.com.atproto.identity.updateHandle({ handle });
      await stream.until(
        (items) => heardOf(items).some((h) => h.type === 'identity' && h.author.handle === handle),
        'the new handle',
      );
      await person.agent.com.atproto.server.deactivateAccount({});
      await stream.until(
        (items) => heardOf(items).some((h) => h.type === 'author_gone' && h.authorNativeId === person.did),
        'the account going',
      );
      await stream.stop();
    });

    real('a position that is no longer kept goes on with the oldest that is, and says so', async (w) => {
      const bench = benchOf(w, 'jetstream');
      const stream = listenTo(bench, bench.stream);
      await wait(300);
      const before = await w.customer.post(unique('before'));
      await stream.until((items) => postsOf(items).some((p) => p.nativeId === before.uri), 'the post');
      await stream.stop();
      await w.customer.post(unique('forgotten'));
      const kept = await w.customer.post(unique('kept'));
      const event = await w.jetstream.waitFor((e) =>
        JSON.stringify(e).includes(kept.uri.split('/').at(-1) ?? ''),
      );
      w.jetstream.forgetBelow(event.seq);
      const resumed = listenTo(bench, bench.stream, { cursor: stream.cursor() });
      await resumed.until((items) => postsOf(items).some((p) => p.nativeId === kept.uri), 'what is kept');
      await resumed.stop();
      expect(resumed.gaps.join()).toMatch(/floor/u);
    });
  });

  describe('firehose', () => {
    real('a position from the future starts at the live end, and says so', async (w) => {
      const bench = benchOf(w, 'firehose');
      const cursor = JSON.stringify({ h: new URL(w.proxy.url).host, s: 999_999 });
      const stream = listenTo(bench, bench.stream, { cursor });
      await wait(500);
      const post = await w.customer.post(unique('now'));
      await stream.until((items) => postsOf(items).some((p) => p.nativeId === post.uri), 'the live post');
      expect(stream.gaps.length).toBeGreaterThan(0);
      await stream.stop();
    });

    real('says the same as Jetstream, post for post', async (w) => {
      const firehose = listenTo(benchOf(w, 'firehose'), benchOf(w, 'firehose').stream);
      const jetstream = listenTo(benchOf(w, 'jetstream'), benchOf(w, 'jetstream').stream);
      await wait(500);
      const png = Buffer.from(ONE_PIXEL, 'base64');
      const quoted = await w.us.post(unique('引用元'));
      const post = await w.customer.post(unique(`@${w.us.handle} 見て #困った https://example.com/a`), {
        langs: ['ja'],
        quote: quoted,
        image: { data: png, mimeType: 'image/png', alt: '画面' },
      });
      const find = (items: Parameters<typeof postsOf>[0]) =>
        postsOf(items).find((p) => p.nativeId === post.uri);
      await firehose.until((items) => find(items) !== undefined, 'the post in the firehose');
      await jetstream.until((items) => find(items) !== undefined, 'the post in Jetstream');
      expect(find(firehose.items)).toEqual(find(jetstream.items));
      expect(find(firehose.items)).toMatchObject({
        kind: 'quote',
        quotes: quoted.uri,
        hashtags: ['困った'],
        links: ['https://example.com/a'],
        mentions: [{ nativeId: w.us.did, handle: w.us.handle }],
        media: [{ kind: 'image', alt: '画面' }],
      });
      await firehose.stop();
      await jetstream.stop();
    });
  });
}
