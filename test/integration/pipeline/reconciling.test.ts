// Holds the ledger against what a network lists: what listening missed is fetched, once, and how it went is kept.
import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { reconcileDue, type ReconcileDeps } from '../../../src/main/reconcile.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import type { HeardBatch } from '../../../src/pipeline/ports.ts';
import type { Listed } from '../../../src/pipeline/reconcile.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { askForReading, readReconciliations } from '../../../src/storage/reconciliation.ts';
import { sourceCursor } from '../../../src/storage/source-runtime.ts';
import { sourceRows } from '../../../src/storage/sources.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { entries } = createDesk({ database, scene: () => scene });

const hourMs = 3_600_000;
const inTime = new AbortController().signal;

beforeEach(async () => {
  scene = await setScene(database());
  await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.updateTable('source').set({ kind: 'notifications' }).execute(),
  );
});

function mention(text: string): HeardBatch['items'][number] {
  const post: Post = scene.post(text, {
    mentions: [{ handle: 'acme_help', nativeId: 'us' }],
    createdAt: new Date(scene.now()).toISOString(),
  });
  return { raw: {}, outcome: { heard: { type: 'post', post } }, inbound: 'mention' };
}

/** A network that lists what it is told to; what it was asked for is kept. */
function networkThat(lists: () => Listed): { deps: ReconcileDeps; asked: string[] } {
  const asked: string[] = [];
  const deps: ReconcileDeps = {
    db: database().db,
    now: scene.now,
    ingestDeps: () =>
      Promise.resolve({
        inWorkspace: scene.inWorkspace,
        matching: createMatchStage(),
        detectLanguage: () => 'en',
      }),
    networks: {
      listInbound(_source, sinceMs) {
        asked.push(new Date(sinceMs).toISOString());
        return Promise.resolve().then(lists);
      },
    },
  };
  return { deps, asked };
}

const found = () => inWorkspace(database().db, scene.workspaceId, readReconciliations);

it('fetches what listening missed, and leaves alone what is only just on its way', async () => {
  const [heard, missed] = [mention('hello'), mention('nobody heard me')];
  await scene.hear(heard);
  const cursor = await sourceCursor(database().db, scene.workspaceId, scene.sourceId);
  scene.pass(hourMs);
  const onItsWay = mention('just now');
  const { deps, asked } = networkThat(() => ({ items: [heard, missed, missed, onItsWay], isComplete: true }));
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect((await entries()).map(({ post, origin }) => [post.text, origin])).toEqual([
    ['hello', 'mention'],
    ['nobody heard me', 'mention'],
  ]);
  expect(await found()).toMatchObject([{ handle: 'acme_help', listed: 2, missing: 1, errorCode: null }]);
  // Not before the source was there: nobody has missed what nobody listened for.
  expect(asked).toEqual(['2026-11-20T01:00:00.000Z']);
  expect(await sourceCursor(database().db, scene.workspaceId, scene.sourceId)).toBe(cursor);
});

it('comes back after a day, looks a little further back than the last time, and finds nothing twice', async () => {
  const missed = mention('nobody heard me');
  const { deps, asked } = networkThat(() => ({ items: [missed], isComplete: true }));
  scene.pass(hourMs);
  await reconcileDue(deps, scene.workspaceId, inTime);
  scene.pass(20 * hourMs);
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect(asked).toHaveLength(1);
  scene.pass(5 * hourMs);
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect(asked.at(-1)).toBe('2026-11-20T01:00:00.000Z');
  expect(await found()).toMatchObject([{ listed: 1, missing: 0 }]);
  expect(await entries()).toHaveLength(1);
});

it('says why a network could not be asked, keeps what was found before, and asks again within the hour', async () => {
  let isAway = false;
  const missed = mention('nobody heard me');
  const { deps, asked } = networkThat(() => {
    if (isAway) throw new AppError('network_unavailable', 'The server is away.');
    return { items: [missed], isComplete: false };
  });
  scene.pass(hourMs);
  await reconcileDue(deps, scene.workspaceId, inTime);
  isAway = true;
  scene.pass(25 * hourMs);
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect(await found()).toMatchObject([
    { missing: 1, isComplete: false, errorCode: 'network_unavailable', error: 'The server is away.' },
  ]);
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect(asked).toHaveLength(2);
  scene.pass(61 * 60_000);
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect(asked).toHaveLength(3);
});

it('reads again from a time when somebody asks, also before it was listened to, and says what came of it', async () => {
  const [early, heard] = [mention('before you listened'), mention('hello')];
  await scene.hear(heard);
  const { deps, asked } = networkThat(() => ({ items: [early, heard], isComplete: true }));
  scene.pass(hourMs);
  const since = new Date(scene.now() - 48 * hourMs).toISOString();
  const at = new Date(scene.now()).toISOString();
  const ask = () =>
    inWorkspace(database().db, scene.workspaceId, (trx) =>
      askForReading(trx, { workspaceId: scene.workspaceId, actorId: null, at }, scene.sourceId, since),
    );
  const reading = async () => {
    const rows = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      sourceRows(trx, scene.now(), [scene.sourceId]),
    );
    return rows[0]?.reading;
  };
  await ask();
  expect(await reading()).toMatchObject({ isAsked: true, doneAt: null });
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect(asked).toEqual([since]);
  expect(await reading()).toMatchObject({ isAsked: false, since, listed: 2, missing: 1, isComplete: true });
  // Once more finds nothing, and nothing comes twice; nobody asks any more.
  await ask();
  await reconcileDue(deps, scene.workspaceId, inTime);
  await reconcileDue(deps, scene.workspaceId, inTime);
  expect(asked).toEqual([since, since]);
  expect(await reading()).toMatchObject({ listed: 2, missing: 0 });
  expect((await entries()).map(({ post }) => post.text).toSorted()).toEqual(['before you listened', 'hello']);
});

it('leaves for the next turn what is not begun when its time is over, and begins there', async () => {
  const { db } = database();
  const other = await scene.inWorkspace(scene.workspaceId, async (tx) => tx.newId());
  await inWorkspace(db, scene.workspaceId, async (trx) => {
    const first = await trx.selectFrom('source').selectAll().executeTakeFirstOrThrow();
    await trx
      .insertInto('source')
      .values({ ...first, id: other, config: JSON.stringify(first.config), quiet: null })
      .execute();
  });
  const asked: string[] = [];
  const time = new AbortController();
  const { deps } = networkThat(() => ({ items: [], isComplete: true }));
  const slow: ReconcileDeps = {
    ...deps,
    networks: {
      listInbound(source) {
        asked.push(source.id);
        time.abort();
        return Promise.resolve({ items: [], isComplete: true });
      },
    },
  };
  await reconcileDue(slow, scene.workspaceId, time.signal);
  expect(asked).toEqual([scene.sourceId]);
  await reconcileDue(slow, scene.workspaceId, inTime);
  expect(asked).toEqual([scene.sourceId, other]);
});
