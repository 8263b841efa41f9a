// Text with the places marked that matched.
import type { ReactNode } from 'react';

export type Span = readonly [start: number, end: number];

/** Joins spans that touch or overlap, drops what lies outside the text, and puts them in order. */
export function tidySpans(spans: readonly Span[], length: number): Span[] {
  const inside = spans
    .map(([start, end]): Span => [Math.max(0, start), Math.min(length, end)])
    .filter(([start, end]) => start < end)
    .toSorted((a, b) => a[0] - b[0]);
  const joined: Span[] = [];
  for (const span of inside) {
    const last = joined.at(-1);
    if (last !== undefined && span[0] <= last[1])
      joined[joined.length - 1] = [last[0], Math.max(last[1], span[1])];
    else joined.push(span);
  }
  return joined;
}

/** `spans` are UTF-16 offsets into `text`; places beyond it (alt texts) are left out. */
export function Highlighted({ text, spans }: { text: string; spans: readonly Span[] }): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of tidySpans(spans, text.length)) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}
