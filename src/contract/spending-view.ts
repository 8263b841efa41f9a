// What an account on a paid network has spent, and what it may.
import { z } from 'zod';

/** US dollars, of today and this month by UTC. */
export const spendingView = z.object({
  todayUsd: z.number(),
  monthUsd: z.number(),
  dailyBudgetUsd: z.number(),
  monthlyBudgetUsd: z.number(),
  /** Which budget stops listening, which ends at 80 % of it. */
  listeningStopped: z.enum(['day', 'month']).nullable(),
  /** Which budget stops all reading, at 90 %: the rest is for what people send. */
  readingStopped: z.enum(['day', 'month']).nullable(),
});
