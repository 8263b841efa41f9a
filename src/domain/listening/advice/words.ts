// The words of a folded text that are written with spaces, and its runs of characters that are not.
import { classOf, UNIT, WORD } from '../unicode.ts';

/** [start, end) in UTF-16 units. */
export interface Piece {
  start: number;
  end: number;
  /** Of a script that writes spaces. */
  isSpaced: boolean;
}

function kindAt(text: string, at: number): number {
  return (classOf[text.codePointAt(at) ?? 0] ?? 0) & (WORD | UNIT);
}

/** The pieces of a folded text, in order; what is between them is neither letter nor number. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const kind = kindAt(text, at);
    const start = at;
    do at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    while (at < text.length && kindAt(text, at) === kind);
    if (kind !== 0) pieces.push({ start, end: at, isSpaced: (kind & WORD) !== 0 });
  }
  return pieces;
}

/** Whether only white space, at least one, stands between two pieces. */
export function areNeighbours(text: string, before: Piece, after: Piece): boolean {
  return after.start > before.end && text.slice(before.end, after.start).trim() === '';
}
