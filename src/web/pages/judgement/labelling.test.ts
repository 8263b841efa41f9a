// Proves which question comes after which answer.
import { expect, test } from 'vitest';
import { placeAfter, type Uncertain } from './labelling.ts';

const doubt = (kind: string) => ({ kind, value: 'yes', probability: 0.5, doubt: 0.9 });
const row = (...kinds: string[]) => ({ doubts: kinds.map(doubt) }) as unknown as Uncertain;

test('the questions of a post follow one another, then the next post comes', () => {
  const rows = [row('help', 'complaint'), row('idea')];
  const first = placeAfter(rows, { post: 0, doubt: 0 }, { kind: 'help', value: 'no' });
  expect(first).toEqual({ post: 0, doubt: 1 });
  const second = placeAfter(rows, first, { kind: 'complaint', value: 'yes' });
  expect(second).toEqual({ post: 1, doubt: 0 });
  expect(placeAfter(rows, second, { kind: 'idea', value: 'yes' })).toEqual({ post: 2, doubt: 0 });
});

test('of a post that is not about us nothing is asked that has no meaning then', () => {
  const rows = [row('about', 'help', 'spam', 'urgency')];
  const start = { post: 0, doubt: 0 };
  expect(placeAfter(rows, start, { kind: 'about', value: 'no' })).toEqual({ post: 0, doubt: 2 });
  expect(placeAfter(rows, start, { kind: 'about', value: 'yes' })).toEqual({ post: 0, doubt: 1 });
});
