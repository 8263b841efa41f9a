// Asking another model about what came in, on a real database: queued with the entries, answered later, and never over a person's word.
import { Logger, runOnce } from 'graphile-worker';
import { beforeEach, describe, expect, it } from 'vitest';
import { mayLeave } from '../../../src/domain/post/terms.ts';
import { loadJudging } from '../../../src/main/judging.ts';
import { readGauges } from '../../../src/main/gauges.ts';
import { createAnswerCache } from '../../../src/models/cache.ts';
import { askOther, forgetQuestions } from '../../../src/pipeline/ask-other.ts';
import { correctJudgement } from '../../../src/pipeline/correct.ts';
import { ingest } from '../../../src/pipeline/ingest.ts';
import { createJudgeByOther, type Asked } from '../../../src/pipeline/judge-by-other.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import type { HeardBatch } from '../../../src/pipeline/ports.ts';
import { withClient } from '../../../src/storage/client.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createModelUse } from '../../../src/storage/model-use.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { entries } = createDesk({ database, scene: () => scene });
beforeEach(async () => {
  scene = await setScene(database());
});

const answer: Asked = {
  answer: {
    said: {
      about: true,
      kinds: ['idea'],
      sentiment: 1,
      urgency: 0,
      churn: true,
      abuse: 'none',
      speak: 'private',
    },
    p: {},
  },
  usage: { inputTokens: 900, outputTokens: 60 },
};

const silent = new Logger(() => () => undefined);
const matching = createMatchStage();
async function hear(...items: HeardBatch['items']): Promise<void> {
  const { workspaceId, sourceId: id, accountId } = scene;
  await ingest(
    {
      inWorkspace: scene.inWorkspace,
      matching,
      detectLanguage: () => 'en',
      judging: await loadJudging(),
      asksOther: mayLeave,
    },
    { workspaceId, id, network: 'practice', accountId },
    { cursor: null, items },
  );
}
const heard = (post: ReturnType<Scene['post']>): HeardBatch['items'][number] => ({
  raw: {},
  outcome: { heard: { type: 'post', post } },
});

/** Posts of this workspace that are still to be asked about. */
const questions = (): Promise<string[]> =>
  scene.inWorkspace(scene.workspaceId, (tx) => tx.judging.questions(1_000));

/** Turns that workspaces wait for, in the order in which they come. */
async function turns(): Promise<{ queue: string | null; workspaceId: string }[]> {
  return withClient(database().adminUrl, async (client) => {
    const { rows } = await client.query<{ queue: string | null; workspaceId: string }>(
      `select q.queue_name as queue, j.payload ->> 'workspaceId' as "workspaceId" from graphile_worker._private_jobs as j
       join graphile_worker._private_tasks as t on t.id = j.task_id
       left join graphile_worker._private_job_queues as q on q.id = j.job_queue_id
       where t.identifier = 'ask-other-model' order by j.priority, j.run_at, j.id`,
    );
    return rows;
  });
}
const myTurns = async () => (await turns()).filter(({ workspaceId }) => workspaceId === scene.workspaceId);

async function ask(
  reply: () => Asked | Promise<Asked> = () => answer,
  more: readonly string[] = [],
  signal = new AbortController().signal,
): Promise<string[]> {
  const asked: string[] = [];
  const judgeByOther = createJudgeByOther({
    model: {
      name: 'm-1',
      version: '1',
      leaves: true,
      mostUsage: () => ({ inputTokens: 3_000, outputTokens: 2_000 }),
      async ask(post) {
        asked.push(post.text);
        return reply();
      },
    },
    cache: createAnswerCache(),
    spending: createModelUse(database().db, { limits: [], model: 'm-1', now: scene.now }),
    price: null,
    asksAll: true,
    timeoutMs: 5_000,
    hash: (text) => text,
    now: scene.now,
    sleep: async () => {},
    log: { warn() {} },
  });
  const { inWorkspace: inTx, workspaceId } = scene;
  const deps = { inWorkspace: inTx, judging: await loadJudging(), judgeByOther };
  await askOther(deps, workspaceId, more, signal);
  return asked;
}

const methods = async (): Promise<string[]> => [
  ...new Set((await entries()).flatMap(({ judgements }) => judgements.map(({ method }) => method))),
];
const judgedEvents = () =>
  inWorkspace(database().db, scene.workspaceId, async (trx) => {
    const rows = await trx
      .selectFrom('event')
      .select('subject_id')
      .where('type', '=', 'ledger.judged')
      .execute();
    return rows.map((row) => row.subject_id);
  });

/** What is counted of the other model, for all workspaces. */
async function counts(): Promise<Map<string, number>> {
  const gauges = (await readGauges(database().db)).filter(({ name }) => name === 'other_model');
  return new Map(gauges.map(({ labels, value }) => [labels?.['what'] ?? '', value]));
}

