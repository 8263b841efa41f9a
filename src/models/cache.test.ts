// The cache is bounded, and forgets first what was not asked for longest.
import { expect, it } from 'vitest';
import { createAnswerCache } from './cache.ts';

it('forgets the longest unused', () => {
  const cache = createAnswerCache(2);
  const answer = (urgency: 0 | 1 | 2) => ({ said: { urgency }, p: {} });
  cache.set('a', answer(0));
  cache.set('b', answer(1));
  expect(cache.get('a')).toEqual(answer(0));
  cache.set('c', answer(2));
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toEqual(answer(0));
  for (let at = 0; at < 1_000; at += 1) cache.set(String(at), answer(0));
  expect(cache.size).toBe(2);
});
