// A watched series: one spike for one burst, with its chart; the same whether or not it was stored in between.
import { expect, test } from 'vitest';
import { makeSeries } from './made-series.ts';
import { spikeDefaults } from './settings.ts';
import {
  newWatchedSeries,
  timesUsual,
  watch,
  watchIntervalMs,
  type SpikeNews,
  type WatchedSeries,
} from './watch.ts';

const counts = makeSeries({
  seed: 7,
  days: 4,
  intervalMs: watchIntervalMs,
  mean: 4,
  dispersion: 0.1,
  happenings: [{ kind: 'spike', atDay: 3, hours: 2, times: 10 }],
});

function run(isStored: boolean): { news: SpikeNews[]; series: WatchedSeries } {
  let series = newWatchedSeries(spikeDefaults);
  const news: SpikeNews[] = [];
  let ids = 0;
  for (const { timeMs, count } of counts) {
    const said = watch(series, timeMs, count, spikeDefaults, () => `spike ${(ids += 1)}`);
    if (said !== null) news.push(structuredClone(said));
    if (isStored) series = JSON.parse(JSON.stringify(series)) as WatchedSeries;
  }
  return { news, series };
}

test('a burst is one spike that begins, goes on and ends', () => {
  const { news } = run(false);
  expect(news.filter(({ what }) => what === 'began')).toHaveLength(1);
  expect(news.filter(({ what }) => what === 'ended')).toHaveLength(1);
  expect(news[0]?.what).toBe('began');
  expect(news.at(-1)?.what).toBe('ended');
  const began = news[0]?.spike;
  const ended = news.at(-1)?.spike;
  // Two hours before it, and then itself.
  expect(began?.counts).toHaveLength(25);
  expect((began?.sinceMs ?? 0) - (began?.fromMs ?? 0)).toBe(24 * watchIntervalMs);
  expect(ended?.counts.slice(24).reduce((sum, count) => sum + count, 0)).toBe(ended?.counted);
  expect(timesUsual(began ?? { counted: 0, expected: 0 })).toBeGreaterThan(4);
});

test('stored and read back after every count it says the same', () => {
  expect(run(true)).toEqual(run(false));
});

test('after a gap, nothing of before it is drawn beside what comes', () => {
  const { series } = run(false);
  const last = series.detector.lastMs;
  watch(series, last + 10 * watchIntervalMs, 3, spikeDefaults, () => 'none');
  expect(series.recent).toHaveLength(1);
});

test('a factor is said where there is something usual', () => {
  expect(timesUsual({ counted: 36, expected: 2.5 })).toBe(14);
  expect(timesUsual({ counted: 9, expected: 4 })).toBe(2.3);
  expect(timesUsual({ counted: 9, expected: 0.1 })).toBeNull();
});
