// Dates as feeds write them, the common wrong forms included, as UTC; nothing where no day can be read.

/** Zones that feeds name by letters, in minutes east of UTC. */
const zones: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  mez: 60,
  cest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  ist: 330,
  sgt: 480,
  hkt: 480,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Minutes east of UTC; null where nothing is said of it. */
function zoneIn(text: string): number | null {
  const number = /(?:^|[\s\d])(?:gmt|utc)?\s?([+-])(\d{1,2}):?(\d{2})?\s*(?:\([^)]*\))?$/i.exec(text);
  if (number !== null) {
    const minutes = Number(number[2]) * 60 + Number(number[3] ?? 0);
    return minutes > 14 * 60 ? null : number[1] === '-' ? -minutes : minutes;
  }
  const named = /(?:^|[\s\d])([a-z]{1,4})\.?$/i.exec(text)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(zones, named) ? (zones[named] ?? null) : null;
}

function clockIn(text: string): Pick<Parts, 'hour' | 'minute' | 'second'> {
  const found =
    /(?:^|[\sT,])(\d{1,2})[:.時](\d{2})(?:[:.分](\d{2}))?/i.exec(text) ??
    /T(\d{2})(\d{2})(\d{2})?/i.exec(text);
  if (found === null) return { hour: 0, minute: 0, second: 0 };
  const half = /\d\s?([ap])\.?m\b/i.exec(text)?.[1]?.toLowerCase();
  const hour = Number(found[1]);
  const by = half === 'p' && hour < 12 ? 12 : half === 'a' && hour === 12 ? -12 : 0;
  return { hour: hour + by, minute: Number(found[2]), second: Number(found[3] ?? 0) };
}

const yearOf = (text: string): number => {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 70 ? 2000 : 1900);
};

/** The day by its three common orders, and the text behind it. */
function dayIn(text: string): (Pick<Parts, 'year' | 'month' | 'day'> & { rest: string }) | null {
  const ymd =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})(?=T|$)/i.exec(text);
  if (ymd !== null) {
    const rest = text.slice(ymd[0].length);
    return { year: Number(ymd[1]), month: Number(ymd[2]), day: Number(ymd[3]), rest };
  }
  const dmy =
    /(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{4}|\d{2})(?!\d|:)/i.exec(text);
  const mdy =
    dmy ?? /(?:^|[\s,])([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d|:)/i.exec(text);
  if (mdy === null) return null;
  const [day = '', name = ''] = dmy === null ? [mdy[2], mdy[1]] : [mdy[1], mdy[2]];
  const month = months.indexOf(name.toLowerCase()) + 1;
  const rest = text.slice(mdy.index + mdy[0].length);
  return month === 0 ? null : { year: yearOf(mdy[3] ?? ''), month, day: Number(day), rest };
}

function isDay({ year, month, day }: Pick<Parts, 'year' | 'month' | 'day'>): boolean {
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * A date as ISO 8601 UTC, or null. What names no zone counts as UTC, or as Japan's where it is written in Japanese; a date that
 * is more than a day ahead of `nowMs` is wrong, and becomes now.
 */
export function readDate(written: string, nowMs: number): string | null {
  const text = written.slice(0, 100).normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
  if (/^\d{9,10}$|^\d{12,13}$/.test(text)) {
    return within(text.length > 10 ? Number(text) : Number(text) * 1000, nowMs);
  }
  const day = dayIn(
    text.replace(/^(?:[a-z]{3,9}\.?|[月火水木金土日](?:曜日)?),?\s+/i, (weekday) =>
      months.includes(weekday.slice(0, 3).toLowerCase()) ? weekday : '',
    ),
  );
  if (day === null || !isDay(day)) return null;
  const clock = clockIn(day.rest);
  if (clock.hour > 24 || clock.minute > 59 || clock.second > 60) return null;
  const zone = zoneIn(day.rest) ?? (/[年月日時]/.test(text) ? 540 : 0);
  const ms = Date.UTC(day.year, day.month - 1, day.day, clock.hour, clock.minute, clock.second);
  return within(ms - zone * 60_000, nowMs);
}

function within(ms: number, nowMs: number): string | null {
  if (ms < 0) return null;
  return new Date(ms > nowMs + 86_400_000 ? nowMs : ms).toISOString();
}
