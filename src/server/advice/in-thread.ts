// Runs a question in a thread of its own, with limits of time and memory: a hostile query must not hold up everybody.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../domain/errors.ts';
import { createTurns } from '../in-turn.ts';
import type { AdviceQuestion, CostQuestion, QueryCost } from './questions.ts';
import type { Advice } from '../../domain/listening/advice/suggestion.ts';

const timeLimitMs = 15_000;
const memoryLimitMb = 512;
/** The program has other things to do with its processors. */
const inTurn = createTurns(1);

/** Errors: `payload_too_large` when it takes too long or too much memory. */
export function ask(question: AdviceQuestion): Promise<Advice | null>;
export function ask(question: CostQuestion): Promise<QueryCost>;
export function ask(question: AdviceQuestion | CostQuestion): Promise<unknown> {
  return inTurn(() => inThread(question));
}

async function inThread(question: AdviceQuestion | CostQuestion): Promise<unknown> {
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  });
  try {
    const [answer] = (await once(worker, 'message', { signal: AbortSignal.timeout(timeLimitMs) })) as [
      unknown,
    ];
    return answer;
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_WORKER_OUT_OF_MEMORY' && name !== 'AbortError') throw error;
    throw new AppError(
      'payload_too_large',
      'This query is too large to be gone through so thoroughly. Make it shorter.',
      { cause: error },
    );
  } finally {
    await worker.terminate();
  }
}
