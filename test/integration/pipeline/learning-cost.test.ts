// What a click costs where much was corrected already: it counts no further than it must, and weights are read only to judge by them.
import { beforeEach, expect, it } from 'vitest';
import type { InWorkspace } from '../../../src/pipeline/ports.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { createJudgingDesk, nothing, wish } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { hear, fillInBoth, fillIn, correct, served, learnNow, jobs, readJudging } = createJudgingDesk({
  database,
  scene: () => scene,
});

/** 160 words, and a day after that the first version. */
beforeEach(async () => {
  scene = await setScene(database());
  await fillInBoth();
  scene.pass(60 * 60 * 1000);
  await learnNow();
  scene.pass(24 * 60 * 60 * 1000);
});

/** The scene's transactions, and which methods of the store of judgements they used. */
function watched(): { inWorkspace: InWorkspace; used: Set<string | symbol> } {
  const used = new Set<string | symbol>();
  const inTx: InWorkspace = (workspaceId, work) =>
    scene.inWorkspace(workspaceId, (tx) => {
      const judging = new Proxy(tx.judging, {
        get(store, name, receiver): unknown {
          used.add(name);
          return Reflect.get(store, name, receiver);
        },
      });
      return work({ ...tx, judging });
    });
  return { inWorkspace: inTx, used };
}

const learnJobs = async (): Promise<number> => (await jobs('learn')).length;

it('a click counts what was said since the last version, and not all that ever was', async () => {
  // A quarter more than the 160 are needed.
  const ids = await hear(...Array.from({ length: 40 }, (_, n) => scene.post(`${wish(n)} again ${n}`)));
  await fillIn(ids.slice(0, 38), 'idea', () => 'yes');
  await correct(ids[38] ?? '', 'idea', 'yes');
  expect(await learnJobs()).toBe(0);
  const { inWorkspace: inTx, used } = watched();
  await served(inTx).correctJudgement(scene.actor, {
    ...nothing,
    params: { id: ids[39] ?? '', kind: 'idea' },
    body: { value: 'yes' },
  });
  expect(await learnJobs()).toBe(1);
  expect([used.has('saidSince'), used.has('learnable')]).toEqual([true, false]);
});

it('what may not be learnt from begins no version by itself', async () => {
  const ids = await hear(...Array.from({ length: 40 }, (_, n) => scene.post(`${wish(n)} again ${n}`)));
  await fillIn(ids, 'idea', () => 'yes');
  await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.updateTable('post').set({ network: 'x' }).where('id', 'in', ids).execute(),
  );
  await learnNow();
  const versions = (await readJudging()).models.map(({ version }) => version);
  expect(Math.max(...versions)).toBe(1);
});

it('whoever asks which version judges reads no weights', async () => {
  const { inWorkspace: inTx, used } = watched();
  await served(inTx).readJudging(scene.actor, { ...nothing, query: { weeks: 12 } });
  expect(used.has('active')).toBe(false);
  await learnNow(scene.actor.userId, { inWorkspace: inTx });
  // Those of one version, to compare the new one with, and those of all only where somebody judges.
  expect([used.has('weightsOf'), used.has('active')]).toEqual([true, false]);
  const versions = await scene.inWorkspace(scene.workspaceId, (tx) => tx.judging.activeVersions());
  expect(versions.map((version) => Object.keys(version).toSorted())).toEqual([['base', 'lang', 'version']]);
});
