// Blanks: what a snippet leaves open in braces, such as {name}, and somebody must fill before it goes out.

export interface Blank {
  label: string;
  /** [start, end) of the text with its braces, in UTF-16 units. */
  span: readonly [number, number];
}

/**
 * A label begins with a letter and is short. Braces of an input method count too. Not a blank: what stands in an address
 * (`/users/{id}`), after a sign that programs use (`${name}`), or between backticks, where a reply speaks of code.
 */
const pattern = /(?<![$/\\#`{｛])[{｛](\p{L}[\p{L}\p{M}\p{N} _・ー'’-]{0,39})[}｝](?![`/}｝])/gu;

/** The blanks of a text, in their order. */
export function blanksIn(text: string): Blank[] {
  return [...text.matchAll(pattern)].map(({ 0: whole, 1: label = '', index }) => ({
    label: label.trim(),
    span: [index, index + whole.length],
  }));
}

/** The text with a value in each blank that has one; the others stay blanks. */
export function withFilled(text: string, valueOf: (label: string) => string | null): string {
  let filled = '';
  let from = 0;
  for (const { label, span } of blanksIn(text)) {
    const value = valueOf(label);
    if (value === null || value === '') continue;
    filled += text.slice(from, span[0]) + value;
    from = span[1];
  }
  return filled + text.slice(from);
}

/** What stands before, between and after the blanks: what of a snippet is the same whoever it is sent to. */
export function betweenBlanks(text: string): string[] {
  const ends = blanksIn(text).map(({ span }) => span);
  return [[0, 0] as const, ...ends].map(([, from], n) => text.slice(from, ends[n]?.[0] ?? text.length));
}

/** How the blank for whoever is answered may be called; everything else is for the writer to know. */
const forTheirName = new Set([
  'name',
  'customer',
  '名前',
  'お名前',
  'お客様名',
  'お客さま名',
  '氏名',
  '相手',
]);

export const isTheirName = (label: string): boolean => forTheirName.has(label.toLowerCase());
