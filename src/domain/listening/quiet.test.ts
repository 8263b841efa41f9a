// A source that falls silent is noticed at the hours at which it is not usually silent, and chance raises no alarm.
import { describe, expect, test } from 'vitest';
import { quietOf, type HeardHours } from './quiet.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday. */
const start = Date.parse('2026-09-28T00:00:00Z');
const isWorkday = (ms: number): boolean => ![0, 6].includes(new Date(ms).getUTCDay());

/** The same numbers on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= random()) count += 1;
  return count;
}

/** Much by day, little by night, less at the weekend. */
function usually(ms: number, atNoon: number): number {
  const hour = new Date(ms).getUTCHours();
  return atNoon * (hour >= 8 && hour < 20 ? 1 : 0.05) * (isWorkday(ms) ? 1 : 0.4);
}

function heard(days: number, atNoon: number, seed: number): Map<number, number> {
  const random = seeded(seed);
  const hours = new Map<number, number>();
  for (let ms = start; ms < start + days * dayMs; ms += hourMs) {
    hours.set(ms, poisson(usually(ms, atNoon), random));
  }
  return hours;
}

const at = (byHour: Map<number, number>, nowMs: number, over: Partial<HeardHours> = {}) =>
  quietOf({ byHour, sinceMs: start, resumedMs: start, nowMs, isWorkday, ...over });

test('a source that goes on as usual raises no alarm in three months, however much it brings', () => {
  for (const [atNoon, seed] of [
    [2, 1],
    [30, 2],
    [300, 3],
  ] as const) {
    const byHour = heard(90, atNoon, seed);
    let alarms = 0;
    for (const [ms, count] of byHour) {
      // Just after the hour, when the running one has brought nothing yet.
      byHour.set(ms, 0);
      if (at(byHour, ms + 60_000) !== null) alarms += 1;
      byHour.set(ms, count);
    }
    expect(alarms, `${atNoon} an hour`).toBe(0);
  }
});

describe('a source that falls silent', () => {
  const silentFrom = (byHour: Map<number, number>, fromMs: number) =>
    new Map([...byHour].map(([ms, count]) => [ms, ms >= fromMs ? 0 : count]));
  const noon = start + 35 * dayMs + 12 * hourMs;

  test('is noticed within two hours by day, and with what is usual', () => {
    const byHour = silentFrom(heard(40, 100, 4), noon);
    const quiet = at(byHour, noon + hourMs + 60_000);
    expect(quiet).toMatchObject({ hours: 1, heard: 0 });
    expect(quiet?.usual).toBeGreaterThan(80);
    expect(quiet?.usual).toBeLessThan(120);
  });

  test('is not missed at night, and is missed in the morning', () => {
    const evening = start + 36 * dayMs + 21 * hourMs;
    const byHour = silentFrom(heard(40, 60, 5), evening);
    expect(at(byHour, evening + 2 * hourMs)).toBeNull();
    expect(at(byHour, start + 37 * dayMs + 9 * hourMs + 60_000)).not.toBeNull();
  });

  test('that brings little is noticed after a day', () => {
    const byHour = silentFrom(heard(60, 2, 6), noon);
    expect(at(byHour, noon + 4 * hourMs)).toBeNull();
    expect(at(byHour, noon + dayMs + hourMs)).toMatchObject({ heard: 0 });
  });

  test('on a Sunday is held against Sundays and Saturdays', () => {
    const sunday = start + 34 * dayMs + 12 * hourMs;
    expect(new Date(sunday).getUTCDay()).toBe(0);
    expect(at(heard(40, 100, 7), sunday + hourMs + 60_000)).toBeNull();
    expect(at(silentFrom(heard(40, 100, 7), sunday), sunday + hourMs + 60_000)).not.toBeNull();
  });

  test('is quiet too where a trickle is left, and no more once it comes again', () => {
    const byHour = heard(40, 100, 8);
    byHour.set(noon, 3);
    expect(at(byHour, noon + hourMs)).toBeNull();
    byHour.set(noon + hourMs, 1);
    expect(at(byHour, noon + hourMs + 60_000)).toMatchObject({ hours: 1, heard: 4 });
    byHour.set(noon + hourMs, 40);
    expect(at(byHour, noon + hourMs + 60_000)).toBeNull();
  });

  test('because it was paused raises none for the time of the pause', () => {
    const byHour = silentFrom(heard(40, 100, 10), noon);
    const back = noon + 3 * hourMs;
    expect(at(byHour, back + 60_000)).not.toBeNull();
    expect(at(byHour, back + 60_000, { resumedMs: back })).toBeNull();
    // That nothing comes since then is a silence all the same.
    expect(at(byHour, back + 2 * hourMs, { resumedMs: back })).toMatchObject({ heard: 0 });
  });

  test('of which a week is not known yet raises none', () => {
    const byHour = silentFrom(heard(40, 100, 9), noon);
    expect(at(byHour, noon + hourMs + 60_000, { sinceMs: noon - 6 * dayMs })).toBeNull();
    expect(at(byHour, noon + hourMs + 60_000, { sinceMs: noon - 12 * dayMs })).not.toBeNull();
  });
});
