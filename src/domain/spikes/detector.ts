// Finds spikes in a stream of counts, online: how seldom a rise like this one is, and whether an incident begins with it.
import { AppError } from '../errors.ts';
import { expectedCount, learnBaseline, newBaseline, type BaselineState } from './baseline.ts';
import type { SpikeSettings } from './settings.ts';
import { endCluster, isAbove, learnTail, newTail, returnDays, type TailState } from './tail.ts';

/** One smoothed rate beside what was expected of it. */
interface ScaleState {
  count: number;
  expected: number;
  /** How many independent intervals the smoothed rate is worth. */
  intervals: number;
  tail: TailState;
}

/** All that is remembered of a series: a plain object of numbers. Stored as JSON and read back it goes on the same. */
export interface SpikeState {
  version: 1;
  baseline: BaselineState;
  scales: ScaleState[];
  /** Of the last count (Unix, UTC); the earliest time there is before the first. */
  lastMs: number;
  /** The usual distance of two counts; 0 while it is not known. */
  intervalMs: number;
  /** When the incident that goes on began; 0 while there is none. */
  sinceMs: number;
  /** How rare its rarest rise was so far, in days, and when it last stood out. */
  rarestDays: number;
  loudMs: number;
}

export interface Finding {
  /** 0 to 1. 0.5 is a rise to be expected once in `alertDays`, 0.9 once in nine times as many. */
  score: number;
  /** Whether an incident begins here. One incident is one alert. */
  isAlert: boolean;
  /** When the incident that goes on began (Unix, UTC); null when there is none. */
  sinceMs: number | null;
  /** The count that was expected here. */
  expected: number;
}

const DAY_MS = 86_400_000;
const EARLIEST_MS = -8.64e15;
/** Of a first count nobody knows what time it stands for. */
const FIRST_INTERVAL_MS = 300_000;
/** Added where a mean divides or its logarithm is taken, so that the first post of a silent series is no miracle. */
const LEAST_MEAN = 0.5;

export function newSpikeState(settings: SpikeSettings): SpikeState {
  return {
    version: 1,
    baseline: newBaseline(),
    scales: settings.scalesMs.map(() => ({
      count: 0,
      expected: 0,
      intervals: 0,
      tail: newTail(settings.tail),
    })),
    lastMs: EARLIEST_MS,
    intervalMs: 0,
    sinceMs: 0,
    rarestDays: 0,
    loudMs: 0,
  };
}

/** Follows the usual distance of counts; gaps and a hurried count move it little. */
function learnInterval(state: SpikeState, gapMs: number): void {
  const { intervalMs } = state;
  if (intervalMs === 0) state.intervalMs = gapMs;
  else if (gapMs < intervalMs * 0.75) state.intervalMs = Math.max(gapMs, intervalMs / 2);
  else if (gapMs !== intervalMs) state.intervalMs *= gapMs > intervalMs ? 1.005 : 0.995;
}

/** A gap lets an old rate fade: of what was not counted nothing is known. */
function smooth(scale: ScaleState, count: number, expected: number, weight: number): void {
  scale.count += weight * (count - scale.count);
  scale.expected += weight * (expected - scale.expected);
  const old = scale.intervals === 0 ? 0 : (1 - weight) ** 2 / scale.intervals;
  scale.intervals = 1 / (weight ** 2 + old);
}

/** How far a smoothed rate stands above what was expected, in standard deviations of its logarithm. */
function surpriseOf({ count, expected, intervals }: ScaleState, dispersion: number): number {
  const ratio = (count + LEAST_MEAN) / (expected + LEAST_MEAN);
  return Math.log(ratio) / Math.sqrt(1 / (intervals * (expected + LEAST_MEAN)) + dispersion);
}

interface Seen {
  count: number;
  expected: number;
  /** Since the count before, and the part of it that was counted. */
  gapMs: number;
  countedDays: number;
}

/**
 * Takes a count into every scale and answers how rare the rise is, in days: the geometric mean of what the scales say.
 * A rise that is rare at this moment and over the hour is believed sooner than one that is very rare at one scale only.
 */
