// Chooses settings of the spike detector on some series, one at a time in turn, so that others can be left out.
import { newSpikeState, observe } from '../../src/domain/spikes/detector.ts';
import { spikeDefaults, type SpikeSettings } from '../../src/domain/spikes/settings.ts';
import { normalised, scoreRows, type LabelledSeries, type NabScore } from './nab.ts';

/**
 * The settings that are searched, with the values they are chosen from. All others stand in settings.ts and were never varied
 * by a program.
 */
export const choices = {
  alertDays: [7, 10, 14, 20],
  clip: [1, 2, 4],
  levelDays: [1, 2, 4],
  hourDays: [4, 7, 14],
  memoryDays: [15, 30, 60],
  share: [0.01, 0.02, 0.05],
  priorExcess: [0.3, 0.4, 0.6, 1],
  priorDays: [2, 3, 5],
  quickMinutes: [10, 15, 30],
  slowMinutes: [60, 120, 240],
} as const;
export type Chosen = Record<keyof typeof choices, number>;

/** What is shipped: where every search begins. */
export const begin: Chosen = {
  alertDays: spikeDefaults.alertDays,
  clip: spikeDefaults.baseline.clip,
  levelDays: spikeDefaults.baseline.levelDays,
  hourDays: spikeDefaults.baseline.hourDays,
  memoryDays: spikeDefaults.tail.memoryDays,
  share: spikeDefaults.tail.share,
  priorExcess: spikeDefaults.tail.prior.excess,
  priorDays: spikeDefaults.tail.prior.days,
  quickMinutes: (spikeDefaults.scalesMs[1] ?? 0) / 60_000,
  slowMinutes: (spikeDefaults.scalesMs[2] ?? 0) / 60_000,
};
export type Name = keyof Chosen;
export const names = Object.keys(choices) as Name[];
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

/** The settings that do best on these series: each of `varied` in turn is set to its best value, until none changes. */
export function search(series: readonly LabelledSeries[], varied: readonly Name[]): Chosen {
  let chosen = begin;
  let best = worthOf(series, chosen);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = best;
    for (const name of varied) {
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
