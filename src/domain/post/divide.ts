// Divides a text that is too long for one post into numbered ones: between sentences, or phrases, or words.
import { measureLength, utf8Bytes, type LengthRule } from './length.ts';

/** More parts than this nobody reads. */
export const mostParts = 20;

/** What stays in one piece: addresses, handles, hashtags, and each character as a reader sees it. */
const whole = /https?:\/\/[^\s<>"'）」』】]+|[@＠#＃][\p{L}\p{N}_.@-]+/gu;
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

interface Piece {
  end: number;
  /** What it adds to the length, in the network's units and in UTF-8 bytes. */
  used: number;
  bytes: number;
  /** How good it is to stop behind it: 0 inside a word, 1 between words, 2 behind a phrase, 3 behind a sentence, 4 a line. */
  stop: number;
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー々]/u;

function stopBehind(text: string, start: number, end: number): number {
  const sign = text.slice(start, end);
  const next = text.slice(end, end + 2);
  // A closing bracket or a further sign goes with what it closes.
  if (/^[)）」』】］\]！？!?。．、，,.…]/u.test(next)) return 0;
  if (sign.includes('\n')) return 4;
  if (/^[。．！？!?]$/u.test(sign)) return /^[!?]$/u.test(sign) && /^\S/u.test(next) ? 0 : 3;
  if (/^[.…]$/u.test(sign)) return next === '' || /^\s/u.test(next) ? 3 : 0;
  if (/^[)）」』】］\]]$/u.test(sign)) return 2;
  if (/^[、，；]$/u.test(sign)) return 2;
  if (/^[,;:]$/u.test(sign)) return /^\s/u.test(next) ? 2 : 0;
  if (/^\s+$/u.test(sign)) return 1;
  // Without spaces, a particle or a change of script is where a word may end.
  if (/^[はがをにでともへ]$/u.test(sign) && /^[\p{sc=Han}\p{sc=Katakana}]/u.test(next)) return 1;
  return sign.length > 2 && unspaced.test(next) ? 1 : 0;
}

/** The pieces of `text` in order; their lengths add up to that of any run of them. */
function piecesOf(text: string, rule: LengthRule): Piece[] {
  const pieces: Piece[] = [];
  const add = (start: number, end: number): void => {
    const piece = text.slice(start, end);
    pieces.push({
      end,
      used: measureLength(piece, rule).used,
      bytes: utf8Bytes(piece),
      stop: stopBehind(text, start, end),
    });
  };
  const addPlain = (start: number, end: number): void => {
    for (const { segment, index } of segmenter.segment(text.slice(start, end)))
      add(start + index, start + index + segment.length);
  };
  let at = 0;
  for (const { 0: found, index } of text.matchAll(whole)) {
    addPlain(at, index);
    const fits = measureLength(found, rule).used <= rule.max / 2;
    if (fits) add(index, index + found.length);
    else addPlain(index, index + found.length);
    at = index + found.length;
  }
  addPlain(at, text.length);
  return pieces;
}

/** How much of a part must be there before a place to stop is good enough, by how good it is. */
const leastShare = [0, 0.6, 0.5, 0.35, 0.5];

/** The text in parts of at most `max` units and `maxBytes`, cut where it reads best. */
function cut(text: string, pieces: readonly Piece[], max: number, maxBytes: number): string[] {
  const parts: string[] = [];
  let [start, at] = [0, 0];
  while (at < pieces.length && parts.length <= mostParts) {
    let [used, bytes, last] = [0, 0, -1];
    const best = [-1, -1, -1, -1, -1];
    for (let n = at; n < pieces.length; n += 1) {
      const piece = pieces[n];
      if (piece === undefined || used + piece.used > max || bytes + piece.bytes > maxBytes) break;
      used += piece.used;
      bytes += piece.bytes;
      last = n;
      if (used >= max * (leastShare[piece.stop] ?? 0)) best[piece.stop] = n;
    }
    // A piece that fits nowhere stands alone, and is said to be too long.
    if (last === -1) last = at;
    else if (last < pieces.length - 1) last = best.findLast((n) => n !== -1) ?? last;
    const end = pieces[last]?.end ?? text.length;
    const part = text.slice(start, end).trim();
    if (part !== '') parts.push(part);
    [start, at] = [end, last + 1];
  }
  return parts;
}

/**
 * The text as numbered parts, ` (1/2)` behind each, all of which fit; null where it cannot be divided into at most
 * `mostParts`. A text that fits is one part without a number.
 */
export function divideText(text: string, rule: LengthRule): string[] | null {
  if (measureLength(text, rule).fits) return [text];
  if (measureLength(text, rule).used > rule.max * mostParts) return null;
  const pieces = piecesOf(text, rule);
  for (const room of [' (1/1)'.length, ' (11/11)'.length]) {
    const maxBytes = rule.unit === 'graphemes' ? rule.maxBytes - room : Number.MAX_SAFE_INTEGER;
    const parts = cut(text, pieces, rule.max - room, maxBytes);
    const count = parts.length;
    const numbered = parts.map((part, index) => `${part} (${index + 1}/${count})`);
    const fits = count <= mostParts && numbered.every((part) => measureLength(part, rule).fits);
    if (fits) return numbered;
  }
  return null;
}
