// The text of a post as its author wrote it: X shortens links, appends its own for pictures and quotes, and escapes three characters.
import type { RawPost } from './schemas.ts';

type Worded = Pick<RawPost, 'text' | 'entities' | 'note'>;

/** What of a post's entities belongs to the text that is read: a long post has a text, and entities, of its own. */
export function wholeOf(raw: Worded): {
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

/** A post's page on X, or one picture of it; `id` is the post's. */
const pageOfPost =
  /https?:\/\/(?:(?:www|mobile|m)\.)?(?:x|twitter)\.com\/(?:[^\s/?#]+\/){1,2}status\/(?<id>\d+)(?<picture>\/(?:photo|video)\/\d+)?(?![^\s/?#])\S*/iu;

/** What X appends to a message with a picture. */
const pageOfMessagePicture = /^https?:\/\/(?:[a-z]+\.)?(?:x|twitter)\.com\/messages\/media\//iu;

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
export function plainText(raw: Worded, quoted: string | undefined): PlainText {
  const { text, entities } = wholeOf(raw);
  let plain = unescape(text);
  const links: string[] = [];
  for (const { url, expanded_url: expanded, unwound_url: unwound, media_key: media } of entities?.urls ??
    []) {
    if (typeof url !== 'string' || url === '') continue;
    const target = isWebAddress(expanded) ? expanded : url;
    const page = pageOfPost.exec(target);
    const groups = page?.index === 0 ? page.groups : undefined;
    const isPicture =
      (media !== null && media !== undefined) ||
      groups?.['picture'] !== undefined ||
      pageOfMessagePicture.test(target);
    const isQuote = quoted !== undefined && groups?.['id'] === quoted;
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

/** X writes links and spaces in its own way: two texts of one send are equal in this form. */
function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/https?:\/\/(\S+?)\/?(?=\s|$)/gu, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

const withoutPages = (text: string): string => text.replaceAll(new RegExp(pageOfPost.source, 'giu'), '');

/** `text`, and what is left of it as X's mentions in front of a reply are taken away one by one. */
function readings(text: string, isReply: boolean): string[] {
  const all = [text];
  for (let rest = text; isReply; all.push(rest)) {
    const mention = /^\s*@\w{1,15}(?:\s+|$)/u.exec(rest);
    if (mention === null) break;
    rest = rest.slice(mention[0].length);
  }
  return all;
}

/**
 * Whether a post that was read is what `wanted` became. X takes the address of a post of its own out of a text (it
 * becomes a quote, or a picture): where no more than that is different, `perhaps`.
 */
export function sameText(
  wanted: string,
  read: { text: string; quotes?: string | undefined },
  isReply: boolean,
): 'yes' | 'perhaps' | 'no' {
  const texts = readings(read.text, isReply);
  if (texts.some((text) => comparable(text) === comparable(wanted))) return 'yes';
  const bare = comparable(withoutPages(wanted));
  if (!texts.some((text) => comparable(withoutPages(text)) === bare)) return 'no';
  const pages = [...wanted.matchAll(new RegExp(pageOfPost.source, 'giu'))];
  const [page, ...others] = pages;
  const isQuote = page?.groups?.['id'] === read.quotes && page?.groups?.['picture'] === undefined;
  return others.length === 0 && page !== undefined && isQuote ? 'yes' : 'perhaps';
}
