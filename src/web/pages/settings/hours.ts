// Business hours as they are entered: minutes from midnight, shown as times of day.

import type { OtherDay } from '../../../domain/kpi/business-hours.ts';

export type Span = [from: number, to: number];
export const DAY_MINUTES = 1440;

/** 540 → 09:00; the end of the day is 24:00. */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** 09:00 → 540, also 9:00, 900 and 24:00; null for what is no time of day. */
export function minutesOf(text: string): number | null {
  const found = /^\s*(\d{1,2})(?::?([0-5]\d))?\s*$/.exec(text.normalize('NFKC'));
  if (found === null) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return minutes <= DAY_MINUTES ? minutes : null;
}

export function inOrder(spans: readonly Span[]): Span[] {
  return spans.toSorted((a, b) => a[0] - b[0]);
}

/** What is wrong with the spans of a day; null when they can be kept. */
export function faultOf(spans: readonly Span[]): 'order' | 'overlap' | null {
  if (spans.some(([from, to]) => from >= to)) return 'order';
  const sorted = inOrder(spans);
  return sorted.some((span, index) => index > 0 && span[0] < (sorted[index - 1]?.[1] ?? 0))
    ? 'overlap'
    : null;
}

/** The span one more would get: after the last one where there is room, nine to six on an empty day. */
export function nextSpan(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return [540, 1080];
  const end = Math.max(...spans.map((span) => span[1]));
  const from = Math.min(end + 60, DAY_MINUTES - 60);
  return from < end ? null : [from, Math.min(from + 180, DAY_MINUTES)];
}

/** A day in words: "09:00–12:00, 13:00–18:00". */
export function wordsOf(spans: readonly Span[], closed: string): string {
  if (spans.length === 0) return closed;
  return spans.map(([from, to]) => `${timeOf(from)}–${timeOf(to)}`).join(', ');
}

/** The days with those of `changed` in the place of what stood at their dates, in order. */
export function withDays(days: readonly OtherDay[], changed: readonly OtherDay[]): OtherDay[] {
  const byDate = new Map([...days, ...changed].map((day) => [day.date, day]));
  return [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** The date at `ms` where the clock shows the time of `timeZone`, as YYYY-MM-DD. */
export function dateIn(timeZone: string, ms: number): string {
  // Canadian English writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms);
}
