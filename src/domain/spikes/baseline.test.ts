// That the baseline learns hours and weekdays in UTC and shrugs at what stands far out.
import { describe, expect, it } from 'vitest';
import { expectedCount, learnBaseline, newBaseline, type BaselineState } from './baseline.ts';
import { spikeDefaults } from './settings.ts';

const HOUR_MS = 3_600_000;
/** A Monday, 00:00 UTC. */
const startMs = Date.UTC(2026, 0, 5);

function learn(days: number, countAt: (hour: number, weekday: number) => number): BaselineState {
  const state = newBaseline();
  state.level = countAt(0, 1);
  for (let quarter = 0; quarter < days * 96; quarter += 1) {
    const timeMs = startMs + (quarter * HOUR_MS) / 4;
    const at = new Date(timeMs);
    learnBaseline(state, timeMs, countAt(at.getUTCHours(), at.getUTCDay()), 1 / 96, spikeDefaults.baseline);
  }
  return state;
}

describe('the baseline', () => {
  it('knows the hours of the day', () => {
    const state = learn(28, (hour) => (hour >= 9 && hour < 18 ? 100 : 10));
    const noon = expectedCount(state, startMs + (28 * 24 + 13.5) * HOUR_MS);
    const night = expectedCount(state, startMs + (28 * 24 + 3.5) * HOUR_MS);
    expect(noon).toBeGreaterThan(80);
    expect(noon).toBeLessThan(120);
    expect(night).toBeLessThan(14);
  });

  it('knows the days of the week', () => {
    const state = learn(84, (_, weekday) => (weekday === 0 || weekday === 6 ? 20 : 100));
    const sunday = expectedCount(state, startMs + (84 + 6.5) * 24 * HOUR_MS);
    const tuesday = expectedCount(state, startMs + (84 + 1.5) * 24 * HOUR_MS);
    expect(tuesday / sunday).toBeGreaterThan(2.5);
  });

  it('moves as little for what stands very far out as for what stands far out', () => {
    const far = learn(7, () => 50);
    const further = structuredClone(far);
    const timeMs = startMs + 7 * 24 * HOUR_MS;
    learnBaseline(far, timeMs, 5_000, 1 / 96, spikeDefaults.baseline);
    learnBaseline(further, timeMs, 5_000_000, 1 / 96, spikeDefaults.baseline);
    expect(further).toEqual(far);
  });

  it('comes back from silence', () => {
    const silent = learn(14, () => 0);
    expect(expectedCount(silent, startMs)).toBeLessThan(0.1);
    for (let quarter = 0; quarter < 21 * 96; quarter += 1)
      learnBaseline(silent, startMs + (14 * 24 + quarter / 4) * HOUR_MS, 8, 1 / 96, spikeDefaults.baseline);
    expect(expectedCount(silent, startMs + 35 * 24 * HOUR_MS)).toBeGreaterThan(4);
  });
});
