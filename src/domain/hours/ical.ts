// Opening hours as an iCalendar (RFC 5545): one event for each opening, in UTC, and nothing but times and a name.
import { openDays } from '../kpi/business-hours.ts';
import type { HoldingHours } from './own-hours.ts';
import type { HoursLanguage } from './words.ts';

const pastDays = 7;
const comingDays = 90;
const dayMs = 86_400_000;
/** Of UTF-8, without the line's end. */
const longestLineBytes = 75;
/** How often who reads it should look again. */
const refresh = 'PT6H';

export interface HoursToShow {
  /** The account's public name. */
  name: string;
  /** Tells this calendar's events from all others', for as long as the account is there. Letters and digits. */
  uid: string;
  lang: HoursLanguage;
  hours: HoldingHours;
  nowMs: number;
}

const words = {
  ja: {
    title: (name: string) => `${name}の営業時間`,
    open: (name: string) => `${name}：営業中`,
    closed: (name: string) => `${name}：休業`,
  },
  en: {
    title: (name: string) => `${name}: opening hours`,
    open: (name: string) => `${name}: open`,
    closed: (name: string) => `${name}: closed`,
  },
} as const satisfies Record<HoursLanguage, object>;

/**
 * The past 7 and the coming 90 days where the account is. What a team calls a day stays with the team: a day that is closed
 * unlike its week is only said to be closed.
 */
export function hoursCalendar({ name, uid, lang, hours, nowMs }: HoursToShow): string {
  const { businessHours, timeZone } = hours;
  const { title, open, closed } = words[lang];
  const event = (id: string, summary: string, more: readonly string[]): string[] => [
    'BEGIN:VEVENT',
    `UID:${id}-${uid}@kizuki`,
    `DTSTAMP:${utcTime(nowMs)}`,
    ...more,
    `SUMMARY:${escapeText(summary)}`,
    // Nobody who subscribes is busy because of it.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
  const days = openDays(nowMs - pastDays * dayMs, nowMs + comingDays * dayMs, businessHours, timeZone);
  const closedDates = new Set(
    businessHours.otherDays.filter(({ spans }) => spans.length === 0).map(({ date }) => date),
  );
  const events = days.flatMap(({ date, openings }) => [
    ...openings.flatMap((opening, index) =>
      event(`${date}-${index + 1}`, open(name), [
        `DTSTART:${utcTime(opening.open)}`,
        `DTEND:${utcTime(opening.close)}`,
      ]),
    ),
    ...(closedDates.has(date)
      ? event(`${date}-closed`, closed(name), [
          `DTSTART;VALUE=DATE:${basicDate(date)}`,
          `DTEND;VALUE=DATE:${basicDate(dayAfter(date))}`,
        ])
      : []),
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kizuki//Opening hours//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(title(name))}`,
    `X-WR-CALNAME:${escapeText(title(name))}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
    `X-PUBLISHED-TTL:${refresh}`,
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** A calendar without the times at which it was written: equal where two say the same. */
export function withoutStamps(calendar: string): string {
  return calendar.replaceAll(/^DTSTAMP:.*\r\n/gmu, '');
}

/** TEXT (3.3.11): what separates values is escaped, and controls that no line may hold are left out. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[\\;,]/gu, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

/** At most 75 octets a line (3.1); no character is torn apart. */
export function foldLine(line: string): string {
  const lines: string[] = [];
  let current = '';
  let bytes = 0;
  for (const sign of line) {
    const length = utf8Length(sign);
    if (bytes + length > longestLineBytes) {
      lines.push(current);
      current = ' ';
      bytes = 1;
    }
    current += sign;
    bytes += length;
  }
  return [...lines, current].join('\r\n');
}

function utf8Length(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

const basicDate = (date: string): string => date.replaceAll('-', '');
const dayAfter = (date: string): string => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);

/** 20261124T000000Z. */
function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`;
}
