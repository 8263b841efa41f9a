// The detector as shipped on the benchmark's series of posts, where these are at hand: it may not get worse unnoticed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { normalised } from '../../models/eval/nab.ts';
import { scoreAlerts } from '../../models/eval/spikes-search.ts';
import { readSeries } from '../../models/eval/spikes-series.ts';
import { spikeDefaults } from '../../src/domain/spikes/settings.ts';
import { recordSkip } from '../harness/skips.ts';
import { sharedFolder } from '../servers/kit/shared.ts';

const folder = join(sharedFolder(), 'data/spikes');
const isThere = existsSync(folder);
const what = 'The spike detector on the benchmark';
if (!isThere) {
  recordSkip(what, 'data/spikes is not in the shared data: set KIZUKI_SHARED to the folder that has it');
}

it.skipIf(!isThere)('finds 14 of 17 labelled windows with few false alarms', () => {
  const scores = readSeries(folder).map((series) => scoreAlerts(series, spikeDefaults));
  const sum = (of: (score: (typeof scores)[number]) => number): number =>
    scores.reduce((total, score) => total + of(score), 0);
  expect(sum(({ windows }) => windows)).toBe(17);
  // One window is worth 5.4 points: 70 forgives one, and no more.
  expect(normalised(scores)).toBeGreaterThan(70);
  expect(sum(({ found }) => found)).toBeGreaterThanOrEqual(13);
  expect(sum(({ falseAlarms }) => falseAlarms)).toBeLessThanOrEqual(20);
});
