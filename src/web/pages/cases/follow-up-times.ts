// The times at which one may ask how it went: when the desk opens tomorrow, in some days, in a week or two.
import { nextOpening, startOfDay, type BusinessHours } from '../../../domain/kpi/business-hours.ts';

const daysAhead = { tomorrow: 1, threeDays: 3, week: 7, twoWeeks: 14 } as const;
export type FollowUpName = keyof typeof daysAhead;
export const followUpNames = Object.keys(daysAhead) as readonly FollowUpName[];

const DAY_MS = 86_400_000;

/** As ISO 8601 UTC; a day on which the desk stays closed gives way to the next one on which it opens. */
export function followUpAt(
  name: FollowUpName,
  nowMs: number,
  { businessHours, timeZone }: { businessHours: BusinessHours; timeZone: string },
): string {
  const day = startOfDay(nowMs + daysAhead[name] * DAY_MS, timeZone);
  return new Date(nextOpening(day, businessHours, timeZone) ?? day).toISOString();
}
