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
