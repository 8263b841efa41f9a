// What tests of judging do in a scene: have posts heard with the real models, correct, learn, and read how good it is.
import { expect } from 'vitest';
import type { EndpointName } from '../../../src/contract/endpoints.ts';
import { endpoints } from '../../../src/contract/endpoints.ts';
import { valueIn, type JudgementKind } from '../../../src/domain/judgement/correction.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { loadJudging, makeModel } from '../../../src/main/judging.ts';
import { ingest } from '../../../src/pipeline/ingest.ts';
import { judgeWaiting } from '../../../src/pipeline/judge-again.ts';
import { learn, type LearnDeps } from '../../../src/pipeline/learn.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import type { Actor, HeardBatch, InWorkspace } from '../../../src/pipeline/ports.ts';
import { createJudgingUseCases } from '../../../src/server/judging.ts';
import type { JudgingUseCases } from '../../../src/server/ports.ts';
import type { TestDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import type { Scene } from './scene.ts';

export const noLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const nothing = { ifMatch: null, idempotencyKey: null, params: {}, query: {}, body: {} };

/** What the server answers is what the contract says. */
export function expectFits(name: EndpointName, answer: unknown): void {
  const parsed = endpoints[name].reply.safeParse(answer);
  expect(parsed.error?.issues ?? []).toEqual([]);
}

const places = [
  'kitchen',
  'garden',
  'office',
  'train',
  'school',
  'harbour',
  'attic',
  'garage',
  'park',
  'cellar',
];
const times = ['this morning', 'at noon', 'on Sunday', 'all week', 'last night', 'since May'];
/** What only this team knows: a zorble is something people wish for. */
export const wish = (n: number): string =>
  `my acme needs the zorble ${times[n % 6] ?? ''} in the ${places[n % 10] ?? ''} number ${'abcdefghij'[n % 7] ?? ''}`;
export const talk = (n: number): string =>
  `saw an acme van ${times[n % 6] ?? ''} near the ${places[(n + 3) % 10] ?? ''}, blue one ${'abcdefghij'[n % 7] ?? ''}`;

export interface JudgingDeskOptions {
  database: () => TestDatabase;
  scene: () => Scene;
}

export function createJudgingDesk({ database, scene }: JudgingDeskOptions) {
  const { entries } = createDesk({ database, scene });
  const matching = createMatchStage();
  const served = (inTx: InWorkspace = scene().inWorkspace): JudgingUseCases =>
    createJudgingUseCases({ db: database().db, inWorkspace: inTx, loadJudging, now: scene().now });
  const ours = async () => ({ inWorkspace: scene().inWorkspace, judging: await loadJudging() });

  /** As the scene hears, but with models. Answers the ids of the posts that are new. */
  async function hear(...items: (Post | HeardBatch['items'][number])[]): Promise<string[]> {
    const before = new Set((await entries()).map(({ post }) => post.id));
    const { workspaceId, sourceId, accountId, newId } = scene();
    await ingest(
      { ...(await ours()), matching, detectLanguage: () => 'en' },
      { workspaceId, id: sourceId, network: 'practice', accountId },
      {
        cursor: newId(),
        items: items.map((item) =>
          'nativeId' in item ? { raw: item, outcome: { heard: { type: 'post', post: item } } } : item,
        ),
      },
    );
    return (await entries()).map(({ post }) => post.id).filter((id) => !before.has(id));
  }
  const correct = (id: string, kind: JudgementKind, value: string | null, actor: Actor = scene().actor) =>
    served().correctJudgement(actor, { ...nothing, params: { id, kind }, body: { value } });
  /** As if all of these had been said of the posts, in one step and without what follows. */
  async function fillIn(
    ids: readonly string[],
    kind: JudgementKind,
    value: (n: number) => string,
  ): Promise<void> {
    const { inWorkspace: inTx, workspaceId, actor } = scene();
    await inTx(workspaceId, async (tx) => {
      for (const [n, postId] of ids.entries()) {
        const said = { said: null, p: {}, others: null, lang: 'en', by: actor.userId, at: tx.at };
        await tx.judging.putCorrection({ postId, kind, value: value(n), ...said });
      }
    });
  }
  /** 40 posts of either sort, wishes and talk in turn. */
  const hearBoth = (): Promise<string[]> =>
    hear(...Array.from({ length: 40 }, (_, n) => [scene().post(wish(n)), scene().post(talk(n))]).flat());
  return {
    entries,
    served,
    hear,
    correct,
    async edit(post: Post, text: string, editedAt = '2026-11-21T00:00:00Z'): Promise<void> {
      await hear({ raw: {}, outcome: { heard: { type: 'edit', post: { ...post, text }, editedAt } } });
    },
    async readJudging(actor: Actor = scene().actor) {
      const answer = await served().readJudging(actor, { ...nothing, query: { weeks: 12 } });
      expectFits('readJudging', answer);
      return answer;
    },
    says: async (id: string, kind: JudgementKind): Promise<string | null> =>
      valueIn((await entries()).find(({ post }) => post.id === id)?.judgements ?? [], kind),
    async learnNow(madeBy: string | null = null, more: Partial<LearnDeps> = {}): Promise<void> {
      const deps = { ...(await ours()), makeModel, log: noLog, ...more };
      await learn(deps, scene().workspaceId, { lang: 'en', madeBy });
    },
    judgeAllWaiting: async (): Promise<void> =>
      judgeWaiting(await ours(), scene().workspaceId, { lang: 'en', after: null }),
    async jobs(task: string): Promise<{ key: string | null }[]> {
      const { rows } = await database().pool.query<{ key: string | null }>(
        'select key from graphile_worker.jobs where task_identifier = $1',
        [task],
      );
      return rows.filter(({ key }) => key?.includes(scene().workspaceId) === true);
    },
    fillIn,
    /** The same as `teach` without clicks, so that it takes no time and nobody is asked to learn. */
    async fillInBoth(): Promise<void> {
      const ids = await hearBoth();
      await fillIn(ids, 'idea', (n) => (n % 2 === 0 ? 'yes' : 'no'));
      await fillIn(ids, 'about', () => 'yes');
    },
    /** Has 40 posts of either sort heard, and says of each whether it is an idea. */
    async teach(): Promise<void> {
      const ids = await hearBoth();
      for (const [n, id] of ids.entries()) {
        await correct(id, 'idea', n % 2 === 0 ? 'yes' : 'no');
        await correct(id, 'about', 'yes');
      }
    },
  };
}
