// A clock that is set forward or back is noticed, and not trusted for a while.
import { expect, it } from 'vitest';
import { createClockWatch } from './clock.ts';

const minuteMs = 60_000;

it('trusts a clock that runs, also a little fast or slow', () => {
  const isSure = createClockWatch();
  for (let minute = 0; minute < 600; minute += 1) {
    expect(isSure({ wallMs: minute * minuteMs * 1.001, steadyMs: minute * minuteMs })).toBe(true);
  }
});

it.each([
  ['forward by a day', 1440],
  ['back by an hour', -60],
])('does nothing for ten minutes after it was set %s', (_, byMinutes) => {
  const isSure = createClockWatch();
  const reading = (minute: number, by = 0) => ({
    wallMs: (minute + by) * minuteMs,
    steadyMs: minute * minuteMs,
  });
  expect(isSure(reading(0))).toBe(true);
  expect(isSure(reading(1))).toBe(true);
  expect(isSure(reading(2, byMinutes))).toBe(false);
  expect(isSure(reading(11, byMinutes))).toBe(false);
  expect(isSure(reading(13, byMinutes))).toBe(true);
  // Set right again: that is a jump, too.
  expect(isSure(reading(14))).toBe(false);
  expect(isSure(reading(25))).toBe(true);
});
