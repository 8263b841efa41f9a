// Reads the guideline of an account, or the workspace's.
import type { MemberHandler } from '../context.ts';
import { guidelineView } from '../read/guideline.ts';

export const readGuideline: MemberHandler<'readGuideline'> = (ctx, { query }) =>
  ctx.inWorkspace((trx) => guidelineView(trx, query.accountId ?? null, ctx.nowMs));
