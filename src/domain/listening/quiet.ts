// Tells whether a source brings much less than it usually does at this time of day: then something may be wrong that no error says.

export interface Quiet {
  /** Over how many whole hours, up to the one that runs. */
  hours: number;
  heard: number;
  /** In the middle of the days compared with. */
  usual: number;
}

export interface HeardHours {
  /** Posts heard, by the hour's beginning in epoch milliseconds; hours without any may be missing. */
  byHour: ReadonlyMap<number, number>;
  /** Listened to since then. */
  sinceMs: number;
  /** Without a pause that was meant since then: what was not listened to is not silent. */
  resumedMs: number;
  nowMs: number;
  /** Working days are held against working days, and others against others. */
  isWorkday(ms: number): boolean;
}

export const quietLookBackDays = 28;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The shorter ones first: they tell sooner where much is heard, the longer ones where little is. */
const stretches = [1, 3, 12, 24];
const leastDays = 7;
/** Nine of ten days brought this many, or chance alone would raise alarms. */
const leastUsual = 8;
/** Of what nine of ten days brought. */
const quietShare = 0.25;

/** Null where nothing is out of the ordinary, or too little is known to say so. */
export function quietOf({ byHour, sinceMs, resumedMs, nowMs, isWorkday }: HeardHours): Quiet | null {
  const runningMs = Math.floor(nowMs / hourMs) * hourMs;
  const heardIn = (fromMs: number, hours: number): number => {
    let sum = 0;
    for (let at = 0; at < hours; at += 1) sum += byHour.get(fromMs + at * hourMs) ?? 0;
    return sum;
  };
  for (const hours of stretches) {
    const fromMs = runningMs - hours * hourMs;
    if (fromMs < Math.max(sinceMs, resumedMs)) return null;
    const before: number[] = [];
    for (let day = 1; day <= quietLookBackDays; day += 1) {
      const thenMs = fromMs - day * dayMs;
      if (thenMs < sinceMs) break;
      if (isWorkday(thenMs) === isWorkday(fromMs)) before.push(heardIn(thenMs, hours));
    }
    before.sort((a, b) => a - b);
    const low = before[Math.floor(before.length / 10)] ?? 0;
    // What the running hour brought counts: when it comes again, the alarm ends.
    const heard = heardIn(fromMs, hours + 1);
    if (before.length >= leastDays && low >= leastUsual && heard < low * quietShare) {
      return { hours, heard, usual: before[Math.floor(before.length / 2)] ?? 0 };
    }
  }
  return null;
}
