// How much waits where: the numbers beside the names of the pages.
import { z } from 'zod';

export const countsView = z.object({
  /** That wait for a decision and are not noise. */
  candidates: z.number(),
  /** That wait too, but were judged not to be about the company, or spam. */
  noise: z.number(),
  later: z.number(),
  myCases: z.number(),
  unassignedCases: z.number(),
  openCases: z.number(),
  ledgerWaiting: z.number(),
  accountsInTrouble: z.number(),
  outboundInTrouble: z.number(),
  /** Replies of others that one may approve, and one's own that were sent back. */
  toApprove: z.number(),
});
export type CountsView = z.infer<typeof countsView>;
