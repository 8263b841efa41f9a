// Revokes the address of an account's calendar at once.
import { revokeCalendarFeedRow } from '../../storage/calendar-feeds.ts';
import type { MemberHandler } from '../context.ts';
import { expectAccount } from '../read/guideline.ts';

export const revokeCalendarFeed: MemberHandler<'revokeCalendarFeed'> = (ctx, { params }) =>
  ctx.inWorkspace(async (trx) => {
    await expectAccount(trx, params.id);
    await revokeCalendarFeedRow(trx, ctx.change, params.id);
  });
