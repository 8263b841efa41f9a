// What only Google Play promises: reviews of a week, tokens for an hour, refusals by name, and what is wrong when an app is connected.
import { describe, expect, test } from 'vitest';
import { strangeKey } from '../servers/googleplay.ts';
import { fieldsOf, networkOf, startGooglePlayWorld } from './googleplay-world.ts';
import { errorOf, listenTo, postsOf, requestOf, unique } from './network-bench.ts';
import { answerTo, inbound, reviewBench } from './review-bench.ts';
import { awayFor, describeReviews } from './review-cases.ts';
import { worldOf } from './world.ts';

const world = worldOf(startGooglePlayWorld);

describeReviews(world);

describe('an absence', () => {
  test('longer than the week that the list goes back is told as a gap', async () => {
    const { store } = world();
    const bench = reviewBench(world());
    const first = listenTo(bench, inbound);
    const review = store.reviews.write(unique('まえ'));
    await first.until((items) => postsOf(items).some(({ nativeId }) => nativeId === review.id), 'the first');
    await first.stop();
    const days = 24 * 60 * 60_000;
    const second = listenTo(bench, inbound, { cursor: awayFor(first.cursor(), 8 * days) });
    await expect.poll(() => second.gaps).toHaveLength(1);
    expect(second.gaps[0]).toContain('7 days');
    await expect
      .poll(() => JSON.parse(second.cursor() ?? '{}') as unknown)
      .toHaveProperty('read', expect.closeTo(Date.now(), -5));
    await second.stop();
    const third = listenTo(bench, inbound, { cursor: second.cursor() });
    const next = store.reviews.write(unique('あと'));
    await third.until((items) => postsOf(items).some(({ nativeId }) => nativeId === next.id), 'the next');
    await third.stop();
    expect(third.gaps).toEqual([]);
  });

  test('is listed as far as Google shows it, and says where that ends', async () => {
    const { network, account } = world();
    const listed = (days: number) =>
      network.listInbound({
        source: { id: 'source', ...inbound },
        account,
        sinceMs: Date.now() - days * 24 * 60 * 60_000,
        signal: new AbortController().signal,
      });
    expect((await listed(6)).isComplete).toBe(true);
    expect((await listed(9)).isComplete).toBe(false);
  });

  test('makes no review of long ago gone', async () => {
    const { network, account } = world();
    const ref = { version: 'x'.repeat(8), at: new Date(Date.now() - 9 * 24 * 60 * 60_000).toISOString() };
    expect((await errorOf(network.reader(account, {}).post('long-ago', ref))).code).toBe('network_rejected');
  });
});

describe('a token', () => {
  test('is asked for once, renewed before its end, and anew where it was taken back', async () => {
    const { store, account } = world();
    let aheadMs = 0;
    const now = (): number => Date.now() + aheadMs;
    store.now = now;
    const network = networkOf(store, { now });
    const before = store.given();
    await Promise.all([network.keepAlive(account), network.keepAlive(account)]);
    await network.keepAlive(account);
    expect(store.given() - before).toBe(1);
    store.tokens.clear();
    await Promise.all([network.keepAlive(account), network.keepAlive(account)]);
    expect(store.given() - before).toBe(2);
    aheadMs = 50 * 60_000;
    await network.keepAlive(account);
    expect(store.given() - before).toBe(2);
    aheadMs = 56 * 60_000;
    await network.keepAlive(account);
    expect(store.given() - before).toBe(3);
    store.now = () => Date.now();
  });
});

describe('an answer', () => {
  test('that Google strips of markup is found again, and one that is not there is absent', async () => {
    const { store, network, account } = world();
    const review = store.reviews.write(unique('表示が崩れます'));
    const request = requestOf(`${unique('設定の')} <b>表示</b> をご覧ください`, {
      replyTo: answerTo(world(), review),
    });
    const publisher = network.publisher(account);
    const sent = await publisher.publish(request);
    expect(review.reply?.text).not.toContain('<b>');
    expect(await publisher.lookUp(request, new Date().toISOString())).toMatchObject({
      found: { nativeId: sent.nativeId },
    });
    const other = { ...request, text: unique('別の返信') };
    expect(await publisher.lookUp(other, new Date().toISOString())).toEqual({ absent: true });
  });

  test('to a review that takes none is refused, and the account lives on', async () => {
    const { store, network, account } = world();
    const review = store.reviews.write(unique('返信できません'));
    store.unanswerable.add(review.id);
    const request = requestOf(unique('こんにちは'), { replyTo: answerTo(world(), review) });
    expect(await errorOf(network.publisher(account).publish(request))).toMatchObject({
      code: 'network_rejected',
    });
    await network.keepAlive(account);
  });

  test('goes to nobody but who wrote a review, and carries no picture', async () => {
    const { network, account } = world();
    const publisher = network.publisher(account);
    expect((await errorOf(publisher.publish(requestOf('x')))).code).toBe('network_forbids');
    expect((await errorOf(publisher.remove('x', 'public'))).code).toBe('network_forbids');
    const images = [{ bytes: new Uint8Array(), mimeType: 'image/png', alt: '', width: 1, height: 1 }];
    expect((await errorOf(publisher.publish(requestOf('x', { images })))).code).toBe('attachment_invalid');
  });
});

describe('connecting', () => {
  const failed = (fields: Record<string, string>) => errorOf(networkOf(world().store).connect(fields));

  test('takes the key however it was pasted', async () => {
    const { store } = world();
    const pasted = fieldsOf(store)['service_account']?.replaceAll('\n', '') ?? '';
    const { nativeId, secrets } = await networkOf(store).connect({
      ...fieldsOf(store),
      service_account: pasted,
    });
    expect(nativeId).toBe(store.packageName);
    expect(Object.keys(secrets).toSorted()).toEqual(['clientEmail', 'keyId', 'privateKey']);
  });

  test('says at which field something is wrong', async () => {
    const { store } = world();
    const right = fieldsOf(store);
    for (const wrong of ['', '{}', 'AIzaSy-a-key-of-another-kind', '{"type":"service_account"}', '[1]']) {
      expect(await failed({ ...right, service_account: wrong })).toMatchObject({ where: 'service_account' });
    }
    expect(await failed({ ...right, service_account: strangeKey() })).toMatchObject({
      code: 'network_rejected',
      where: 'service_account',
    });
    for (const wrong of ['', 'acme', '../x', 'com..acme', 'com.example.other']) {
      expect(await failed({ ...right, package_name: wrong })).toMatchObject({
        code: 'network_rejected',
        where: 'package_name',
      });
    }
    store.isShutOut = true;
    const shutOut = await failed(right);
    store.isShutOut = false;
    expect(shutOut).toMatchObject({ code: 'network_rejected', where: 'service_account' });
    expect(JSON.stringify(shutOut.data)).toContain('Play Console');
    expect(JSON.stringify(shutOut)).not.toContain('PRIVATE KEY');
  });

  test('an account that is let in no more is dead', async () => {
    const { store, network, account } = world();
    store.isShutOut = true;
    const error = await errorOf(network.keepAlive(account));
    store.isShutOut = false;
    expect(error.code).toBe('account_token_dead');
  });
});
