// The suite's bench on a fake app store, whichever it is: every review is a person of its own, who goes on by changing what they wrote.
import { setTimeout as wait } from 'node:timers/promises';
import type { AccountSession, Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { hearReview } from '../../src/networks/kit/review-hear.ts';
import type { ReadReview } from '../../src/networks/kit/review-listen.ts';
import { ReviewMemory } from '../../src/networks/kit/review-memory.ts';
import { replyVersionOf, splitReviewId, theirPost, versionOf } from '../../src/networks/kit/review-posts.ts';
import type { Review } from '../../src/networks/kit/review-posts.ts';
import type { FaultProxy } from '../servers/faults.ts';
import type { FakeReviews, StoredReview } from '../servers/kit/reviews.ts';
import type { Bench, WriteFault } from './network-bench.ts';

export const EVERY_MS = 30;
export const inbound = { kind: 'inbound', config: {}, needsAccount: true };

export interface ReviewWorld {
  network: Network;
  account: AccountSession;
  store: { reviews: FakeReviews; broken: unknown[]; faults: FaultProxy };
  /** A review as the store shows it, read by the product. */
  read(review: StoredReview): ReadReview;
  /** Without an id. */
  brokenRecord: unknown;
  fail(fault: WriteFault): void;
  dead(): AccountSession;
  /** More reviews than one page has. */
  moreThanAPage: number;
}

/** What an answer to a review needs to know of it. */
export function answerTo({ read }: Pick<ReviewWorld, 'read'>, review: StoredReview) {
  const found = read(review);
  if (!('review' in found)) throw new Error('it cannot be read');
  const isLater = review.reply !== null && review.reply.atMs < review.atMs;
  const {
    nativeId,
    author,
    ref = {},
    root,
  } = theirPost({ network: '' }, found.review, isLater ? { answering: null } : null);
  return { nativeId, author, ref, ...(root === undefined ? {} : { root }) };
}

export function reviewBench(world: ReviewWorld): Bench {
  const { account, store, moreThanAPage } = world;
  const { reviews } = store;
  const reviewOf = (stored: StoredReview): Review => {
    const found = world.read(stored);
    if ('review' in found) return found.review;
    throw new Error(found.malformed);
  };
  const storedOf = (nativeId: string): StoredReview | undefined => {
    const id = splitReviewId(nativeId);
    return id === null ? undefined : reviews.find(id.review);
  };
  let last = '';
  const write = (text: string): Promise<{ nativeId: string }> => {
    last = reviews.write(text).id;
    return Promise.resolve({ nativeId: last });
  };
  /** A store has answers only: what the suite posts to nobody answers a review of its own, which its key names. */
  const answered = new Map<string, StoredReview>();
  const asAnswer = (request: PublishRequest): PublishRequest => {
    if (request.replyTo !== undefined || request.text.trim() === '') return request;
    const { idempotencyKey: key } = request;
    const review = answered.get(key) ?? reviews.write('使い方が分かりません');
    answered.set(key, review);
    return { ...request, replyTo: answerTo(world, review) };
  };
  const network: Network = {
    ...world.network,
    publisher(acting) {
      const real = world.network.publisher(acting);
      return {
        ...real,
        publish: (request) => real.publish(asAnswer(request)),
        lookUp: (request, since, taken) => real.lookUp(asAnswer(request), since, taken),
      };
    },
  };
  return {
    network,
    account,
    hasOneLevel: true,
    hidesAuthors: true,
    moreThanAPage,
    customer: {
      /** Whoever wrote the newest review. */
      get nativeId() {
        return last;
      },
      post: write,
      mention: write,
      /** Nobody answers but by changing their review once it was answered. */
      async reply(to, text) {
        const stored = storedOf(to.nativeId);
        if (stored === undefined) throw new Error(`nobody wrote ${to.nativeId}`);
        if (stored.reply === null) reviews.answer(stored, 'ありがとうございます');
        // Whoever listens has time to hear the answer before it is answered.
        await wait(10 * EVERY_MS);
        reviews.change(stored.id, { text });
        return { nativeId: `${stored.id}/${versionOf(reviewOf(stored))}` };
      },
      dm: () => Promise.reject(new Error('a store has no direct messages')),
      remove: (nativeId) => Promise.resolve(reviews.remove(nativeId)),
    },
    stream: inbound,
    inbound,
    settle: () => Promise.resolve(),
    told(nativeId) {
      const stored = storedOf(nativeId);
      if (stored === undefined) throw new Error(`nobody wrote ${nativeId}`);
      const memory = new ReviewMemory(null);
      const isLater = splitReviewId(nativeId)?.is === 'later';
      const reply = stored.reply === null ? null : replyVersionOf(stored.reply.text);
      if (isLater)
        memory.put(stored.id, { version: 'x'.repeat(8), isLater: false, answered: 'x'.repeat(8), reply });
      const of = { network: world.network.manifest.id, self: account };
      const [item] = hearReview(of, null, reviewOf(stored), memory);
      if (item !== undefined && 'heard' in item.outcome && item.outcome.heard?.type === 'post') {
        return Promise.resolve(item.outcome.heard.post);
      }
      throw new Error('it is no post');
    },
    truth(nativeId) {
      const stored = storedOf(nativeId);
      if (stored === undefined) return Promise.resolve(null);
      const isReply = splitReviewId(nativeId)?.is === 'reply';
      if (isReply && stored.reply === null) return Promise.resolve(null);
      const text = isReply ? (stored.reply?.text ?? '') : stored.text;
      return Promise.resolve({ text, replyTo: isReply ? stored.id : null, likes: 0, reposts: 0 });
    },
    countOwn: (text) => Promise.resolve(reviews.reviews.filter(({ reply }) => reply?.text === text).length),
    dms: () => Promise.resolve([]),
    fail: (fault) => world.fail(fault),
    heal: () => store.faults.passThrough(),
    sendMalformed: () => Promise.resolve(void store.broken.push(world.brokenRecord)),
    cutStreams: () => store.faults.cut(),
    deadAccount: () => Promise.resolve(world.dead()),
    close: () => Promise.resolve(),
  };
}
