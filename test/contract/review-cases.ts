// What app stores promise beyond the suite: reviews that change, answers written in the store's own pages, and long absences.
import { afterEach, describe, expect, test } from 'vitest';
import { splitReviewId, versionOf } from '../../src/networks/kit/review-posts.ts';
import type { StoredReview } from '../servers/kit/reviews.ts';
import { errorOf, heardOf, listenTo, postsOf, requestOf, unique, type Listening } from './network-bench.ts';
import { answerTo, inbound, reviewBench, type ReviewWorld } from './review-bench.ts';

const HOUR_MS = 60 * 60_000;

/** The cursor as it would be, had nobody looked for so long. */
function awayFor(cursor: string | null, ms: number): string {
  const at = JSON.parse(cursor ?? '{}') as { newest: number; read: number; whole: number };
  return JSON.stringify({ ...at, newest: Date.now() - ms, read: Date.now() - ms });
}

export function describeReviews(world: () => ReviewWorld): void {
  describe('reviews', () => {
    const open: Listening[] = [];
    const listen = (cursor: string | null = null, refuse?: () => boolean): Listening => {
      const made = listenTo(reviewBench(world()), inbound, {
        cursor,
        ...(refuse === undefined ? {} : { refuse }),
      });
      open.push(made);
      return made;
    };
    afterEach(async () => {
      for (const one of open.splice(0)) await one.stop();
    });
    const idsOf = ({ items }: Listening): string[] => postsOf(items).map(({ nativeId }) => nativeId);
    const versionIn = (review: StoredReview): string => {
      const read = world().read(review);
      return 'review' in read ? versionOf(read.review) : '';
    };
    async function heard(review: StoredReview): Promise<Listening> {
      const listening = listen();
      await listening.until(
        (items) => postsOf(items).some(({ nativeId }) => nativeId === review.id),
        'the review',
      );
      return listening;
    }

    test('that change before an answer are edits, with their stars', async () => {
      const { store } = world();
      const review = store.reviews.write(unique('重いです'), { stars: 2 });
      const listening = await heard(review);
      const words = unique('とても重いです');
      store.reviews.change(review.id, { text: words, stars: 1 });
      const isEdit = (one: ReturnType<typeof heardOf>[number]): boolean =>
        one.type === 'edit' && one.post.nativeId === review.id;
      await listening.until((items) => heardOf(items).some(isEdit), 'the edit');
      expect(heardOf(listening.items).find(isEdit)).toMatchObject({ post: { text: `${words}\n\n★☆☆☆☆` } });
      expect(idsOf(listening).filter((id) => id.startsWith(review.id))).toEqual([review.id]);
    });

    test('that change after our answer come as an answer to it, and the next answer stands under that', async () => {
      const { store, network, account } = world();
      const review = store.reviews.write(unique('開けません'));
      const listening = await heard(review);
      const publisher = network.publisher(account);
      const first = await publisher.publish(
        requestOf(unique('再起動をお試しください'), { replyTo: answerTo(world(), review) }),
      );
      await listening.until(() => idsOf(listening).includes(first.nativeId), 'our answer');
      store.reviews.change(review.id, { text: unique('直りました'), stars: 5 });
      const second = `${review.id}/${versionIn(review)}`;
      await listening.until(() => idsOf(listening).includes(second), 'the answer');
      expect(postsOf(listening.items).find(({ nativeId }) => nativeId === second)).toMatchObject({
        kind: 'reply',
        replyTo: first.nativeId,
        root: review.id,
      });
      const thanks = await publisher.publish(
        requestOf(unique('よかったです'), { replyTo: answerTo(world(), review) }),
      );
      expect(splitReviewId(thanks.nativeId)).toEqual({
        review: review.id,
        is: 'reply',
        version: versionIn(review),
      });
      await listening.until(() => idsOf(listening).includes(thanks.nativeId), 'our second answer');
      const reader = network.reader(account, {});
      expect(
        (await reader.thread({ nativeId: second, visibility: 'public' })).map(({ nativeId }) => nativeId),
      ).toEqual([second, thanks.nativeId]);
      expect(await reader.post(thanks.nativeId)).toMatchObject({ author: { nativeId: account.nativeId } });
      // Its place was taken: it is not gone, and what was said stays here.
      expect((await errorOf(reader.post(first.nativeId))).code).toBe('network_rejected');
    });

    test('answered in the store’s own pages come with that answer as ours, and a second one is an edit of it', async () => {
      const { store, account } = world();
      const review = store.reviews.write(unique('広告が多い'));
      const listening = await heard(review);
      const byHand = unique('減らしました');
      store.reviews.answer(review, byHand);
      const ours = `${review.id}/reply/${versionIn(review)}`;
      await listening.until(() => idsOf(listening).includes(ours), 'our answer');
      expect(postsOf(listening.items).find(({ nativeId }) => nativeId === ours)).toMatchObject({
        text: byHand,
        replyTo: review.id,
        author: { nativeId: account.nativeId },
      });
      const again = unique('さらに減らしました');
      store.reviews.answer(review, again);
      const isEdit = (one: ReturnType<typeof heardOf>[number]): boolean =>
        one.type === 'edit' && one.post.nativeId === ours && one.post.text === again;
      await listening.until((items) => heardOf(items).some(isEdit), 'the edit of ours');
    });

    test('that changed while we wrote are not answered unread', async () => {
      const { store, network, account } = world();
      const review = store.reviews.write(unique('ログインできません'));
      const replyTo = answerTo(world(), review);
      store.reviews.change(review.id, { text: unique('勘違いでした') });
      const error = await errorOf(
        network.publisher(account).publish(requestOf(unique('お待ちください'), { replyTo })),
      );
      expect(error).toMatchObject({ code: 'network_rejected', where: 'text' });
      expect(review.reply).toBeNull();
    });

    test('of two hours’ absence come once each, in their order, though committing fails on the way', async () => {
      const { store } = world();
      const first = await heard(store.reviews.write(unique('はじめ')));
      await first.stop();
      const startMs = Date.now() - 2 * HOUR_MS;
      const written = Array.from({ length: 130 }, (_, n) =>
        store.reviews.write(unique(`不在 ${String(n)}`), { atMs: startMs + n * 50_000 }),
      );
      let refusals = 0;
      const cursor = awayFor(first.cursor(), 2 * HOUR_MS + 60_000);
      const second = listen(cursor, () => (refusals += 1) <= 2);
      await second.until(() => written.every(({ id }) => idsOf(second).includes(id)), 'all that was written');
      await second.stop();
      const third = listen(second.cursor());
      const last = store.reviews.write(unique('最後'));
      await third.until(() => idsOf(third).includes(last.id), 'the last');
      const all = [...idsOf(second), ...idsOf(third)].filter((id) => id !== last.id);
      expect(all.filter((id) => written.some((one) => one.id === id))).toEqual(written.map(({ id }) => id));
      expect(second.gaps).toEqual([]);
    });

    test('are read again, and one that was taken back is gone', async () => {
      const { store, network, account } = world();
      const review = store.reviews.write(unique('あとで消します'));
      const { ref } = answerTo(world(), review);
      const reader = network.reader(account, {});
      expect(await reader.post(review.id, ref)).toMatchObject({ nativeId: review.id, kind: 'post' });
      expect(await reader.author({ nativeId: review.id, handle: '' })).toMatchObject({ nativeId: review.id });
      const other = store.reviews.write(unique('すぐ消します'));
      const { ref: otherRef } = answerTo(world(), other);
      store.reviews.remove(other.id);
      expect((await errorOf(reader.post(other.id, otherRef))).code).toBe('network_post_gone');
      expect((await errorOf(reader.post('a/b/c/d'))).code).toBe('network_post_gone');
    });
  });
}

export { awayFor };
