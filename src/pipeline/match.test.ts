// Proves the stage: every transaction matches with the monitors that it saw, whatever changes meanwhile.
import { expect, it } from 'vitest';
import type { Post } from '../domain/post/post.ts';
import { createMatchStage } from './match.ts';

type Workspace = Parameters<ReturnType<typeof createMatchStage>['matcherFor']>[1]['workspace'];
type Monitors = Awaited<ReturnType<Workspace['monitors']>>['monitors'];

const monitor = (id: string, query: string, version = 1): Monitors[number] => ({
  id,
  version,
  query,
  brandId: `brand of ${id}`,
});

const post: Post = {
  network: 'x',
  nativeId: '1',
  kind: 'post',
  visibility: 'public',
  author: { nativeId: 'a', handle: 'a', displayName: 'A' },
  text: 'My ACME is broken. 返金して',
  mentions: [],
  hashtags: [],
  links: [],
  media: [],
  createdAt: '2026-11-22T00:00:00Z',
};

function seeing(key: string, monitors: Monitors): { workspace: Workspace } {
  return {
    workspace: {
      monitorsKey: async () => key,
      monitors: async () => ({ key, monitors }),
    } as unknown as Workspace,
  };
}

it('follows changes, and leaves earlier transactions what they saw', async () => {
  const stage = createMatchStage();
  const first = await stage.matcherFor('w', seeing('1', [monitor('a', 'acme'), monitor('b', '返金')]));
  const found = (matcher: typeof first): string[] =>
    matcher.match(post, null).map((one) => `${one.monitorId}${one.monitorVersion}`);
  expect(found(first)).toEqual(['a1', 'b1']);
  const second = await stage.matcherFor(
    'w',
    seeing('2', [monitor('b', 'broken', 2), monitor('c', 'acme -pie')]),
  );
  expect(found(second).toSorted()).toEqual(['b2', 'c1']);
  expect(second.brandOf('c')).toBe('brand of c');
  expect(found(first)).toEqual(['a1', 'b1']);
  expect(first.brandOf('a')).toBe('brand of a');
  expect(found(await stage.matcherFor('other', seeing('2', [])))).toEqual([]);
  const third = await stage.matcherFor('w', seeing('3', [monitor('b', '(', 3), monitor('c', 'acme -pie')]));
  expect(found(third)).toEqual(['c1']);
});
