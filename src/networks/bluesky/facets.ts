// Finds mentions, links and hashtags in a text we send, with the UTF-8 byte ranges Bluesky wants.
import { Buffer } from 'node:buffer';

export interface ByteRange {
  byteStart: number;
  byteEnd: number;
}

export type Found =
  | { kind: 'mention'; range: ByteRange; handle: string }
  | { kind: 'link'; range: ByteRange; uri: string }
  | { kind: 'tag'; range: ByteRange; tag: string };

export interface Facet {
  index: ByteRange;
  features: Record<string, string>[];
}

// Japanese is written without spaces: a link may follow any character that cannot belong to one, and ends at the first
// character that may not stand in a URI, so 「…/helpをご覧ください」 links only the address.
const LINK = /(?<![\w/.@-])https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/giu;
const MENTION =
  /(?<![\w.@＠/-])[@＠]((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?![\w-])/giu;
const TAG = /(?<![\p{L}\p{N}_&/])[#＃](?!\uFE0F)([\p{L}\p{M}\p{N}_\-ー・]+)/gu;
const TRAILING = /[.,;:!?'*_~]+$/u;
const TAG_GRAPHEMES_MAX = 64;

function trimLink(matched: string): string {
  let link = matched.replace(TRAILING, '');
  // A closing bracket belongs to the sentence unless the address opened one itself.
  while (/[)\]]$/u.test(link)) {
    const close = link.at(-1) ?? '';
    const open = close === ')' ? '(' : '[';
    if (link.split(open).length >= link.split(close).length) break;
    link = link.slice(0, -1).replace(TRAILING, '');
  }
  return link;
}

function isHost(link: string): boolean {
  return URL.canParse(link) && new URL(link).hostname.includes('.');
}

/** What in `text` should be active, in order, never overlapping. */
export function findFacets(text: string): Found[] {
  const byteAt = (index: number): number => Buffer.byteLength(text.slice(0, index), 'utf8');
  const range = (from: number, length: number): ByteRange => ({
    byteStart: byteAt(from),
    byteEnd: byteAt(from + length),
  });
  const found: { from: number; to: number; item: Found }[] = [];
  const isFree = (from: number, to: number): boolean => found.every((f) => to <= f.from || from >= f.to);
  for (const match of text.matchAll(LINK)) {
    const uri = trimLink(match[0]);
    if (!isHost(uri)) continue;
    found.push({
      from: match.index,
      to: match.index + uri.length,
      item: { kind: 'link', range: range(match.index, uri.length), uri },
    });
  }
  for (const match of text.matchAll(MENTION)) {
    const to = match.index + match[0].length;
    if (!isFree(match.index, to)) continue;
    const handle = (match[1] ?? '').toLowerCase();
    found.push({
      from: match.index,
      to,
      item: { kind: 'mention', range: range(match.index, match[0].length), handle },
    });
  }
  for (const match of text.matchAll(TAG)) {
    const tag = match[1] ?? '';
    const to = match.index + match[0].length;
    if (/^\d+$/u.test(tag) || [...tag].length > TAG_GRAPHEMES_MAX || !isFree(match.index, to)) continue;
    found.push({
      from: match.index,
      to,
      item: { kind: 'tag', range: range(match.index, match[0].length), tag },
    });
  }
  return found.toSorted((a, b) => a.from - b.from).map((f) => f.item);
}

/**
 * The record's facets. `resolve` gives the DID of a handle or null; a mention nobody answers to stays plain text.
 */
export async function makeFacets(
  text: string,
  resolve: (handle: string) => Promise<string | null>,
): Promise<Facet[]> {
  const facets: Facet[] = [];
  for (const found of findFacets(text)) {
    if (found.kind === 'link') {
      facets.push({
        index: found.range,
        features: [{ $type: 'app.bsky.richtext.facet#link', uri: found.uri }],
      });
    } else if (found.kind === 'tag') {
      facets.push({
        index: found.range,
        features: [{ $type: 'app.bsky.richtext.facet#tag', tag: found.tag }],
      });
    } else {
      const did = await resolve(found.handle);
      if (did === null) continue;
      facets.push({ index: found.range, features: [{ $type: 'app.bsky.richtext.facet#mention', did }] });
    }
  }
  return facets;
}
