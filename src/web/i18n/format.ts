// Numbers, times and durations as each language writes them.
import type { Locale } from './translator.ts';

export interface Formats {
  number: (value: number) => string;
  /** 14:03 */
  time: (at: string) => string;
  /** 14:03 today, else with the day. */
  moment: (at: string, now: number) => string;
  /** Full date and time, for titles. */
  full: (at: string) => string;
  day: (at: string) => string;
  /** Without the year: where everything shown is of the last months. */
  monthDay: (at: string) => string;
  /** "3 min ago", "3 分前", "in 2 hours". */
  ago: (at: string, now: number) => string;
  /** "4 min 12 s", "2 時間 5 分": at most two units. */
  duration: (ms: number) => string;
  /** "1 hr", "2 日": the largest unit that has passed, a minute at least. */
  roughly: (ms: number) => string;
  language: (code: string) => string;
  /** "Japan Standard Time (Asia/Tokyo)"; the id alone where it has no name. */
  zone: (id: string) => string;
  bytes: (value: number) => string;
  /** What stands between two sentences: nothing in Japanese. */
  gap: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

function relative(format: Intl.RelativeTimeFormat, locale: Locale, differenceMs: number): string {
  const size = Math.abs(differenceMs);
  // The languages’ own words, 今 and “now”, are as good as wrong of what is over.
  if (size < MINUTE_MS && differenceMs <= 0) return locale === 'ja' ? 'たった今' : 'just now';
  if (size < MINUTE_MS) return format.format(0, 'second');
  if (size < HOUR_MS) return format.format(Math.trunc(differenceMs / MINUTE_MS), 'minute');
  if (size < DAY_MS) return format.format(Math.trunc(differenceMs / HOUR_MS), 'hour');
  return format.format(Math.trunc(differenceMs / DAY_MS), 'day');
}

function zoneName(locale: Locale, timeZone: string): string | null {
  try {
    const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts();
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? null;
  } catch {
    return null;
  }
}

function twoUnits(ms: number): [number, 'day' | 'hour' | 'minute' | 'second'][] {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const all: [number, 'day' | 'hour' | 'minute' | 'second'][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ];
  const first = all.findIndex(([count]) => count > 0);
  if (first === -1) return [[0, 'second']];
  return all.slice(first, first + 2).filter(([count], index) => index === 0 || count > 0);
}

/** The language as it is written where the reader is (`en-GB` has the day before the month), by what their browser prefers. */
export function regionalOf(locale: Locale, preferred: readonly string[]): string {
  return preferred.find((tag) => tag === locale || tag.startsWith(`${locale}-`)) ?? locale;
}

/** Makes the formats of a language, dates as in `region` (a tag of that language); the browser's time zone is used throughout. */
export function createFormats(locale: Locale, region: string = locale): Formats {
  const number = new Intl.NumberFormat(locale);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayTime = new Intl.DateTimeFormat(region, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const full = new Intl.DateTimeFormat(region, { dateStyle: 'full', timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(region, { year: 'numeric', month: 'short', day: 'numeric' });
  const monthDay = new Intl.DateTimeFormat(region, { month: 'short', day: 'numeric' });
  const ago = new Intl.RelativeTimeFormat(locale, {
    numeric: 'auto',
    style: locale === 'en' ? 'narrow' : 'short',
  });
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  const bytes = (value: number): string => {
    const [amount, unit] = value < 1_000_000 ? [value / 1000, 'kB'] : [value / 1_000_000, 'MB'];
    return `${number.format(Math.round(amount * 10) / 10)} ${unit}`;
  };
  /** Made once each: a clock asks for them four times a second. */
  const units = new Map<string, Intl.NumberFormat>();
  const unitFormat = (unit: string): Intl.NumberFormat => {
    const made =
      units.get(unit) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
    units.set(unit, made);
    return made;
  };
  return {
    number: (value) => number.format(value),
    time: (at) => time.format(new Date(at)),
    moment: (at, now) => {
      const when = new Date(at);
      return when.toDateString() === new Date(now).toDateString() ? time.format(when) : dayTime.format(when);
    },
    full: (at) => full.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    monthDay: (at) => monthDay.format(new Date(at)),
    ago: (at, now) => relative(ago, locale, new Date(at).getTime() - now),
    duration: (ms) =>
      twoUnits(ms)
        .map(([count, unit]) => unitFormat(unit).format(count))
        .join(' '),
    roughly: (ms) => {
      const [[count, unit] = [0, 'minute' as const]] = twoUnits(Math.max(ms, MINUTE_MS));
      return unitFormat(unit).format(count);
    },
    language: (code) => {
      try {
        return names.of(code) ?? code;
      } catch {
        return code;
      }
    },
    zone: (id) => {
      const name = zoneName(locale, id);
      if (name === null) return id;
      return locale === 'ja' ? `${name}（${id}）` : `${name} (${id})`;
    },
    bytes,
    gap: locale === 'ja' ? '' : ' ',
  };
}
