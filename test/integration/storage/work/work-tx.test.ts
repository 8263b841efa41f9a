// The stores fit the ports of the pipeline, and a transaction is one: together or not at all, and again when it lost.
import { expect, test } from 'vitest';
import { ingest, type IngestSource } from '../../../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../../../src/pipeline/match.ts';
import type { HeardBatch, InWorkspace, WorkTx } from '../../../../src/pipeline/ports.ts';
import { createInWorkspace, type StoredWorkTx } from '../../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../../harness/database.ts';
import { newId } from '../../../harness/uuid.ts';
import { anEntry, aPost, makeWorkspace, network, storePosts } from './fixture.ts';

const database = testDatabase();

const world = { now: () => Date.now(), newId };

test('the stores are what the stages ask for', () => {
  // What matters is that this compiles.
  const asTx = (tx: StoredWorkTx): WorkTx => tx;
  const inWorkspace: InWorkspace = createInWorkspace(database().db, world);
  expect([asTx, inWorkspace].every((each) => typeof each === 'function')).toBe(true);
});

test('a batch goes in whole: what matches into the ledger, the rest into the window, the cursor with them', async () => {
  const workspace = await makeWorkspace(database().db);
  const source: IngestSource = {
    workspaceId: workspace.id,
    id: workspace.sourceId,
    network,
    accountId: null,
  };
  const deps = {
    inWorkspace: createInWorkspace(database().db, world),
    matching: createMatchStage(),
    detectLanguage: () => 'en',
  };
  const posts = [
    aPost(),
    aPost({ text: 'Nothing to see.' }),
    aPost({ text: 'Hello', mentions: [{ nativeId: 'us' }] }),
  ];
  const batch: HeardBatch = {
    items: [
      ...posts.map((post) => ({ raw: { post }, outcome: { heard: { type: 'post' as const, post } } })),
      { raw: { odd: true }, outcome: { malformed: 'no text' } },
    ],
    cursor: '7',
  };
  expect(await ingest(deps, source, batch)).toEqual({ heard: 3, entered: 2, malformed: 1 });
  expect(await ingest(deps, source, batch)).toMatchObject({ entered: 0 });
  await workspace.work(async (tx) => {
    const held = await tx.posts.byNativeIds(
      network,
      posts.map((post) => post.nativeId),
    );
    expect(new Set(held.keys())).toEqual(new Set([posts[0]?.nativeId, posts[2]?.nativeId]));
    const ledger = await tx.ledger.lock([...held.values()].map((post) => post.id));
    expect(ledger.map((row) => row.origin)).toEqual(['found', 'mention']);
  });
});

test('nothing remains of work that throws', async () => {
  const workspace = await makeWorkspace(database().db);
  const post = aPost();
  await expect(
    workspace.work(async (tx) => {
      await storePosts(tx, [post]);
      await tx.enqueue({ task: 'never', payload: {} });
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  const held = await workspace.work((tx) => tx.posts.byNativeIds(network, [post.nativeId]));
  expect(held.size).toBe(0);
});

test('work that lost against another runs again, and both are done', async () => {
  const workspace = await makeWorkspace(database().db);
  const [first = '', second = ''] = await workspace.work((tx) => storePosts(tx, [aPost(), aPost()]));
  await workspace.work((tx) => tx.ledger.insert([anEntry(first), anEntry(second)], tx.at));
  let runs = 0;
  const met = Promise.withResolvers<void>();
  // Each locks one row, waits until the other has too, and then asks for the other's: a deadlock.
  const cross = (mine: string, theirs: string, note: string): Promise<void> =>
    workspace.work(async (tx) => {
      runs += 1;
      const mineAndTheirs = await tx.ledger.lock([mine]);
      if (runs === 2) met.resolve();
      await met.promise;
      mineAndTheirs.push(...(await tx.ledger.lock([theirs])));
      for (const row of mineAndTheirs) await tx.ledger.save({ ...row, note: row.note + note });
    });
  await Promise.all([cross(first, second, 'a'), cross(second, first, 'b')]);
  // On a busy machine the loser may be back before the winner goes on, and lose again.
  expect(runs).toBeGreaterThanOrEqual(3);
  const notes = (await workspace.work((tx) => tx.ledger.lock([first, second]))).map((row) => row.note);
  expect(['ab', 'ba']).toContain(notes[0]);
  expect(notes[1]).toBe(notes[0]);
});

test('work that goes on losing fails in the end', async () => {
  const workspace = await makeWorkspace(database().db);
  let runs = 0;
  await expect(
    workspace.work(() => {
      runs += 1;
      return Promise.reject(Object.assign(new Error('could not serialize'), { code: '40001' }));
    }),
  ).rejects.toThrow('could not serialize');
  expect(runs).toBe(4);
});
