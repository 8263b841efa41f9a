// Says what became of the replies that a second pair of eyes was asked for lately.
import { approvalSummary } from '../../storage/approvals.ts';
import type { MemberHandler } from '../context.ts';

const days = 30;
const dayMs = 86_400_000;

export const readApprovals: MemberHandler<'readApprovals'> = async (ctx) => {
  const since = new Date(ctx.nowMs - days * dayMs).toISOString();
  return { days, ...(await ctx.inWorkspace((trx) => approvalSummary(trx, since))) };
};
