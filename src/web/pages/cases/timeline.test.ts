// Proves that a conversation shows each thing once, in order, and knows what its reader has not seen.
import { describe, expect, test } from 'vitest';
import { note, outbound, post, uuid } from '../../live/samples.ts';
import { isReacted, postToAnswer, timelineOf, unseenPosts } from './timeline.ts';

const at = (minute: number): string => `2026-11-01T00:${String(minute).padStart(2, '0')}:00Z`;

describe('the timeline', () => {
  test('stands in the order of time', () => {
    const items = timelineOf({
      posts: [
        { ...post(1), createdAt: at(1) },
        { ...post(3), createdAt: at(5) },
      ],
      notes: [{ ...note(2), createdAt: at(3) }],
      outbound: [{ ...outbound(4), createdAt: at(9) }],
    });
    expect(items.map((item) => item.kind)).toEqual(['post', 'note', 'post', 'outbound']);
  });

  test('shows a send until its post is there, and never what was taken back', () => {
    const sent = { ...outbound(4), state: 'sent' as const, postId: uuid(9) };
    const kinds = (posts: ReturnType<typeof post>[]): string[] =>
      timelineOf({ posts, notes: [], outbound: [sent] }).map((item) => item.kind);
    expect(kinds([])).toEqual(['outbound']);
    expect(kinds([post(9)])).toEqual(['post']);
    const cancelled = { ...outbound(4), state: 'cancelled' as const };
    const like = { ...outbound(5), action: 'like' as const };
    expect(timelineOf({ posts: [], notes: [], outbound: [cancelled, like] })).toEqual([]);
  });
});

test('the newest post of the customer is answered, not ours and not a deleted one', () => {
  const ours = { ...post(3), accountId: uuid(800) };
  const deleted = { ...post(2), deletedAt: at(1) };
  expect(postToAnswer([post(1), deleted, ours])?.id).toBe(uuid(1));
  expect(postToAnswer([ours])).toBeUndefined();
});

test('the newest act decides whether a post is liked', () => {
  const like = { ...outbound(1), action: 'like' as const, state: 'sent' as const, targetPostId: uuid(9) };
  const unlike = { ...like, id: uuid(2), action: 'unlike' as const };
  const ask = (rows: (typeof like | typeof unlike)[]): boolean => isReacted(rows, uuid(9), uuid(800), 'like');
  expect(ask([like])).toBe(true);
  expect(ask([like, unlike])).toBe(false);
  expect(ask([{ ...like, state: 'failed' as never }])).toBe(false);
  expect(isReacted([like], uuid(9), uuid(800), 'repost')).toBe(false);
});

test('what came since is what others wrote, not what one sent oneself', () => {
  const mine = { ...outbound(4), postId: uuid(3), createdBy: { id: uuid(900), name: 'Me' } };
  const detail = { posts: [post(1), post(2), { ...post(3), accountId: uuid(800) }], outbound: [mine] };
  expect(unseenPosts(detail, new Set([uuid(1)]), uuid(900)).map((each) => each.id)).toEqual([uuid(2)]);
  expect(unseenPosts(detail, new Set([uuid(1)]), uuid(901)).map((each) => each.id)).toEqual([
    uuid(2),
    uuid(3),
  ]);
});
