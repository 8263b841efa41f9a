// The clock of the pictures: a Wednesday afternoon of the company, whenever they are taken.
import { startOfDay } from '../../src/domain/kpi/business-hours.ts';

const hourMs = 3_600_000;
const wednesday = 'Wed';
/** Setting the scene and taking its pictures takes some minutes from here. */
const beginsMs = (13 + 55 / 60) * hourMs;

/** How far (milliseconds, 0 or less) a clock that goes right is to be set for it to be that time in the zone: never ahead. */
export function pictureShift(timeZone: string, nowMs: number): number {
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short' });
  let midnight = startOfDay(nowMs, timeZone);
  while (weekday.format(midnight) !== wednesday || midnight + beginsMs > nowMs) {
    midnight = startOfDay(midnight - hourMs, timeZone);
  }
  return midnight + beginsMs - nowMs;
}

/** The time as it is, whatever `setClock` said. Epoch milliseconds. */
export const rightNow = (): number => performance.timeOrigin + performance.now();

/** Sets the clock of this process, or of the page that it is sent to as text: for which it uses nothing from outside. */
export function setClock(shiftMs: number): void {
  const now = (): number => Math.floor(performance.timeOrigin + performance.now() + shiftMs);
  globalThis.Date = new Proxy(Date, {
    construct: (target, given: [] | [number]) =>
      given.length === 0 ? new target(now()) : new target(...given),
    apply: (target) => new target(now()).toString(),
    get: (target, name): unknown => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
