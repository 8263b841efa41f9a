// The text of a post as its author wrote it: X shortens links, appends its own for pictures and quotes, and escapes three characters.
import type { RawPost } from './schemas.ts';

/** What of a post's entities belongs to the text that is read: a long post has a text, and entities, of its own. */
export function wholeOf(raw: RawPost): {
  text: string;
  entities: NonNullable<RawPost['entities']> | null;
} {
  if (raw.note === null) return { text: raw.text, entities: raw.entities ?? null };
  return { text: raw.note.text, entities: raw.note.entities ?? raw.entities ?? null };
}

/** X escapes these three, and nothing else. */
export function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const isWebAddress = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^https?:\/\//iu.test(text);

export interface PlainText {
  text: string;
  /** Where its links lead. */
  links: string[];
}

/**
 * The text with its links written out. The links that X appends for pictures (`media_key`, …/photo/1) and for the quoted
 * post are none of the author's words.
 */
export function plainText(raw: RawPost, quoted: string | undefined): PlainText {
  const { text, entities } = wholeOf(raw);
  let plain = unescape(text);
  const links: string[] = [];
  for (const { url, expanded_url: expanded, unwound_url: unwound, media_key: media } of entities?.urls ??
    []) {
    if (typeof url !== 'string' || url === '') continue;
    const target = isWebAddress(expanded) ? expanded : url;
    const isPicture =
      (media !== null && media !== undefined) || /\/status\/\d+\/(?:photo|video)\/\d+$/u.test(target);
    const isQuote = quoted !== undefined && new RegExp(`/status/${quoted}(?:[?#]|$)`, 'u').test(target);
    if (isPicture || isQuote) {
      plain = plain.replaceAll(url, '').trimEnd();
      continue;
    }
    plain = plain.replaceAll(url, () => target);
    const link = isWebAddress(unwound) ? unwound : target;
    if (isWebAddress(link) && !links.includes(link)) links.push(link);
  }
  return { text: plain, links };
}

/** Two texts of one send are equal in this form: X puts mentions in front of replies and writes links in its own way. */
export function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^(?:\s*@\w{1,15})+(?:\s+|$)/u, '')
    .replaceAll(/https?:\/\/(\S+?)\/?(?=\s|$)/gu, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
