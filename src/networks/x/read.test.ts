// Reading posts of X: no reposts, and always the latest words.
import { expect, test } from 'vitest';
import type { Post } from '../../domain/post/post.ts';
import { keepLatest, postsOf } from './read.ts';

const raw = (id: string, over: Record<string, unknown> = {}) => ({
  id,
  text: `t${id}`,
  author_id: '7',
  ...over,
});
const pageOf = (...data: unknown[]) => ({ data, includes: null, errors: null, meta: null });

test('a repost is no post', () => {
  const repost = raw('6', { referenced_posts: [{ type: 'retweeted', id: '5' }] });
  expect(postsOf(pageOf(repost, raw('5'))).map(({ nativeId }) => nativeId)).toEqual(['5']);
});

test('a newer version is never replaced by an older', () => {
  const old = postsOf(pageOf(raw('5')));
  const edited = postsOf(pageOf(raw('8', { edit_history_post_ids: ['8', '5'] })));
  for (const order of [
    [...old, ...edited],
    [...edited, ...old],
  ]) {
    const known = new Map<string, Post>();
    keepLatest(known, order);
    expect([...known.values()]).toEqual(edited);
  }
});
