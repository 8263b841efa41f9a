// Keeps the next version of a guideline.
import { AppError } from '../../domain/errors.ts';
import { insertGuideline } from '../../storage/guideline.ts';
import type { MemberHandler } from '../context.ts';
import { expectAccount, guidelineView } from '../read/guideline.ts';

export const saveGuideline: MemberHandler<'saveGuideline'> = (ctx, { query, body, ifMatch }) => {
  const accountId = query.accountId ?? null;
  const { guideline, reason } = body;
  if (guideline === null && accountId === null) {
    throw new AppError('invalid_input', 'There is nothing above the workspace’s guideline to fall back on.', {
      where: 'body.guideline',
    });
  }
  return ctx.inWorkspace(async (trx) => {
    if (accountId !== null) await expectAccount(trx, accountId);
    const next = { id: ctx.services.newId(), accountId, settings: null, ...guideline, reason };
    await insertGuideline(trx, ctx.change, next, ifMatch);
    return guidelineView(trx, accountId, ctx.nowMs);
  });
};
