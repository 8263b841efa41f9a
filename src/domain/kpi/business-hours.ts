// Time within business hours between two instants: what a promise of reaction is measured against.

/** An open span as [from, to) minutes from midnight. */
export type OpenSpan = [number, number];

/** A day that is unlike its weekday: a holiday, or one with other hours. */
export interface OtherDay {
  /** YYYY-MM-DD. */
  date: string;
  /** What the team calls it; empty for no name. */
  name: string;
  /** Closed all day where there are none. */
  spans: OpenSpan[];
}

export interface BusinessHours {
  /** Monday first; each day's open spans. */
  week: OpenSpan[][];
  /** Each date at most once. */
  otherDays: OtherDay[];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall clock of `timeZone` at `ms`, read as if it were UTC. */
function wallMs(ms: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const part of formatOf(timeZone).formatToParts(ms)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (ms % 1000);
}

/** The instant at which the wall clock of `timeZone` shows `wall` (read as UTC); after a gap, the moment the clock jumps. */
function instantOf(wall: number, timeZone: string): number {
  let guess = wall - (wallMs(wall, timeZone) - wall);
  guess = wall - (wallMs(guess, timeZone) - guess);
  return guess;
}

const dayMs = 86_400_000;

/** What is open on a date (YYYY-MM-DD), whatever weekday it is. */
export function spansOn(date: string, hours: BusinessHours): OpenSpan[] {
  const other = hours.otherDays.find((unlike) => unlike.date === date);
  const weekday = (new Date(date).getUTCDay() + 6) % 7;
  return other?.spans ?? hours.week[weekday] ?? [];
}

interface Opening {
  readonly open: number;
  readonly close: number;
}

/** By the hours, their time zone and the day: turning wall clocks into instants is what takes the time. */
const known = new WeakMap<BusinessHours, Map<string, readonly Opening[]>>();

/** The open spans of the day that begins at `wall`, as instants in order. */
function openingsOf(wall: number, hours: BusinessHours, timeZone: string): readonly Opening[] {
  const days = known.get(hours) ?? new Map<string, readonly Opening[]>();
  known.set(hours, days);
  const key = `${timeZone} ${String(wall)}`;
  const openings = days.get(key) ?? instantsOf(wall, hours, timeZone);
  days.set(key, openings);
  return openings;
}

function instantsOf(wall: number, hours: BusinessHours, timeZone: string): Opening[] {
  return spansOn(new Date(wall).toISOString().slice(0, 10), hours)
    .map(([from, to]) => ({
      open: instantOf(wall + from * 60_000, timeZone),
      close: instantOf(wall + to * 60_000, timeZone),
    }))
    .toSorted((a, b) => a.open - b.open);
}

function midnightBefore(ms: number, timeZone: string): number {
  return Math.floor(wallMs(ms, timeZone) / dayMs) * dayMs;
}

/** Years of days are walked at most; beyond that the rest is not counted. */
const maxDays = 3660;

/** Milliseconds of open time in [fromMs, toMs). Zero when `toMs` is not after `fromMs`. Daylight saving is respected. */
export function businessMsBetween(
  fromMs: number,
  toMs: number,
  hours: BusinessHours,
  timeZone: string,
): number {
  let total = 0;
  let wall = midnightBefore(fromMs, timeZone);
  for (let step = 0; step < maxDays; step += 1, wall += dayMs) {
    if (instantOf(wall, timeZone) >= toMs) break;
    for (const { open, close } of openingsOf(wall, hours, timeZone)) {
      total += Math.max(0, Math.min(close, toMs) - Math.max(open, fromMs));
    }
  }
  return total;
}

/** Whether the desk is open at `ms`. */
export function isOpenAt(ms: number, hours: BusinessHours, timeZone: string): boolean {
  return businessMsBetween(ms, ms + 1, hours, timeZone) > 0;
}

/** The midnight before `ms`, or at it, where the clock shows the time of `timeZone`. */
export function startOfDay(ms: number, timeZone: string): number {
  return instantOf(midnightBefore(ms, timeZone), timeZone);
}

/** Nobody plans further ahead than this. */
const maxDaysAhead = 400;

/** When the desk is open next: `ms` itself where it is open then; null where no opening is in sight. */
export function nextOpening(ms: number, hours: BusinessHours, timeZone: string): number | null {
  let wall = midnightBefore(ms, timeZone);
  for (let step = 0; step < maxDaysAhead; step += 1, wall += dayMs) {
    const next = openingsOf(wall, hours, timeZone).find(({ open, close }) => close > Math.max(open, ms));
    if (next !== undefined) return Math.max(next.open, ms);
  }
  return null;
}

/** When the desk was last open before `ms`: `ms` itself where it is open then; null where that is not in sight. */
export function lastClosing(ms: number, hours: BusinessHours, timeZone: string): number | null {
  let wall = midnightBefore(ms, timeZone);
  for (let step = 0; step < maxDaysAhead; step += 1, wall -= dayMs) {
    const last = openingsOf(wall, hours, timeZone).findLast(
      ({ open, close }) => open < Math.min(close, ms) || (open === ms && close > ms),
    );
    if (last !== undefined) return Math.min(last.close, ms);
  }
  return null;
}

/** A stretch of open time: whatever follows on it without a break is part of it, also beyond midnight. */
export interface OpenRun {
  /** The date (YYYY-MM-DD) on which it begins. */
  date: string;
  open: number;
  close: number;
}

/** A run that is longer than this begins before what is looked at. */
export const longestRunDays = 40;

/** The runs that touch [fromMs, toMs], in order. */
export function openRuns(fromMs: number, toMs: number, hours: BusinessHours, timeZone: string): OpenRun[] {
  const runs: OpenRun[] = [];
  const end = midnightBefore(toMs, timeZone) + 2 * dayMs;
  const begin = midnightBefore(fromMs, timeZone) - longestRunDays * dayMs;
  for (let wall = begin; wall <= end; wall += dayMs) {
    const date = new Date(wall).toISOString().slice(0, 10);
    for (const { open, close } of openingsOf(wall, hours, timeZone)) {
      if (close <= open) continue;
      const last = runs.at(-1);
      if (last !== undefined && open <= last.close) last.close = Math.max(last.close, close);
      else runs.push({ date, open, close });
    }
  }
  return runs.filter(({ open, close }) => close >= fromMs && open <= toMs);
}

/** A day where the desk is, with its open time as instants; what touches or overlaps within the day is one opening. */
export interface OpenDay {
  /** YYYY-MM-DD. */
  date: string;
  openings: { open: number; close: number }[];
}

/** Every day of [fromMs, toMs], in order, closed ones too. */
export function openDays(fromMs: number, toMs: number, hours: BusinessHours, timeZone: string): OpenDay[] {
  const days: OpenDay[] = [];
  const end = midnightBefore(toMs, timeZone);
  for (let wall = midnightBefore(fromMs, timeZone); wall <= end; wall += dayMs) {
    const openings: OpenDay['openings'] = [];
    for (const { open, close } of openingsOf(wall, hours, timeZone)) {
      if (close <= open) continue;
      const last = openings.at(-1);
      if (last !== undefined && open <= last.close) last.close = Math.max(last.close, close);
      else openings.push({ open, close });
    }
    days.push({ date: new Date(wall).toISOString().slice(0, 10), openings });
  }
  return days;
}

/** Weekdays nine to six, the usual office. */
export const officeHours: BusinessHours = {
  week: [[[540, 1080]], [[540, 1080]], [[540, 1080]], [[540, 1080]], [[540, 1080]], [], []],
  otherDays: [],
};
