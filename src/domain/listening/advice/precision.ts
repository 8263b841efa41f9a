// How precise a monitor is, as far as a labelled sample can say: a share with its Wilson interval.

export interface Share {
  /** Of `of` labelled, so many are relevant. */
  count: number;
  of: number;
  /** From 0 to 1. */
  share: number;
  /** Wilson's interval, in which the true share lies with 95% confidence. */
  low: number;
  high: number;
}

/** Of the normal distribution, for 95%. */
const quantile95 = 1.959_963_984_540_054;

/** The share `count / of` with its interval; null where nothing was counted. `count` is at most `of`. */
export function wilson(count: number, of: number, quantile = quantile95): Share | null {
  if (of <= 0) return null;
  const square = quantile * quantile;
  const share = count / of;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const half =
    (quantile / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const low = count === 0 ? 0 : Math.max(0, centre - half);
  const high = count === of ? 1 : Math.min(1, centre + half);
  return { count, of, share, low, high };
}

export type Label = 'relevant' | 'not_relevant';

/** The precision that labelled hits of a monitor show; null without labels. */
export function precisionOf(labels: Iterable<Label | null>): Share | null {
  let [relevant, of] = [0, 0];
  for (const label of labels) {
    if (label === null) continue;
    of += 1;
    if (label === 'relevant') relevant += 1;
  }
  return wilson(relevant, of);
}
