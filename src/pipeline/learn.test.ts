// Learning takes its turn: it waits in a queue of its own, and never in the places that answers are sent from.
import { expect, it } from 'vitest';
import { enqueueLearning, learnTask } from './learn.ts';
import type { WorkTx } from './ports.ts';

type Job = Parameters<WorkTx['enqueue']>[0];

async function jobsOf(madeBy: string | null): Promise<Job[]> {
  const jobs: Job[] = [];
  const tx = {
    at: '2026-11-22T00:00:00.000Z',
    async enqueue(job: Job) {
      jobs.push(job);
    },
  };
  for (const workspaceId of ['w1', 'w2'])
    for (const lang of ['en', 'ja']) await enqueueLearning(tx, workspaceId, { lang, madeBy });
  return jobs;
}

it('of all workspaces and languages one is made at a time', async () => {
  const jobs = await jobsOf(null);
  expect(new Set(jobs.map(({ key }) => key)).size).toBe(4);
  expect(jobs.map(({ queue }) => queue)).toEqual(jobs.map(() => learnTask));
});

it('waits for what else is corrected, unless somebody asked for it', async () => {
  expect((await jobsOf(null))[0]?.runAt).toBe('2026-11-22T00:00:10.000Z');
  expect((await jobsOf('u1'))[0]?.runAt).toBe('2026-11-22T00:00:00.000Z');
});
