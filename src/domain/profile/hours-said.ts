// Which hours a profile says: times from one to another and the days they are for, in Japanese and English.
import type { OpenSpan } from '../kpi/business-hours.ts';

export interface SaidHours {
  /** Minutes from midnight, as they are written; past midnight where the second time is the earlier one. */
  spans: OpenSpan[];
  /** Around the clock. */
  always: boolean;
  /** Monday is 0; null where the text does not say it in words that are understood. */
  days: readonly number[] | null;
}

const time = String.raw`(午前|午後|am|pm)?\s?(\d{1,2})(?::(\d{2})|(時|h(?!\w))(?:(\d{1,2})分|(半))?)?\s?(am|pm|a\.m\.|p\.m\.)?`;
const between = String.raw`\s?(?:[-–—~〜ー]|から|to|until|till)\s?(?:翌日?)?`;
const range = new RegExp(String.raw`(?<![\d/.:-])${time}${between}${time}(?![\d/-])`, 'gu');

const always = /24\s?時間|24\s?\/\s?7|24 hours|around the clock|round the clock/u;
const mostRead = 8_000;

/** What a text says of hours. Never throws. */
export function hoursSaid(text: string): SaidHours {
  const plain = text.slice(0, mostRead).normalize('NFKC').toLowerCase();
  const spans = [...plain.matchAll(range)].flatMap((found): OpenSpan[] => {
    const from = found.slice(1, 8);
    const to = found.slice(8, 15);
    // Two bare numbers may be a date or a phone number.
    if (!isTime(from) && !isTime(to)) return [];
    const end = minutesOf(to, null);
    // “1–5 pm” is in the afternoon from the beginning, “9–5 pm” is not.
    const late = minutesOf(from, markOf(to));
    const begin =
      markOf(from) === null && isBare(from) && late !== null && end !== null && late < end
        ? late
        : minutesOf(from, null);
    if (begin === null || end === null || begin === end) return [];
    return [[begin, end > begin ? end : end + 1440]];
  });
  return { spans, always: always.test(plain), days: daysSaid(plain) };
}

type Parts = readonly (string | undefined)[];

const isTime = ([before, , minutes, unit, , , after]: Parts): boolean =>
  [before, minutes, unit, after].some((part) => part !== undefined);
const isBare = ([, , minutes]: Parts): boolean => minutes === undefined;

function markOf([before, , , , , , after]: Parts): 'am' | 'pm' | null {
  const mark = before ?? after?.replaceAll('.', '');
  if (mark === '午前' || mark === 'am') return 'am';
  return mark === '午後' || mark === 'pm' ? 'pm' : null;
}

function minutesOf(parts: Parts, mark: 'am' | 'pm' | null): number | null {
  const [, hours, colon, , kanji, half] = parts;
  const said = Number(hours);
  const rest = half === undefined ? Number(colon ?? kanji ?? 0) : 30;
  if (said > 29 || rest > 59) return null;
  const own = markOf(parts) ?? mark;
  if (own === 'pm' && said < 12) return (said + 12) * 60 + rest;
  if (own === 'am' && said === 12) return rest;
  return said * 60 + rest;
}

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const weekdays = [0, 1, 2, 3, 4];
const names = ['月', '火', '水', '木', '金', '土', '日', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const name = `(${names.slice(0, 7).join('|')}|(?<![a-z])(?:${names.slice(7).join('|')}))`;
const dayRange = new RegExp(
  String.raw`${name}(?:曜日?|[a-z]*)\s?(?:[-–—~〜ー]|から|to|through)\s?${name}(?:曜|[a-z]|$|[^\p{L}])`,
  'u',
);
/** Days named one by one, with what stands beside them: closed or open, nobody can be sure. */
const singly = /土日|土曜|日曜|週末|祝日も|(?<![a-z])(?:sat|sun|weekend)/u;

function daysSaid(plain: string): readonly number[] | null {
  if (/毎日|年中無休|365日|every ?day|daily|7 days a week|24\s?\/\s?7/u.test(plain)) return everyDay;
  const [, from, to] = dayRange.exec(plain) ?? [];
  if (from !== undefined && to !== undefined) {
    const first = names.indexOf(from) % 7;
    const last = names.indexOf(to) % 7;
    const days = everyDay.filter((day) =>
      first <= last ? day >= first && day <= last : day >= first || day <= last,
    );
    const others = plain.replace(dayRange, ' ');
    return singly.test(others.replaceAll(/土日(?:祝日?)?[はを]?(?:お?休|除|定休)/gu, '')) ? null : days;
  }
  if (/平日|営業日|weekdays|business days/u.test(plain)) return weekdays;
  return null;
}