describe('what came in', () => {
  it('is queued with its entry, unless it may not leave, and one such job runs at a time', async () => {
    await hear(
      heard(scene.post('my acme is broken')),
      { ...heard(scene.post('a secret acme', { visibility: 'dm', conversation: 'c1' })), inbound: 'dm' },
      heard(scene.post('nothing of ours')),
    );
    const rows = await entries();
    const open = rows.find(({ post }) => post.visibility === 'public')?.post.id;
    expect(await questions()).toEqual([open]);
    expect(await myTurns()).toEqual([{ queue: 'ask-other-model', workspaceId: scene.workspaceId }]);
  });

  it('of one workspace is asked about in turns with that of all others', async () => {
    const busy = scene;
    await hear(...Array.from({ length: 70 }, (_, at) => heard(scene.post(`acme ${at}`))));
    scene = await setScene(database());
    await hear(heard(scene.post('my acme is broken')));
    const quiet = scene;
    await hear(heard(scene.post('my acme is broken again')));
    const names = new Map([
      [busy.workspaceId, 'busy'],
      [quiet.workspaceId, 'quiet'],
    ]);
    const order: string[] = [];
    const taskList = {
      'ask-other-model': async (payload: unknown) => {
        const { workspaceId } = payload as { workspaceId: string };
        const name = names.get(workspaceId);
        if (name === undefined) return;
        scene = workspaceId === busy.workspaceId ? busy : quiet;
        order.push(`${name} ${(await ask()).length}`);
      },
    };
    // It ends when it finds nothing to do, which may be because the line has not moved on yet.
    const connectionString = database().adminUrl;
    const isDone = async (): Promise<boolean> => (await turns()).every((one) => !names.has(one.workspaceId));
    while (!(await isDone()))
      await runOnce({ connectionString, taskList, noHandleSignals: true, logger: silent });
    expect(order).toEqual(['busy 50', 'quiet 2', 'busy 20']);
    scene = busy;
    expect([await questions(), await myTurns()]).toEqual([[], []]);
  });

  it('is not asked about any more where no model is named', async () => {
    await hear(...Array.from({ length: 3 }, (_, at) => heard(scene.post(`acme ${at}`))));
    await forgetQuestions(scene.inWorkspace, scene.workspaceId);
    expect(await questions()).toEqual([]);
  });

  it('is judged by the other model, seen at once in every browser, and counted', async () => {
    await hear(heard(scene.post('I wish acme had a blue kettle, call 090-0000-1234')));
    expect(await methods()).toEqual(['model']);
    const [before] = await entries();
    const countedBefore = await counts();
    expect(await ask()).toEqual(['I wish acme had a blue kettle, call [phone]']);
    const [entry] = await entries();
    expect(entry?.judgements.map(({ kind, value, method }) => `${kind} ${value} ${method}`)).toEqual([
      'idea yes m-1',
      'sentiment positive m-1',
      'churn yes m-1',
      'speak private m-1',
    ]);
    expect(entry?.version).toBeGreaterThan(before?.version ?? 0);
    // Somebody leaves: that comes before what is only said.
    expect(entry?.priority).toBe(3);
    expect(await judgedEvents()).toEqual([entry?.post.id]);
    const counted = await counts();
    const more = (what: string): number => (counted.get(what) ?? 0) - (countedBefore.get(what) ?? 0);
    expect([more('answered'), more('input_tokens'), more('requests')]).toEqual([1, 900, 1]);
  });
});

it('is asked later when the program stops meanwhile', async () => {
  await hear(...Array.from({ length: 20 }, (_, at) => heard(scene.post(`acme ${at}`))));
  const stop = new AbortController();
  const asked = await ask(
    () => {
      stop.abort();
      return answer;
    },
    undefined,
    stop.signal,
  );
  expect(asked.length).toBeLessThanOrEqual(4);
  const judged = (await entries()).filter(({ judgements }) =>
    judgements.some(({ method }) => method === 'm-1'),
  );
  expect((await questions()).length + judged.length).toBe(20);
  expect(await myTurns()).toHaveLength(1);
});

describe('stays as it was judged', () => {
  it('where no answer came', async () => {
    await hear(heard(scene.post('my acme is broken')));
    const before = await entries();
    await ask(() => ({ answer: { failed: 'garbled' }, usage: null }));
    expect(await entries()).toEqual(before);
    expect(await judgedEvents()).toEqual([]);
  });

  it('where somebody said what it is, before or while it was asked', async () => {
    await hear(heard(scene.post('my acme is broken')), heard(scene.post('acme is fine')));
    const [first, second] = (await entries()).map(({ post }) => post.id);
    const deps = { inWorkspace: scene.inWorkspace, judging: await loadJudging() };
    const correct = (postId = '') =>
      correctJudgement(deps, scene.actor, postId, { kind: 'churn', value: 'no' });
    await correct(first);
    const asked = await ask(async () => {
      await correct(second);
      return answer;
    });
    expect(asked).toEqual(['acme is fine']);
    expect(await methods()).not.toContain('m-1');
  });

  it('where its author changed or deleted it meanwhile', async () => {
    const [edited, deleted] = [scene.post('my acme is broken'), scene.post('acme again')];
    await hear(heard(edited), heard(deleted));
    await ask(async () => {
      const at = new Date(scene.now()).toISOString();
      await hear(
        {
          raw: {},
          outcome: {
            heard: { type: 'edit', post: { ...edited, text: 'my acme works after all' }, editedAt: at },
          },
        },
        { raw: {}, outcome: { heard: { type: 'delete', nativeId: deleted.nativeId, deletedAt: at } } },
      );
      return answer;
    });
    expect(await methods()).not.toContain('m-1');
    // The changed text is a new question.
    expect(await questions()).toHaveLength(1);
    expect(await ask()).toEqual(['my acme works after all']);
    expect(await questions()).toEqual([]);
  });

  it('where the entry is gone, or another workspace’s', async () => {
    await hear(heard(scene.post('my acme is broken')));
    const ids = (await entries()).map(({ post }) => post.id);
    const other = await setScene(database());
    const mine = scene;
    scene = other;
    expect(await ask(() => answer, [...ids, other.newId()])).toEqual([]);
    scene = mine;
    expect(await methods()).toEqual(['model']);
  });
});
