// Folding: when two texts are the same to a reader (width, case, kana), with a map back to the original offsets.

export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`, the offset in the original where its source begins; one more entry for the end. */
  starts: Int32Array;
  /** For each UTF-16 unit of `text`, the offset in the original where its source ends. */
  ends: Int32Array;
}

// A base character with what combines with it: composed together, or NFKC would miss か+゛ and ｶﾞ.
const cluster = /[\s\S][\p{M}\uFF9E\uFF9F]*/gu;
const dropped = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u200B-\u200D\u2060\uFEFF\u00AD\u180E]/gu;
const katakana = /[\u30A1-\u30F6\u30FD\u30FE]/g;

/** NFKC, case folding, katakana to hiragana, variation selectors and zero-width characters dropped. */
export function foldCluster(chunk: string): string {
  const composed = chunk.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
  return composed
    .normalize('NFKC')
    .replace(dropped, '')
    .replace(katakana, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
}

/** Folds `text` and keeps where each unit came from. */
export function fold(text: string): Folded {
  let out = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(cluster)) {
    const folded = foldCluster(match[0]);
    out += folded;
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
  }
  starts.push(text.length);
  ends.push(text.length);
  return { text: out, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** Folds without the map. */
export function foldText(text: string): string {
  return text.replace(cluster, foldCluster);
}

const unspacedScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hangul}\u30FC]/u;
const wordLike = /[\p{L}\p{N}\p{M}_]/u;

/** A letter, number, mark or `_` of a script that writes spaces: only these make word boundaries. */
export function isWordCharacter(char: string | undefined): boolean {
  return char !== undefined && wordLike.test(char) && !unspacedScripts.test(char);
}

/** The code point that ends right before `index`, or undefined at the start. */
export function charBefore(text: string, index: number): string | undefined {
  if (index <= 0) return undefined;
  const low = text.charCodeAt(index - 1);
  const isLow = low >= 0xdc00 && low <= 0xdfff && index >= 2;
  return text.slice(isLow ? index - 2 : index - 1, index);
}

/** The code point at `index`, or undefined at the end. */
export function charAt(text: string, index: number): string | undefined {
  const code = text.codePointAt(index);
  return code === undefined ? undefined : String.fromCodePoint(code);
}
