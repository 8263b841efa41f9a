// Length of a text by a network's own counting, as data in its manifest, so browser and server agree.

export type LengthRule =
  /** Bluesky: user-perceived characters, and UTF-8 bytes beside. */
  | { unit: 'graphemes'; max: number; maxBytes: number }
  /** Mastodon: characters (graphemes), every URL counts `urlLength`, a remote mention counts only its local part. */
  | { unit: 'mastodon'; max: number; urlLength: number }
  /** X: characters of most scripts without alphabet, and each emoji, count two; every URL counts `urlLength`. */
  | { unit: 'weighted'; max: number; urlLength: number };

export interface Length {
  used: number;
  max: number;
  /** Whether the network would accept a text of this length. */
  fits: boolean;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const urlPattern = /https?:\/\/[^\s<>"'）」』】]+/gu;
const remoteMention = /(^|[^\w/])@([\w.-]+)@[\w.-]+\w/gu;

function graphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Whether X counts a character as one: Latin, Greek, Cyrillic, Arabic … up to Georgian, and common punctuation. */
function isLight(code: number): boolean {
  return (
    code <= 0x10ff ||
    (code >= 0x2000 && code <= 0x200d) ||
    (code >= 0x2010 && code <= 0x201f) ||
    (code >= 0x2032 && code <= 0x2037)
  );
}

const emoji = /^\p{RGI_Emoji}$/v;

function weighted(text: string): number {
  let weight = 0;
  for (const { segment } of segmenter.segment(text.normalize('NFC'))) {
    if (emoji.test(segment)) weight += 2;
    else for (const char of segment) weight += isLight(char.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return weight;
}

/** Counts `text` under `rule`. */
export function measureLength(text: string, rule: LengthRule): Length {
  if (rule.unit === 'graphemes') {
    const used = graphemes(text);
    return { used, max: rule.max, fits: used <= rule.max && utf8Bytes(text) <= rule.maxBytes };
  }
  const shortened = text.replace(urlPattern, 'x'.repeat(rule.urlLength));
  const used =
    rule.unit === 'weighted' ? weighted(shortened) : graphemes(shortened.replace(remoteMention, '$1@$2'));
  return { used, max: rule.max, fits: used <= rule.max };
}
