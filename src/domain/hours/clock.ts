// Whether the wall clock can be trusted: it is held against a clock that only ever runs forward.

export interface ClockReading {
  /** Epoch milliseconds. */
  wallMs: number;
  /** Milliseconds since any beginning; nobody can set it. */
  steadyMs: number;
}

/** Corrections by the second are usual; nobody's day begins by them. */
const mostDriftMs = 2 * 60_000;

/** Whether the wall clock was set between two readings, or the machine slept. */
export function wasSet(before: ClockReading, now: ClockReading): boolean {
  const passedMs = now.steadyMs - before.steadyMs;
  return Math.abs(now.wallMs - before.wallMs - passedMs) > mostDriftMs;
}

/** How long after it was set nothing is done by the clock: until then somebody may set it back. */
const doubtMs = 10 * 60_000;

/** Remembers readings; answers whether what is due by the wall clock may be done now. */
export function createClockWatch(): (now: ClockReading) => boolean {
  let last: ClockReading | null = null;
  let sureFrom = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (last !== null && wasSet(last, now)) sureFrom = now.steadyMs + doubtMs;
    last = now;
    return now.steadyMs >= sureFrom;
  };
}
