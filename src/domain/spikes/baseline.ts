// What a series of counts is expected to show: a level, times the hour of the day, times the day of the week, all in UTC.

/** All that is remembered; plain numbers, so that it can be stored. */
export interface BaselineState {
  /** Counts per interval. */
  level: number;
  /** Factors of the 24 hours and of the 7 days from Sunday on. */
  hours: number[];
  weekdays: number[];
  /** Variance beyond that of a Poisson count, as a share of the squared mean (negative binomial). */
  dispersion: number;
  /** Days that were learnt from. */
  learntDays: number;
}

export interface BaselineSettings {
  readonly levelDays: number;
  /** Days of data in the hour, or in the weekday, after which the old weighs 1/e. */
  readonly hourDays: number;
  readonly weekdayDays: number;
  readonly dispersionDays: number;
  /** A count is learnt as if it stood at most so many standard deviations away. */
  readonly clip: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Added to a mean wherever it divides, so that a silent series is no miracle at its first post. */
const LEAST_MEAN = 0.5;
const MOST_FACTOR = 20;

/** Its level is set by the first count. */
export function newBaseline(): BaselineState {
  return {
    level: 0,
    hours: Array<number>(24).fill(1),
    weekdays: Array<number>(7).fill(1),
    dispersion: 0.2,
    learntDays: 0,
  };
}

interface Place {
  readonly hour: number;
  readonly next: number;
  /** How far from the middle of `hour` to that of `next`: 0 to 1. */
  readonly part: number;
  readonly weekday: number;
}

function placeOf(timeMs: number): Place {
  const hours = (((timeMs % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS;
  const shifted = (hours + 23.5) % 24;
  const hour = Math.floor(shifted);
  // The first of January 1970 was a Thursday.
  const weekday = (((Math.floor(timeMs / DAY_MS) + 4) % 7) + 7) % 7;
  return { hour, next: (hour + 1) % 24, part: shifted - hour, weekday };
}

const at = (list: readonly number[], index: number): number => list[index] ?? 1;

function expectedAt(state: BaselineState, place: Place): number {
  const hour = at(state.hours, place.hour) * (1 - place.part) + at(state.hours, place.next) * place.part;
  return state.level * hour * at(state.weekdays, place.weekday);
}

/** The expected count of the interval that begins at `timeMs` (Unix, UTC). */
export function expectedCount(state: BaselineState, timeMs: number): number {
  return expectedAt(state, placeOf(timeMs));
}

/** The standard deviation of a count whose mean is `mean`. */
export function deviationOf(state: BaselineState, mean: number): number {
  return Math.sqrt(mean + LEAST_MEAN + state.dispersion * mean * mean);
}

function bounded(factor: number): number {
  return Math.min(MOST_FACTOR, Math.max(1 / MOST_FACTOR, factor));
}

/** Takes in one count. What stands far out moves the baseline no more than what stands a little out. */
export function learnBaseline(
  state: BaselineState,
  timeMs: number,
  count: number,
  days: number,
  settings: BaselineSettings,
): void {
  const place = placeOf(timeMs);
  const expected = expectedAt(state, place);
  const deviation = deviationOf(state, expected);
  const most = settings.clip * deviation;
  const off = Math.max(-most, Math.min(most, count - expected));
  const relative = off / (expected + LEAST_MEAN);
  state.learntDays += days;
  // In its first days a series learns as a plain mean would.
  const rate = (memoryDays: number): number => Math.min(0.2, days / Math.min(memoryDays, state.learntDays));
  state.level = Math.max(1e-3, state.level * (1 + rate(settings.levelDays) * Math.max(-0.9, relative)));
  if (state.level <= 1e-3 && count > 0) state.level = Math.min(most, count) * 0.1;
  // Each hour sees a 24th of the days, each weekday a 7th.
  const hourRate = Math.min(0.1, (24 * days) / Math.min(settings.hourDays, state.learntDays + 0.5));
  state.hours[place.hour] = bounded(
    at(state.hours, place.hour) * (1 + hourRate * (1 - place.part) * relative),
  );
  state.hours[place.next] = bounded(at(state.hours, place.next) * (1 + hourRate * place.part * relative));
  const weekdayRate = (7 * days) / settings.weekdayDays;
  state.weekdays[place.weekday] = bounded(at(state.weekdays, place.weekday) * (1 + weekdayRate * relative));
  // Grows when more counts stand outside one standard deviation than of a normal distribution would: no spike, however
  // high, counts for more than one.
  const isOutside = Math.abs(count - expected) > deviation ? 1 : 0;
  const moved = state.dispersion * Math.exp(4 * rate(settings.dispersionDays) * (isOutside - 0.32));
  state.dispersion = Math.min(4, Math.max(0.01, moved));
}
