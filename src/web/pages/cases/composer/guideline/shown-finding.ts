// A finding as it is shown beside the words it is about, and how it follows these words while they move.
import type { Level, RuleId } from '../../../../../domain/guideline/finding.ts';

/** `draft`: all of it as it would be. `sign` adds who writes, by putting a signature back where one was left out. */
export type Mend = { kind: 'toDm'; says: string } | { kind: 'sign' | 'text'; draft: string; says: string };

export interface ShownFinding {
  rule: RuleId;
  level: Level;
  /** [start, end) of the checked text; null where it is about all of it, or about what is missing. */
  span: readonly [number, number] | null;
  /** In the language of the interface. */
  why: string;
  /** What one key does about it. */
  fix: Mend | null;
}

/** Where two texts differ: both begin with `start` and end with `end` units that are the same. */
export function changeBetween(from: string, to: string): { start: number; end: number } {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  return { start, end };
}

/**
 * What was found in `from`, with the places it has in `to`: those before a change stay, those behind it move, and one
 * that was changed itself has no place until it is found again.
 */
export function moved(findings: readonly ShownFinding[], from: string, to: string): readonly ShownFinding[] {
  if (from === to) return findings;
  const { start, end } = changeBetween(from, to);
  const by = to.length - from.length;
  return findings.map((found) => {
    // A mended draft is one of the text that was checked: it would take back what was written since.
    const finding = { ...found, fix: found.fix?.kind === 'toDm' ? found.fix : null };
    const { span } = finding;
    if (span === null || span[1] <= start) return finding;
    const isBehind = span[0] >= from.length - end;
    return { ...finding, span: isBehind ? ([span[0] + by, span[1] + by] as const) : null };
  });
}

export interface Piece {
  text: string;
  level: 'warn' | 'block' | null;
}

/** The text in pieces, each with the worst that was found of it; what stands behind the text is left out. */
export function piecesOf(text: string, findings: readonly ShownFinding[]): Piece[] {
  const spans = findings.flatMap(({ span, level }) =>
    span === null || span[0] >= Math.min(span[1], text.length)
      ? []
      : [{ start: span[0], end: Math.min(span[1], text.length), level }],
  );
  const edges = new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...edges].toSorted((a, b) => a - b);
  const pieces: Piece[] = [];
  for (const [index, start] of sorted.slice(0, -1).entries()) {
    const over = spans.filter((span) => span.start <= start && span.end > start);
    const isBlock = over.some(({ level }) => level === 'block');
    const level = isBlock ? 'block' : over.length > 0 ? 'warn' : null;
    const words = text.slice(start, sorted[index + 1]);
    const last = pieces.at(-1);
    if (last?.level === level) last.text += words;
    else pieces.push({ text: words, level });
  }
  return pieces;
}
