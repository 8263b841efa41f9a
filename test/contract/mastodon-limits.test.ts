// A spent request limit makes reading what was missed take minutes; what is live does not wait for it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchOf, startWorld, stopWorld, type World } from './mastodon-world.ts';
import { listenTo, postsOf, unique } from './network-bench.ts';

let world: World | null = null;
beforeAll(async () => {
  // The first page of what was missed spends it.
  world = await startWorld({ limit: 8 });
});
afterAll(async () => {
  await stopWorld(world);
});

test('a mention comes by the stream while reading what was missed waits, and what was missed is kept', async (context) => {
  if (world === null) return context.skip('its servers cannot run here');
  const bench = await benchOf(world, 'streaming');
  const idsOf = (...listenings: ReturnType<typeof listenTo>[]): string[] =>
    listenings.flatMap(({ items }) => postsOf(items)).map(({ nativeId }) => nativeId);
  const first = listenTo(bench, bench.inbound);
  const before = await bench.customer.mention(unique('before'));
  await first.until(() => idsOf(first).includes(before.nativeId), 'the first mention');
  await first.stop();
  const away = await bench.customer.mention(unique('away'));
  await bench.settle();

  const second = listenTo(bench, bench.inbound, { cursor: first.cursor() });
  await second.until(() => idsOf(second).includes(away.nativeId), 'what was missed');
  const place = second.cursor();
  const live = await bench.customer.mention(unique('live'));
  await second.until(() => idsOf(second).includes(live.nativeId), 'what is live');
  await second.stop();
  // Reading has not come so far yet: it goes on from where it was.
  expect(JSON.parse(second.cursor() ?? '{}')).toMatchObject({
    feeds: (JSON.parse(place ?? '{}') as { feeds: unknown }).feeds,
  });
  expect(idsOf(first, second)).toEqual([before.nativeId, away.nativeId, live.nativeId]);
});
