// Proves that an entry's story shows the reply that answered it, also where that stands under another post of its author.
import { expect, it } from 'vitest';
import { outbound, post } from '../../live/samples.ts';
import { repliesTo } from './replies-to.ts';

const at = (minute: number): string => `2026-11-20T01:0${String(minute)}:00.000Z`;
const by = (n: number, minute: number) => {
  const made = post(n);
  return { ...made, author: { ...made.author, id: 'mia' }, createdAt: at(minute), seenAt: at(minute) };
};
const [first, second] = [by(1, 0), by(2, 2)];
const other = { ...by(3, 1), author: { ...first.author, id: 'jo' } };
const posts = [first, second, other];
const sent = (to: { id: string }, minute: number) => ({
  ...outbound(9),
  state: 'sent' as const,
  targetPostId: to.id,
  createdAt: at(minute),
  sentAt: at(minute),
});
const shown = (outbounds: ReturnType<typeof sent>[], of: typeof first) =>
  repliesTo({ posts, outbound: outbounds }, of).map(({ elsewhere, sentAt }) => [elsewhere, sentAt]);

it('shows the replies to a post itself', () => {
  expect(shown([sent(first, 1), sent(second, 3), sent(first, 4)], first)).toEqual([
    [null, at(1)],
    [null, at(4)],
  ]);
});

it('shows the first reply to another post of its author where it has none', () => {
  expect(shown([sent(second, 3), sent(second, 5)], first)).toEqual([['later', at(3)]]);
  expect(shown([sent(first, 3)], second)).toEqual([['earlier', at(3)]]);
});

it('shows what the program said by itself, and still who answered elsewhere', () => {
  const automatic = { ...sent(first, 1), automatic: 'after_hours' as const };
  const rows = repliesTo({ posts, outbound: [automatic, sent(second, 3)] }, first);
  expect(rows.map(({ elsewhere }) => elsewhere)).toEqual([null, 'later']);
});

it('shows none that was written before it came, to somebody else, or that did not go out', () => {
  expect(shown([sent(first, 1), sent(other, 3)], second)).toEqual([]);
  expect(repliesTo({ posts, outbound: [{ ...sent(second, 3), state: 'cancelled' }] }, first)).toEqual([]);
});
