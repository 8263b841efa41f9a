// Business hours as they are entered: minutes from midnight, shown as times of day.

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

/** What is wrong with the spans of a day; null when they can be kept. */
export function faultOf(spans: readonly Span[]): 'order' | 'overlap' | null {
  if (spans.some(([from, to]) => from >= to)) return 'order';
  const inOrder = spans.toSorted((a, b) => a[0] - b[0]);
  return inOrder.some((span, index) => index > 0 && span[0] < (inOrder[index - 1]?.[1] ?? 0))
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
