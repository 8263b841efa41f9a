// What matching knows of each character: what it folds to and whether it makes words, from tables made of Unicode's data.
import { marks } from './addresses.ts';
import { classRuns, expansions, singleRuns } from './unicode-tables.ts';

/** A letter, number, mark or `_` of a script that writes spaces. */
export const WORD = 1;
/** A letter or number of a script that does not. */
export const UNIT = 2;
/** Combines, or may, with what stands before it: か+゛ and ｶﾞ must meet が. */
export const JOINS = 4;
/** Invisible: folds to nothing. */
export const DROPPED = 8;

function* entriesOf(table: string): Generator<number[]> {
  for (const entry of table.split(' ')) yield entry.split('.').map((part) => Number.parseInt(part, 36));
}

/** The sum of the above for each code point. */
export const classOf = readClasses();

function readClasses(): Uint8Array {
  const classes = new Uint8Array(0x110000);
  let at = 0;
  for (const [length = 0, value = 0] of entriesOf(classRuns)) {
    classes.fill(value, at, at + length);
    at += length;
  }
  return classes;
}

/** In `foldedUnit`: this unit needs a closer look. */
export const COMPLEX = 0xffff;

/**
 * For each UTF-16 unit the one that it folds to, or COMPLEX: surrogates, what joins, is dropped or becomes several, and
 * what an address or handle is recognised by.
 */
export const foldedUnit = new Uint16Array(0x10000);

/** What the code points fold to whose fold is not in `foldedUnit`, themselves apart. */
export const foldedOther = new Map<number, string>();

for (let unit = 0; unit < 0x10000; unit += 1) {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  const isComplex = isSurrogate || marks.includes(unit) || ((classOf[unit] ?? 0) & (JOINS | DROPPED)) !== 0;
  foldedUnit[unit] = isComplex ? COMPLEX : unit;
}
let next = 0;
for (const [gap = 0, to = 0, count = 1, step = 1] of entriesOf(singleRuns)) {
  const first = next + gap;
  for (let n = 0; n < count; n += 1) setFold(first + n * step, to + n * step);
  next = first + (count - 1) * step + 1;
}
next = 0;
for (const [gap = 0, ...to] of entriesOf(expansions)) {
  next += gap;
  foldedOther.set(next, String.fromCodePoint(...to));
  if (next <= 0xffff) foldedUnit[next] = COMPLEX;
}

function setFold(code: number, to: number): void {
  if (code <= 0xffff && to <= 0xffff && foldedUnit[code] !== COMPLEX) foldedUnit[code] = to;
  else {
    foldedOther.set(code, String.fromCodePoint(to));
    if (code <= 0xffff) foldedUnit[code] = COMPLEX;
  }
}
