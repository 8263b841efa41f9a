// The benchmark's score on rows whose worth can be worked out by hand.
import { describe, expect, it } from 'vitest';
import { normalised, scoreRows, type LabelledSeries } from '../../models/eval/nab.ts';

const series: LabelledSeries = {
  name: 'made up',
  counts: Array.from({ length: 10_000 }, (_, index) => ({ timeMs: index * 300_000, count: 0 })),
  windows: [
    [2_000, 2_099],
    [5_000, 5_099],
  ],
};
const score = (rows: readonly number[]): number => normalised([scoreRows(series, rows)]);

describe('the score of the benchmark', () => {
  it('is 0 for silence and 100 for the first row of every window', () => {
    expect(score([])).toBe(0);
    expect(score([2_000, 5_000])).toBeCloseTo(100, 9);
  });

  it('counts the best row of a window, and less the later it is', () => {
    expect(score([2_000, 2_050, 2_099, 5_000])).toBe(score([2_000, 5_000]));
    // In the middle 2·sigmoid(2.5)−1, of at most 2·sigmoid(5)−1.
    expect(score([2_050, 5_000])).toBeCloseTo(100 - (100 / 4) * (1 - 0.848_283 / 0.986_614), 3);
  });

  it('takes 0.11 for a false alarm, less right behind a window, and nothing in the first 750 rows', () => {
    const each = (100 / 4) * 0.11;
    expect(score([1_000])).toBeCloseTo(-each, 9);
    expect(score([9_000, 9_001])).toBeCloseTo(-2 * each, 9);
    expect(score([2_100])).toBeGreaterThan(-each * 0.05);
    expect(score([749, 10])).toBe(0);
    expect(scoreRows(series, [2_000, 2_001, 4_000])).toMatchObject({ windows: 2, found: 1, falseAlarms: 1 });
  });
});
