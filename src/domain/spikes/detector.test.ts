// What the detector finds, how soon, and how often it cries wolf, on series made up by seed; and that its state keeps.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSpikeState, observe, type Finding, type SpikeState } from './detector.ts';
import { madeStartMs, makeSeries, type Happening, type MadeCount } from './made-series.ts';
import { spikeDefaults } from './settings.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const seeds = [1, 2, 3];

interface Asked {
  seed: number;
  mean: number;
  days: number;
  happenings?: readonly Happening[];
}

function made({ seed, mean, days, happenings = [] }: Asked): MadeCount[] {
  return makeSeries({ seed, mean, days, happenings, intervalMs: 5 * MINUTE_MS, dispersion: 0.1 });
}

function run(state: SpikeState, counts: readonly MadeCount[]): Finding[] {
  return counts.map(({ timeMs, count }) => observe(state, timeMs, count, spikeDefaults));
}

/** The days on which alerts came, from the start of the series. */
function alertDaysOf(asked: Asked): number[] {
  const counts = made(asked);
  const found = run(newSpikeState(spikeDefaults), counts);
  return counts
    .filter((_, index) => found[index]?.isAlert)
    .map(({ timeMs }) => (timeMs - madeStartMs) / DAY_MS);
}

describe('alerts', () => {
  it.each([0.2, 2, 20, 200])('come less than once in ten days when nothing happens (mean %d)', (mean) => {
    const alerts = seeds.flatMap((seed) => alertDaysOf({ seed, mean, days: 28 }));
    expect(alerts.length / (27 * seeds.length)).toBeLessThan(0.1);
  });

  it.each([
    { mean: 2, times: 5, withinMinutes: 30 },
    { mean: 2, times: 10, withinMinutes: 10 },
    { mean: 20, times: 3, withinMinutes: 40 },
    { mean: 20, times: 10, withinMinutes: 5 },
    { mean: 200, times: 3, withinMinutes: 40 },
    { mean: 200, times: 10, withinMinutes: 5 },
  ])('come once for two hours at $times times a mean of $mean', ({ mean, times, withinMinutes }) => {
    for (const seed of seeds) {
      for (const atDay of [14.25, 16.625]) {
        const happenings = [{ kind: 'spike', atDay, hours: 2, times } as const];
        const alerts = alertDaysOf({ seed, mean, days: 18, happenings });
        const during = alerts.filter((day) => day >= atDay && day < atDay + 0.2);
        expect(during).toHaveLength(1);
        expect((during[0] ?? 0) - atDay).toBeLessThanOrEqual(withinMinutes / (24 * 60));
      }
    }
  });

  it.each([2, 20, 200])('come while a rate climbs to eight times a mean of %d in six hours', (mean) => {
    for (const seed of seeds) {
      const happenings = [{ kind: 'ramp', atDay: 14.25, hours: 6, times: 8 } as const];
      const during = alertDaysOf({ seed, mean, days: 16, happenings }).filter(
        (day) => day >= 14.25 && day < 14.5,
      );
      expect(during).toHaveLength(1);
      expect((during[0] ?? 0) - 14.25).toBeLessThan(3.5 / 24);
    }
  });

  it.each([2, 20, 200])('come once for a new level, which is then taken for usual (mean %d)', (mean) => {
    const alerts = seeds.flatMap((seed) => {
      const happenings = [{ kind: 'shift', atDay: 14.25, hours: 1, times: 4 } as const];
      return alertDaysOf({ seed, mean, days: 26, happenings }).filter((day) => day >= 14.25);
    });
    expect(alerts.filter((day) => day < 14.25 + 1 / 12)).toHaveLength(seeds.length);
    // Twelve days at the new level: a second alert is forgiven to one of the three.
    expect(alerts.length).toBeLessThanOrEqual(seeds.length + 1);
  });

  it('hardly ever come when counts come back after ten hours of zeros or of nothing', () => {
    const alerts = [2, 20, 200].flatMap((mean) =>
      (['outage', 'missing'] as const).flatMap((kind) =>
        seeds.flatMap((seed) =>
          alertDaysOf({ seed, mean, days: 17, happenings: [{ kind, atDay: 15.3, hours: 10 }] }).filter(
            (day) => day > 15.3,
          ),
        ),
      ),
    );
    expect(alerts.length).toBeLessThanOrEqual(2);
  });

  it('come for the second of two like spikes too', () => {
    const spike = { kind: 'spike', hours: 1, times: 8 } as const;
    for (const seed of seeds) {
      const happenings = [
        { ...spike, atDay: 14.25 },
        { ...spike, atDay: 17.25 },
      ];
      const alerts = alertDaysOf({ seed, mean: 20, days: 18, happenings });
      expect(alerts.some((day) => day >= 17.25 && day < 17.3)).toBe(true);
    }
  });

  it('end: an incident is over some hours after its last rise, and names its beginning until then', () => {
    const atDay = 14.25;
    const counts = made({
      seed: 1,
      mean: 20,
      days: 16,
      happenings: [{ kind: 'spike', atDay, hours: 2, times: 8 }],
    });
    const found = run(newSpikeState(spikeDefaults), counts);
    const findingAt = (day: number): Finding | undefined =>
      found[counts.findIndex(({ timeMs }) => timeMs >= madeStartMs + day * DAY_MS)];
    expect(findingAt(atDay - 0.01)?.sinceMs).toBeNull();
    const sinceMs = findingAt(atDay + 0.05)?.sinceMs ?? 0;
    expect(Math.abs(sinceMs - madeStartMs - atDay * DAY_MS)).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect(findingAt(atDay + 0.08)?.sinceMs).toBe(sinceMs);
    expect(findingAt(atDay + 0.5)?.sinceMs).toBeNull();
  });
});

