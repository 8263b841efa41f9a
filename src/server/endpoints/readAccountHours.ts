// Reads an account's hours, what is done by them, and the plan of the coming days.
import { atHoursDesk } from '../account-hours.ts';
import type { MemberHandler } from '../context.ts';
import { accountHoursView } from '../read/account-hours.ts';

export const readAccountHours: MemberHandler<'readAccountHours'> = (ctx, { params }) =>
  atHoursDesk(ctx, params.id, accountHoursView);
