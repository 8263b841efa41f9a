// Measures the spike detector: the benchmark's series of posts, each left out in turn, made-up series, speed and memory.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newSpikeState, observe } from '../../src/domain/spikes/detector.ts';
import { madeStartMs, makeSeries, type Happening } from '../../src/domain/spikes/made-series.ts';
import { spikeDefaults } from '../../src/domain/spikes/settings.ts';
import { normalised, scoreRows, type LabelledSeries, type NabScore } from './nab.ts';
import { readSeries } from './spikes-series.ts';
import {
  begin,
  names,
  rowsWhere,
  scoreAlerts,
  scoresOf,
  search,
  settingsOf,
  type Chosen,
} from './spikes-search.ts';

const shared = process.env['KIZUKI_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const folder = join(shared, 'data/spikes');
const DAY_MS = 86_400_000;

/** The plain method beside it: how many standard deviations a count stands above the mean of the day before. */
function rollingZ({ counts }: LabelledSeries): number[] {
  const day = 288;
  let sum = 0;
  let squares = 0;
  return counts.map(({ count }, index) => {
    const known = Math.min(index, day);
    const mean = known === 0 ? count : sum / known;
    const deviation = Math.sqrt(Math.max(1e-9, known === 0 ? 1 : squares / known - mean * mean));
    const old = counts[index - day]?.count ?? 0;
    sum += count - old;
    squares += count * count - old * old;
    return (count - mean) / deviation;
  });
}

const zRows = (series: LabelledSeries, threshold: number): number[] =>
  rowsWhere(rollingZ(series), (z) => z >= threshold);

function changesOf(chosen: Chosen): string {
  const changed = names.filter((name) => begin[name] !== chosen[name]);
  return changed.map((name) => `${name} ${chosen[name]}`).join(', ') || 'as shipped';
}

/** The value that does best; ties go to the first. */
function bestFor<T>(values: readonly T[], worthOf: (value: T) => number): T {
  const worths = values.map(worthOf);
  const best = values[worths.indexOf(Math.max(...worths))];
  if (best === undefined) throw new Error('there is nothing to choose from');
  return best;
}

const one = (number: number): string => number.toFixed(1);
const say = (label: string, scores: readonly NabScore[]): void => {
  const each = scores.map((score) => normalised([score]));
  const found = scores.reduce((sum, score) => sum + score.found, 0);
  const windows = scores.reduce((sum, score) => sum + score.windows, 0);
  const wolf = scores.reduce((sum, score) => sum + score.falseAlarms, 0);
  const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
  console.log(
    `${label.padEnd(44)} ${one(normalised(scores)).padStart(7)} ${one(mean).padStart(7)}   ` +
      `${found}/${windows} found, ${wolf} false   [${each.map(one).join(' ')}]`,
  );
};

function without(all: readonly LabelledSeries[], left: LabelledSeries): LabelledSeries[] {
  return all.filter((series) => series !== left);
}

function benchmark(all: readonly LabelledSeries[]): void {
  console.log(`Series: ${all.map(({ name }) => name.replace(/^Twitter_volume_|\.csv$/g, '')).join(' ')}`);
  console.log(`${''.padEnd(44)}  pooled    mean`);
  say(
    'silence',
    all.map((series) => scoreRows(series, [])),
  );
  say(
    'rolling z-score over a day, 3',
    all.map((series) => scoreRows(series, zRows(series, 3))),
  );
  const zs = [3, 4, 6, 8, 10, 15, 20];
  say(
    'rolling z-score, threshold by the others',
    all.map((left) => {
      const worth = (z: number): number =>
        normalised(without(all, left).map((it) => scoreRows(it, zRows(it, z))));
      return scoreRows(left, zRows(left, bestFor(zs, worth)));
    }),
  );
  const chosen: string[] = [];
  for (const [label, varied] of [
    ['the alert’s days', ['alertDays']],
    [`${names.length} settings`, names],
  ] as const) {
    const folds = all.map((left) => ({ left, best: search(without(all, left), varied) }));
    say(
      `${label} by the others (series left out)`,
      folds.map(({ left, best }) => scoreAlerts(left, settingsOf(best))),
    );
    chosen.push(...folds.map(({ left, best }) => `${label} without ${left.name}: ${changesOf(best)}`));
  }
  const onAll = search(all, names);
  chosen.push(`${names.length} settings by all: ${changesOf(onAll)}`);
  say(
    `${names.length} settings by all (tuned on what is scored)`,
    all.map((series) => scoreAlerts(series, settingsOf(onAll))),
  );
  say(
    'as shipped',
    all.map((series) => scoreAlerts(series, spikeDefaults)),
  );
  const scores = new Map(all.map((series) => [series, scoresOf(series, spikeDefaults)]));
  const above = (series: LabelledSeries, least: number): NabScore =>
    scoreRows(
      series,
      rowsWhere(scores.get(series) ?? [], ({ score }) => score >= least),
    );
  const thresholds = Array.from({ length: 90 }, (_, index) => 0.05 + index / 100);
  const best = bestFor(thresholds, (least) => normalised(all.map((series) => above(series, least))));
  say(
    `as shipped, scores ≥ ${best.toFixed(2)} (best threshold)`,
    all.map((series) => above(series, best)),
  );
  for (const alertDays of [5, 7, 10, 12, 14, 17, 20, 30]) {
    say(
      `as shipped, with ${alertDays} days`,
      all.map((series) => scoreAlerts(series, { ...spikeDefaults, alertDays })),
    );
  }
  for (const line of chosen) console.log(`  ${line}`);
}

/** False alarms a day, and how many happenings are found how soon, on series that the detector was not made on. */
function madeUp(): void {
  const seeds = [11, 12, 13, 14];
  console.log(
    '\nMade-up series, five-minute counts: false alarms a day; found, and after how many minutes (median)',
  );
  for (const mean of [0.2, 2, 20, 200]) {
    const alertsOf = (seed: number, days: number, happenings: readonly Happening[]): number[] => {
      const state = newSpikeState(spikeDefaults);
      return makeSeries({ seed, days, intervalMs: 300_000, mean, dispersion: 0.1, happenings }).flatMap(
        ({ timeMs, count }) =>
          observe(state, timeMs, count, spikeDefaults).isAlert ? [(timeMs - madeStartMs) / DAY_MS] : [],
      );
    };
    const quiet = seeds.flatMap((seed) => alertsOf(seed, 28, [])).length / (27 * seeds.length);
    const found = (
      [
        ['spike', 2, 3],
        ['spike', 2, 5],
        ['spike', 2, 10],
        ['ramp', 6, 8],
        ['shift', 24, 4],
      ] as const
    ).map(([kind, hours, times]) => {
      const delays = seeds.flatMap((seed) =>
        [14.2, 16.6].flatMap((atDay) => {
          const alerts = alertsOf(seed, 18, [{ kind, atDay, hours, times }]);
          return alerts
            .filter((day) => day >= atDay - 1e-9 && day < atDay + hours / 24)
            .slice(0, 1)
            .map((day) => (day - atDay) * 1_440);
        }),
      );
      const median = delays.toSorted((a, b) => a - b)[delays.length >> 1];
      return `${kind} ×${times} ${delays.length}/${2 * seeds.length}${median === undefined ? '' : ` ${median.toFixed(0)} min`}`;
    });
    console.log(`  mean ${String(mean).padStart(5)}: ${quiet.toFixed(3)} a day; ${found.join('; ')}`);
  }
}

/** 10,000 series, each given one count after the other in turn, as a worker would. */
function speed(): void {
  const series = 10_000;
  const rounds = 300;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const pattern = makeSeries({
    seed: 1,
    days: 3,
    intervalMs: 300_000,
    mean: 20,
    dispersion: 0.1,
    happenings: [],
  });
  collect();
  const before = process.memoryUsage().heapUsed;
  const states = Array.from({ length: series }, () => newSpikeState(spikeDefaults));
  const start = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const timeMs = madeStartMs + round * 300_000;
    for (const [index, state] of states.entries()) {
      observe(state, timeMs, pattern[(round + index) % pattern.length]?.count ?? 0, spikeDefaults);
    }
  }
  const tookS = (performance.now() - start) / 1_000;
  collect();
  const each = (process.memoryUsage().heapUsed - before) / series;
  const [first] = states;
  console.log(
    `\n${series} series at once: ${Math.round((series * rounds) / tookS).toLocaleString('en')} updates/s, ` +
      `${Math.round(each)} bytes of memory each, ${JSON.stringify(first).length} bytes each as JSON`,
  );
}

if (existsSync(folder)) benchmark(readSeries(folder));
else {
  console.log(
    `The benchmark's series are not in ${folder} (KIZUKI_SHARED): they are realTweets/Twitter_volume_{AAPL,CRM,FB,KO,UPS}.csv ` +
      'of github.com/numenta/NAB, with the windows of labels/combined_windows.json in windows.json.',
  );
}
madeUp();
speed();
