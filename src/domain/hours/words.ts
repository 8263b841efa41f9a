// Texts with places in them: {next} and the like, filled with days and times in the text's own language.
import { spansOn, type BusinessHours } from '../kpi/business-hours.ts';

export const hoursLanguages = ['ja', 'en'] as const;
export type HoursLanguage = (typeof hoursLanguages)[number];

const place = /\{([^{}]*)\}/gu;

/** The names in a text that stand for something; a brace without its partner is named as it stands. */
export function placesIn(text: string): string[] {
  const names = Array.from(text.matchAll(place), (found) => found[1] ?? '');
  const rest = text.replaceAll(place, '');
  return [...names, ...Array.from(rest.matchAll(/[{}]/gu), ([brace]) => brace)];
}

/** Null where something that the text names is not known. */
export function fillPlaces(text: string, values: Readonly<Record<string, string | null>>): string | null {
  if (placesIn(text).some((name) => values[name] == null)) return null;
  return text.replaceAll(place, (_, name: string) => values[name] ?? '');
}

function partsOf(ms: number, timeZone: string, lang: HoursLanguage): Record<string, string> {
  const isJapanese = lang === 'ja';
  const format = new Intl.DateTimeFormat(isJapanese ? 'ja-JP' : 'en-GB', {
    timeZone,
    month: isJapanese ? 'numeric' : 'long',
    day: 'numeric',
    weekday: isJapanese ? 'short' : 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
}

/** 11月24日（火） · Tuesday, 24 November. */
export function dayText(ms: number, timeZone: string, lang: HoursLanguage): string {
  const { month = '', day = '', weekday = '' } = partsOf(ms, timeZone, lang);
  return lang === 'ja' ? `${month}月${day}日（${weekday}）` : `${weekday}, ${day} ${month}`;
}

/** 11月24日（火）9:00 · Tuesday, 24 November, 9:00. */
export function momentText(ms: number, timeZone: string, lang: HoursLanguage): string {
  const { hour = '', minute = '' } = partsOf(ms, timeZone, lang);
  const time = `${String(Number(hour))}:${minute}`;
  return `${dayText(ms, timeZone, lang)}${lang === 'ja' ? '' : ', '}${time}`;
}

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;

/** 9:00–12:00、13:00–18:00; empty on a closed day. */
export function spansText(date: string, hours: BusinessHours, lang: HoursLanguage): string {
  return spansOn(date, hours)
    .toSorted((a, b) => a[0] - b[0])
    .map(([from, to]) => `${timeOf(from)}–${timeOf(to)}`)
    .join(lang === 'ja' ? '、' : ', ');
}

const dayNames: Record<HoursLanguage, readonly string[]> = {
  ja: ['月', '火', '水', '木', '金', '土', '日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** 月–金 · Monday to Friday; days that do not follow on each other one by one. */
function daysText(days: readonly number[], lang: HoursLanguage): string {
  const names = dayNames[lang];
  if (days.length === 7) return lang === 'ja' ? '毎日' : 'Every day';
  const runs: number[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const parts = runs.flatMap((run) => {
    const [first = '', last = ''] = [names[run[0] ?? 0], names[run.at(-1) ?? 0]];
    if (run.length < 3) return run.map((day) => names[day] ?? '');
    return [lang === 'ja' ? `${first}–${last}` : `${first} to ${last}`];
  });
  return lang === 'ja' ? parts.join('・') : parts.join(', ');
}

function zoneText(timeZone: string, lang: HoursLanguage): string {
  if (timeZone === 'Asia/Tokyo') return lang === 'ja' ? '日本時間' : 'Japan time';
  const format = new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    timeZoneName: 'longGeneric',
  });
  return format.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** 月–金 9:00–18:00（日本時間） · Monday to Friday 9:00–18:00 (Japan time); null for a week that is closed all through. */
export function weekText(week: BusinessHours['week'], timeZone: string, lang: HoursLanguage): string | null {
  const bySpans = new Map<string, number[]>();
  for (const [day, spans] of week.entries()) {
    // Any date will do: only its weekday counts.
    const monday = Date.UTC(2024, 0, 1 + day);
    const date = new Date(monday).toISOString().slice(0, 10);
    const said = isWholeDay(spans)
      ? lang === 'ja'
        ? '24時間'
        : 'around the clock'
      : spansText(date, { week, otherDays: [] }, lang);
    if (said !== '') bySpans.set(said, [...(bySpans.get(said) ?? []), day]);
  }
  if (bySpans.size === 0) return null;
  const parts = [...bySpans].map(([said, days]) => `${daysText(days, lang)} ${said}`);
  const zone = zoneText(timeZone, lang);
  return lang === 'ja' ? `${parts.join('、')}（${zone}）` : `${parts.join('; ')} (${zone})`;
}

const isWholeDay = (spans: BusinessHours['week'][number]): boolean =>
  spans.some(([from, to]) => from === 0 && to === 1440);
