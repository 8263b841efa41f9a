// A text whose personal data cannot be read but keeps its length, so that what was marked in it is still in its place.
import { findPersonalData } from './personal-data.ts';

const DOT = '•';
const readable = /[\p{L}\p{N}\p{M}]/gu;
/** How a text ends that was cut off: its last word, with the groups of digits before it. */
const lastRun = /(?:[\p{N}+()（）\-－‐–—ー]+[ \u3000])*[\p{N}A-Za-z@＠._+()（）\-－‐–—ー]+$/u;
const beginsData = /\p{N}{3}|[@＠]/u;

/** Signs where a line may end, and those that look the same where it may not. */
const unbroken: Record<string, string> = { '-': '\u2011', '‐': '\u2011', ' ': '\u00A0' };

const dotted = (text: string): string =>
  text
    .replaceAll(readable, (char) => DOT.repeat(char.length))
    .replaceAll(/[-‐ ]/gu, (sign) => unbroken[sign] ?? sign);

/**
 * The text with a dot for each letter and digit of personal data; signs between them stay, so that one sees what it
 * was: “call ••‑••••‑••••”, and no line ends within it. Its length in UTF-16 units is that of `text`. `isCut`: the text is the beginning of a longer
 * one, so what may be the head of a number or an address at its end is covered too.
 */
export function coverPersonalData(text: string, isCut = false): string {
  let covered = '';
  let at = 0;
  for (const { start, end } of findPersonalData(text)) {
    covered += text.slice(at, start) + dotted(text.slice(start, end));
    at = end;
  }
  covered += text.slice(at);
  if (!isCut) return covered;
  const run = lastRun.exec(text)?.[0] ?? '';
  if (!beginsData.test(run)) return covered;
  return covered.slice(0, text.length - run.length) + dotted(run);
}
