// Length of a text by a network's own counting, as data in its manifest, so browser and server agree.

export type LengthRule =
  /** Bluesky: user-perceived characters, and UTF-8 bytes beside. */
  | { unit: 'graphemes'; max: number; maxBytes: number }
  /** Mastodon: characters (graphemes), every URL counts `urlLength`, a remote mention counts only its local part. */
  | { unit: 'mastodon'; max: number; urlLength: number };

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

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Counts `text` under `rule`. */
export function measureLength(text: string, rule: LengthRule): Length {
  if (rule.unit === 'graphemes') {
    const used = graphemes(text);
    return { used, max: rule.max, fits: used <= rule.max && utf8Bytes(text) <= rule.maxBytes };
  }
  const counted = text.replace(urlPattern, 'x'.repeat(rule.urlLength)).replace(remoteMention, '$1@$2');
  const used = graphemes(counted);
  return { used, max: rule.max, fits: used <= rule.max };
}
