// Findings follow their words: before a change they stay, behind it they move, and a changed one loses its place.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moved, piecesOf, type ShownFinding } from './shown-finding.ts';

const finding = (span: [number, number] | null, level: 'warn' | 'block' = 'warn'): ShownFinding => ({
  rule: 'R04',
  level,
  span,
  why: '',
  fix: null,
});
const spansOf = (findings: readonly ShownFinding[]) => findings.map(({ span }) => span);

describe('moved', () => {
  const text = 'one two three';
  test('a finding stays before what is typed, and moves behind it', () => {
    const found = [finding([0, 3]), finding([8, 13]), finding(null)];
    expect(spansOf(moved(found, text, 'one and two three'))).toEqual([[0, 3], [12, 17], null]);
  });
  test('a finding whose words are changed has no place', () => {
    expect(spansOf(moved([finding([4, 7])], text, 'one tvo three'))).toEqual([null]);
  });
  test('whatever is typed where, a place that is left holds the same words', () => {
    const parts = fc.record({
      text: fc.string(),
      at: fc.nat(),
      cut: fc.nat(5),
      put: fc.string(),
      span: fc.nat(),
    });
    fc.assert(
      fc.property(parts, ({ text: before, at, cut, put, span }) => {
        const place = at % (before.length + 1);
        const after = before.slice(0, place) + put + before.slice(place + cut);
        const start = span % (before.length + 1);
        const [left] = moved([finding([start, Math.min(before.length, start + 3)])], before, after);
        if (left?.span == null) return;
        expect(after.slice(...left.span)).toBe(before.slice(start, start + 3));
      }),
    );
  });
});

describe('piecesOf', () => {
  test('a block weighs more than a warning over the same words, and what is not in the text is not shown', () => {
    const found = [finding([0, 6]), finding([4, 8], 'block'), finding([20, 22]), finding(null)];
    expect(piecesOf('one two three', found)).toEqual([
      { text: 'one ', level: 'warn' },
      { text: 'two ', level: 'block' },
      { text: 'three', level: null },
    ]);
  });
  test('the pieces are the text, however findings lie over each other', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)));
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), spans, (text, all) => {
        const pieces = piecesOf(
          text,
          all.map(([start, long]) => finding([start, start + long])),
        );
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });
});
