// The times one may put a decision off to, as one says them: in an hour, this evening, tomorrow morning, on Monday.

export const laterNames = ['hour', 'threeHours', 'evening', 'tomorrow', 'monday'] as const;
export type LaterName = (typeof laterNames)[number];

const HOUR_MS = 3_600_000;
const MORNING_HOUR = 9;
const EVENING_HOUR = 18;

function at(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}

/** The times that make sense now, in the browser's time zone; evening is left out once it is near. */
export function laterTimes(nowMs: number): { name: LaterName; at: Date }[] {
  const now = new Date(nowMs);
  const evening = at(now, 0, EVENING_HOUR);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: 'hour', at: new Date(nowMs + HOUR_MS) },
    { name: 'threeHours', at: new Date(nowMs + 3 * HOUR_MS) },
    ...(evening.getTime() - nowMs > HOUR_MS ? [{ name: 'evening' as const, at: evening }] : []),
    { name: 'tomorrow', at: at(now, 1, MORNING_HOUR) },
    ...(toMonday > 1 ? [{ name: 'monday' as const, at: at(now, toMonday, MORNING_HOUR) }] : []),
  ];
}
