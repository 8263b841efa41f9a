// Asks for advice or a cost in a process of its own, with limits of time and memory: a hostile query must not hold up everybody.
import { AppError } from '../../domain/errors.ts';
import type { Advice } from '../../domain/listening/advice/suggestion.ts';
import type { MemberContext } from '../context.ts';
import { createTurns } from '../in-turn.ts';
import type { AdviceQuestion, CostQuestion, QueryCost } from './questions.ts';

const entry = new URL('child.ts', import.meta.url);
const limits = { timeMs: 15_000, memoryMb: 512 };
/** The program has other things to do with its processors. */
const inTurn = createTurns(1);

type Asker = Pick<MemberContext, 'services'>;

/** Errors: `payload_too_large` when it takes too long or too much memory. */
export function ask(ctx: Asker, question: AdviceQuestion): Promise<Advice | null>;
export function ask(ctx: Asker, question: CostQuestion): Promise<QueryCost>;
export function ask({ services }: Asker, question: AdviceQuestion | CostQuestion): Promise<unknown> {
  return inTurn(async () => {
    try {
      return await services.inChild(entry, question, limits);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(
        'payload_too_large',
        'This query is too large to be gone through so thoroughly. Make it shorter.',
        { cause: error },
      );
    }
  });
}
