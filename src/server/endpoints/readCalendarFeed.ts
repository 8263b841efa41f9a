// Says whether an account's opening hours can be read as a calendar, and when they last were.
import { calendarFeedRow } from '../../storage/calendar-feeds.ts';
import type { MemberHandler } from '../context.ts';
import { expectAccount } from '../read/guideline.ts';

export const readCalendarFeed: MemberHandler<'readCalendarFeed'> = (ctx, { params }) =>
  ctx.inWorkspace(async (trx) => {
    await expectAccount(trx, params.id);
    return { feed: (await calendarFeedRow(trx, params.id)) ?? null };
  });
