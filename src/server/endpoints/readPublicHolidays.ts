// Tells the public holidays of a country, to be taken over into the business hours.
import type { MemberHandler } from '../context.ts';
import { publicHolidays } from '../public-holidays.ts';

export const readPublicHolidays: MemberHandler<'readPublicHolidays'> = async (_ctx, { query }) =>
  publicHolidays(query);
