// Bars of a spike: few enough to be seen, nothing lost, and a bar begins where the spike does.
import { expect, test } from 'vitest';
import type { SpikeView } from '../../../contract/spike-view.ts';
import { spike } from '../../live/samples.ts';
import { barsOf } from './spike-chart.tsx';

const long: SpikeView = {
  ...spike(1),
  chartFrom: '2026-11-20T10:00:00.000Z',
  since: '2026-11-20T12:00:00.000Z',
  counts: Array.from({ length: 24 + 200 }, (_, at) => at),
  usual: Array.from({ length: 24 + 200 }, () => 2),
};

test.each([10, 72, 224, 1_000])('%i bars at most hold everything', (most) => {
  const bars = barsOf(long, most);
  expect(bars.length).toBeLessThanOrEqual(most + 1);
  expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe((223 * 224) / 2);
  expect(bars.reduce((sum, bar) => sum + bar.usual, 0)).toBe(448);
  expect(bars.find((bar) => bar.isSpike)?.at).toBe(long.since);
});