function rarityOf(state: SpikeState, seen: Seen, settings: SpikeSettings): number {
  let logDays = 0;
  let mostBeyond = 0;
  for (const [index, scale] of state.scales.entries()) {
    const scaleMs = settings.scalesMs[index] ?? 0;
    const isFirst = scale.intervals === 0;
    const weight = scaleMs === 0 || isFirst ? 1 : 1 - Math.exp(-seen.gapMs / scaleMs);
    smooth(scale, seen.count, seen.expected, weight);
    const surprise = surpriseOf(scale, state.baseline.dispersion);
    logDays += Math.log(returnDays(scale.tail, surprise));
    mostBeyond = Math.max(mostBeyond, (scale.count - scale.expected) * scale.intervals);
    learnTail(scale.tail, surprise, seen.countedDays, seen.gapMs / DAY_MS, settings.tail);
  }
  return mostBeyond < settings.leastExcess ? 0 : Math.exp(logDays / state.scales.length);
}

/** What lasted so long is no incident any more but how it is now. */
function adoptLevel(state: SpikeState): void {
  const slowest = state.scales.at(-1);
  if (slowest !== undefined) {
    const ratio = (slowest.count + LEAST_MEAN) / (slowest.expected + LEAST_MEAN);
    state.baseline.level *= Math.max(1, ratio);
    for (const scale of state.scales) scale.expected *= Math.max(1, ratio);
  }
  for (const scale of state.scales) endCluster(scale.tail);
}

/** Goes on with the incident: answers how much rarer it became, as a number of days that `alertDays` can be held to. */
function goOn(state: SpikeState, timeMs: number, rare: number, settings: SpikeSettings): number {
  const rarer = rare > state.rarestDays ? rare / state.rarestDays : 0;
  state.rarestDays = Math.max(state.rarestDays, rare);
  if (state.scales.some((scale) => isAbove(scale.tail))) state.loudMs = timeMs;
  if (timeMs - state.loudMs > settings.quietMs) state.sinceMs = 0;
  else if (timeMs - state.sinceMs > settings.longestMs) {
    state.sinceMs = 0;
    adoptLevel(state);
  }
  return rarer;
}

/**
 * Takes in the next count of a series, changes its state, and says what was found. Only what came before is known to it.
 * `timeMs` is the start of the interval (Unix, UTC); `count` may be a fraction. Errors: invalid_input when the time is
 * not after the last, or the count is negative or no number.
 */
export function observe(state: SpikeState, timeMs: number, count: number, settings: SpikeSettings): Finding {
  if (!Number.isFinite(count) || count < 0) throw new AppError('invalid_input', `${count} is no count`);
  if (!Number.isFinite(timeMs) || timeMs <= state.lastMs) {
    throw new AppError('invalid_input', 'the time is not after that of the count before');
  }
  const isFirst = state.lastMs === EARLIEST_MS;
  const gapMs = isFirst ? FIRST_INTERVAL_MS : timeMs - state.lastMs;
  if (isFirst) state.baseline.level = count;
  else learnInterval(state, gapMs);
  state.lastMs = timeMs;
  const countedDays = Math.min(gapMs, state.intervalMs || FIRST_INTERVAL_MS) / DAY_MS;
  // An interval stands for its middle: that of a whole hour lies within one hour of the baseline, not between two.
  const middleMs = timeMs + (countedDays * DAY_MS) / 2;
  const expected = expectedCount(state.baseline, middleMs);
  const rare = rarityOf(state, { count, expected, gapMs, countedDays }, settings);
  learnBaseline(state.baseline, middleMs, count, countedDays, settings.baseline);
  if (state.baseline.learntDays < settings.warmUpDays) {
    return { score: 0, isAlert: false, sinceMs: null, expected };
  }
  let fresh = rare;
  const isAlert = state.sinceMs === 0 && rare >= settings.alertDays;
  if (isAlert) {
    state.sinceMs = timeMs;
    state.loudMs = timeMs;
    state.rarestDays = rare;
  } else if (state.sinceMs !== 0) {
    fresh = goOn(state, timeMs, rare, settings);
  }
  const sinceMs = state.sinceMs === 0 ? null : state.sinceMs;
  return { score: fresh / (fresh + settings.alertDays), isAlert, sinceMs, expected };
}
