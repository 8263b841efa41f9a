// Shows what hours and texts that are not saved would lead to.
import { atHoursDesk } from '../account-hours.ts';
import type { MemberHandler } from '../context.ts';
import { hoursHolding, planView } from '../read/account-hours.ts';

export const previewAccountHours: MemberHandler<'previewAccountHours'> = (ctx, { params, body }) =>
  atHoursDesk(ctx, params.id, async (desk) => {
    const { ownHours, dayPosts, afterHours } = body;
    return planView(desk, { hours: await hoursHolding(desk.tx, ownHours), dayPosts, afterHours });
  });
