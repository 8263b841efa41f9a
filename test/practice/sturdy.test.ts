// The practice network when something goes wrong, and when several processes share it.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PracticeStore } from '../../src/domain/practice/store.ts';
import { createPractice } from '../../src/networks/practice/network.ts';
import { tick } from '../../src/networks/practice/run.ts';
import { createPracticeService } from '../../src/networks/practice/service.ts';
import { createPracticeStore } from '../../src/storage/practice/store.ts';
import { deps } from '../contract/deps.ts';
import { testDatabase } from '../harness/database.ts';
import { setStage } from './stage.ts';
import { makeWorkspace } from './workspace.ts';

const database = testDatabase();

test('a run that cannot go on is told of, and the others go on', async () => {
  const { store, service, workspaceId, nowMs } = await setStage(database(), { pace: 'off' });
  const [broken, well] = [
    await service.startStory(workspaceId, 'en-cannot-log-in'),
    await service.startStory(workspaceId, 'ja-cannot-log-in'),
  ];
  const failing = (over: PracticeStore): PracticeStore => ({
    ...over,
    atomically: (ws, work) => over.atomically(ws, (inner) => work(failing(inner))),
    holdRun: (ws, id) => (id === broken.id ? Promise.reject(new Error('unreadable')) : over.holdRun(ws, id)),
  });
  const ticked = await tick(failing(store), workspaceId, nowMs() + 60_000, () => 0.5);
  expect(ticked.failed.map(String)).toEqual([expect.stringContaining(broken.id)]);
  expect(ticked.effects).toBeGreaterThan(0);
  const posts = await store.timeline(workspaceId, { before: null, limit: 10 });
  expect(posts.map((post) => post.runId)).toContain(well.id);
});

test('what one process writes, the listener of another hears within two seconds', async () => {
  const workspaceId = await makeWorkspace(database());
  // Two stores wake nobody of each other: exactly what two processes share is the database.
  const [web, listener] = [1, 2].map(() => createPracticeStore(database().db, { newId: randomUUID }));
  if (web === undefined || listener === undefined) throw new Error('two stores were made');
  const service = createPracticeService(web, { now: deps.now, random: Math.random });
  const heard = Promise.withResolvers<number>();
  const connected = Promise.withResolvers<undefined>();
  const controller = new AbortController();
  const listening = createPractice(deps, listener).listen({
    source: { id: 's', kind: 'timeline', config: { workspaceId } },
    account: null,
    cursor: '0',
    deliver: async (batch) => {
      if (JSON.stringify(batch).includes('from elsewhere')) heard.resolve(performance.now());
    },
    alive: () => connected.resolve(undefined),
    signal: controller.signal,
  });
  await connected.promise;
  const writtenAt = performance.now();
  await service.postAsCustomer(workspaceId, { name: 'Mia', text: 'from elsewhere', replyTo: null });
  expect((await heard.promise) - writtenAt).toBeLessThan(15_000);
  controller.abort();
  await listening;
});
