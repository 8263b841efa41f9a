// One series of counts as the product watches it: the detector, what it heard lately, and the spike that goes on.
import { newSpikeState, observe, type SpikeState } from './detector.ts';
import type { SpikeSettings } from './settings.ts';

/** Counts are of intervals of this length that begin at its multiples (Unix). */
export const watchIntervalMs = 300_000;
/** So much of what came before stands in a spike's chart. */
const LEAD_INTERVALS = 24;

/** What happened during a spike; grows while it goes on. Times are Unix milliseconds. */
export interface SpikeFacts {
  /** The start of the interval it was found in. */
  sinceMs: number;
  /** The start of the chart’s first interval. */
  fromMs: number;
  /** Posts of each interval from `fromMs` on, and how many were to be expected. */
  counts: number[];
  usual: number[];
  /** The same, summed up since `sinceMs`. */
  counted: number;
  expected: number;
  /** The highest score so far, 0 to 1. */
  score: number;
}

export interface WatchedSpike extends SpikeFacts {
  id: string;
}

/** All that is kept of a series between two counts: a plain object, stored as JSON. */
export interface WatchedSeries {
  version: 1;
  detector: SpikeState;
  /** The last counts before now, with what was expected of each, the oldest first; empty after a gap. */
  recent: [count: number, expected: number][];
  spike: WatchedSpike | null;
}

/** What a count did: a spike that began, went on or ended, with its facts; null when there is none. */
export interface SpikeNews {
  what: 'began' | 'goes_on' | 'ended';
  spike: WatchedSpike;
}

export function newWatchedSeries(settings: SpikeSettings): WatchedSeries {
  return { version: 1, detector: newSpikeState(settings), recent: [], spike: null };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * Takes the count of the interval that begins at `startMs` into the series, and says what that means. Intervals must
 * come in order; one that was not counted is left out. `newId` names a spike that begins. Errors: as `observe`.
 */
export function watch(
  series: WatchedSeries,
  startMs: number,
  count: number,
  settings: SpikeSettings,
  newId: () => string,
): SpikeNews | null {
  if (startMs - series.detector.lastMs > watchIntervalMs) series.recent = [];
  const { score, isAlert, sinceMs, expected } = observe(series.detector, startMs, count, settings);
  const lead = series.recent;
  series.recent = [...lead.slice(1 - LEAD_INTERVALS), [count, rounded(expected)]];
  if (isAlert) {
    series.spike = {
      id: newId(),
      sinceMs: startMs,
      fromMs: startMs - lead.length * watchIntervalMs,
      counts: lead.map(([each]) => each),
      usual: lead.map(([, each]) => each),
      counted: 0,
      expected: 0,
      score,
    };
  }
  const { spike } = series;
  if (spike === null) return null;
  if (sinceMs === null) {
    series.spike = null;
    return { what: 'ended', spike };
  }
  // What lies between was not counted: nothing is drawn where nothing is known.
  const next = spike.fromMs + spike.counts.length * watchIntervalMs;
  for (let missing = next; missing < startMs; missing += watchIntervalMs) {
    spike.counts.push(0);
    spike.usual.push(0);
  }
  spike.counts.push(count);
  spike.usual.push(rounded(expected));
  spike.counted += count;
  spike.expected = rounded(spike.expected + expected);
  spike.score = Math.max(spike.score, score);
  return { what: isAlert ? 'began' : 'goes_on', spike };
}

/** How many times the usual a spike is, for words; null where hardly anything is usual, so that a factor says nothing. */
export function timesUsual({ counted, expected }: Pick<SpikeFacts, 'counted' | 'expected'>): number | null {
  if (expected < 0.5) return null;
  const times = counted / expected;
  return times < 10 ? Math.round(times * 10) / 10 : Math.round(times);
}
