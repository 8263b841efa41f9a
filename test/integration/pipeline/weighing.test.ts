// Proves that an entry that waits stands elsewhere once more is known of how many its post reaches, and that everybody is told.
import { beforeEach, expect, test } from 'vitest';
import type { Heard, Post } from '../../../src/domain/post/post.ts';
import { weighAnew } from '../../../src/pipeline/weigh.ts';
import { candidatesPage } from '../../../src/server/read/ledger.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;

beforeEach(async () => {
  scene = await setScene(database());
});

const author = (nativeId: string, followers?: number): Post['author'] => ({
  nativeId,
  handle: nativeId,
  displayName: nativeId,
  ...(followers === undefined ? {} : { followers }),
});

const hear = (...all: Heard[]): Promise<unknown> =>
  scene.hear(...all.map((heard) => ({ raw: {}, outcome: { heard } })));

/** Texts and weights, in the order of need. */
async function byNeed(): Promise<[string, number][]> {
  const query = { state: 'waiting' as const, order: 'priority' as const, limit: 50 };
  const { rows } = await inWorkspace(database().db, scene.workspaceId, (trx) => candidatesPage(trx, query));
  return rows.map(({ post, weight }) => [post.text, weight]);
}

/** Which entries everybody was told of because they weigh something else, oldest first. */
async function toldOf(): Promise<string[]> {
  const rows = await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx
      .selectFrom('event')
      .innerJoin('post', 'post.id', 'event.subject_id')
      .select('post.text')
      .where('event.type', '=', 'ledger.weighed')
      .orderBy('event.id')
      .execute(),
  );
  return rows.map((row) => row.text);
}

test('whoever is known to be followed by many comes first when they come in, and before those who came later', async () => {
  await scene.hear(
    scene.post('acme one', { author: author('famous', 20_000) }),
    scene.post('acme two', { author: author('quiet', 12) }),
    scene.post('acme three', { author: author('unknown') }),
  );
  expect(await byNeed()).toEqual([
    ['acme one', 2],
    ['acme three', 1],
    ['acme two', 1],
  ]);
  // What is known of an author holds where a later record says nothing of it.
  await scene.hear(scene.post('acme four', { author: author('famous') }));
  expect((await byNeed())[0]).toEqual(['acme four', 2]);
  expect(await toldOf()).toEqual([]);
});

test('followers that become known, and reposts that are heard, move what waits and nothing else', async () => {
  const passedOn = scene.post('acme one', { author: author('first') });
  await scene.hear(
    passedOn,
    scene.post('acme two', { author: author('second') }),
    scene.post('acme three', { author: author('third') }),
  );
  await hear({ type: 'identity', author: author('second', 100_000) });
  expect(await byNeed()).toEqual([
    ['acme two', 3],
    ['acme three', 1],
    ['acme one', 1],
  ]);
  const repost = (nth: number): Heard => ({
    type: 'repost',
    nativeId: `repost-${nth}`,
    of: passedOn.nativeId,
    byNativeId: `fan-${nth}`,
    at: '2026-11-20T01:00:00Z',
  });
  await hear(...Array.from({ length: 19 }, (_, nth) => repost(nth)));
  expect(await toldOf()).toEqual(['acme two']);
  await hear(repost(20), repost(21));
  expect((await byNeed()).map(([text]) => text)).toEqual(['acme two', 'acme one', 'acme three']);
  expect(await toldOf()).toEqual(['acme two', 'acme one']);
  // A name without a number of followers says nothing of how many there are.
  await hear({ type: 'identity', author: author('second') });
  expect((await byNeed())[0]).toEqual(['acme two', 3]);
});

test('what is decided already stays as it is', async () => {
  await scene.hear(scene.post('acme one', { author: author('first') }));
  await scene.inWorkspace(scene.workspaceId, async (tx) => {
    const ids = await tx.posts.saveIdentities('practice', [author('first', 90_000)], tx.at);
    const [id = ''] = await tx.ledger.waitingBy([...ids.values()]);
    for (const row of await tx.ledger.lock([id]))
      await tx.ledger.save({ ...row, state: 'closed', reason: 'spam' });
    await weighAnew(tx, { postIds: [id], identityIds: [...ids.values()] });
  });
  expect(await toldOf()).toEqual([]);
});
