// R19: long answers say that they continue: what one post cannot hold is divided into numbered parts.
import { divideText } from '../../post/divide.ts';
import { measureLength, type LengthRule } from '../../post/length.ts';
import type { Fix } from '../fixes.ts';
import type { Found, Rule } from '../finding.ts';

/** `(1/2)`, at the beginning or the end of what it numbers; without brackets at the end of a line, from 1 on. */
const bracketed = /[(（[［【]\s*(\d{1,2})\s*[/／]\s*(\d{1,2})\s*[)）\]］】]/gu;
const plain = /(?:^|(?<=[\s。！？]))(\d)\s?[/／]\s?([2-9])(?=[ \t]*(?:\n|$))/gmu;

interface Mark {
  start: number;
  end: number;
  number: number;
  count: number;
}

function marksOf(draft: string): Mark[] {
  const read = (pattern: RegExp): Mark[] =>
    Array.from(draft.matchAll(pattern), ({ 0: mark, 1: number, 2: count, index }) => ({
      start: index,
      end: index + mark.length,
      number: Number(number),
      count: Number(count),
    }));
  const marks = read(bracketed);
  if (marks.length > 0) return marks;
  // A date or a fraction looks the same: only a row of them numbers anything.
  const rows = read(plain);
  return rows.length > 1 && rows.every(({ count }) => count === rows.length) ? rows : [];
}

/** The numbered parts with their marks. Marks stand before what they number where one begins the draft. */
function partsOf(draft: string, marks: readonly Mark[]): string[] {
  const isBefore = draft.slice(0, marks[0]?.start).trim() === '';
  if (isBefore) return marks.map(({ start }, n) => draft.slice(start, marks[n + 1]?.start).trim());
  const parts = marks.map(({ end }, n) => draft.slice(marks[n - 1]?.end ?? 0, end).trim());
  const rest = draft.slice(marks.at(-1)?.end).trim();
  return rest === '' ? parts : [...parts.slice(0, -1), `${parts.at(-1) ?? ''} ${rest}`];
}

/** The draft without its marks, divided anew; nothing where that is not possible. */
function numbered(draft: string, rule: LengthRule): { fix?: Fix } {
  const marks = marksOf(draft);
  let text = draft;
  for (const { start, end } of marks.toReversed()) {
    text = `${text.slice(0, start).trimEnd()}${start === 0 ? '' : '\n'}${text.slice(end).trimStart()}`;
  }
  const parts = divideText(text.trim(), rule);
  if (parts === null) return {};
  return { fix: { kind: 'text', label: 'number', draft: parts.join('\n\n'), parts } };
}

export const r19: Rule = {
  id: 'R19',
  level: 'warn',
  check({ draft, length: rule }) {
    if (rule === undefined) return [];
    const marks = marksOf(draft);
    // One alone is a part of a reply whose others are written elsewhere.
    const isRow = marks.length > 1;
    const strange = marks.find(({ number, count }, n) =>
      isRow ? number !== n + 1 || count !== marks.length : number < 1 || number > count,
    );
    if (strange !== undefined) {
      const span = [strange.start, strange.end] as const;
      const words = draft.slice(...span);
      return [{ reason: 'misnumbered', params: { words }, span, ...numbered(draft, rule) }];
    }
    const parts = isRow ? partsOf(draft, marks) : [draft];
    return parts.flatMap((part, n): Found[] => {
      const { used, max, fits } = measureLength(part, rule);
      if (fits) return [];
      const said = { used: String(used), max: String(max) };
      const fix = numbered(draft, rule);
      // The network takes none of it.
      return isRow
        ? [{ reason: 'partTooLong', params: { ...said, number: String(n + 1) }, level: 'block', ...fix }]
        : [{ reason: 'tooLong', params: said, level: 'block', ...fix }];
    });
  },
};
