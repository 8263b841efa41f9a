// The upper tail of a series' surprises: peaks over a threshold, one a cluster, under a generalised Pareto distribution.

/** All that is remembered of a tail; plain numbers, so that it can be stored. */
export interface TailState {
  /** Surprises above this make a cluster. */
  threshold: number;
  /** The highest surprise of the cluster that goes on; 0 while there is none. */
  peak: number;
  /** Days since a surprise stood above the threshold. */
  quietDays: number;
  /** Days, clusters, and sums of excesses and of their squares, each forgotten with the same half-life. */
  days: number;
  clusters: number;
  excess: number;
  excessSquared: number;
}

export interface TailSettings {
  /** The share of intervals that stand above the threshold. */
  readonly share: number;
  /** A cluster ends after so long below the threshold. */
  readonly clusterGapDays: number;
  /** What is older weighs less than 1/e. */
  readonly memoryDays: number;
  /** What a series is taken to be like before it is known: clusters per day, their mean excess, and for how many days that counts. */
  readonly prior: {
    readonly clustersPerDay: number;
    readonly excess: number;
    readonly days: number;
    readonly threshold: number;
  };
}

/** How quickly the threshold follows its quantile, in surprises per day, and at most for one count. */
const THRESHOLD_PER_DAY = 15;
const MOST_THRESHOLD_STEP = 0.2;
const LEAST_THRESHOLD = 0.1;
/** Rarer is not told apart, so that every number can be stored as JSON. */
const MOST_DAYS = 1e9;
/** Beyond these, few peaks would say more about the tail than they can know. */
const LEAST_SHAPE = -0.25;
const MOST_SHAPE = 0.45;

export function newTail({ prior }: TailSettings): TailState {
  const clusters = prior.clustersPerDay * prior.days;
  return {
    threshold: prior.threshold,
    peak: 0,
    quietDays: 0,
    days: prior.days,
    clusters,
    excess: clusters * prior.excess,
    // The second moment of an exponential distribution: the tail is taken for one until its peaks say otherwise.
    excessSquared: clusters * 2 * prior.excess ** 2,
  };
}

/** The share of clusters whose peak is more than `excess` above the threshold: 0 to 1. */
function survival(tail: TailState, excess: number): number {
  if (excess <= 0) return 1;
  const mean = tail.excess / tail.clusters;
  const variance = Math.max(tail.excessSquared / tail.clusters - mean * mean, mean * mean * 1e-3);
  const ratio = (mean * mean) / variance;
  const shape = Math.min(MOST_SHAPE, Math.max(LEAST_SHAPE, (1 - ratio) / 2));
  // With the shape held in its bounds the scale still gives the mean that was seen.
  const scale = mean * (1 - shape);
  if (Math.abs(shape) < 1e-6) return Math.exp(-excess / scale);
  const base = 1 + (shape * excess) / scale;
  return base <= 0 ? 0 : base ** (-1 / shape);
}

/** In how many days one peak as high as `surprise` is to be expected. At most 1e9. */
export function returnDays(tail: TailState, surprise: number): number {
  const perDay = (tail.clusters / tail.days) * survival(tail, surprise - tail.threshold);
  return Math.min(MOST_DAYS, 1 / perDay);
}

/** Whether the last surprise stood above the threshold. */
export function isAbove(tail: TailState): boolean {
  return tail.peak > 0 && tail.quietDays === 0;
}

/**
 * Takes in one surprise: `countedDays` of counts, `gapDays` after the one before. A peak counts only when its cluster is
 * over, so that none hides itself.
 */
export function learnTail(
  tail: TailState,
  surprise: number,
  countedDays: number,
  gapDays: number,
  settings: TailSettings,
): void {
  const kept = Math.exp(-countedDays / settings.memoryDays);
  tail.days = tail.days * kept + countedDays;
  tail.clusters *= kept;
  tail.excess *= kept;
  tail.excessSquared *= kept;
  if (tail.peak > 0) {
    tail.quietDays += gapDays;
    if (tail.quietDays > settings.clusterGapDays) endCluster(tail);
  }
  const above = surprise > tail.threshold;
  if (above) {
    tail.peak = Math.max(tail.peak, surprise);
    tail.quietDays = 0;
  }
  const step = Math.min(MOST_THRESHOLD_STEP, THRESHOLD_PER_DAY * countedDays);
  tail.threshold = Math.max(LEAST_THRESHOLD, tail.threshold + step * ((above ? 1 : 0) - settings.share));
}

/** Counts the cluster that goes on. */
export function endCluster(tail: TailState): void {
  if (tail.peak === 0) return;
  const excess = Math.max(0, tail.peak - tail.threshold);
  tail.clusters += 1;
  tail.excess += excess;
  tail.excessSquared += excess * excess;
  tail.peak = 0;
  tail.quietDays = 0;
}
