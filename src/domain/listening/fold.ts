// Folding: when two texts are the same to a reader (width, case, kana), with a map back to the original offsets.

export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`, the offset in the original where its source begins. Null: where the unit stands. */
  starts: Int32Array | null;
  /** For each UTF-16 unit of `text`, the offset in the original where its source ends. Null together with `starts`. */
  ends: Int32Array | null;
}

/** Where the units [start, end) of a folded text, at least one, come from in the original. */
export function originalSpan(folded: Folded, start: number, end: number): [number, number] {
  return [folded.starts?.[start] ?? start, folded.ends?.[end - 1] ?? end];
}

const dropped = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u200B-\u200D\u2060\uFEFF\u00AD\u180E]/gu;
const katakana = /[\u30A1-\u30F6\u30FD\u30FE]/g;
const combining = /^[\p{M}\uFF9E\uFF9F]$/u;

/** NFKC, case folding, katakana to hiragana, variation selectors and zero-width characters dropped. */
export function foldCluster(chunk: string): string {
  const composed = chunk.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
  return composed
    .normalize('NFKC')
    .replace(dropped, '')
    .replace(katakana, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
}

/** Most texts are made of few different clusters; each is folded once. Bounded, so that no stream can fill the memory. */
const mostRemembered = 20_000;
const remembered = new Map<string, string>();

function foldRemembered(chunk: string): string {
  const known = remembered.get(chunk);
  if (known !== undefined) return known;
  const folded = foldCluster(chunk);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(chunk, folded);
  return folded;
}

/** Whether the code point at `index` combines with what stands before it: か+゛ and ｶﾞ must meet が. */
function combinesAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  const isPlain =
    code < 0x300 ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a0 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3);
  return !isPlain && combining.test(String.fromCodePoint(text.codePointAt(index) ?? 0));
}

/** Where the cluster that begins at `start` ends: a base character and all that combines with it. */
function clusterEnd(text: string, start: number): number {
  let end = start + codePointLength(text, start);
  while (end < text.length && combinesAt(text, end)) end += codePointLength(text, end);
  return end;
}

function codePointLength(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

/** Folds `text` and keeps where each unit came from. */
export function fold(text: string): Folded {
  let out = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length;) {
    const end = clusterEnd(text, at);
    const folded = foldRemembered(text.slice(at, end));
    out += folded;
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  starts.push(text.length);
  ends.push(text.length);
  return { text: out, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** Folds without the map. */
export function foldText(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const end = clusterEnd(text, at);
    out += foldRemembered(text.slice(at, end));
    at = end;
  }
  return out;
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
