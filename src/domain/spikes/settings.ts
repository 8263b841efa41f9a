// What the spike detector can be told, and what it does untold. models/eval/spikes.ts says how each number was chosen.
import type { BaselineSettings } from './baseline.ts';
import type { TailSettings } from './tail.ts';

export interface SpikeSettings {
  readonly baseline: BaselineSettings;
  readonly tail: TailSettings;
  /** Time constants of the smoothed rates that are looked at, the quickest first; 0 is the count itself. */
  readonly scalesMs: readonly number[];
  /** An alert is for a rise that is to be expected once in so many days, or less often. */
  readonly alertDays: number;
  /** So many posts beyond the expected ones are the least that can surprise. */
  readonly leastExcess: number;
  /** Nothing is scored before so many days were counted. */
  readonly warmUpDays: number;
  /** An incident ends when nothing stood out for so long. */
  readonly quietMs: number;
  /** What lasts longer is a new level. */
  readonly longestMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const spikeDefaults: SpikeSettings = {
  baseline: { levelDays: 2, hourDays: 7, weekdayDays: 21, dispersionDays: 4, clip: 2 },
  tail: {
    share: 0.02,
    clusterGapDays: 1 / 24,
    memoryDays: 30,
    // Until it shows spikes a series is taken for one without: 0.4 is about what a normal distribution has beyond its 98 %.
    prior: { clustersPerDay: 3, excess: 0.4, days: 3, threshold: 2 },
  },
  scalesMs: [0, 15 * MINUTE_MS, 2 * HOUR_MS],
  alertDays: 14,
  leastExcess: 5,
  warmUpDays: 1,
  quietMs: 2 * HOUR_MS,
  longestMs: 24 * HOUR_MS,
};
