// One piece of work after another: what fails is said at the end, and does not keep the others from being done.
import { AppError } from '../domain/errors.ts';

/**
 * Sums up what `work` answers for each of `of`. Errors: what concerns all of them (the database is gone) at once;
 * otherwise, when all had their turn, an AggregateError whose message names those that failed.
 */
export async function goOn<T extends string>(
  of: readonly T[],
  work: (one: T) => Promise<number>,
): Promise<number> {
  let done = 0;
  const failed: T[] = [];
  const errors: unknown[] = [];
  for (const one of of) {
    try {
      done += await work(one);
    } catch (error) {
      if (error instanceof AppError && error.class === 'unavailable') throw error;
      failed.push(one);
      errors.push(error);
    }
  }
  if (errors.length > 0)
    throw new AggregateError(errors, `Failed for ${failed.join(', ')}; the others were done.`);
  return done;
}
