// Whether a literal stands where a piece of it was found: every unit, white space of any length, word boundaries.
import {
  INFO,
  kindShift,
  lengthMask,
  literalWidth,
  PIECE,
  PREFIX,
  START,
  wordEnd,
  wordStart,
  type LiteralTable,
} from './literals.ts';
import { isSpace, isWordAt, isWordBefore } from './pieces.ts';

/** Whether the literal stands in the text so that its piece is at `place`. */
export function standsAt(
  { meta, pool }: LiteralTable,
  id: number,
  units: Uint16Array,
  length: number,
  place: number,
): boolean {
  const at = id * literalWidth;
  const info = meta[at + INFO] ?? 0;
  const start = meta[at + START] ?? 0;
  const piece = start + (meta[at + PIECE] ?? 0);
  const last = start + (info & lengthMask);
  let end = place;
  for (let n = piece; n < last; n += 1) {
    const unit = pool[n] ?? 0;
    if (unit !== 0x20) {
      if (end >= length || units[end] !== unit) return false;
      end += 1;
      continue;
    }
    const from = end;
    while (end < length && isSpace(units[end] ?? 0)) end += 1;
    if (end === from) return false;
  }
  let begin = place;
  for (let n = piece - 1; n >= start; n -= 1) {
    const unit = pool[n] ?? 0;
    if (unit !== 0x20) {
      if (begin === 0 || units[begin - 1] !== unit) return false;
      begin -= 1;
      continue;
    }
    const from = begin;
    while (begin > 0 && isSpace(units[begin - 1] ?? 0)) begin -= 1;
    if (begin === from) return false;
  }
  if ((info & wordStart) !== 0 && isWordBefore(units, begin)) return false;
  return ((info >> kindShift) & 7) === PREFIX || (info & wordEnd) === 0 || !isWordAt(units, length, end);
}
