// What lies on whoever answers: how many wait, and how many of them are about to wait too long.
import { businessMsBetween, type BusinessHours } from '../domain/kpi/business-hours.ts';

const minuteMs = 60_000;
/** A customer who waits so long of the opening hours, but not yet the hour that is promised, is about to be late. */
const nearBreachMs = [45 * minuteMs, 60 * minuteMs] as const;

export interface Hours {
  businessHours: BusinessHours;
  timeZone: string;
  nowMs: number;
}

/** How many of those who wait since these times (ISO 8601) are about to be late. */
export function nearBreachOf(
  waitingSince: readonly string[],
  { businessHours, timeZone, nowMs }: Hours,
): number {
  const [near, late] = nearBreachMs;
  return waitingSince.filter((since) => {
    const waited = businessMsBetween(Date.parse(since), nowMs, businessHours, timeZone);
    return waited >= near && waited < late;
  }).length;
}
