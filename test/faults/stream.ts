// A stream of posts as a careless network delivers it: shuffled, one in twenty twice; the same for the same seed.
import type { Post } from '../../src/domain/post/post.ts';
import type { HeardBatch } from '../../src/pipeline/ports.ts';

export interface StreamShape {
  seed: number;
  /** Different posts. */
  posts: number;
  /** One in so many comes a second time, somewhere later. */
  redeliverEvery: number;
  batchSize: number;
}

/** One in so many posts is about Acme, the others match no monitor. */
const matchingEvery = 3;

/** A small seeded generator (mulberry32): a failing seed can be run again. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The native ids in the order of delivery. */
export function deliveries({ seed, posts, redeliverEvery }: StreamShape): number[] {
  const random = seeded(seed);
  const order = Array.from({ length: posts }, (_, index) => index);
  for (let index = 0; index < posts; index += redeliverEvery) order.push(index);
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
  }
  return order;
}

export const isAboutAcme = (index: number): boolean => index % matchingEvery === 0;

function post(index: number): Post {
  return {
    network: 'practice',
    nativeId: `post-${String(index)}`,
    kind: 'post',
    visibility: 'public',
    author: {
      nativeId: `author-${String(index % 997)}`,
      handle: `author${String(index % 997)}`,
      displayName: '',
    },
    text: isAboutAcme(index)
      ? `acme is down again, number ${String(index)}`
      : `nothing of ours, ${String(index)}`,
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
    createdAt: new Date(Date.parse('2026-11-20T00:00:00Z') + index).toISOString(),
  };
}

/** The batch that follows a cursor; the cursor is the number of deliveries before it. Null at the end. */
export function batchAfter(shape: StreamShape, order: readonly number[], cursor: number): HeardBatch | null {
  const indexes = order.slice(cursor, cursor + shape.batchSize);
  if (indexes.length === 0) return null;
  return {
    cursor: String(cursor + indexes.length),
    items: indexes.map((index) => {
      const heard = post(index);
      return { raw: { index }, outcome: { heard: { type: 'post', post: heard } } };
    }),
  };
}
