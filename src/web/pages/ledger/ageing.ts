// How long what was sent to us waits, against what is promised: an answer within the hour, at the latest within a day.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Ageing {
  withinHour: number;
  withinDay: number;
  overDay: number;
}

/** `since`: when each came in, ISO 8601; `now`: epoch milliseconds. */
export function ageingOf(since: readonly string[], now: number): Ageing {
  const ageing = { withinHour: 0, withinDay: 0, overDay: 0 };
  for (const at of since) {
    const ageMs = now - Date.parse(at);
    if (ageMs <= HOUR_MS) ageing.withinHour += 1;
    else if (ageMs <= DAY_MS) ageing.withinDay += 1;
    else ageing.overDay += 1;
  }
  return ageing;
}
