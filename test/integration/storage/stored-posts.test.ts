// What is held against a network: its public posts that are there, page by page, of one workspace alone.
import { expect, test } from 'vitest';
import { storedPosts } from '../../../src/storage/stored-posts.ts';
import { testDatabase } from '../../harness/database.ts';
import { aPost, makeWorkspace, storePosts, toStore } from './work/fixture.ts';

const database = testDatabase();

test('public posts of others that were not deleted come once each, and nothing of ours, nor of other workspaces', async () => {
  const { db } = database();
  const [ours, theirs] = [await makeWorkspace(db), await makeWorkspace(db)];
  const posts = Array.from({ length: 5 }, () => aPost({ network: 'x' }));
  const [deleted] = posts;
  await ours.work(async (tx) => {
    await storePosts(tx, [
      ...posts,
      aPost({ network: 'bluesky' }),
      aPost({ network: 'x', visibility: 'dm' }),
    ]);
    const answer = aPost({ network: 'x' });
    const people = await tx.posts.saveIdentities('x', [answer.author], tx.at);
    await tx.posts.insert([toStore(answer, people, { accountId: ours.accountId })], tx.at);
    await tx.posts.bury('x', [deleted?.nativeId ?? ''], tx.at);
  });
  await theirs.work((tx) => storePosts(tx, [aPost({ network: 'x' })]));
  const read: string[] = [];
  const sizes: number[] = [];
  for (let after: string | null = null; sizes.at(-1) !== 0;) {
    const page: { id: string; nativeId: string }[] = await storedPosts(db, ours.id, {
      network: 'x',
      after,
      limit: 3,
    });
    read.push(...page.map(({ nativeId }) => nativeId));
    sizes.push(page.length);
    after = page.at(-1)?.id ?? null;
  }
  expect(sizes).toEqual([3, 1, 0]);
  expect(read.toSorted()).toEqual(
    posts
      .slice(1)
      .map(({ nativeId }) => nativeId)
      .toSorted(),
  );
});
