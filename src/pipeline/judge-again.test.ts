// Judging anew what waits: every entry is judged by the version that judges at the end, whenever that was activated.
import { expect, it } from 'vitest';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import { goOn, judgeWaiting, type WaitingBatch } from './judge-again.ts';
import type { JudgeStage } from './judge.ts';
import type { EntryToJudge } from './judging-ports.ts';
import type { InWorkspace, WorkTx } from './ports.ts';

/** Entries that wait, and the one job of their language: whoever enqueues it anew replaces it. */
function workspace(count: number) {
  const said = new Map<string, JudgementRow[]>(
    Array.from({ length: count }, (_, n) => [`p${String(n).padStart(4, '0')}`, []]),
  );
  let active = 'en 1';
  let job: WaitingBatch | null = null;
  const entryOf = (postId: string): EntryToJudge => ({
    postId,
    text: 'a post',
    lang: 'en',
    brandId: null,
    network: 'practice',
    judgements: said.get(postId) ?? [],
    editedAt: null,
    deletedAt: null,
  });
  const tx = {
    judging: {
      activeKey: async () => active,
      waitingAfter: async (_: string, after: string | null, most: number) =>
        [...said.keys()].filter((id) => after === null || id > after).slice(0, most),
      entries: async (ids: string[]) => ids.map(entryOf),
      correctionsOf: async () => [],
    },
    ledger: {
      lock: async () => [],
      async judge(rows: { postId: string; judgements: JudgementRow[] }[]) {
        for (const { postId, judgements } of rows) said.set(postId, judgements);
      },
    },
    workspace: { brandNames: async () => new Map() },
    append: async () => undefined,
    async enqueue({ payload }: { payload: Record<string, unknown> }) {
      job = payload as unknown as WaitingBatch;
    },
  } as unknown as WorkTx;
  const judging = {
    bases: new Map(),
    // Fixed when it is asked for, as it is for a transaction.
    async judgeFor() {
      const value = active;
      return { rowsOf: () => [{ kind: 'idea', value, probability: 1, method: 'team' }] };
    },
  } as unknown as JudgeStage;
  const inWorkspace = ((_: string, work: (given: WorkTx) => Promise<unknown>) => work(tx)) as InWorkspace;
  return {
    said: () => [...new Set([...said.values()].flat().map(({ value }) => value))],
    judged: () => [...said.values()].filter((rows) => rows.length > 0).length,
    async activate(version: string) {
      active = version;
      await goOn(tx, 'w', { lang: 'en', after: null });
    },
    /** Runs the next job; `meanwhile` happens after it has read and before it goes on. */
    async run(meanwhile?: () => Promise<void>): Promise<boolean> {
      const next = job;
      if (next === null) return false;
      job = null;
      const append = tx.append;
      if (meanwhile !== undefined) tx.append = async () => meanwhile();
      await judgeWaiting({ inWorkspace, judging }, 'w', next);
      tx.append = append;
      return true;
    },
  };
}

it('goes through all that waits, a batch at a time', async () => {
  const { activate, run, judged, said } = workspace(450);
  await activate('en 2');
  await run();
  expect(judged()).toBe(200);
  let more = 0;
  while (await run()) more += 1;
  expect(more).toBe(3);
  expect(judged()).toBe(450);
  expect(said()).toEqual(['en 2']);
});

it('begins anew where another version is activated while a batch is under way', async () => {
  const { activate, run, said } = workspace(450);
  await activate('en 2');
  await run();
  await run(() => activate('en 3'));
  while (await run());
  expect(said()).toEqual(['en 3']);
});