describe('the baseline', () => {
  it('is not raised by a spike', () => {
    const atDay = 14.5;
    const expectedAfter = (happenings: readonly Happening[]): number => {
      const state = newSpikeState(spikeDefaults);
      return run(state, made({ seed: 4, mean: 20, days: atDay + 0.1, happenings })).at(-1)?.expected ?? 0;
    };
    const without = expectedAfter([]);
    const after = expectedAfter([{ kind: 'spike', atDay, hours: 2, times: 20 }]);
    expect(without).toBeGreaterThan(10);
    expect(after / without).toBeLessThan(1.15);
  });

  it('knows the rush of every morning by its hour, and is surprised by the same at night', () => {
    const rush = (atDay: number): Happening => ({ kind: 'spike', atDay, hours: 1, times: 5 });
    const mornings = Array.from({ length: 28 }, (_, day) => rush(day + 9 / 24));
    const alerts = alertDaysOf({
      seed: 2,
      mean: 20,
      days: 28,
      happenings: [...mornings, rush(26 + 21 / 24)],
    });
    expect(alerts.filter((day) => day > 14 && Math.abs((day % 1) - 9.5 / 24) < 1 / 24)).toEqual([]);
    expect(alerts.some((day) => day >= 26 + 21 / 24 && day < 26 + 22 / 24)).toBe(true);
  });
});

describe('the state', () => {
  const anyCounts = fc.array(
    fc.record({
      gapMs: fc.oneof(fc.constant(300_000), fc.integer({ min: 1, max: 40 * DAY_MS })),
      count: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.double({ min: 0, max: 1e12, noNaN: true })),
    }),
    { minLength: 1, maxLength: 300 },
  );
  const timed = (steps: readonly { gapMs: number; count: number }[]): MadeCount[] => {
    let timeMs = madeStartMs;
    return steps.map(({ gapMs, count }) => ({ timeMs: (timeMs += gapMs), count }));
  };

  it('stays finite, and scores stay between 0 and 1, whatever comes', () => {
    fc.assert(
      fc.property(anyCounts, (steps) => {
        const state = newSpikeState(spikeDefaults);
        for (const { score } of run(state, timed(steps))) expect(score >= 0 && score <= 1).toBe(true);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });

  it('goes on the same after it was stored and read back', () => {
    const counts = made({
      seed: 5,
      mean: 5,
      days: 6,
      happenings: [{ kind: 'spike', atDay: 4, hours: 3, times: 9 }],
    });
    const whole = run(newSpikeState(spikeDefaults), counts);
    expect(whole.some(({ isAlert }) => isAlert)).toBe(true);
    for (const at of [0, 1, 700, 1_160, 1_300]) {
      const state = newSpikeState(spikeDefaults);
      const before = run(state, counts.slice(0, at));
      const restored = JSON.parse(JSON.stringify(state)) as SpikeState;
      expect([...before, ...run(restored, counts.slice(at))]).toEqual(whole);
    }
  });

  it('stays below two kilobytes', () => {
    const state = newSpikeState(spikeDefaults);
    run(state, made({ seed: 6, mean: 50, days: 60 }));
    expect(JSON.stringify(state).length).toBeLessThan(2_048);
  });

  it('takes no count that is none, nor one from before', () => {
    const state = newSpikeState(spikeDefaults);
    observe(state, madeStartMs, 3, spikeDefaults);
    const before = JSON.stringify(state);
    for (const count of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => observe(state, madeStartMs + 1, count, spikeDefaults)).toThrow('is no count');
    }
    expect(() => observe(state, madeStartMs, 3, spikeDefaults)).toThrow('not after');
    expect(JSON.stringify(state)).toBe(before);
  });
});

describe('the score', () => {
  it('is 0 on the first day, and in an incident speaks of what is rarer still', () => {
    const atDay = 10.25;
    const happenings = [{ kind: 'spike', atDay, hours: 3, times: 6 } as const];
    const counts = made({ seed: 7, mean: 50, days: 11, happenings });
    const found = run(newSpikeState(spikeDefaults), counts);
    expect(found.slice(0, 280).every(({ score }) => score === 0)).toBe(true);
    const start = found.findIndex(({ isAlert }, index) => isAlert && index >= atDay * 288);
    expect(found[start]?.score).toBeGreaterThanOrEqual(0.5);
    const later = found.slice(start + 12, start + 30).map(({ score }) => score);
    expect(Math.max(...later)).toBeLessThan(0.5);
  });
});
