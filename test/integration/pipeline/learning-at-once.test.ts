// Judging and learning while somebody else does the same: nobody's word is lost, and one version comes of one lesson.
import { beforeEach, describe, expect, it } from 'vitest';
import { loadJudging, makeModel } from '../../../src/main/judging.ts';
import { judgeWaiting } from '../../../src/pipeline/judge-again.ts';
import type { JudgeStage } from '../../../src/pipeline/judge.ts';
import type { MakeModel } from '../../../src/pipeline/judging-ports.ts';
import { testDatabase } from '../../harness/database.ts';
import { createJudgingDesk, wish } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { hear, fillInBoth, fillIn, correct, says, learnNow, jobs, readJudging } = createJudgingDesk({
  database,
  scene: () => scene,
});

beforeEach(async () => {
  scene = await setScene(database());
});

describe('two workers that learn the same', () => {
  /** Trains only when all of `workers` have read what they learn from. */
  function together(workers: number): MakeModel {
    let waiting = 0;
    const all = Promise.withResolvers<void>();
    return async (question) => {
      waiting += 1;
      if (waiting === workers) all.resolve();
      await all.promise;
      return makeModel(question);
    };
  }
  const versions = async (): Promise<number[]> =>
    (await readJudging()).models.flatMap(({ lang, version }) => (lang === 'en' ? [version] : []));

  beforeEach(async () => {
    await fillInBoth();
  });

  it('make one version', async () => {
    const deps = { makeModel: together(2) };
    await Promise.all([learnNow(null, deps), learnNow(null, deps)]);
    expect(await versions()).toEqual([1, 0]);
    expect((await readJudging()).training[0]).toMatchObject({ corrections: 160, fresh: 0, active: 1 });
    expect(await jobs('learn')).toHaveLength(0);
  });

  it('leave what only one of them read to the next version', async () => {
    // The one reads, then something more is said, then the other reads: the first to end has read less.
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const early = learnNow(null, {
      makeModel: async (question) => {
        begun.resolve();
        return makeModel(question);
      },
    });
    await begun.promise;
    const ids = await hear(scene.post(`${wish(3)} once more`));
    await fillIn(ids, 'idea', () => 'yes');
    const late = learnNow(scene.actor.userId, {
      makeModel: async (question) => {
        await mayEnd.promise;
        return makeModel(question);
      },
    });
    await early;
    mayEnd.resolve();
    await late;
    expect(await versions()).toEqual([1, 0]);
    expect((await readJudging()).training[0]).toMatchObject({ corrections: 161, fresh: 1 });
    expect(await jobs('learn')).toHaveLength(1);
  });
});

describe('a person who speaks while what waits is judged anew', () => {
  /** The program's own stage, which says that everything is an idea; `read` happens before the entries are locked, `judged` after. */
  async function slowStage(steps: {
    read?: () => Promise<unknown>;
    judged?: () => void;
  }): Promise<JudgeStage> {
    const stage = await loadJudging();
    return {
      bases: stage.bases,
      async judgeFor(workspaceId, tx) {
        const judge = await stage.judgeFor(workspaceId, tx);
        await steps.read?.();
        return {
          ...judge,
          rowsOf(post, said) {
            steps.judged?.();
            const rows = judge.rowsOf(post, said).filter(({ kind }) => kind !== 'idea' || said?.length);
            return said?.length
              ? rows
              : [...rows, { kind: 'idea', value: 'yes', probability: 0.9, method: 'team' }];
          },
        };
      },
    };
  }
  const judgeAll = async (judging: JudgeStage): Promise<void> =>
    judgeWaiting({ inWorkspace: scene.inWorkspace, judging }, scene.workspaceId, { lang: 'en', after: null });

  it('is heard where they spoke after it had begun', async () => {
    const [id = '', other = ''] = await hear(scene.post(wish(1)), scene.post(wish(2)));
    await judgeAll(await slowStage({ read: () => correct(id, 'idea', 'no') }));
    expect([await says(id, 'idea'), await says(other, 'idea')]).toEqual(['no', 'yes']);
  });

  it('is heard where they spoke between what it read and what it wrote', async () => {
    const [id = '', other = ''] = await hear(scene.post(wish(1)), scene.post(wish(2)));
    const speaking: Promise<unknown>[] = [];
    await judgeAll(
      await slowStage({
        judged: () => {
          if (speaking.length === 0) speaking.push(correct(id, 'idea', 'no'));
        },
      }),
    );
    await Promise.all(speaking);
    expect([await says(id, 'idea'), await says(other, 'idea')]).toEqual(['no', 'yes']);
  });
});
