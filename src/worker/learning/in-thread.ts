// Trains a workspace's model in a thread of its own, one at a time and with limits: nobody's request or post waits for it.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { MakeModel } from '../../pipeline/judging-ports.ts';

export type Question = Parameters<MakeModel>[0] & {
  /** The folder of the built-in weights. */
  weights: string;
  /** The folder of Kizuki's own labelled posts. */
  ownPosts: string;
};
export type Answer = Awaited<ReturnType<MakeModel>>;

const timeLimitMs = 120_000;
const memoryLimitMb = 768;
let last: Promise<unknown> = Promise.resolve();

/** Errors: those of the thread, and an AbortError after two minutes. */
export function makeInThread(question: Question): Promise<Answer> {
  const turn = last.then(() => inThread(question));
  last = turn.catch(() => undefined);
  return turn;
}

async function inThread(question: Question): Promise<Answer> {
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  });
  try {
    const [answer] = (await once(worker, 'message', { signal: AbortSignal.timeout(timeLimitMs) })) as [
      Answer,
    ];
    return answer;
  } finally {
    await worker.terminate();
  }
}
