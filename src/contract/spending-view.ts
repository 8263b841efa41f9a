// What an account on a paid network has spent, and what it may.
import { z } from 'zod';

/** US dollars, of today and this month by UTC. */
export const spendingView = z.object({
  todayUsd: z.number(),
  monthUsd: z.number(),
  dailyBudgetUsd: z.number(),
  monthlyBudgetUsd: z.number(),
  /** Listening stops a little before a budget is used up, and leaves the rest to people. */
  listeningStopped: z.enum(['day', 'month']).nullable(),
  stopped: z.enum(['day', 'month']).nullable(),
});
