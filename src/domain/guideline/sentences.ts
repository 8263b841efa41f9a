// The sentences of a text and where they stand.
import type { DraftSpan } from './finding.ts';

/** A full stop ends a sentence where a space follows, so that addresses, numbers and abbreviations within words stay whole. */
const end = /[。！？!?\n]+["'”’」』）)]*|(?<!\.)\.+["'”’)]*(?=\s|$)/gu;
const letter = /[\p{L}\p{N}]/u;

/** In their order, without the spaces around them; what has no letter is none. */
export function sentencesOf(text: string): DraftSpan[] {
  const spans: DraftSpan[] = [];
  let from = 0;
  const add = (to: number): void => {
    const part = text.slice(from, to);
    const start = from + part.length - part.trimStart().length;
    if (letter.test(part)) spans.push([start, start + part.trim().length]);
    from = to;
  };
  for (const { 0: found, index } of text.matchAll(end)) add(index + found.length);
  add(text.length);
  return spans;
}
