// Series of counts made up for tests: a daily and a weekly pattern, over-dispersed counts, and what happens to them.

/** What happens from `atDay` on for `hours`. */
export interface Happening {
  readonly kind: 'spike' | 'ramp' | 'shift' | 'outage' | 'missing';
  readonly atDay: number;
  readonly hours: number;
  /** How many times the usual rate at its height. */
  readonly times?: number;
}

export interface MadeSeries {
  readonly seed: number;
  readonly days: number;
  readonly intervalMs: number;
  /** The mean count of an interval. */
  readonly mean: number;
  /** Variance beyond Poisson, as a share of the squared mean. */
  readonly dispersion: number;
  readonly happenings: readonly Happening[];
}

export interface MadeCount {
  timeMs: number;
  count: number;
}

/** A Monday, 00:00 UTC. */
export const madeStartMs = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Random = () => number;

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Gamma with mean 1 and the given variance. */
function gamma(random: Random, variance: number): number {
  const shape = 1 / variance;
  if (shape < 1) return gamma(random, 1 / (shape + 1)) * (shape + 1) * variance * random() ** variance;
  const d = shape - 1 / 3;
  for (;;) {
    const z = normal(random);
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v * variance;
  }
}

function poisson(random: Random, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > least; product *= random()) count += 1;
  return count;
}

/** By night a fifth of the rate by day, at weekends three fifths. */
function patternAt(timeMs: number): number {
  const hour = (timeMs % DAY_MS) / HOUR_MS;
  const weekday = new Date(timeMs).getUTCDay();
  const daily = 1 - (2 / 3) * Math.cos((2 * Math.PI * (hour - 3)) / 24);
  return daily * (weekday === 0 || weekday === 6 ? 0.6 : 1.16);
}

/** The factor that what happens puts on the rate at `day`; null where the interval is not counted at all. */
function factorAt(happenings: readonly Happening[], day: number): number | null {
  let factor = 1;
  for (const { kind, atDay, hours, times = 1 } of happenings) {
    const part = ((day - atDay) * 24) / hours;
    if (part < 0 || (part >= 1 && kind !== 'shift')) continue;
    if (kind === 'missing') return null;
    if (kind === 'outage') factor = 0;
    else if (kind === 'ramp') factor *= 1 + (times - 1) * part;
    else factor *= times;
  }
  return factor;
}

/** The same series for the same arguments. */
export function makeSeries(made: MadeSeries): MadeCount[] {
  const random = randomOf(made.seed);
  const counts: MadeCount[] = [];
  // Part of the noise lasts: what is talked about now is talked about in an hour.
  let mood = 0;
  for (let timeMs = 0; timeMs < made.days * DAY_MS; timeMs += made.intervalMs) {
    mood = 0.9 * mood + 0.06 * normal(random);
    const usual = made.mean * patternAt(madeStartMs + timeMs) * Math.exp(mood);
    const noisy = usual * (made.dispersion > 0 ? gamma(random, made.dispersion) : 1);
    const factor = factorAt(made.happenings, timeMs / DAY_MS);
    const count = poisson(random, noisy * (factor ?? 1));
    if (factor !== null) counts.push({ timeMs: madeStartMs + timeMs, count });
  }
  return counts;
}
