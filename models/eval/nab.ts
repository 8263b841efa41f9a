// The score of the Numenta Anomaly Benchmark, profile “standard”: early finds inside labelled windows count most.

export interface LabelledSeries {
  readonly name: string;
  readonly counts: readonly { timeMs: number; count: number }[];
  /** First and last index of each window, in order. */
  readonly windows: readonly (readonly [number, number])[];
}

/** What false alarms cost beside a find, or a miss, of 1. */
const FALSE_ALARM = 0.11;
/** Of each series so much is not scored, that detectors can learn it. */
const PROBATION_SHARE = 0.15;
const MOST_PROBATION = 750;

/** From 1 at the left end of a window (−1) to 0 at its right end (0), and on to −1 behind it. */
function worthAt(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

export interface NabScore {
  /** Not yet normalised: a perfect detector has the number of windows, one that is always silent its negative. */
  raw: number;
  windows: number;
  found: number;
  falseAlarms: number;
}

/** The score of rows (indices) on which a detector called out. */
export function scoreRows(series: LabelledSeries, rows: readonly number[]): NabScore {
  const probation = Math.min(Math.floor(PROBATION_SHARE * series.counts.length), MOST_PROBATION);
  const best = series.windows.map(() => -1);
  let falseAlarms = 0;
  let cost = 0;
  for (const row of rows) {
    if (row < probation) continue;
    const within = series.windows.findIndex(([first, last]) => row >= first && row <= last);
    const [first, last] = series.windows[within] ?? [0, 0];
    if (within >= 0) {
      const worth = worthAt(-(last - row + 1) / (last - first + 1)) / worthAt(-1);
      best[within] = Math.max(best[within] ?? -1, worth);
    } else {
      const before = series.windows.findLast(([, last]) => last < row);
      const position =
        before === undefined ? Number.POSITIVE_INFINITY : (row - before[1]) / (before[1] - before[0]);
      cost += FALSE_ALARM * worthAt(position);
      falseAlarms += 1;
    }
  }
  return {
    raw: best.reduce((sum, worth) => sum + worth, 0) + cost,
    windows: best.length,
    found: best.filter((worth) => worth >= 0).length,
    falseAlarms,
  };
}

/** 0 is a detector that never calls out, 100 a perfect one. Several series are taken together as the benchmark does. */
export function normalised(scores: readonly NabScore[]): number {
  const raw = scores.reduce((sum, score) => sum + score.raw, 0);
  const windows = scores.reduce((sum, score) => sum + score.windows, 0);
  return (100 * (raw + windows)) / (2 * windows);
}
