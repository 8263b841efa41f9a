// Chooses settings of the spike detector on some series, one at a time in turn, so that others can be left out.
import { newSpikeState, observe } from '../../src/domain/spikes/detector.ts';
import { spikeDefaults, type SpikeSettings } from '../../src/domain/spikes/settings.ts';
import { normalised, scoreRows, type LabelledSeries, type NabScore } from './nab.ts';

/** Every setting that is chosen by measuring, with the values it is chosen from. All others were set beforehand. */
export const choices = {
  alertDays: [2, 3, 5, 8],
  clip: [1, 1.5, 2, 4],
  levelDays: [1, 2, 4],
  hourDays: [4, 7, 14],
  memoryDays: [10, 15, 30, 60],
  share: [0.01, 0.02, 0.05],
  priorExcess: [0.5, 1],
  priorDays: [1, 2, 4],
  quickMinutes: [10, 15, 20],
  slowMinutes: [40, 60, 120],
} as const;
export type Chosen = Record<keyof typeof choices, number>;

/** The middle of each: where every search begins. */
export const begin: Chosen = {
  alertDays: 5,
  clip: 2,
  levelDays: 2,
  hourDays: 7,
  memoryDays: 30,
  share: 0.02,
  priorExcess: 1,
  priorDays: 2,
  quickMinutes: 15,
  slowMinutes: 60,
};
const names = Object.keys(choices) as (keyof Chosen)[];
const ROUNDS = 3;
/** A setting is judged by the mean over these, so that it is not chosen for one alert that just about comes. */
const ALERT_FACTORS = [0.7, 1, 1.4];

export function settingsOf(chosen: Chosen): SpikeSettings {
  const { baseline, tail } = spikeDefaults;
  return {
    ...spikeDefaults,
    baseline: { ...baseline, clip: chosen.clip, levelDays: chosen.levelDays, hourDays: chosen.hourDays },
    tail: {
      ...tail,
      memoryDays: chosen.memoryDays,
      share: chosen.share,
      prior: { ...tail.prior, excess: chosen.priorExcess, days: chosen.priorDays },
    },
    scalesMs: [0, chosen.quickMinutes * 60_000, chosen.slowMinutes * 60_000],
    alertDays: chosen.alertDays,
  };
}

export interface Scored {
  score: number;
  isAlert: boolean;
}

export function scoresOf(series: LabelledSeries, settings: SpikeSettings): Scored[] {
  const state = newSpikeState(settings);
  return series.counts.map(({ timeMs, count }) => observe(state, timeMs, count, settings));
}

export const rowsWhere = <T>(all: readonly T[], is: (one: T) => boolean): number[] =>
  all.flatMap((one, index) => (is(one) ? [index] : []));

/** The score of the alerts, as `kizuki spikes` gives them. */
export function scoreAlerts(series: LabelledSeries, settings: SpikeSettings): NabScore {
  return scoreRows(
    series,
    rowsWhere(scoresOf(series, settings), ({ isAlert }) => isAlert),
  );
}

const known = new Map<string, NabScore>();

function remembered(series: LabelledSeries, chosen: Chosen): NabScore {
  const key = JSON.stringify([series.name, chosen]);
  const score = known.get(key) ?? scoreAlerts(series, settingsOf(chosen));
  known.set(key, score);
  return score;
}

function worthOf(series: readonly LabelledSeries[], chosen: Chosen): number {
  const worths = ALERT_FACTORS.map((factor) => {
    const near = { ...chosen, alertDays: Math.round(chosen.alertDays * factor * 100) / 100 };
    return normalised(series.map((one) => remembered(one, near)));
  });
  return worths.reduce((sum, worth) => sum + worth, 0) / worths.length;
}

/** The settings that do best on these series: each in turn is set to its best value, until none changes. */
export function search(series: readonly LabelledSeries[]): Chosen {
  let chosen = begin;
  let best = worthOf(series, chosen);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = best;
    for (const name of names) {
      for (const value of choices[name]) {
        const tried = { ...chosen, [name]: value };
        const worth = worthOf(series, tried);
        if (worth <= best + 1e-9) continue;
        best = worth;
        chosen = tried;
      }
    }
    if (best === before) break;
  }
  return chosen;
}
