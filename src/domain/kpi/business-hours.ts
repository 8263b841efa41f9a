// Time within business hours between two instants: what a promise of reaction is measured against.

export interface BusinessHours {
  /** Monday first; each day's open spans as [from, to) minutes from midnight. */
  week: [number, number][][];
  /** Closed all day, as YYYY-MM-DD. */
  holidays: string[];
}

interface LocalDay {
  date: string;
  /** 0 = Monday. */
  weekday: number;
  startMs: number;
  endMs: number;
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

function dayAt(wall: number, timeZone: string): LocalDay {
  const start = Math.floor(wall / dayMs) * dayMs;
  const date = new Date(start);
  return {
    date: date.toISOString().slice(0, 10),
    weekday: (date.getUTCDay() + 6) % 7,
    startMs: instantOf(start, timeZone),
    endMs: instantOf(start + dayMs, timeZone),
  };
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
  let wall = Math.floor(wallMs(fromMs, timeZone) / dayMs) * dayMs;
  for (let step = 0; step < maxDays; step += 1, wall += dayMs) {
    const day = dayAt(wall, timeZone);
    if (day.startMs >= toMs) break;
    if (hours.holidays.includes(day.date)) continue;
    for (const [from, to] of hours.week[day.weekday] ?? []) {
      const open = instantOf(wall + from * 60_000, timeZone);
      const close = instantOf(wall + to * 60_000, timeZone);
      total += Math.max(0, Math.min(close, toMs) - Math.max(open, fromMs));
    }
  }
  return total;
}

/** Whether the desk is open at `ms`. */
export function isOpenAt(ms: number, hours: BusinessHours, timeZone: string): boolean {
  return businessMsBetween(ms, ms + 1, hours, timeZone) > 0;
}

/** Weekdays nine to six, the usual office. */
export const officeHours: BusinessHours = {
  week: [[[540, 1080]], [[540, 1080]], [[540, 1080]], [[540, 1080]], [[540, 1080]], [], []],
  holidays: [],
};
